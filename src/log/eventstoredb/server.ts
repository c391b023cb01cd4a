import { setMaxListeners } from 'node:events';
import { createRequire } from 'node:module';
import type {
  AllStreamRecordedEvent,
  AllStreamSubscription,
  EventStoreDBClient,
  JSONEventData,
  Position,
  RecordedEvent,
  StreamingRead,
} from '@eventstore/db-client';
import { CaselineError } from '../../domain/failure.ts';
import { closedLog } from '../closed-log.ts';
import { clientOf, type Library } from './client.ts';
import { typeOf } from './client-errors.ts';
import type { Connection } from './connection.ts';
import { Patience } from './patience.ts';

type Flow<Event> = StreamingRead<Event> | (AllStreamSubscription & AsyncIterable<Event>);

/**
 * Milliseconds that one try of an append may take, far above what one takes. Events say when they were recorded, and
 * whoever waits for those of other processes waits somewhat longer than this.
 */
export const LONGEST_APPEND = 1_500;

/** Milliseconds. */
export interface Deadlines {
  /** How long one call may take without a sign of the server. */
  readonly call: number;
  /** How long what failed is tried again. */
  readonly tries: number;
}

/** A server, or a cluster of them, by the calls that a log needs: each is tried again after what may pass. */
export class Server {
  readonly #library: Library;
  readonly #client: EventStoreDBClient;
  readonly #connection: Connection;
  readonly #deadlines: Deadlines;
  readonly #leaving = new AbortController();
  readonly #closing = new AbortController();

