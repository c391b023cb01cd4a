import type { Basis, Caseline } from '../../../caseline.ts';
import type { RecordedEvent } from '../../../domain/events/catalogue.ts';
import type { Party } from '../../../domain/parties.ts';
import { lastYear } from '../../../domain/time/civil-day.ts';
import type { BesideForms } from '../../compared.ts';
import type { Seen } from './amendments.ts';

/** What a viewer may see now of one case: whatever the day, and in the order in which it happened. */
export interface SeenNow extends Seen {
  readonly basis: Basis;
  readonly captured: ReadonlyMap<string, RecordedEvent<'SourceCaptured'>>;
  /** What has to become better, by its reference. */
  readonly areas: ReadonlyMap<string, string>;
}

/** Asks twice: for all that was recorded, withdrawn facts too, and for what of it stands on any day. */
export async function seenNow(caseline: Caseline, la: string, viewer: Party): Promise<SeenNow> {
  const { basis, events } = await caseline.events(la, { viewer });
  // Everything that stands, plans for years to come among it; `basis` is that of today.
  const { facts } = await caseline.facts(la, { viewer, validAt: `${lastYear}-12-31` });
  const all = facts.map(({ event }) => event);
  return {
    basis,
    events,
    standing: new Map(facts.map((fact) => [fact.event.id, fact])),
    captured: new Map(
      all.flatMap((event) =>
        event.type === 'SourceCaptured' ? [[event.data.sourceId, event] as const] : [],
      ),
    ),
    areas: new Map(
      all.flatMap((event) =>
        event.type === 'AreasForImprovementSet'
          ? event.data.areas.map(({ ref, text }) => [ref, text] as const)
          : [],
      ),
    ),
  };
}

/** The words for what facts only name. */
export const besideOf = ({ captured, areas }: SeenNow): BesideForms => ({
  titleOf: (source) => captured.get(source)?.data.title,
  meaningOf: (reference) => areas.get(reference),
});
