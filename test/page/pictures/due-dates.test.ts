import fc from 'fast-check';
import { formatDay } from '../../../src/domain/time/civil-day.ts';
import { dueDates } from '../../../src/page/pictures/due-dates.ts';
import { deadlineStatuses } from '../../../src/projections/deadlines/view.ts';

const due = (dueLatest: string, status: (typeof deadlineStatuses)[number] = 'due') => ({ dueLatest, status });

describe('the picture of deadlines', () => {
  it('shows the months of a year before and after the day', () => {
    const picture = dueDates(
      [due('2018-12-05'), due('2019-02-04'), due('2018-12-31', 'overdue')],
      '2018-12-01',
    );
    expect(picture?.months.map(({ month }) => month).slice(0, 2)).toEqual(['2017-12', '2018-01']);
    expect(picture?.months).toHaveLength(25);
    expect(picture?.months.filter(({ count }) => count > 0)).toMatchObject([
      {
        month: '2018-12',
        count: 2,
        parts: [
          { status: 'overdue', count: 1 },
          { status: 'due', count: 1 },
        ],
      },
      { month: '2019-02', count: 1, parts: [{ status: 'due', count: 1 }] },
    ]);
    expect(picture?.statuses).toEqual(['overdue', 'due']);
  });

  it('names every third month, and the year of each January', () => {
    const labels = dueDates([due('2018-12-05')], '2018-12-01')?.months.flatMap(({ label }) => label ?? []);
    expect(labels?.map(({ month, year }) => [month, year])).toEqual([
      ['Jan', '2018'],
      ['Apr', null],
      ['Jul', null],
      ['Oct', null],
      ['Jan', '2019'],
      ['Apr', null],
      ['Jul', null],
      ['Oct', null],
    ]);
  });

  it('is none where nothing falls due within a year', () => {
    expect(dueDates([], '2018-12-01')).toBeNull();
    expect(dueDates([due('2017-11-30'), due('2020-01-01')], '2018-12-01')).toBeNull();
  });

  const deadlines = fc.array(
    fc.record({
      dueLatest: fc.integer({ min: 17_400, max: 18_300 }).map(formatDay),
      status: fc.constantFrom(...deadlineStatuses),
    }),
    { minLength: 1 },
  );
  const day = fc.integer({ min: 17_600, max: 18_000 }).map(formatDay);

  it('draws each deadline once, as high as all others, within its room', () => {
    fc.assert(
      fc.property(deadlines, day, (all, asked) => {
        const picture = dueDates(all, asked);
        const months = picture?.months ?? [];
        const shown = new Set(months.map(({ month }) => month));
        const inWindow = all.filter(({ dueLatest }) => shown.has(dueLatest.slice(0, 7)));
        for (const { month, count, parts } of months) {
          const ofMonth = inWindow.filter(({ dueLatest }) => dueLatest.startsWith(month));
          expect(count).toBe(ofMonth.length);
          for (const { status, count: ofStatus } of parts)
            expect(ofStatus).toBe(ofMonth.filter((one) => one.status === status).length);
          // The parts of a bar stand on one another.
          const heights = parts.map(({ height }) => height);
          const top = parts.at(-1)?.y ?? picture?.foot ?? 0;
          expect(heights.reduce((sum, height) => sum + height, 0)).toBeCloseTo((picture?.foot ?? 0) - top, 0);
        }
        const units = months.flatMap(({ parts }) => parts.map(({ height, count }) => height / count));
        expect(Math.max(...units, 0) - Math.min(...units, Number.POSITIVE_INFINITY)).toBeLessThan(0.2);
        for (const { x, width } of months) expect(x >= 0 && x + width <= 100.01).toBe(true);
        for (const { parts } of months) for (const { y } of parts) expect(y).toBeGreaterThan(0);
      }),
    );
  });

  it('marks the day within its month', () => {
    fc.assert(
      fc.property(day, (asked) => {
        const picture = dueDates([due(asked)], asked);
        const { x = 0, width = 0 } = picture?.months[12] ?? {};
        expect(picture?.months[12]?.month).toBe(asked.slice(0, 7));
        expect((picture?.x ?? -1) > x && (picture?.x ?? 101) < x + width).toBe(true);
      }),
    );
  });
});
