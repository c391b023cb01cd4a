import fc from 'fast-check';
import {
  begunBy,
  type Certainty,
  before as cameBefore,
  endedBy,
  orderKey,
  type Reading,
  within,
} from '../../../src/domain/time/certainty.ts';
import { type CivilDay, formatDay } from '../../../src/domain/time/civil-day.ts';
import { firstDay, type ImpreciseDate, lastDay } from '../../../src/domain/time/edtf.ts';
import { anyDay, anyEdtf, date, day, rank, refinesTo } from './dates.ts';

const anyReading: fc.Arbitrary<Reading> = fc.constantFrom('moment', 'extent');
const askOfADay = [begunBy, endedBy, within];

/** Every day from the first to the last on which a date can lie. */
const daysOf = (read: ImpreciseDate): CivilDay[] =>
  Array.from({ length: lastDay(read) - firstDay(read) + 1 }, (_, i) => firstDay(read) + i);

const over = (
  ask: (date: ImpreciseDate, reading: Reading, day: CivilDay) => Certainty,
  text: string,
  reading: Reading,
  days: readonly string[],
) => days.map((on) => ask(date(text), reading, day(on)));

describe('a notice drafted in October 2018', () => {
  it.each(['2018-10', '2018-10-XX'])('had possibly been drafted by the 15th, written %s', (text) => {
    const days = ['2018-09-30', '2018-10-01', '2018-10-15', '2018-10-30', '2018-10-31'];
    expect(over(begunBy, text, 'moment', days)).toEqual([
      'no',
      'possible',
      'possible',
      'possible',
      'certain',
    ]);
  });

  it('lay on no day for certain', () => {
    expect(
      over(within, '2018-10', 'moment', ['2018-09-30', '2018-10-15', '2018-10-31', '2018-11-01']),
    ).toEqual(['no', 'possible', 'possible', 'no']);
  });
});

describe('an inspection in February and March 2014', () => {
  const text = '2014-02/2014-03';

  it('had certainly begun by the end of February', () => {
    expect(over(begunBy, text, 'extent', ['2014-01-31', '2014-02-01', '2014-02-27', '2014-02-28'])).toEqual([
      'no',
      'possible',
      'possible',
      'certain',
    ]);
  });

  it('was possibly over from 1 March, certainly by the 31st', () => {
    expect(over(endedBy, text, 'extent', ['2014-02-28', '2014-03-01', '2014-03-30', '2014-03-31'])).toEqual([
      'no',
      'possible',
      'possible',
      'certain',
    ]);
  });

  it('was certainly going on where the months meet', () => {
    expect(over(within, text, 'extent', ['2014-02-27', '2014-02-28', '2014-03-01', '2014-03-02'])).toEqual([
      'possible',
      'certain',
      'certain',
      'possible',
    ]);
  });
});

describe('an inspection of which only the month is known', () => {
  it('lay on no day for certain, and had begun and ended by the last', () => {
    expect(over(within, '2014-02', 'extent', ['2014-02-01', '2014-02-14', '2014-02-28'])).toEqual([
      'possible',
      'possible',
      'possible',
    ]);
    expect(over(begunBy, '2014-02', 'extent', ['2014-02-27', '2014-02-28'])).toEqual(['possible', 'certain']);
    expect(over(endedBy, '2014-02', 'extent', ['2014-02-01', '2014-02-28'])).toEqual(['possible', 'certain']);
  });
});

describe("South Tyneside's two stretches", () => {
  const text = '{2022-12-05..2022-12-09,2023-02-14..2023-02-15}';

  it('leave a gap in which nobody was on site', () => {
    const days = ['2022-12-04', '2022-12-05', '2022-12-09', '2022-12-10', '2023-02-13', '2023-02-14'];
    expect(over(within, text, 'extent', days)).toEqual(['no', 'certain', 'certain', 'no', 'no', 'certain']);
  });

  it('have begun with the first and ended with the last', () => {
    expect(over(begunBy, text, 'extent', ['2022-12-04', '2022-12-05'])).toEqual(['no', 'certain']);
    expect(over(endedBy, text, 'extent', ['2022-12-09', '2023-02-14', '2023-02-15'])).toEqual([
      'no',
      'no',
      'certain',
    ]);
  });

  it('leave a moment only the days that they hold', () => {
    expect(over(within, text, 'moment', ['2022-12-07', '2023-01-01'])).toEqual(['possible', 'no']);
    expect(over(begunBy, text, 'moment', ['2022-12-05', '2023-02-15'])).toEqual(['possible', 'certain']);
  });
});

