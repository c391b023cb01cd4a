import fc from 'fast-check';
import { dateOf, dayFrom } from '../../../src/domain/time/civil-day.ts';
import {
  dayOf,
  endOfDay,
  formatInstant,
  type Instant,
  parseInstant,
  startOfDay,
} from '../../../src/domain/time/london.ts';
import { day } from './dates.ts';

const london = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
});

const inLondon = (instant: Instant) => {
  const parts = london.formatToParts(instant);
  const part = (type: string) => Number(parts.find((found) => found.type === type)?.value);
  return {
    day: dayFrom(part('year'), part('month'), part('day')),
    hour: part('hour'),
    minute: part('minute'),
  };
};

const first = day('1996-01-01');
const last = day('2037-12-31');

describe('the London calendar', () => {
  it('begins a winter day at midnight UTC and a summer day an hour earlier', () => {
    expect(formatInstant(startOfDay(day('2018-10-29')))).toBe('2018-10-29T00:00:00.000Z');
    expect(formatInstant(startOfDay(day('2018-10-24')))).toBe('2018-10-23T23:00:00.000Z');
  });

  it('gives 28 October 2018 twenty-five hours and 25 March 2018 twenty-three', () => {
    const hours = (d: number) => (endOfDay(d) + 1 - startOfDay(d)) / 3_600_000;
    expect(hours(day('2018-10-28'))).toBe(25);
    expect(hours(day('2018-03-25'))).toBe(23);
  });

  it('knows that half past eleven on a summer night in UTC is tomorrow in London', () => {
    expect(dayOf(Date.UTC(2018, 6, 1, 23, 30))).toBe(day('2018-07-02'));
    expect(dayOf(Date.UTC(2018, 11, 1, 23, 30))).toBe(day('2018-12-01'));
  });

  it('keeps plain GMT before 1996', () => {
    expect(startOfDay(day('1995-07-01'))).toBe(Date.UTC(1995, 6, 1));
    expect(dayOf(Date.UTC(1995, 6, 1, 23, 30))).toBe(day('1995-07-01'));
  });

  it('starts every day from 1996 to 2037 when the time zone database says so', () => {
    for (let d = first; d <= last; d += 1) {
      const start = inLondon(startOfDay(d));
      const before = inLondon(startOfDay(d) - 1);
      if (start.day !== d || start.hour !== 0 || start.minute !== 0 || before.day !== d - 1) {
        throw new Error(`Day ${JSON.stringify(dateOf(d))} starts at ${formatInstant(startOfDay(d))}`);
      }
    }
  });

  it('says of any instant from 1996 to 2037 the day that the time zone database says', () => {
    fc.assert(
      fc.property(fc.integer({ min: startOfDay(first), max: endOfDay(last) }), (instant) => {
        expect(dayOf(instant)).toBe(inLondon(instant).day);
      }),
      { numRuns: 2_000 },
    );
  });

  it('agrees with the time zone database in every hour round each change of the clocks', () => {
    for (let year = 1996; year <= 2037; year += 1) {
      for (const month of [3, 10]) {
        const end = Date.UTC(year, month, 3);
        for (let at = end - 14 * 86_400_000; at < end; at += 1_800_000) {
          if (dayOf(at) !== inLondon(at).day) throw new Error(`Wrong day at ${formatInstant(at)}`);
        }
      }
    }
  });

  it('puts the first and the last millisecond of a day on that day, and the next ones outside', () => {
    fc.assert(
      fc.property(fc.integer({ min: day('1800-01-01'), max: day('2200-12-31') }), (d) => {
        expect([startOfDay(d), endOfDay(d), startOfDay(d) - 1, endOfDay(d) + 1].map(dayOf)).toEqual([
          d,
          d,
          d - 1,
          d + 1,
        ]);
      }),
    );
  });
});

describe('an instant', () => {
  it('is read with Z or an offset', () => {
    expect(parseInstant('2018-10-29T09:30:00Z')).toBe(Date.UTC(2018, 9, 29, 9, 30));
    expect(parseInstant('2018-10-24T00:30:00+01:00')).toBe(Date.UTC(2018, 9, 23, 23, 30));
    expect(parseInstant('2018-10-23T18:00:00-05:30')).toBe(Date.UTC(2018, 9, 23, 23, 30));
    expect(parseInstant('2018-10-29T09:30:00.5Z')).toBe(Date.UTC(2018, 9, 29, 9, 30, 0, 500));
    expect(parseInstant('2018-10-29T09:30:00.1239Z')).toBe(Date.UTC(2018, 9, 29, 9, 30, 0, 123));
  });

  it.each([
    '2018-10-29T09:30:00',
    '2018-10-29',
    '2018-10-29 09:30:00Z',
    '2018-10-29t09:30:00z',
    '2018-10-29T9:30:00Z',
    '2018-10-29T09:30Z',
    '2018-10-29T24:00:00Z',
    '2018-10-29T09:60:00Z',
    '2016-12-31T23:59:60Z',
    '2018-02-29T09:30:00Z',
    '2018-10-29T09:30:00+0100',
    '2018-10-29T09:30:00+24:00',
    '2018-10-29T09:30:00.Z',
    '',
  ])('refuses %j', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });

  it('is the same after it was written and read again', () => {
    const range = { min: Date.UTC(1800, 0, 1), max: Date.UTC(2201, 0, 1) - 1 };
    fc.assert(fc.property(fc.integer(range), (instant) => parseInstant(formatInstant(instant)) === instant));
  });
});
