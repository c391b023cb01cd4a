import type { RecordedEvent } from '../domain/events/catalogue.ts';
import type { Arrivals } from './arrivals.ts';
import { decode, type StoredEvent } from './codec.ts';
import { sequenceOf } from './position.ts';

const pageSize = 256;

/** What a subscription reads from. */
export interface Followed {
  readonly arrivals: Arrivals;
  /** At most `limit` stored events whose sequence number is greater than `sequence`, in order. */
  pageAfter(sequence: number, limit: number): readonly StoredEvent[];
}

/**
 * Every event after a sequence number, then 'caught up', then events as they come, and 'caught up' after each
 * burst. Ends when the signal aborts or the log closes.
 */
export async function* follow(
  { arrivals, pageAfter }: Followed,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<RecordedEvent | 'caught up', void> {
  const ended = () => signal.aborted || arrivals.closed;
  let sequence = after;
  let saidCaughtUp = false;
  while (!ended()) {
    const page = pageAfter(sequence, pageSize);
    for (const stored of page) {
      yield decode(stored);
      if (ended()) return;
      sequence = sequenceOf(stored.position, Number.MAX_SAFE_INTEGER);
      saidCaughtUp = false;
    }
    if (page.length > 0) continue;
    if (saidCaughtUp) {
      // Nothing can arrive unnoticed between the empty page and this wait: there is no await in between.
      await arrivals.next(signal);
    } else {
      saidCaughtUp = true;
      yield 'caught up';
    }
  }
}
