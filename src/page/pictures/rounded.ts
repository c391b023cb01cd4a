/** A tenth of a unit is finer than a screen shows, and shorter to write. */
export const tenths = (x: number): number => Math.round(x * 10) / 10;

/** The same of per cent. */
export const hundredths = (x: number): number => Math.round(x * 100) / 100;
