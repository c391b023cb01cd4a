import type streams from '@eventstore/db-client/generated/streams_pb.js';
import { LiveQueue } from './live-queue.ts';
import { type StoredEvent, TOMBSTONE } from './record.ts';
import { rpcErrors } from './rpc-error.ts';
import { caughtUp, confirmation } from './subscribe-to-all.ts';
import { PAGE, type View } from './view.ts';
import { eventOnWire } from './wire.ts';

/** A subscription to one stream, after a revision; the end of the stream is its end. It sends no checkpoints. */
export async function* subscribeToStream(
  view: View,
  stream: string,
  after: 'start' | 'end' | number,
  settings: { readonly idAsText: boolean; readonly admit: () => void },
  signal: AbortSignal,
): AsyncGenerator<streams.ReadResp> {
  if (view.isDeleted(stream)) throw rpcErrors.streamDeleted(stream);
  const live = new LiveQueue<StoredEvent>();
  const stopListening = view.onEvent((event) => {
    if (event.stream === stream) live.push(event);
  });
  signal.addEventListener('abort', () => live.end());
  if (signal.aborted) live.end();

  const last = view.lastRevision(stream);
  let checkpoint = after === 'start' ? -1 : after === 'end' ? last : after;
  let sequence = 0;

  function* sendEvent(event: StoredEvent): Generator<streams.ReadResp> {
    checkpoint = event.revision;
    yield eventOnWire(event, false, settings.idAsText);
    if (event.revision === TOMBSTONE) throw rpcErrors.streamDeleted(stream);
  }

  function* catchUp(): Generator<streams.ReadResp> {
    let from = checkpoint + 1;
    while (true) {
      settings.admit();
      const page = view.readStreamForwards(stream, from, PAGE);
      if (page.outcome === 'stream-deleted') throw rpcErrors.streamDeleted(stream);
      if (page.outcome === 'no-stream') return;
      for (const event of page.events) yield* sendEvent(event);
      if (page.isEnd) return;
      from = page.next;
    }
  }

  async function* goLive(): AsyncGenerator<streams.ReadResp> {
    yield caughtUp();
    while (true) {
      const next = await live.next();
      if (next === undefined) return;
      const isInSequence = next.sequence === sequence + 1;
      sequence = next.sequence;
      if (next.item.revision <= checkpoint) continue;
      if (!isInSequence) return; // it fell behind
      yield* sendEvent(next.item);
    }
  }

  try {
    yield confirmation();
    if (checkpoint >= last) yield* goLive();
    while (!signal.aborted) {
      yield* catchUp();
      yield* goLive();
    }
  } finally {
    stopListening();
  }
}
