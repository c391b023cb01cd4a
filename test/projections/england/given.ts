import fc from 'fast-check';
import type { NewEvent } from '../../../src/domain/events/catalogue.ts';
import {
  type AreaId,
  type FrameworkId,
  frameworkIds,
  frameworks,
  type Grade,
} from '../../../src/domain/frameworks/frameworks.ts';
import { type CivilDay, formatDay } from '../../../src/domain/time/civil-day.ts';
import type { EnglandAsked } from '../../../src/projections/england/asked.ts';
import { type EnglandName, englandNames } from '../../../src/projections/england/england.ts';
import { type Standing, standingOf } from '../../../src/projections/england/standing.ts';
import { day } from '../../domain/time/dates.ts';
import { anEvent } from '../../support/events.ts';
import { factsAt } from '../../support/facts.ts';

interface Registration {
  readonly since?: string;
  readonly region?: string;
  readonly kind?: 'county' | 'london_borough' | 'unitary_authority' | 'metropolitan_district';
}

/** The whole history of one authority, in any order. Its name is also the name in addresses. */
export interface AuthorityHistory {
  readonly la: string;
  readonly events: readonly NewEvent[];
}

/** An authority by name, as registered, with what happened there. */
export function authority(
  name: string,
  la: string,
  { since = '1974-04-01', region = 'London', kind = 'county' }: Registration,
  ...events: readonly (readonly NewEvent[])[]
): AuthorityHistory {
  const registered = anEvent('AuthorityRegistered', {
    occurred: { date: since },
    data: { la, slug: name.toLowerCase().replaceAll(' ', '-'), name, region, kind },
  });
  return { la, events: [registered, ...events.flat()] };
}

interface Judging {
  readonly issued?: string;
  readonly areas?: readonly { area: AreaId; grade: Grade }[];
}

/** A report with its judgements, issued on the day of its publication unless told otherwise. */
export function judged(
  published: string | null,
  framework: FrameworkId,
  overall: Grade | null,
  { issued = published ?? '2018-01-01', areas = [] }: Judging = {},
): NewEvent[] {
  const inspectionId = `inspected-${published ?? issued}-${framework.toLowerCase().replace('_', '-')}`;
  const issue = anEvent('JudgementsIssued', {
    occurred: { date: issued },
    data: { inspectionId, framework, overall, areas: [...areas] },
  });
  if (published === null) return [issue];
  const publication = anEvent('ReportPublished', {
    occurred: { date: published },
    data: { inspectionId, by: 'ofsted' },
  });
  return [issue, publication];
}

/** A reorganisation that ended the authority of that code. */
export const succeeded = (on: string, la: string): NewEvent[] => [
  anEvent('AuthoritySucceeded', {
    occurred: { date: on },
    data: {
      predecessors: [{ la, name: 'The old one' }],
      successors: [{ la: '999', name: 'The new one' }],
    },
  }),
];

/** The standing of each authority on the day; those not yet registered have none. */
export function standingsOn(validAt: string, histories: readonly AuthorityHistory[]): Standing[] {
  return histories.flatMap(({ events }) => {
    const standing = standingOf(factsAt(events, { validAt }));
    return standing ? [standing] : [];
  });
}

/** A judgement that the laws may put anywhere. */
export interface AnyJudgement {
  readonly published: CivilDay;
  readonly framework: FrameworkId;
  readonly overall: Grade | null;
}

export interface AnyAuthority {
  readonly la: string;
  readonly since: CivilDay;
  readonly end: CivilDay | null;
  readonly judgements: readonly AnyJudgement[];
}

const someDay = fc.integer({ min: day('2012-01-01'), max: day('2027-12-31') });

const anyJudgement: fc.Arbitrary<AnyJudgement> = fc
  .tuple(someDay, fc.constantFrom(...frameworkIds))
  .chain(([published, id]) => {
    const { hasOverall, scale } = frameworks[id];
    const overall = hasOverall ? fc.constantFrom(...scale) : fc.constant(null);
    return overall.map((grade) => ({ published, framework: id, overall: grade }));
  });

/** An authority that may be made and ended at any time, with up to six reports of different days. */
const anyAuthority = fc.record({
  since: fc.oneof(fc.constant(day('1974-04-01')), someDay),
  end: fc.option(someDay),
  judgements: fc.uniqueArray(anyJudgement, { maxLength: 6, selector: ({ published }) => published }),
});

/** Up to five authorities, each with a code of its own; two of them have the same name. */
export const anyAuthorities: fc.Arbitrary<readonly AnyAuthority[]> = fc
  .array(anyAuthority, { maxLength: 5 })
  .map((all) => all.map((one, index) => ({ ...one, la: String(300 + index) })));

/** A day on which an answer may be asked for. */
export const anyValidAt = someDay.map(formatDay);

/** What a law puts, as histories. */
export const historiesOf = (all: readonly AnyAuthority[]): AuthorityHistory[] =>
  all.map(({ la, since, end, judgements }) =>
    authority(
      `Authority ${Math.floor(Number(la) / 2)}`,
      la,
      { since: formatDay(since), region: Number(la) % 3 === 0 ? 'London' : 'South West' },
      ...judgements.map((one) => judged(formatDay(one.published), one.framework, one.overall)),
      end === null ? [] : succeeded(formatDay(end), la),
    ),
  );

/** Every table by name, each asked what it needs. */
export const everyTable: readonly (readonly [EnglandName, EnglandAsked])[] = englandNames.map((name) => [
  name,
  name === 'movers' ? { since: day('2015-06-30') } : {},
]);
