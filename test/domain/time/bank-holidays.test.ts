import {
  bankHolidays,
  publishedBankHolidays,
  regularBankHolidays,
} from '../../../src/domain/time/bank-holidays.ts';
import { formatDay, weekday } from '../../../src/domain/time/civil-day.ts';

// Years in which a holiday was moved or added by proclamation, which no rule can foresee.
const proclaimed = new Set([2012, 2020, 2022, 2023]);
const published = Object.keys(publishedBankHolidays).map(Number);

const kept = (year: number) => [...bankHolidays(year)].map(formatDay);

describe('the bank holidays of England and Wales', () => {
  it('are published for every year from 2012 to 2028', () => {
    expect(published).toEqual(Array.from({ length: 17 }, (_, i) => 2012 + i));
  });

  it.each(published.filter((year) => !proclaimed.has(year)))('are in %d what the rule says', (year) => {
    expect(kept(year)).toEqual(regularBankHolidays(year).map(formatDay));
  });

  it.each(published)('never fall on a weekend in %d', (year) => {
    expect([...bankHolidays(year)].map(weekday).filter((inWeek) => inWeek === 0 || inWeek === 6)).toEqual([]);
  });

  it.each([
    [2012, ['2012-06-04', '2012-06-05'], ['2012-05-28']],
    [2020, ['2020-05-08'], ['2020-05-04']],
    [2022, ['2022-06-02', '2022-06-03', '2022-09-19'], ['2022-05-30']],
    [2023, ['2023-05-08'], []],
  ])('differ from the rule in %d, as proclaimed', (year, added, dropped) => {
    const regular = regularBankHolidays(year).map(formatDay);
    expect(kept(year).filter((holiday) => !regular.includes(holiday))).toEqual(added);
    expect(regular.filter((holiday) => !kept(year).includes(holiday))).toEqual(dropped);
  });

  it('follow the rule outside the table', () => {
    expect(kept(2011)).toEqual([
      '2011-01-03',
      '2011-04-22',
      '2011-04-25',
      '2011-05-02',
      '2011-05-30',
      '2011-08-29',
      '2011-12-26',
      '2011-12-27',
    ]);
  });

  it.each([
    ['1818-03-22'],
    ['1961-04-02'],
    ['2000-04-23'],
    ['2008-03-23'],
    ['2038-04-25'],
    ['2049-04-18'],
    ['2076-04-19'],
    ['2100-03-28'],
  ])('find Easter Sunday on %s', (easter) => {
    const [, goodFriday = 0] = regularBankHolidays(Number(easter.slice(0, 4)));
    expect(formatDay(goodFriday + 2)).toBe(easter);
  });
});