  /** Connects with the first call. @throws CaselineError `log-unavailable` for a connection string that cannot be read */
  constructor(connection: Connection, deadlines: Deadlines) {
    // Loaded here: most logs are files, and the client takes longer to load than most commands to answer.
    this.#library = createRequire(import.meta.url)('@eventstore/db-client') as Library; // that very module
    this.#connection = connection;
    this.#deadlines = deadlines;
    this.#client = clientOf(this.#library, connection);
    setMaxListeners(0, this.closed, this.#leaving.signal); // everything under way listens: any number is no leak
  }

  get closed(): AbortSignal {
    return this.#closing.signal;
  }

  /** Milliseconds. */
  get longestCall(): number {
    return this.#deadlines.call;
  }

  patience(): Patience {
    return new Patience(this.#deadlines.tries, this.#leaving.signal);
  }

  /** Whether every write that was acknowledged before is read. */
  get readsFromLeader(): boolean {
    return this.#connection.readsFromLeader;
  }

  /**
   * Appends all events or none. Sent again at the same revision they are not written twice: the server compares the
   * ids that stand there.
   *
   * @param expected the last revision of the stream, -1 for none
   * @returns false where the stream is at another revision: nothing was written, and nothing will be
   * @throws an error of the client, after which it is not known whether they were written
   */
  async append(stream: string, expected: number, events: JSONEventData[]): Promise<boolean> {
    const expectedRevision = expected < 0 ? ('no_stream' as const) : BigInt(expected);
    // The server knows the deadline, and drops what it has not begun by then.
    const deadline = Math.min(this.#deadlines.call, LONGEST_APPEND);
    try {
      const options = { ...this.#options(), expectedRevision, deadline };
      await inTime(this.#client.appendToStream(stream, events, options), deadline + 1_000);
      return true;
    } catch (error) {
      if (typeOf(error) === 'wrong-expected-version') return false;
      throw error;
    }
  }

  /** Events of a stream, from a revision on; none of a stream that there is not. */
  async *readStream(stream: string, from: number, count: number): AsyncGenerator<RecordedEvent, void> {
    let read = 0;
    const open = () => {
      const range = { fromRevision: BigInt(from + read), maxCount: count - read };
      return this.#client.readStream(stream, { ...range, ...this.#options() });
    };
    for await (const { event } of this.#again(open)) {
      if (!event) continue;
      read += 1;
      yield event;
      if (read === count) return;
    }
  }

  /**
   * Revisions of the first and of the last event that a stream still has; undefined for a stream that there is not, or
   * not any more.
   */
  async ends(stream: string): Promise<{ readonly first: number; readonly last: number } | undefined> {
    const { START, END, FORWARDS, BACKWARDS } = this.#library;
    const revisions: number[] = [];
    for (const range of [
      { fromRevision: START, direction: FORWARDS, maxCount: 1 },
      { fromRevision: END, direction: BACKWARDS, maxCount: 1 },
    ] as const)
      try {
        for await (const { event } of this.#again(() =>
          this.#client.readStream(stream, { ...range, ...this.#options() }),
        ))
          if (event) revisions.push(Number(event.revision));
      } catch (error) {
        if (error instanceof CaselineError && error.facts.eventstoredb === 'stream-deleted') return undefined;
        throw error;
      }
    const [first, last = first] = revisions;
    return first === undefined || last === undefined ? undefined : { first, last };
  }

  /** Every event of the server after a place, whosever, up to the end as it is when it is reached. */
  async *readAll(after: number): AsyncGenerator<AllStreamRecordedEvent, void> {
    let last = after;
    const open = () => this.#client.readAll({ fromPosition: this.#position(last), ...this.#options() });
    for await (const { event } of this.#again(open)) {
      // A read begins with the event at the place itself, unlike a subscription.
      if (!event || Number(event.position.commit) <= last) continue;
      last = Number(event.position.commit);
      yield event;
    }
  }

  /**
   * Events of streams whose names begin so, after a place and up to that of another event of theirs. The client can
   * filter subscriptions, and no reads: this is one that ends there.
   */
  async *readBetween(
    after: number,
    upTo: number,
    prefix: string,
  ): AsyncGenerator<AllStreamRecordedEvent, void> {
    let last = after;
    const open = (sign: () => void) => this.subscribe(last, prefix, sign);
    if (after >= upTo) return;
    for await (const { event } of this.#again(open)) {
      if (!event) continue;
      last = Number(event.position.commit);
      yield event;
      if (last >= upTo) return;
    }
  }

  /** Events of streams whose names begin so, after a place, for as long as the connection lasts. */
  subscribe(
    after: number,
    prefix: string,
    checkpointReached: (position: Position) => void,
  ): AllStreamSubscription {
    const filter = this.#library.streamNameFilter({
      prefixes: [prefix],
      checkpointInterval: 32,
      checkpointReached: (_, position) => checkpointReached(position),
    });
    return this.#client.subscribeToAll({ fromPosition: this.#position(after), filter, ...this.#options() });
  }

  /** Tries nothing again from now on: what is under way ends as it ends. */
  leave(): void {
    this.#leaving.abort();
  }

  async close(): Promise<void> {
    if (this.closed.aborted) return;
    this.leave();
    this.#closing.abort();
    // What is cancelled ends at once; a connection that is half gone is not waited for.
    await inTime(this.#client.dispose(), 1_000).catch(() => undefined);
  }

  #position(commit: number) {
    return commit < 0 ? this.#library.START : { commit: BigInt(commit), prepare: BigInt(commit) };
  }

  #options() {
    return { deadline: this.#deadlines.call, requiresLeader: this.#connection.readsFromLeader };
  }

  /** Reads, and opens anew what broke: `open` goes on from what was given, and calls `sign` for other signs of life. */
  async *#again<Event>(open: (sign: () => void) => Flow<Event>): AsyncGenerator<Event, void> {
    const patience = this.patience();
    for (;;)
      try {
        for await (const one of this.#flowing(open)) {
          yield one;
          patience.progressed();
        }
        return;
      } catch (error) {
        if (typeOf(error) === 'stream-not-found') return;
        await patience.after(error, 'The log cannot be read');
      }
  }

  /** What the server gives as it comes, ended where it shows no sign, the reader has enough, or the log closes. */
  async *#flowing<Event>(open: (sign: () => void) => Flow<Event>): AsyncGenerator<Event, void> {
    let isWaiting = true;
    const late = setTimeout(() => isWaiting && flow.destroy(tooLate()), this.#deadlines.call).unref();
    const flow = open(() => late.refresh());
    const close = () => flow.destroy(closedLog());
    this.closed.addEventListener('abort', close);
    let isWhole = false;
    try {
      for await (const one of flow) {
        isWaiting = false;
        yield one as Event; // a readable stream gives what it was declared with
        isWaiting = true;
        late.refresh();
      }
      isWhole = true;
    } finally {
      clearTimeout(late);
      this.closed.removeEventListener('abort', close);
      // Not waited for: it may still look for a node. There is nothing to end where it could not begin.
      if (!isWhole) ('cancel' in flow ? flow.cancel() : flow.unsubscribe()).catch(() => undefined);
    }
  }
}

/** Waits so many milliseconds for what the client itself would wait for for ever. */
async function inTime<Answer>(answer: Promise<Answer>, ms: number): Promise<Answer> {
  let late: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    late = setTimeout(() => reject(tooLate()), ms);
  });
  try {
    return await Promise.race([answer, over]);
  } finally {
    clearTimeout(late);
  }
}

/** What the client says of a call that took too long. */
const tooLate = (): Error =>
  Object.assign(new Error('the server gave no sign in time'), { type: 'deadline-exceeded' });