describe('one of two days', () => {
  it.each(['moment', 'extent'] as const)('is certain only by the later, read as %s', (reading) => {
    const days = ['2018-09-30', '2018-10-01', '2018-10-02', '2018-10-03'];
    const text = '[2018-10-01,2018-10-03]';
    expect(over(begunBy, text, reading, days)).toEqual(['no', 'possible', 'possible', 'certain']);
    expect(over(endedBy, text, reading, days)).toEqual(['no', 'possible', 'possible', 'certain']);
    expect(over(within, text, reading, days)).toEqual(['no', 'possible', 'no', 'possible']);
  });
});

describe('what came before what', () => {
  it('is certain of days that do not meet, and no of the same day', () => {
    const bradford = date('2018-09-17/2018-09-28');
    expect(cameBefore(bradford, 'extent', date('2018-10-24'), 'moment')).toBe('certain');
    expect(cameBefore(date('2018-10-24'), 'moment', bradford, 'extent')).toBe('no');
    expect(cameBefore(date('2018-10-24'), 'moment', date('2018-10-24'), 'moment')).toBe('no');
  });

  it('is possible where the dates overlap', () => {
    expect(cameBefore(date('2018-10'), 'moment', date('2018-10-29'), 'moment')).toBe('possible');
    expect(cameBefore(date('2018-10-29'), 'moment', date('2018-10'), 'moment')).toBe('possible');
    expect(cameBefore(date('2018-10'), 'moment', date('2018-10-01'), 'moment')).toBe('no');
    expect(cameBefore(date('2014-02/2014-03'), 'extent', date('2014-03-01'), 'moment')).toBe('no');
    expect(cameBefore(date('2014-02/2014-03'), 'extent', date('2014-03-02'), 'moment')).toBe('possible');
  });

  it('is never certain both ways, and one way excludes the other', () => {
    fc.assert(
      fc.property(anyEdtf, anyReading, anyEdtf, anyReading, (a, aReading, b, bReading) => {
        const one = cameBefore(date(a), aReading, date(b), bReading);
        if (one === 'certain') expect(cameBefore(date(b), bReading, date(a), aReading)).toBe('no');
        expect(cameBefore(date(a), aReading, date(a), aReading)).not.toBe('certain');
      }),
    );
  });
});

describe('the place of a date in a history', () => {
  it('is where it has certainly begun: a plan for April 2023 at the end of the month', () => {
    expect(orderKey(date('2023-04'), 'moment')).toEqual({
      begins: day('2023-04-30'),
      earliest: day('2023-04-01'),
    });
    expect(orderKey(date('2014-02/2014-03'), 'extent')).toEqual({
      begins: day('2014-02-28'),
      earliest: day('2014-02-01'),
    });
  });

  it('is the first day on which begunBy is certain, and the first on which it is possible', () => {
    fc.assert(
      fc.property(anyEdtf, anyReading, (text, reading) => {
        const read = date(text);
        const { begins, earliest } = orderKey(read, reading);
        expect(begunBy(read, reading, begins)).toBe('certain');
        expect(begunBy(read, reading, begins - 1)).not.toBe('certain');
        expect(begunBy(read, reading, earliest)).not.toBe('no');
        expect(begunBy(read, reading, earliest - 1)).toBe('no');
      }),
    );
  });
});

