import type { AllStreamRecordedEvent } from '@eventstore/db-client';
import { CaselineError } from '../../domain/failure.ts';
import { formatInstant, parseInstant } from '../../domain/time/london.ts';
import type { Arrivals } from '../arrivals.ts';
import { closedLog } from '../closed-log.ts';
import { LogIndex } from './log-index.ts';
import { positionOf } from './position.ts';
import type { Server } from './server.ts';

/** An event of this log as the server gave it. */
export interface TailEvent {
  readonly event: AllStreamRecordedEvent;
  readonly caseId: string;
  readonly commit: number;
  readonly position: string;
}

/** How many of the last events are kept as they came, for those who follow closely. */
const KEPT = 1_500;

/** Milliseconds after which a subscription that was lost is asked for again. */
const TRY_AGAIN = 500;

/**
 * The end of the log as far as this process knows it. What comes is learned in two ways, both in log order: by
 * reading on to the end, for who has to know what is there now, and by a subscription, for who waits.
 */
export class Tail {
  readonly index = new LogIndex();
  readonly #server: Server;
  readonly #prefix: string;
  readonly #arrivals: Arrivals;
  readonly #recent: TailEvent[] = [];
  /** The place after which what is kept comes. */
  #recentAfter = -1;
  /** Up to here everything on the server, whosever, has been seen. */
  #seen = -1;
  #reading: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  #begun: Promise<void> | undefined;
  /** Whether the server has another log now than the one that was read here. */
  #isReplaced = false;

  /** @param prefix what the names of this log's streams begin with, before the code of the authority */
  constructor(server: Server, prefix: string, arrivals: Arrivals) {
    this.#server = server;
    this.#prefix = prefix;
    this.#arrivals = arrivals;
  }

