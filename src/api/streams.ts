import type { ServerResponse } from 'node:http';
import { CaselineError } from '../domain/failure.ts';
import type { Instant } from '../domain/time/london.ts';
import { EventStream, type Source } from './event-stream.ts';
import { Refusal } from './problems.ts';

/** Whose stream it is. */
export interface Reader {
  /** Whose streams are counted together. */
  readonly client: string;
  /** From when on they may not read any more; null for never. */
  readonly expires: Instant | null;
  /** Whether they may still read: a key may have been withdrawn. */
  readonly stillMay: () => Promise<boolean>; // never rejects: in doubt, they may not
}

export interface StreamLimits {
  /** The most streams that one client may have open at a time. */
  readonly perClient: number;
  /** How often a stream shows that it is there, in milliseconds. */
  readonly heartbeatMs: number;
  /** How long a reader may take nothing, in milliseconds. */
  readonly stallMs: number;
}

export const usualLimits: StreamLimits = { perClient: 1_024, heartbeatMs: 15_000, stallMs: 30_000 };

/** Timers take no more milliseconds than this, three weeks; a heart beats in between. */
const longestTimer = 2 ** 31 - 1;

type Open = Pick<EventStream<never>, 'beat' | 'end'> & Reader;

/** All live streams of a service: how many there may be, that they show that they are there, and how they end. */
export class Streams {
  readonly #limits: StreamLimits;
  readonly #open = new Set<Open>();
  readonly #ofClient = new Map<string, number>();
  #heart: NodeJS.Timeout | undefined;
  #stopping = false;

  constructor(limits: StreamLimits = usualLimits) {
    this.#limits = limits;
  }

  /** How many are open. */
  get open(): number {
    return this.#open.size;
  }

  /**
   * Answers with a stream. Resolves once it has begun; it ends with the connection, with the reader's right to
   * read, or when the service stops.
   *
   * @throws Refusal `too-many-streams`, and what the source refuses with
   */
  async serve<Item>(response: ServerResponse, reader: Reader, source: Source<Item>): Promise<void> {
    if (this.#stopping) throw new CaselineError('log-unavailable', 'the service stops', {});
    if (response.closed) return; // whoever asked has left while their token was looked at
    // Node does not tell when the connection of an answer goes that waits for another one's end.
    if (!response.socket)
      throw new Refusal('malformed-request', 'A stream wants a connection of its own: do not pipeline it.');
    const { client, expires } = reader;
    const others = this.#ofClient.get(client) ?? 0;
    if (others >= this.#limits.perClient)
      throw new Refusal(
        'too-many-streams',
        `You have ${others} live streams open; close one, or come back later.`,
        {
          headers: { 'Retry-After': '5' },
        },
      );
    this.#ofClient.set(client, others + 1);

    const stream = new EventStream(response, source, this.#limits.stallMs);
    const open: Open = { ...reader, beat: () => stream.beat(), end: (reason, ms) => stream.end(reason, ms) };
    const left = expires === null ? Number.POSITIVE_INFINITY : expires - Date.now();
    const expiry = left > longestTimer ? undefined : setTimeout(() => stream.end('token-ended'), left);
    response.once('close', () => {
      clearTimeout(expiry);
      this.#open.delete(open);
      const others = (this.#ofClient.get(client) ?? 1) - 1;
      if (others > 0) this.#ofClient.set(client, others);
      else this.#ofClient.delete(client);
      if (this.#open.size === 0) this.#rest();
    });
    this.#open.add(open);
    this.#heart ??= setInterval(() => this.#beat(), this.#limits.heartbeatMs).unref();
    await stream.open();
    if (this.#stopping) stream.end('stopping');
    else if (expires !== null && expires <= Date.now()) stream.end('token-ended');
  }

  /** Ends every stream, and tells its reader when to come back: not all at once. */
  stop(): void {
    this.#stopping = true;
    this.#rest();
    let n = 0;
    for (const { end } of this.#open) {
      end('stopping', 1_000 + (n % 200) * 10);
      n += 1;
    }
  }

  #rest(): void {
    clearInterval(this.#heart);
    this.#heart = undefined;
  }

  #beat(): void {
    for (const { beat, end, stillMay } of this.#open) {
      beat();
      void stillMay().then((may) => !may && end('token-ended'));
    }
  }
}
