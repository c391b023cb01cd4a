import type { RecordedEvent } from '../domain/events/catalogue.ts';
import type { CaseFacts } from '../domain/rules/case-facts.ts';
import { certainlyWithin, possiblyWithin } from '../domain/rules/counted.ts';
import { dateWithin, earliestEnd } from '../domain/rules/events-in-time.ts';
import { firstDay, lastDay } from '../domain/time/edtf.ts';
import type { CountClaim } from './reconciliation-view.ts';

export interface HeldClaim {
  readonly event: RecordedEvent<'ClaimMade'>;
  readonly begun: 'certain' | 'possible';
}

/** A stated count beside what the record holds; nothing for a claim that is no count. */
export function countClaim({ event, begun }: HeldClaim, facts: CaseFacts): readonly CountClaim[] {
  if (event.data.kind !== 'count') return [];
  const { of, value: claimed, atLeast, over, says } = event.data;
  const recorded = countedOver(over, of, facts);
  return [
    {
      event: event.id,
      of,
      claimed,
      atLeast,
      over,
      recorded,
      agrees: agreement(claimed, atLeast, recorded),
      says,
      source: event.source ?? null,
      certainty: begun,
    },
  ];
}

/** Reads the days as the rule 'claimed-count-differs' does: in the source's favour both ways. */
function countedOver(over: string, of: CountClaim['of'], facts: CaseFacts): CountClaim['recorded'] {
  const date = dateWithin(over);
  if (!date) return null;
  const latestStart = Math.max(...date.spans.map((span) => span.latestStart));
  return {
    certainly: certainlyWithin({ from: latestStart, to: earliestEnd(date) }, of, facts).length,
    possibly: possiblyWithin({ from: firstDay(date), to: lastDay(date) }, of, facts).length,
  };
}

function agreement(claimed: number, atLeast: boolean, recorded: CountClaim['recorded']): boolean | null {
  if (!recorded) return null;
  const { certainly, possibly } = recorded;
  if (possibly < claimed) return false;
  if (atLeast) return certainly >= claimed ? true : null;
  if (certainly > claimed) return false;
  return certainly === possibly ? true : null;
}
