import { type CivilDay, dateOf, lastDayOfMonth, parseDay, weekday } from './civil-day.ts';

/**
 * A moment on the world's clock: milliseconds since 1970-01-01T00:00:00Z, as `Date` counts them (no leap
 * seconds).
 */
export type Instant = number;

const msPerHour = 3_600_000;
const msPerDay = 24 * msPerHour;

/**
 * The first year for which British summer time runs from the last Sunday of March to the last Sunday of
 * October. The same dates have held since (Directives 94/21/EC, 97/44/EC and 2000/84/EC; Summer Time Act 1972
 * as amended by the Summer Time Order 2002, SI 2002/262).
 */
const firstYearOfTheRule = 1996;

/**
 * The first millisecond of a civil day in London: midnight GMT, or 23:00 UTC of the day before in summer time.
 * Before 1996 the summer dates differed from year to year, and this answers in plain GMT all year round.
 */
export function startOfDay(day: CivilDay): Instant {
  // The clocks change at 01:00 UTC. So the March Sunday still begins in winter time, the October one in summer.
  const { year } = dateOf(day);
  const summer = year >= firstYearOfTheRule && day > lastSundayOf(year, 3) && day <= lastSundayOf(year, 10);
  return day * msPerDay - (summer ? msPerHour : 0);
}

/**
 * The last millisecond of a civil day in London. Days are 24 hours long, but 23 when summer time begins and 25
 * when it ends. Before 1996: plain GMT, as in `startOfDay`.
 */
export function endOfDay(day: CivilDay): Instant {
  return startOfDay(day + 1) - 1;
}

/** The civil day that it is in London at an instant. Before 1996: plain GMT, as in `startOfDay`. */
export function dayOf(instant: Instant): CivilDay {
  return Math.floor((instant + (isSummerTime(instant) ? msPerHour : 0)) / msPerDay);
}

/**
 * Reads an RFC 3339 timestamp such as `2018-10-29T09:30:00Z` or `2018-10-29T09:30:00.250+01:00`. An offset is
 * required, since a time without one is not an instant. Strict: capital `T` and `Z`, hours to 23, no leap
 * second, years 1800 to 2200; anything else is `undefined`. Digits beyond the millisecond are cut off.
 */
export function parseInstant(text: string): Instant | undefined {
  const parts = timestamp.exec(text);
  if (parts === null) return undefined;
  const [, date = '', hours, minutes, seconds, fraction = '', sign = '+', offsetHours, offsetMinutes] = parts;
  const day = parseDay(date);
  if (day === undefined) return undefined;
  const offset = (Number(offsetHours ?? 0) * 60 + Number(offsetMinutes ?? 0)) * (sign === '-' ? -1 : 1);
  const minuteOfDay = Number(hours) * 60 + Number(minutes) - offset;
  const ms = Number(fraction.slice(1, 4).padEnd(3, '0'));
  return day * msPerDay + minuteOfDay * 60_000 + Number(seconds) * 1_000 + ms;
}

const timestamp =
  /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(\.\d+)?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))$/;

/**
 * Writes an instant in UTC with milliseconds: `2018-10-29T09:30:00.000Z`.
 * Throws `RangeError` for a number that is no time (`NaN`, or beyond ±8.64e15).
 */
export function formatInstant(instant: Instant): string {
  return new Date(instant).toISOString();
}

function isSummerTime(instant: Instant): boolean {
  const { year } = dateOf(Math.floor(instant / msPerDay));
  if (year < firstYearOfTheRule) return false;
  return instant >= clocksChange(year, 3) && instant < clocksChange(year, 10);
}

function clocksChange(year: number, month: 3 | 10): Instant {
  return lastSundayOf(year, month) * msPerDay + msPerHour;
}

function lastSundayOf(year: number, month: 3 | 10): CivilDay {
  const last = lastDayOfMonth(year, month);
  return last - weekday(last);
}
