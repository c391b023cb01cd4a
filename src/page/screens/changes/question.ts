import { z } from 'zod';
import type { Parameters } from '../../../api/links.ts';
import { changesQuery } from '../../../api/questions.ts';
import type { Fact } from '../../../caseline.ts';
import { addMonths, type CivilDay, formatDay } from '../../../domain/time/civil-day.ts';
import { firstDay, isExact } from '../../../domain/time/edtf.ts';
import { filled } from '../../form.ts';
import { isOpen } from '../../question.ts';

export type ChangesQuery = z.output<typeof changesQuery>;

/** That of the API, from a form whose fields may also be left empty. */
export const formQuery = z.strictObject(
  Object.fromEntries(Object.entries(changesQuery.shape).map(([name, field]) => [name, filled(field)])),
) as unknown as typeof changesQuery; // the very same fields, each of which was optional already

export const sides = ['from', 'to'] as const;
export type SideName = (typeof sides)[number];

const clocks = ['asOf', 'validAt', 'knownAt', 'recordedAt', 'position'] as const;

/** What one side of a query asks. */
export type AskedSide = { readonly [Clock in (typeof clocks)[number]]?: string | undefined };

const askedSide = (query: ChangesQuery, side: SideName): AskedSide => ({
  asOf: query[`${side}.asOf`],
  validAt: query[`${side}.validAt`],
  knownAt: query[`${side}.knownAt`],
  recordedAt: query[`${side}.recordedAt`],
  position: query[`${side}.position`],
});

const isEmpty = (side: AskedSide): boolean => isOpen(side) && side.validAt === undefined;

/** Two questions as an address writes them. */
export const pairOf = (from: AskedSide, to: AskedSide, certainty?: string): Parameters => [
  ...clocks.map((clock) => [`from.${clock}`, from[clock]] as const),
  ...clocks.map((clock) => [`to.${clock}`, to[clock]] as const),
  ['certainty', certainty],
];

/**
 * What is compared. Of an address without any date: the day before the latest report with now, which is where the
 * most comes to light at once; without a report, a year ago. A form in which somebody has named
 * the day of both clocks, and then one of them otherwise, asks for that one and the day.
 */
export function comparedSides(
  query: ChangesQuery,
  reports: readonly CivilDay[],
  today: CivilDay,
): { readonly from: AskedSide; readonly to: AskedSide } {
  const from = apart(askedSide(query, 'from'));
  const to = apart(askedSide(query, 'to'));
  if (!isEmpty(from) || !isEmpty(to)) return { from, to };
  return { from: { asOf: formatDay(eveOf(reports, today)) }, to };
}

const eveOf = (reports: readonly CivilDay[], today: CivilDay): CivilDay => {
  const latest = reports.find((day) => day <= today);
  return latest === undefined ? addMonths(today, -12) : latest - 1;
};

function apart(side: AskedSide): AskedSide {
  const { asOf, validAt, knownAt, ...rest } = side;
  if (asOf === undefined || (validAt === undefined && knownAt === undefined)) return side;
  return { ...rest, validAt: validAt ?? asOf, knownAt: knownAt ?? asOf };
}

/** The days on which reports were published, as far as they are known; the latest first. */
export function reportDays(facts: Iterable<Fact>): readonly CivilDay[] {
  const days = new Set<CivilDay>();
  for (const { event } of facts)
    if (event.type === 'ReportPublished' && event.data.by === 'ofsted' && isExact(event.when))
      days.add(firstDay(event.when));
  return [...days].sort((a, b) => b - a);
}
