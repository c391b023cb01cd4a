import type { RecordedEvent } from '../../domain/events/catalogue.ts';
import type { CaseFacts } from '../../domain/rules/case-facts.ts';
import { countedOver } from '../../domain/rules/counted.ts';
import { dateWithin } from '../../domain/rules/events-in-time.ts';
import type { CountClaim } from './view.ts';

export interface HeldClaim {
  readonly event: RecordedEvent<'ClaimMade'>;
  readonly begun: 'certain' | 'possible';
}

/** A stated count beside what the record holds; nothing for a claim that is no count. */
export function countClaim({ event, begun }: HeldClaim, facts: CaseFacts): readonly CountClaim[] {
  if (event.data.kind !== 'count') return [];
  const { of, value: claimed, atLeast, over, says } = event.data;
  const recorded = recordedOver(over, of, facts);
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

/** Counts as the rule 'claimed-count-differs' does. */
function recordedOver(over: string, of: CountClaim['of'], facts: CaseFacts): CountClaim['recorded'] {
  const date = dateWithin(over);
  if (!date) return null;
  const { certainly, possibly } = countedOver(date, of, facts);
  return { certainly: certainly.length, possibly: possibly.length };
}

function agreement(claimed: number, atLeast: boolean, recorded: CountClaim['recorded']): boolean | null {
  if (!recorded) return null;
  const { certainly, possibly } = recorded;
  if (possibly < claimed) return false;
  if (atLeast) return certainly >= claimed ? true : null;
  if (certainly > claimed) return false;
  return certainly === possibly ? true : null;
}