describe('the three answers', () => {
  it('only climb as the days pass', () => {
    fc.assert(
      fc.property(anyEdtf, anyReading, anyDay, fc.nat(900), (text, reading, on, later) => {
        for (const ask of [begunBy, endedBy]) {
          const now = rank[ask(date(text), reading, on)];
          expect(rank[ask(date(text), reading, on + later)]).toBeGreaterThanOrEqual(now);
        }
      }),
    );
  });

  it('never say ended where they do not say begun', () => {
    fc.assert(
      fc.property(anyEdtf, anyReading, anyDay, (text, reading, on) => {
        const read = date(text);
        expect(rank[begunBy(read, reading, on)]).toBeGreaterThanOrEqual(rank[endedBy(read, reading, on)]);
        expect(rank[begunBy(read, reading, on)]).toBeGreaterThanOrEqual(rank[within(read, reading, on)]);
      }),
    );
  });

  it('are settled when a month gives way to a day of it, and certain or no never change', () => {
    fc.assert(
      fc.property(anyDay, anyReading, fc.integer({ min: -40, max: 40 }), (known, reading, away) => {
        const exact = date(formatDay(known));
        const month = date(formatDay(known).slice(0, 7));
        for (const ask of askOfADay) {
          const better = ask(exact, reading, known + away);
          expect(better).not.toBe('possible');
          expect(refinesTo[ask(month, reading, known + away)]).toContain(better);
        }
      }),
    );
  });

  it('stay true of an interval when both of its months give way to days', () => {
    fc.assert(
      fc.property(anyDay, fc.nat(100), anyReading, anyDay, (start, length, reading, on) => {
        const exact = date(`${formatDay(start)}/${formatDay(start + length)}`);
        const loose = date(`${formatDay(start).slice(0, 7)}/${formatDay(start + length).slice(0, 7)}`);
        const near = start - 30 + (Math.abs(on) % (length + 60));
        for (const ask of askOfADay) {
          expect(refinesTo[ask(loose, reading, near)]).toContain(ask(exact, reading, near));
        }
        const other = date(formatDay(near));
        expect(refinesTo[cameBefore(loose, reading, other, 'moment')]).toContain(
          cameBefore(exact, reading, other, 'moment'),
        );
        expect(refinesTo[cameBefore(other, 'moment', loose, reading)]).toContain(
          cameBefore(other, 'moment', exact, reading),
        );
      }),
    );
  });

  it('are true of every day on which a moment can lie', () => {
    fc.assert(
      fc.property(anyEdtf, anyDay, (text, on) => {
        const read = date(text);
        const candidates = daysOf(read).filter((candidate) => within(read, 'moment', candidate) !== 'no');
        const begun = candidates.filter((candidate) => candidate <= on).length;
        const expected = begun === candidates.length ? 'certain' : begun > 0 ? 'possible' : 'no';
        expect(begunBy(read, 'moment', on)).toBe(expected);
        expect(endedBy(read, 'moment', on)).toBe(expected);
      }),
    );
  });
});

describe('an extent between two imprecise ends', () => {
  it('is certain of what every way to lay it agrees on, possible of what some do', () => {
    const nearby = fc.integer({ min: day('2018-01-25'), max: day('2018-04-05') });
    fc.assert(
      fc.property(nearby, nearby, fc.constantFrom(7, 10), fc.constantFrom(7, 10), (a, b, from, to) => {
        const text = `${formatDay(Math.min(a, b)).slice(0, from)}/${formatDay(Math.max(a, b)).slice(0, to)}`;
        const read = date(text);
        const starts = daysOf(date(text.split('/')[0] ?? ''));
        const ends = daysOf(date(text.split('/')[1] ?? ''));
        const ways = starts.flatMap((start) =>
          ends.filter((end) => start <= end).map((end) => ({ start, end })),
        );
        const agreed = (so: (way: { start: CivilDay; end: CivilDay }) => boolean): Certainty =>
          ways.every(so) ? 'certain' : ways.some(so) ? 'possible' : 'no';
        for (let on = firstDay(read) - 2; on <= lastDay(read) + 2; on += 1) {
          expect(begunBy(read, 'extent', on)).toBe(agreed(({ start }) => start <= on));
          expect(endedBy(read, 'extent', on)).toBe(agreed(({ end }) => end <= on));
          expect(within(read, 'extent', on)).toBe(agreed(({ start, end }) => start <= on && on <= end));
        }
      }),
    );
  });
});

describe('a qualified date', () => {
  it('is never more certain than the same date without its qualifier', () => {
    fc.assert(
      fc.property(
        anyDay,
        fc.constantFrom(4, 7, 10),
        anyReading,
        fc.integer({ min: -800, max: 800 }),
        (at, length, reading, away) => {
          const plain = formatDay(at).slice(0, length);
          for (const ask of askOfADay) {
            const doubted = ask(date(`${plain}~`), reading, at + away);
            expect(refinesTo[doubted]).toContain(ask(date(plain), reading, at + away));
          }
        },
      ),
    );
  });
});
