import type { CivilDay } from '../../domain/time/civil-day.ts';
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
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
