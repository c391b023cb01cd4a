import type { Fact } from '../../../caseline.ts';
import { endsAuthority } from '../../../domain/events/authority.ts';
import { laOf } from '../../../domain/events/envelope.ts';
import type { CivilDay } from '../../../domain/time/civil-day.ts';
import { firstDay } from '../../../domain/time/edtf.ts';
import type { DeadlinesView } from '../../../projections/deadlines/view.ts';
import type { JourneyView } from '../../../projections/journey/journey.ts';
import type { Until } from './item.ts';

/** What one authority's picture is drawn from: all of it as the same viewer knows it, on the same day. */
export interface History {
  /** Corrected, in order. */
  readonly facts: readonly Fact[];
  readonly journey: JourneyView;
  readonly deadlines: DeadlinesView;
  /** The day asked about: what has no end lasts until then. */
  readonly validAt: CivilDay;
}

/** Nothing of an authority lasts longer than itself. */
export function untilOf({ facts, validAt }: History): Until {
  const ends = facts.flatMap(({ event, begun }) =>
    event.type === 'AuthoritySucceeded' &&
    begun === 'certain' &&
    endsAuthority(event.data, laOf(event.caseId))
      ? firstDay(event.when) - 1
      : [],
  );
  return ends.length > 0 ? { day: Math.min(validAt, ...ends), open: false } : { day: validAt, open: true };
}
