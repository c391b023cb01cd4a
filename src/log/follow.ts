import type { RecordedEvent } from '../domain/events/catalogue.ts';
import type { Position } from '../domain/events/envelope.ts';
import type { Arrivals } from './arrivals.ts';

const pageSize = 256;

/** What a subscription reads from. */
export interface Followed<Stored extends { readonly position: Position }> {
  readonly arrivals: Arrivals;
  /** At most `limit` stored events after a position, in order; from the start where it is undefined. */
  pageAfter(position: Position | undefined, limit: number): readonly Stored[] | Promise<readonly Stored[]>;
  decode(stored: Stored): RecordedEvent;
}

/**
 * Every event after a position, then 'caught up', then events as they come, and 'caught up' after each burst. Ends
 * when the signal aborts or the log closes.
 */
export async function* follow<Stored extends { readonly position: Position }>(
  { arrivals, pageAfter, decode }: Followed<Stored>,
  after: Position | undefined,
  signal: AbortSignal,
): AsyncGenerator<RecordedEvent | 'caught up', void> {
  const ended = () => signal.aborted || arrivals.closed;
  let position = after;
  let saidCaughtUp = false;
  while (!ended()) {
    // Counted before it looks: what arrives while it does wakes it again.
    const { announced } = arrivals;
    const page = await pageAfter(position, pageSize);
    for (const stored of page) {
      if (ended()) return;
      yield decode(stored);
      position = stored.position;
      saidCaughtUp = false;
    }
    if (page.length > 0 || ended()) continue;
    if (!saidCaughtUp) {
      saidCaughtUp = true;
      yield 'caught up';
    }
    await arrivals.next(signal, announced);
  }
}
