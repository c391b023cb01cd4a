import { CaselineError } from '../../domain/failure.ts';
import { type CivilDay, formatDay } from '../../domain/time/civil-day.ts';
import type { Standing } from './standing.ts';

/** What a question about England may narrow. A table that does not use a field is the same with or without it. */
export interface EnglandAsked {
  /** Exactly as the authority was registered with it. */
  readonly region?: string;
  /** Such as 'county': exactly as registered. */
  readonly kind?: string;
  /** `series`: one point at the end of each; a month unless told otherwise. */
  readonly step?: 'month' | 'quarter' | 'year';
  /** `series`: its first day, 1 January 2012 unless told otherwise. `movers`: the earlier day, required. */
  readonly since?: CivilDay;
}

/** The standings that are asked about, by name: whatever order they came in, every table comes out the same. */
export function standingsAsked(standings: readonly Standing[], { region, kind }: EnglandAsked): Standing[] {
  return standings
    .filter(
      ({ authority }) =>
        (region === undefined || authority.region === region) &&
        (kind === undefined || authority.kind === kind),
    )
    .sort((a, b) => byText(a.authority.name, b.authority.name) || byText(a.authority.la, b.authority.la));
}

/** By code unit: a collation would depend on the host. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Refuses what no table can answer: a region or kind that no authority of the basis has, and movers from a day that
 * is not before the other.
 *
 * @throws CaselineError `invalid-question` (facts: parameter)
 */
export function checkAsked(
  table: string,
  asked: EnglandAsked,
  standings: readonly Standing[],
  validAt: CivilDay,
): void {
  checkNarrowing(
    asked,
    standings.map(({ authority }) => authority),
  );
  if (table !== 'movers') return;
  if (asked.since === undefined)
    throw invalid('since', 'movers needs the earlier of the two days, such as 2018-01-01');
  if (asked.since >= validAt)
    throw invalid('since', `the earlier day must be before the day asked about, ${formatDay(validAt)}`);
}

/** Refuses a region or a kind that none of these authorities has, and says which there are. */
export function checkNarrowing(
  asked: Pick<EnglandAsked, 'region' | 'kind'>,
  authorities: readonly { readonly region: string; readonly kind: string }[],
): void {
  for (const field of ['region', 'kind'] as const) {
    const wanted = asked[field];
    if (wanted === undefined || authorities.some((one) => one[field] === wanted)) continue;
    const all = [...new Set(authorities.map((one) => one[field]))].sort();
    const those = all.length === 0 ? 'there are none' : `there are: ${all.join('; ')}`;
    throw invalid(field, `no authority that you may know of has '${wanted}'; ${those}`);
  }
}

const invalid = (parameter: string, problem: string): CaselineError =>
  new CaselineError('invalid-question', `${parameter}: ${problem}`, { parameter });
