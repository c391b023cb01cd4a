import { z } from 'zod';
import { type CivilDay, dateOf, dayFrom, formatDay, lastDayOfMonth } from '../../domain/time/civil-day.ts';
import { day } from '../answer-fields.ts';
import type { EnglandAsked } from './asked.ts';
import { countColumns, countsSchema, noCounts, type Place, places } from './counts.ts';
import { made, madeSchema } from './method.ts';
import { placeSpellsOf } from './place-spells.ts';
import type { Standing } from './standing.ts';
import type { Table } from './table.ts';

const pointSchema = z.strictObject({ day, counts: countsSchema }).meta({ id: 'EnglandSeriesPoint' });

export const seriesSchema = z.strictObject({
  ...madeSchema,
  step: z.enum(['month', 'quarter', 'year']),
  since: day.meta({ description: 'No point is before it.' }),
  points: z.array(pointSchema).meta({
    description: 'At the end of each period, and at the day asked about where its period is not over.',
  }),
});

export type SeriesView = z.infer<typeof seriesSchema>;
type Point = z.infer<typeof pointSchema>;

const firstPoint = dayFrom(2012, 1, 1);
const monthsIn = { month: 1, quarter: 3, year: 12 } as const;

/** The counts of the board at the end of each period: every point is what the board says of its day. */
export function series(
  standings: readonly Standing[],
  validAt: CivilDay,
  { since = firstPoint, step = 'month' }: EnglandAsked,
): SeriesView {
  const days = pointDays(since, validAt, monthsIn[step]);
  const arrivals = new Map(places.map((place) => [place, days.map(() => 0)] as const));
  for (const standing of standings) {
    for (const { place, from, to } of placeSpellsOf(standing)) {
      const first = firstNotBefore(days, from);
      const after = firstNotBefore(days, to);
      if (first === after) continue;
      move(arrivals.get(place), first, 1);
      move(arrivals.get(place), after, -1);
    }
  }
  return { ...made('series', standings), step, since: formatDay(since), points: summed(days, arrivals) };
}

/** The ends of periods of so many months, none before `since`; then the day itself, if its period is not over. */
function pointDays(since: CivilDay, validAt: CivilDay, months: number): CivilDay[] {
  if (since > validAt) return [];
  const { year, month } = dateOf(since);
  const days: CivilDay[] = [];
  for (let last = Math.ceil(month / months) * months; ; last += months) {
    const end = lastDayOfMonth(year + Math.floor((last - 1) / 12), ((last - 1) % 12) + 1);
    if (end >= validAt) return [...days, validAt];
    days.push(end);
  }
}

/** The index of the first of the ascending days that is not before a day; their number where all are. */
function firstNotBefore(days: readonly CivilDay[], wanted: CivilDay): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((days[middle] ?? wanted) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Authorities that stay to the end leave after the last point, which nobody counts. */
function move(arrivals: number[] | undefined, index: number, by: number): void {
  const before = arrivals?.[index];
  if (arrivals && before !== undefined) arrivals[index] = before + by;
}

/** Who has come less who has gone, up to each point. */
function summed(days: readonly CivilDay[], arrivals: ReadonlyMap<Place, readonly number[]>): Point[] {
  const running = noCounts();
  return days.map((one, index) => {
    for (const place of places) {
      const arrived = arrivals.get(place)?.[index] ?? 0;
      running[place] += arrived;
      running.authorities += arrived;
    }
    return { day: formatDay(one), counts: { ...running } };
  });
}

/** One row for each point. */
export const seriesTable: Table<Point> = {
  name: 'series',
  about: 'How many authorities stood where at the end of each period.',
  columns: [
    { name: 'day', type: 'day', about: 'The day of the counts.', of: (point) => point.day },
    ...countColumns.map((column) => ({ ...column, of: ({ counts }: Point) => column.of(counts) })),
  ],
};
