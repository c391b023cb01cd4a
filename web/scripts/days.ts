const msPerDay = 86_400_000;

/** A day as the number of days since 1970. */
export const dayOf = (text: string): number => Date.parse(text) / msPerDay;

/** As the page writes it where nobody reads it: `2018-12-31`. */
export const written = (day: number): string => new Date(day * msPerDay).toISOString().slice(0, 10);

const words = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});

export const inWords = (day: number): string => words.format(day * msPerDay);

/** The same day of another month, or its last where that month is shorter. */
export function monthsLater(day: number, months: number): number {
  const date = new Date(day * msPerDay);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), last)) / msPerDay;
}
