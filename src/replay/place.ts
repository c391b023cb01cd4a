import type { Position } from '../domain/events/envelope.ts';
import type { Instant } from '../domain/time/london.ts';

/**
 * Where an event stands in what one viewer comes to know: by the instant from which they can read it here, then
 * by its place in the log. What is under embargo so comes after what was read before the embargo lifted, and
 * "everything after this event" has one meaning for each viewer, whatever else is hidden.
 */
export interface Place {
  readonly from: Instant;
  readonly position: Position;
}

/** The place of an event, by the event's id. */
export interface Mark extends Place {
  readonly id: string;
}

/** Before every event. */
export const beginning: Place = { from: Number.NEGATIVE_INFINITY, position: '' };

/** Negative where `a` comes first. */
export function comparePlaces(a: Place, b: Place): number {
  if (a.from !== b.from) return a.from < b.from ? -1 : 1;
  if (a.position === b.position) return 0;
  return a.position < b.position ? -1 : 1;
}
