/**
 * A civil day: a date on the wall calendar with no time of day and no time zone, as the number of whole days
 * since 1970-01-01 (negative before). Subtracting two gives days; comparing them is comparing dates.
 * Gregorian throughout. Which day it is *in London* at some instant is `london.ts`'s business.
 */
export type CivilDay = number;

/** The parts of a civil day: `month` 1 to 12, `day` 1 to 31. */
export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** The years that text may name. Children's services records fit; a mistyped `0218` or `20188` does not. */
export const firstYear = 1800;
export const lastYear = 2200;

const msPerDay = 86_400_000;
const written = /^(\d{4})-(\d\d)-(\d\d)$/;

/** The civil day of a year, month (1 to 12) and day of month. The parts are trusted: check them before. */
export function dayFrom(year: number, month: number, day: number): CivilDay {
  return Date.UTC(year, month - 1, day) / msPerDay;
}

/** The year, month and day of month of a civil day. */
export function dateOf(day: CivilDay): CivilDate {
  // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days: years begin in March,
  // so the leap day is the last of its year, and 400 years (an era) are always 146,097 days.
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1,
  };
}

/**
 * Reads `2018-10-24`: exactly that form, a date that the calendar has, in the years 1800 to 2200.
 * Anything else is `undefined`.
 */
export function parseDay(text: string): CivilDay | undefined {
  const parts = written.exec(text);
  if (parts === null) return undefined;
  const year = Number(parts[1]);
  const month = Number(parts[2]);
  const day = Number(parts[3]);
  if (year < firstYear || year > lastYear || month < 1 || month > 12) return undefined;
  if (day < 1 || day > daysInMonth(year, month)) return undefined;
  return dayFrom(year, month, day);
}

/** Reads back what {@link formatDay} wrote, or what was checked before: of anything else it makes no sense. */
export const readDay = (text: string): CivilDay => Date.parse(text) / msPerDay;

/** Writes a civil day as `2018-10-24` (ISO 8601). */
export function formatDay(day: CivilDay): string {
  const { year, month, day: dayOfMonth } = dateOf(day);
  return `${String(year).padStart(4, '0')}-${twoFigures(month)}-${twoFigures(dayOfMonth)}`;
}

/** The day of the week, 0 = Sunday to 6 = Saturday, as JavaScript counts it. */
export function weekday(day: CivilDay): number {
  // 1970-01-01 was a Thursday. The second remainder keeps days before 1970 from coming out negative.
  return (((day + 4) % 7) + 7) % 7;
}

/** How many days a month has: 28 to 31. `month` is 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The first day of a month. `month` is 1 to 12. */
export function firstDayOfMonth(year: number, month: number): CivilDay {
  return dayFrom(year, month, 1);
}

/** The last day of a month. `month` is 1 to 12. */
export function lastDayOfMonth(year: number, month: number): CivilDay {
  return dayFrom(year, month, daysInMonth(year, month));
}

/**
 * The same day of the month, `n` months later (earlier when negative). Where that month is too short, its
 * last day: one month after 31 January 2018 is 28 February 2018.
 */
export function addMonths(day: CivilDay, n: number): CivilDay {
  const { year, month, day: dayOfMonth } = dateOf(day);
  const months = year * 12 + (month - 1) + n;
  const targetYear = Math.floor(months / 12);
  const targetMonth = months - targetYear * 12 + 1;
  return dayFrom(targetYear, targetMonth, Math.min(dayOfMonth, daysInMonth(targetYear, targetMonth)));
}

function twoFigures(n: number): string {
  return n < 10 ? `0${n}` : String(n);
}
