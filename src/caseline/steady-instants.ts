import type { RecordedEvent } from '../domain/events/catalogue.ts';
import type { Instant } from '../domain/time/london.ts';

/**
 * When events were recorded, such that no event was before one that stands before it in the log. Machines that append
 * to different cases at the same time may cross by as long as an append takes; a stream that is taken up again where
 * it stopped would leave out what came in behind. Read off the log alone: every process finds the same.
 */
export class SteadyInstants {
  #latest: Instant = Number.NEGATIVE_INFINITY;
  /** Of the events that were recorded before one that stands before them. */
  readonly #crossed = new Map<string, Instant>();

  /** Every event of the log comes by here once, in log order. */
  next(event: RecordedEvent): RecordedEvent {
    if (event.recordedInstant < this.#latest) this.#crossed.set(event.id, this.#latest);
    else this.#latest = event.recordedInstant;
    return this.of(event);
  }

  /** An event that came by before, as it did then. */
  of(event: RecordedEvent): RecordedEvent {
    const recordedInstant = this.#crossed.get(event.id);
    return recordedInstant === undefined ? event : { ...event, recordedInstant };
  }
}
