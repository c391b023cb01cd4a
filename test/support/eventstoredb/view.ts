import type { StoredEvent } from './record.ts';
import type { Store } from './store.ts';

/** How many events the real server reads at a time, for reads and for subscriptions that catch up. */
export const PAGE = 32;

/** Where a read begins. They are ordered by commit, then by prepare. */
export interface LogPosition {
  readonly commit: number;
  readonly prepare: number;
}

export const BEFORE_ALL: LogPosition = { commit: -1, prepare: -1 };

export const isAfter = (a: LogPosition, b: LogPosition): boolean =>
  a.commit > b.commit || (a.commit === b.commit && a.prepare > b.prepare);

export const positionOf = ({ position }: StoredEvent): LogPosition => ({
  commit: position,
  prepare: position,
});

export type Allows = (event: StoredEvent) => boolean;

/** What no read of $all shows, whatever its filter: the server's own book-keeping. */
export const isShown: Allows = ({ stream }) =>
  stream !== '$epoch-information' &&
  !/^\$persistentsubscription-\$all::.*-(checkpoint|parked)$/s.test(stream);

export interface AllPage {
  readonly events: readonly StoredEvent[];
  readonly from: LogPosition;
  readonly next: LogPosition;
  /** How many were looked at, wanted or not. */
  readonly considered: number;
  readonly isEnd: boolean;
}

export type StreamPage =
  | { readonly outcome: 'no-stream' }
  | { readonly outcome: 'stream-deleted' }
  | {
      readonly outcome: 'read';
      readonly events: readonly StoredEvent[];
      readonly next: number;
      readonly last: number;
      readonly isEnd: boolean;
    };

/** A read from somewhere that is no boundary between records, or, backwards, beyond the end of the log. */
export class CannotReadThere extends Error {
  readonly reason: 'InvalidPosition' | 'Error';

  constructor(reason: 'InvalidPosition' | 'Error') {
    super(reason);
    this.reason = reason;
  }
}

/** What one node has of the store: all of it, or, while it lags, what it had when it began to. */
export class View {
  readonly #store: Store;
  readonly #listeners = new Set<(event: StoredEvent) => void>();
  #count: number;
  #lags = false;

  constructor(store: Store) {
    this.#store = store;
    this.#count = store.events.length;
    store.onWritten(() => {
      if (!this.#lags) this.catchUp();
    });
  }

  /** Nothing that is written from now on is seen here. */
  lag(): void {
    this.#lags = true;
  }

  /** Sees everything again, and tells what was missed. */
  catchUp(): void {
    this.#lags = false;
    while (this.#count < this.#store.events.length) {
      const event = this.#store.events[this.#count++];
      if (event !== undefined) for (const listener of this.#listeners) listener(event);
    }
  }

  /** Hears of every event that comes to be seen here; call what it returns to hear no more. */
  onEvent(listener: (event: StoredEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Position of the last event. */
  get last(): LogPosition {
    const event = this.#store.events[this.#count - 1];
    return event === undefined ? BEFORE_ALL : positionOf(event);
  }

  get end(): LogPosition {
    const at = this.#store.events[this.#count - 1]?.next ?? 0;
    return { commit: at, prepare: at };
  }

  isDeleted(stream: string): boolean {
    return this.#store.isDeleted(stream);
  }

  lastRevision(stream: string): number {
    const events = this.#store.eventsOf(stream);
    let revision = events.length - 1;
    // Only a view that lags has any to pass over.
    while (revision >= 0 && (events[revision]?.index ?? 0) >= this.#count) revision--;
    return revision;
  }

  /** Forwards a position is where a record begins, and its event is read. */
  readAllForwards(from: LogPosition, max: number, window: number, allows: Allows): AllPage {
    const events: StoredEvent[] = [];
    let considered = 0;
    let next = from;
    let isEnd = false;
    let at = from.commit > this.last.commit ? this.#count : this.#store.indexAt(from.commit);
    if (at === undefined) throw new CannotReadThere('InvalidPosition');
    while (events.length < max && considered < window) {
      const event = at < this.#count ? this.#store.events[at++] : undefined;
      if (event === undefined) {
        isEnd = true;
        break;
      }
      if (isAfter(from, positionOf(event))) continue;
      considered++;
      if (isShown(event) && allows(event)) events.push(event);
      next = { commit: event.next, prepare: 0 };
    }
    return { events, from, next, considered, isEnd };
  }

  /** Backwards a position is where a record ends: the event that begins there is not read. */
  readAllBackwards(from: LogPosition, max: number, window: number, allows: Allows): AllPage {
    const events: StoredEvent[] = [];
    let considered = 0;
    let next = from;
    let isEnd = false;
    if (from.commit > this.end.commit) throw new CannotReadThere('Error');
    let at = this.#store.indexAt(from.commit);
    if (at === undefined) throw new CannotReadThere('InvalidPosition');
    while (events.length < max && considered < window) {
      const event = at > 0 ? this.#store.events[--at] : undefined;
      if (event === undefined) {
        isEnd = true;
        break;
      }
      if (isAfter({ commit: event.next, prepare: event.next }, from)) continue;
      considered++;
      if (isShown(event) && allows(event)) events.push(event);
      next = positionOf(event);
    }
    return { events, from, next, considered, isEnd };
  }

  readStreamForwards(stream: string, from: number, max: number): StreamPage {
    const last = this.lastRevision(stream);
    if (this.#store.isDeleted(stream)) return { outcome: 'stream-deleted' };
    if (last < 0 || this.#store.isSoftDeleted(stream)) return { outcome: 'no-stream' };
    const first = this.#store.firstRevision(stream, last);
    const end = from + max - 1;
    if (end < first) return { outcome: 'read', events: [], next: first, last, isEnd: false };
    const to = Math.min(end, last);
    const events = this.#store.eventsOf(stream).slice(Math.max(from, first), to + 1);
    return { outcome: 'read', events, next: to + 1, last, isEnd: end >= last };
  }

  readStreamBackwards(stream: string, from: number, max: number): StreamPage {
    const last = this.lastRevision(stream);
    if (this.#store.isDeleted(stream)) return { outcome: 'stream-deleted' };
    if (last < 0 || this.#store.isSoftDeleted(stream)) return { outcome: 'no-stream' };
    const first = this.#store.firstRevision(stream, last);
    const to = Math.min(from, last);
    const start = Math.max(first, to - max + 1);
    const events = this.#store
      .eventsOf(stream)
      .slice(start, to + 1)
      .reverse();
    return { outcome: 'read', events, next: start - 1, last, isEnd: start <= first };
  }
}
