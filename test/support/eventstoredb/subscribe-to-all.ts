import { randomUUID } from 'node:crypto';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { LiveQueue } from './live-queue.ts';
import type { StoredEvent } from './record.ts';
import { rpcErrors } from './rpc-error.ts';
import {
  type Allows,
  type AllPage,
  BEFORE_ALL,
  CannotReadThere,
  isAfter,
  isShown,
  type LogPosition,
  PAGE,
  positionOf,
  type View,
} from './view.ts';
import { eventOnWire, NOWHERE } from './wire.ts';

export const confirmation = (): streams.ReadResp =>
  new streams.ReadResp().setConfirmation(
    new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId(randomUUID()),
  );

export const caughtUp = (): streams.ReadResp =>
  new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp());

export interface AllFilter {
  readonly allows: Allows;
  /** How many events are looked at for one page, and how many pages' worth for one checkpoint. */
  readonly window: number;
  readonly checkpointInterval: number;
}

type Live = { readonly event: StoredEvent } | { readonly checkpoint: LogPosition };

/** Where a subscription begins: after this position, where 'end' is what the log holds as it is confirmed. */
export type After = 'start' | 'end' | LogPosition;

/**
 * A subscription to $all: reads pages until it has caught up, then passes on what happens; where it cannot keep
 * up, it reads pages again. Only one with a filter sends checkpoints, which are where it is and not always where an
 * event is. A checkpoint as it catches up is where its last page *began*, unless that page had events.
 */
export async function* subscribeToAll(
  view: View,
  after: After,
  filter: AllFilter | undefined,
  settings: { readonly idAsText: boolean; readonly release: '24.10' | '25.0'; readonly admit: () => void },
  signal: AbortSignal,
): AsyncGenerator<streams.ReadResp> {
  const { allows, window, checkpointInterval } = filter ?? {
    allows: () => true,
    window: Number.POSITIVE_INFINITY,
    checkpointInterval: Number.POSITIVE_INFINITY,
  };
  const live = new LiveQueue<Live>();
  let sinceCheckpoint = 0;
  const stopListening = view.onEvent((event) => {
    if (isShown(event) && allows(event)) live.push({ event });
    if (++sinceCheckpoint < checkpointInterval) return;
    sinceCheckpoint = 0;
    live.push({ checkpoint: positionOf(event) });
  });
  signal.addEventListener('abort', () => live.end());
  if (signal.aborted) live.end();

  const { last } = view;
  let checkpoint = after === 'start' ? BEFORE_ALL : after === 'end' ? last : after;
  let sequence = 0;
  let checkpointSent: LogPosition | undefined;

  function* sendCheckpoint(): Generator<streams.ReadResp> {
    if (filter === undefined) return;
    const nowhere = checkpoint.commit < 0;
    if (nowhere && settings.release === '25.0') return;
    // On the wire nowhere is the largest number, and so after everything: no further checkpoint is ever sent.
    const at = nowhere ? { commit: Number.POSITIVE_INFINITY, prepare: Number.POSITIVE_INFINITY } : checkpoint;
    if (checkpointSent !== undefined && !isAfter(at, checkpointSent)) return;
    checkpointSent = at;
    const said = new streams.ReadResp.Checkpoint()
      .setCommitPosition(nowhere ? NOWHERE : String(at.commit))
      .setPreparePosition(nowhere ? NOWHERE : String(at.prepare));
    yield new streams.ReadResp().setCheckpoint(said);
  }

  function* sendEvent(event: StoredEvent): Generator<streams.ReadResp> {
    checkpoint = positionOf(event);
    yield eventOnWire(event, true, settings.idAsText);
  }

  function* catchUp(): Generator<streams.ReadResp> {
    let from = checkpoint.commit < 0 ? { commit: 0, prepare: 0 } : checkpoint;
    let considered = 0;
    while (true) {
      settings.admit();
      const page = readPage(view, from, window, allows);
      for (const event of page.events) if (isAfter(positionOf(event), checkpoint)) yield* sendEvent(event);
      considered += page.considered;
      if (page.isEnd || considered >= checkpointInterval) {
        considered %= checkpointInterval;
        // In 24.10 the last checkpoint before going live is not moved on.
        const moves = !page.isEnd || settings.release === '25.0';
        if (moves && filter !== undefined && isAfter(page.from, checkpoint)) checkpoint = page.from;
        yield* sendCheckpoint();
      }
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
      const { item } = next;
      if (
        'event' in item ? !isAfter(positionOf(item.event), checkpoint) : isAfter(checkpoint, item.checkpoint)
      )
        continue;
      if (!isInSequence) return yield* sendCheckpoint(); // it fell behind
      if ('event' in item) {
        yield* sendEvent(item.event);
      } else {
        checkpoint = item.checkpoint;
        yield* sendCheckpoint();
      }
    }
  }

  try {
    yield confirmation();
    if (!isAfter(last, checkpoint)) yield* goLive();
    while (!signal.aborted) {
      yield* catchUp();
      yield* goLive();
    }
  } finally {
    stopListening();
  }
}

const readPage = (view: View, from: LogPosition, window: number, allows: Allows): AllPage => {
  try {
    return view.readAllForwards(from, PAGE, window, allows);
  } catch (error) {
    throw error instanceof CannotReadThere ? rpcErrors.invalidPosition() : error;
  }
};
