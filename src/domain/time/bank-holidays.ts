import { type CivilDay, dayFrom, lastDayOfMonth, parseDay, weekday } from './civil-day.ts';

/**
 * The bank holidays of England and Wales by year, Good Friday and Christmas Day among them, as `MM-DD`. The
 * days are those on which the holiday is kept: a substitute day stands in for one that falls on a weekend.
 *
 * Source: GOV.UK, "UK bank holidays", England and Wales, https://www.gov.uk/bank-holidays (Open Government
 * Licence v3.0). Contains public sector information licensed under the Open Government Licence v3.0.
 */
export const publishedBankHolidays: Readonly<Record<number, string>> = {
  2012: '01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26', // spring moved to 4 June; Diamond Jubilee 5 June
  2013: '01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26',
  2014: '01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26',
  2015: '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28',
  2016: '01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27',
  2017: '01-02 04-14 04-17 05-01 05-29 08-28 12-25 12-26',
  2018: '01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26',
  2019: '01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26',
  2020: '01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28', // early May moved to 8 May: 75 years since VE Day
  2021: '01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28',
  2022: '01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27', // Platinum Jubilee; the Queen's funeral
  2023: '01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26', // 8 May: the King's coronation
  2024: '01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26',
  2025: '01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26',
  2026: '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28',
  2027: '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28',
  2028: '01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26',
};

const byYear = new Map<number, ReadonlySet<CivilDay>>();

/**
 * The bank holidays of England and Wales in a year: as published for 2012 to 2028, otherwise by
 * `regularBankHolidays`, which cannot know of a jubilee.
 */
export function bankHolidays(year: number): ReadonlySet<CivilDay> {
  const known = byYear.get(year);
  if (known !== undefined) return known;
  // A memo and nothing more: the answer for a year never changes.
  const holidays = new Set(published(year) ?? regularBankHolidays(year));
  byYear.set(year, holidays);
  return holidays;
}

/**
 * The bank holidays that a year has when no special day is proclaimed: those of the Banking and Financial
 * Dealings Act 1971, with New Year's Day (since 1974) and the early May holiday (since 1978), Good Friday and
 * Christmas Day, and the substitute days that are proclaimed whenever one falls on a weekend. Eight, in order.
 */
export function regularBankHolidays(year: number): readonly CivilDay[] {
  const newYear = dayFrom(year, 1, 1);
  const christmas = dayFrom(year, 12, 25);
  const easter = easterSunday(year);
  return [
    isWeekend(newYear) ? mondayFrom(newYear) : newYear,
    easter - 2,
    easter + 1,
    mondayFrom(dayFrom(year, 5, 1)),
    lastMondayOf(year, 5),
    lastMondayOf(year, 8),
    ...christmasHolidays(christmas),
  ];
}

function christmasHolidays(christmas: CivilDay): readonly [CivilDay, CivilDay] {
  switch (weekday(christmas)) {
    case 5: // Friday: Boxing Day is kept on the Monday
      return [christmas, christmas + 3];
    case 6: // Saturday: both move, to Monday and Tuesday
      return [christmas + 2, christmas + 3];
    case 0: // Sunday: Boxing Day stays on the Monday, Christmas Day is kept on the Tuesday
      return [christmas + 1, christmas + 2];
    default:
      return [christmas, christmas + 1];
  }
}

/** Easter Sunday of the western churches: Butcher's rule (Meeus, Astronomical Algorithms, ch. 8; his letters). */
function easterSunday(year: number): CivilDay {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const g = Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const sum = h + l - 7 * m + 114;
  return dayFrom(year, Math.floor(sum / 31), (sum % 31) + 1);
}

function published(year: number): readonly CivilDay[] | undefined {
  return publishedBankHolidays[year]?.split(' ').map((day) => {
    const parsed = parseDay(`${year}-${day}`);
    if (parsed === undefined) throw new Error(`The bank holiday table has no such day: ${year}-${day}`);
    return parsed;
  });
}

function isWeekend(day: CivilDay): boolean {
  return weekday(day) === 0 || weekday(day) === 6;
}

/** The first Monday on or after a day. */
function mondayFrom(day: CivilDay): CivilDay {
  return day + ((8 - weekday(day)) % 7);
}

function lastMondayOf(year: number, month: number): CivilDay {
  const last = lastDayOfMonth(year, month);
  return last - ((weekday(last) + 6) % 7);
}
