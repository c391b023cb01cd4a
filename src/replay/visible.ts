import type { RecordedEvent } from '../domain/events/catalogue.ts';
import { AUDITOR, type Party, PUBLIC } from '../domain/parties.ts';
import type { Instant } from '../domain/time/london.ts';

/** Of an event, what says who may know it. */
export type Entitling = Pick<RecordedEvent, 'recordedInstant' | 'recordedBy' | 'entitled'>;

/**
 * The instant from which a viewer may know an event; Infinity for never. A disclosure to the public is one
 * to everybody. The recorder's own party and auditors know what the log holds from the moment when it was
 * recorded, or earlier where a disclosure says so: auditors by any disclosure, since they see all of them.
 */
export function entitledFrom(event: Entitling, viewer: Party): Instant {
  const holdsTheLog = viewer === AUDITOR || viewer === event.recordedBy.party;
  let from = holdsTheLog ? event.recordedInstant : Number.POSITIVE_INFINITY;
  for (const disclosure of event.entitled) {
    const counts = disclosure.to === viewer || disclosure.to === PUBLIC || viewer === AUDITOR;
    if (counts && disclosure.from < from) from = disclosure.from;
  }
  return from;
}

/**
 * Whether a viewer may know each of the events that are put to it, in log order. A correction or withdrawal of
 * an event that the viewer may not see is hidden with it: otherwise it would say that there is something to
 * correct.
 */
export function visibility(viewer: Party, knownAt: Instant): (event: RecordedEvent) => boolean {
  const seen = new Set<string>();
  return (event) => {
    if (entitledFrom(event, viewer) > knownAt) return false;
    if (amends(event) && !seen.has(event.data.target)) return false;
    seen.add(event.id);
    return true;
  };
}

/** The events that a viewer may know at an instant, of events in log order. */
export const visible = (
  events: readonly RecordedEvent[],
  viewer: Party,
  knownAt: Instant,
): readonly RecordedEvent[] => events.filter(visibility(viewer, knownAt));

export type Amendment = RecordedEvent<'EventCorrected' | 'EventWithdrawn'>;

export const amends = (event: RecordedEvent): event is Amendment =>
  event.type === 'EventCorrected' || event.type === 'EventWithdrawn';
