import { bankHolidays } from './bank-holidays.ts';
import { type CivilDay, dateOf, weekday } from './civil-day.ts';

/**
 * Whether a day is a working day in England: any but a Saturday, a Sunday, Christmas Day, Good Friday or a
 * bank holiday in England and Wales (SI 2007/462, reg. 1(2), which follows the Act of 1971).
 */
export function isWorkingDay(day: CivilDay): boolean {
  const inWeek = weekday(day);
  return inWeek !== 0 && inWeek !== 6 && !bankHolidays(dateOf(day).year).has(day);
}

/**
 * The `n`th working day after a day, which is itself day 0 whether or not it is worked. So n = 0 gives the day
 * back, and n = 1 the next working day. Throws `RangeError` unless `n` is a whole number from 0.
 */
export function addWorkingDays(day: CivilDay, n: number): CivilDay {
  if (!Number.isSafeInteger(n) || n < 0) {
    throw new RangeError(`Working days are counted forward in whole days from 0; ${n} is not such a number.`);
  }
  let reached = day;
  for (let left = n; left > 0; ) {
    reached += 1;
    if (isWorkingDay(reached)) left -= 1;
  }
  return reached;
}

/**
 * How many working days lie after `from`, up to and including `to`: 0 when they are the same day. Where `to`
 * comes first, the same count the other way round, as a negative number.
 */
export function workingDaysBetween(from: CivilDay, to: CivilDay): number {
  if (to < from) return 0 - workingDaysBetween(to, from); // 0 - n, as -n would make a negative zero
  let count = 0;
  for (let day = from + 1; day <= to; day += 1) {
    if (isWorkingDay(day)) count += 1;
  }
  return count;
}