  /** Resolves once everything is known that was acknowledged before the call, to whichever process. */
  async refresh(): Promise<void> {
    if (this.#isReplaced) throw replaced();
    this.#begun ??= this.#begin();
    await this.#begun;
    // A reading under way may have passed its end before the call: one more serves all who ask meanwhile.
    if (!this.#reading) return this.#read();
    this.#next ??= this.#reading
      .catch(() => undefined) // whoever asked for it is told
      .then(() => {
        this.#next = undefined;
        return this.#read();
      });
    return this.#next;
  }

  /** The events after a place, if all of them are still kept; at most so many. */
  recent(after: number, limit: number): readonly TailEvent[] | undefined {
    if (after < this.#recentAfter) return undefined;
    const first = this.#recent.findLastIndex(({ commit }) => commit <= after) + 1;
    return this.#recent.slice(first, first + limit);
  }

  /** The event at a place, if it is still kept. */
  kept(commit: number): TailEvent | undefined {
    return this.#recent.findLast((own) => own.commit === commit);
  }

  /** This log's own events among those that the server gave; undefined for others. */
  #ours(event: AllStreamRecordedEvent): TailEvent | undefined {
    const { streamId } = event;
    if (!streamId.startsWith(this.#prefix) || !/^\d{3,6}$/.test(streamId.slice(this.#prefix.length)))
      return undefined;
    const commit = Number(event.position.commit);
    const caseId = `authority-${streamId.slice(this.#prefix.length)}`;
    return { event, caseId, commit, position: positionOf(commit) };
  }

  /** Events of this log after a place, up to another one of it, from the server. */
  async *between(after: number, upTo: number): AsyncGenerator<TailEvent, void> {
    for await (const event of this.#server.readBetween(after, upTo, this.#prefix)) {
      const own = this.#ours(event);
      if (own) yield own;
    }
  }

  #read(): Promise<void> {
    this.#reading = this.#readOn().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #readOn(): Promise<void> {
    if (this.#server.closed.aborted) throw closedLog();
    for await (const event of this.#server.readAll(this.#seen)) this.#take(event);
  }

  /** Takes the next event, or one that is known already. Synchronous, so that nothing comes in between. */
  #take(event: AllStreamRecordedEvent): void {
    const own = this.#ours(event);
    if (own) this.#keep(own);
    this.#seen = Math.max(this.#seen, Number(event.position.commit));
  }

  #keep(own: TailEvent): void {
    const { id, revision, metadata } = own.event;
    const { caseId, commit } = own;
    const place = { id, caseId, revision: Number(revision), commit, recordedAt: recordedAtIn(metadata) };
    if (!this.index.add(place)) return;
    this.#recent.push(own);
    if (this.#recent.length > 2 * KEPT) this.#recentAfter = this.#recent.splice(0, KEPT).at(-1)?.commit ?? -1;
    this.#arrivals.announce();
  }

  /**
   * Begins to follow, and waits until the subscription has come to the end: of a server that is shared it gives this
   * log's events only. Where it breaks before, reading goes on from there.
   */
  async #begin(): Promise<void> {
    await new Promise<void>((resolve) => this.#subscribe(resolve));
  }

  /** A server that was restored from a backup has lost its connections before, and the end of its log with them. */
  async #subscribeAgain(): Promise<void> {
    const last = this.#recent.at(-1);
    try {
      this.#isReplaced = last !== undefined && !(await this.#has(last));
    } catch {
      // It is away still, or it closes: whoever reads is told.
    }
    if (this.#isReplaced) this.#arrivals.announce();
    else this.#subscribe();
  }

  async #has({ event: { streamId, revision, id } }: TailEvent): Promise<boolean> {
    for await (const event of this.#server.readStream(streamId, Number(revision), 1)) return event.id === id;
    return !this.#server.readsFromLeader; // another node may not have it yet
  }

  /**
   * One subscription for all of the process: where it is lost, another one goes on after the last event it knew.
   *
   * @param settled called once it has come to the end, or was lost, or gives no sign
   */
  #subscribe(settled: () => void = () => undefined): void {
    if (this.#server.closed.aborted) {
      settled();
      return;
    }
    let isSettled = false;
    const settle = () => {
      isSettled = true;
      clearTimeout(silent);
      settled();
    };
    let isConfirmed = false;
    const silent = setTimeout(() => (isConfirmed ? settle() : lost()), this.#server.longestCall);
    const sign = () => {
      if (!isSettled) silent.refresh();
    };
    const subscription = this.#server.subscribe(this.#seen, this.#prefix, ({ commit, prepare }) => {
      sign();
      // Everything before a checkpoint was sent before it; what has not been taken yet stands in the stream's buffer.
      // Where the two differ, or are the largest there is (24.10 says so of an empty log), it is no event's place.
      const isPlace = commit === prepare && commit <= Number.MAX_SAFE_INTEGER;
      if (isPlace && subscription.readableLength === 0) this.#seen = Math.max(this.#seen, Number(commit));
    });
    let isLost = false;
    const lost = () => {
      if (isLost) return;
      isLost = true;
      this.#server.closed.removeEventListener('abort', lost);
      subscription.unsubscribe().catch(() => undefined); // there is nothing to end where it could not begin
      subscription.destroy();
      settle();
      if (!this.#server.closed.aborted) setTimeout(() => this.#subscribeAgain(), TRY_AGAIN).unref();
    };
    this.#server.closed.addEventListener('abort', lost);
    subscription.on('data', ({ event }) => {
      sign();
      if (event) this.#take(event);
    });
    subscription.on('confirmation', () => {
      isConfirmed = true;
    });
    subscription.on('caughtUp', settle);
    subscription.on('error', lost);
    subscription.on('end', lost);
    subscription.on('close', lost);
  }
}

const replaced = (): CaselineError =>
  new CaselineError(
    'log-damaged',
    'The log on the server is not the one that was read here: it was restored, or replaced. Stop every process that has it open, and start them again.',
  );

/** When an event was recorded; '' where another program wrote something else there, which nothing may come after. */
function recordedAtIn(metadata: unknown): string {
  const { recordedAt } = {
    recordedAt: undefined,
    ...(metadata as { readonly recordedAt?: unknown } | undefined),
  }; // of whatever was stored
  const instant = typeof recordedAt === 'string' ? parseInstant(recordedAt) : undefined;
  return instant !== undefined && formatInstant(instant) === recordedAt ? recordedAt : '';
}
