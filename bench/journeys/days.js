/** Civil days as whole numbers since 1 January 1970, for arithmetic without a clock. */

const msPerDay = 86_400_000;

export const day = (text) => Date.parse(`${text}T00:00:00Z`) / msPerDay;
export const written = (number) => new Date(number * msPerDay).toISOString().slice(0, 10);
export const month = (number) => written(number).slice(0, 7);
export const year = (number) => written(number).slice(0, 4);

/** The Monday of the week. */
export const mondayOf = (number) => number - ((number + 3) % 7);
