import fc from 'fast-check';
import { formatDay } from '../../../src/domain/time/civil-day.ts';
import { addWorkingDays, isWorkingDay, workingDaysBetween } from '../../../src/domain/time/working-days.ts';
import { anyDay, day } from './dates.ts';

describe('a working day', () => {
  it('is not a Saturday, a Sunday, Good Friday, Christmas Day or a bank holiday', () => {
    const days = ['2018-03-30', '2018-03-31', '2018-04-01', '2018-04-02', '2018-04-03', '2018-12-25'];
    expect(days.map((text) => isWorkingDay(day(text)))).toEqual([false, false, false, false, true, false]);
  });

  it('is 28 May 2012, for the spring holiday moved to 4 June', () => {
    expect(['2012-05-28', '2012-06-04', '2012-06-05'].map((text) => isWorkingDay(day(text)))).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('counting working days', () => {
  it('takes the day itself as day 0, worked or not', () => {
    expect(addWorkingDays(day('2018-10-27'), 0)).toBe(day('2018-10-27'));
    expect(formatDay(addWorkingDays(day('2018-10-27'), 1))).toBe('2018-10-29');
    expect(formatDay(addWorkingDays(day('2018-10-26'), 1))).toBe('2018-10-29');
  });

  it('counts those after the one day, up to and including the other', () => {
    expect(workingDaysBetween(day('2018-10-24'), day('2018-10-29'))).toBe(3);
    expect(workingDaysBetween(day('2018-10-29'), day('2018-10-24'))).toBe(-3);
    expect(workingDaysBetween(day('2018-10-24'), day('2018-10-24'))).toBe(0);
    expect(workingDaysBetween(day('2018-12-24'), day('2019-01-02'))).toBe(4);
  });

  it('undoes adding them, and adding arrives on a working day', () => {
    fc.assert(
      fc.property(anyDay, fc.nat(400), (from, n) => {
        const to = addWorkingDays(from, n);
        expect(workingDaysBetween(from, to)).toBe(n);
        if (n > 0) expect(isWorkingDay(to)).toBe(true);
      }),
    );
  });

  it('is undone by adding them, to the last working day reached', () => {
    fc.assert(
      fc.property(anyDay, fc.nat(600), (from, length) => {
        const back = addWorkingDays(from, workingDaysBetween(from, from + length));
        expect(back).toBeLessThanOrEqual(from + length);
        expect(workingDaysBetween(back, from + length)).toBe(0);
      }),
    );
  });

  it('adds up over days in between', () => {
    fc.assert(
      fc.property(anyDay, anyDay, anyDay, (a, b, c) => {
        expect(workingDaysBetween(a, b) + workingDaysBetween(b, c)).toBe(workingDaysBetween(a, c));
      }),
      { numRuns: 50 },
    );
  });

  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('does not count %d days', (n) => {
    expect(() => addWorkingDays(day('2018-10-24'), n)).toThrow(RangeError);
  });
});
