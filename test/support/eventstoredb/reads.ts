import streams from '@eventstore/db-client/generated/streams_pb.js';
import { rpcErrors } from './rpc-error.ts';
import { type Allows, type AllPage, CannotReadThere, type LogPosition, PAGE, type View } from './view.ts';
import { eventOnWire, identifier } from './wire.ts';

export interface Direction {
  readonly backwards: boolean;
  readonly count: number;
  readonly idAsText: boolean;
}

/** The events of one stream, a page at a time; one of its answers is that there is none. */
export function* readStream(
  view: View,
  stream: string,
  from: number,
  { backwards, count, idAsText }: Direction,
  saysLast: boolean,
): Generator<streams.ReadResp> {
  const max = Math.min(PAGE, count);
  let next = from;
  let left = count;
  while (true) {
    const page = backwards
      ? view.readStreamBackwards(stream, next, max)
      : view.readStreamForwards(stream, next, max);
    if (page.outcome === 'stream-deleted') throw rpcErrors.streamDeleted(stream);
    if (page.outcome === 'no-stream') {
      const notFound = new streams.ReadResp.StreamNotFound().setStreamIdentifier(identifier(stream));
      yield new streams.ReadResp().setStreamNotFound(notFound);
      return;
    }
    for (const event of page.events.slice(0, left)) {
      left--;
      yield eventOnWire(event, false, idAsText);
    }
    if (page.isEnd || left === 0) {
      if (saysLast) yield new streams.ReadResp().setLastStreamPosition(String(page.last));
      return;
    }
    next = page.next;
  }
}

/** The events of all streams, a page at a time. `window` is how many are looked at for one page. */
export function* readAll(
  view: View,
  from: LogPosition,
  { backwards, count, idAsText }: Direction,
  filter: { readonly allows: Allows; readonly window: number } | undefined,
): Generator<streams.ReadResp> {
  const max = Math.min(PAGE, count);
  const { allows, window } = filter ?? { allows: () => true, window: Number.POSITIVE_INFINITY };
  let next = from;
  let left = count;
  while (left > 0) {
    let page: AllPage;
    try {
      page = backwards
        ? view.readAllBackwards(next, max, window, allows)
        : view.readAllForwards(next, max, window, allows);
    } catch (error) {
      // Only subscriptions have words of their own for it.
      if (!(error instanceof CannotReadThere)) throw error;
      throw rpcErrors.unexpected(
        filter === undefined ? 'ReadAllResult' : 'FilteredReadAllResult',
        error.reason,
      );
    }
    for (const event of page.events.slice(0, left)) {
      left--;
      yield eventOnWire(event, true, idAsText);
    }
    if (page.isEnd) return;
    next = page.next;
  }
}
