import fc from 'fast-check';
import {
  addMonths,
  dateOf,
  dayFrom,
  daysInMonth,
  firstDayOfMonth,
  formatDay,
  lastDayOfMonth,
  parseDay,
  readDay,
  weekday,
} from '../../../src/domain/time/civil-day.ts';
import { day } from './dates.ts';

const supported = fc.integer({ min: day('1800-01-01'), max: day('2200-12-31') });

describe('a civil day', () => {
  it('counts days from 1970-01-01', () => {
    expect(parseDay('1970-01-01')).toBe(0);
    expect(parseDay('1969-12-31')).toBe(-1);
    expect(parseDay('2018-10-24')).toBe(Date.UTC(2018, 9, 24) / 86_400_000);
  });

  it('knows that Bradford received its report on a Wednesday', () => {
    expect(weekday(day('2018-10-24'))).toBe(3);
    expect(weekday(day('1969-12-28'))).toBe(0);
  });

  it.each([
    '2018-02-29',
    '1900-02-29',
    '2018-13-01',
    '2018-00-01',
    '2018-10-00',
    '2018-10-32',
    '2018-06-31',
    '1799-12-31',
    '2201-01-01',
    '2018-10-2',
    '2018-10',
    '24/10/2018',
    ' 2018-10-24',
    '2018-10-24\n',
    '2018-10-24T00:00:00Z',
    '',
  ])('refuses %j', (text) => {
    expect(parseDay(text)).toBeUndefined();
  });

  it('reads the leap days that the calendar has', () => {
    expect(parseDay('2000-02-29')).toBeDefined();
    expect(parseDay('2020-02-29')).toBeDefined();
  });

  it('clamps to the end of a shorter month when months are added', () => {
    expect(formatDay(addMonths(day('2018-01-31'), 1))).toBe('2018-02-28');
    expect(formatDay(addMonths(day('2020-03-31'), -1))).toBe('2020-02-29');
    expect(formatDay(addMonths(day('2018-10-24'), 12))).toBe('2019-10-24');
    expect(formatDay(addMonths(day('2018-01-15'), -1))).toBe('2017-12-15');
  });

  it('gives the first and last day of a month', () => {
    expect(formatDay(firstDayOfMonth(2018, 2))).toBe('2018-02-01');
    expect(formatDay(lastDayOfMonth(2018, 2))).toBe('2018-02-28');
    expect(formatDay(lastDayOfMonth(2020, 2))).toBe('2020-02-29');
  });

  it('is the same after it was written and read again', () => {
    fc.assert(fc.property(supported, (d) => parseDay(formatDay(d)) === d));
  });

  it('reads back whatever was written, also of years that nobody may name', () => {
    fc.assert(fc.property(supported, (d) => readDay(formatDay(d)) === d));
    expect(formatDay(readDay('2201-01-01'))).toBe('2201-01-01');
  });

  it('is the same after it was taken apart and put together again', () => {
    for (let d = day('1800-01-01'); d <= day('2200-12-31'); d += 1) {
      const { year, month, day: dayOfMonth } = dateOf(d);
      if (dayFrom(year, month, dayOfMonth) !== d) throw new Error(`${d} became ${formatDay(d)}`);
    }
  });

  it('agrees with the calendar of JavaScript', () => {
    fc.assert(
      fc.property(supported, (d) => {
        const js = new Date(d * 86_400_000);
        expect(dateOf(d)).toEqual({
          year: js.getUTCFullYear(),
          month: js.getUTCMonth() + 1,
          day: js.getUTCDate(),
        });
        expect(weekday(d)).toBe(js.getUTCDay());
        expect(daysInMonth(js.getUTCFullYear(), js.getUTCMonth() + 1)).toBe(
          new Date(Date.UTC(js.getUTCFullYear(), js.getUTCMonth() + 1, 0)).getUTCDate(),
        );
      }),
    );
  });
});
