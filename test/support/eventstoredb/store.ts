import { randomUUID } from 'node:crypto';
import { decideAppend, type Expected, type StreamNow } from './expected-revision.ts';
import { type ProposedEvent, type StoredEvent, sizeOfRecord, TOMBSTONE } from './record.ts';

export type Written =
  /** `position` is missing where a repeated append's events can no longer be read. */
  | { readonly outcome: 'written'; readonly revision: number; readonly position: number | undefined }
  | { readonly outcome: 'wrong-expected-version'; readonly current: number }
  | { readonly outcome: 'stream-deleted' };

interface Stream {
  readonly events: StoredEvent[];
  /** A tombstone ends it for ever. */
  deleted: boolean;
  /** What its metadata stream says: nothing below is read, and no more than so many. */
  truncateBefore: number;
  maxCount: number;
}

const emptyStream = (): Stream => ({
  events: [],
  deleted: false,
  truncateBefore: 0,
  maxCount: Number.POSITIVE_INFINITY,
});

const metadataStream = (stream: string): string => `$$${stream}`;

const ownEvent = (type: string, data: string): ProposedEvent => ({
  id: randomUUID(),
  type,
  json: data !== '',
  data: Buffer.from(data),
  metadata: new Uint8Array(),
});

/** The log of the double: in memory, with positions and decisions like those of the real server. */
export class Store {
  readonly #events: StoredEvent[] = [];
  readonly #starts: number[] = [];
  readonly #streams = new Map<string, Stream>();
  readonly #writtenIds = new Map<string, StoredEvent>();
  readonly #listeners = new Set<() => void>();
  #end = 0;

  constructor() {
    // A real log does not begin with its users' events.
    this.#write('$epoch-information', ownEvent('$epoch-information', '{}'));
    this.#write('$user-admin', ownEvent('$UserCreated', '{}'));
    this.#write('$users', ownEvent('$User', '{}'));
  }

  get events(): readonly StoredEvent[] {
    return this.#events;
  }

  eventsOf(stream: string): readonly StoredEvent[] {
    return this.#streams.get(stream)?.events ?? [];
  }

  isDeleted(stream: string): boolean {
    return this.#streams.get(stream)?.deleted ?? false;
  }

  isSoftDeleted(stream: string): boolean {
    return (this.#streams.get(stream)?.truncateBefore ?? 0) > Number.MAX_SAFE_INTEGER;
  }

  /** The first revision that may be read of a stream whose last one is `last`. */
  firstRevision(stream: string, last: number): number {
    const { truncateBefore, maxCount } = this.#streams.get(stream) ?? emptyStream();
    return Math.max(0, truncateBefore, last - maxCount + 1);
  }

  /** The index of the event whose record begins exactly there, or would; undefined where none does. */
  indexAt(position: number): number | undefined {
    if (position === this.#end) return this.#events.length;
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#starts[middle] ?? 0) < position) low = middle + 1;
      else high = middle;
    }
    return this.#starts[low] === position ? low : undefined;
  }

  /** All of them or none, in order. */
  append(name: string, expected: Expected, proposed: readonly ProposedEvent[]): Written {
    const now = this.#now(name);
    const last = now.events.length - 1;
    const decision = decideAppend(now, expected, proposed);
    if (decision === 'stream-deleted') return { outcome: decision };
    if (decision === 'wrong-expected-version') return { outcome: decision, current: last };
    if (decision !== 'write') {
      const { revision, position } = decision.repeats;
      const isRead = revision >= this.firstRevision(name, last);
      return { outcome: 'written', revision, position: isRead ? position : undefined };
    }
    const about = name.startsWith('$$') ? name.slice(2) : undefined;
    const isBack = about !== undefined && this.isSoftDeleted(about);
    const written = proposed.map((event) => this.#write(name, event));
    if (now.isSoftDeleted) this.#bringBack(name, last + 1);
    if (isBack) this.#bringBack(about, this.eventsOf(about).length);
    this.#announce();
    return { outcome: 'written', revision: last + written.length, position: written.at(-1)?.position };
  }

  /** Softly, so that an append brings the stream back, or for ever. */
  delete(name: string, expected: Expected, forEver: boolean): Written {
    const now = this.#now(name);
    const last = now.events.length - 1;
    const decision = decideAppend(now, expected, [{ id: randomUUID() }]);
    if (decision === 'stream-deleted') return { outcome: decision };
    const isThere = forEver || last >= 0 || now.hasMetadata;
    if (decision !== 'write' || !isThere) return { outcome: 'wrong-expected-version', current: last };
    const { revision, position } = forEver
      ? this.#write(name, ownEvent('$streamDeleted', ''), TOMBSTONE)
      : this.#write(metadataStream(name), ownEvent('$metadata', '{"$tb":9223372036854775807}'));
    this.#announce();
    return { outcome: 'written', revision, position };
  }

  /** Ids are remembered within bounds: after this, an append of the same events with `any` writes them again. */
  forgetIds(): void {
    this.#writtenIds.clear();
  }

  /** Hears when events have been written. */
  onWritten(listener: () => void): void {
    this.#listeners.add(listener);
  }

  #now(name: string): StreamNow {
    return {
      events: this.eventsOf(name),
      isDeleted: this.isDeleted(name),
      isSoftDeleted: this.isSoftDeleted(name),
      hasMetadata: this.eventsOf(metadataStream(name)).length > 0,
      remembered: (id) => {
        const event = this.#writtenIds.get(id);
        return event?.stream === name ? event : undefined;
      },
    };
  }

  #bringBack(name: string, truncateBefore: number): void {
    const metadata = JSON.stringify({ ...this.#metadata(name), $tb: truncateBefore });
    this.#write(metadataStream(name), ownEvent('$metadata', metadata));
  }

  #metadata(name: string): { $tb?: unknown; $maxCount?: unknown } {
    try {
      const last = this.eventsOf(metadataStream(name)).at(-1);
      const said: unknown = JSON.parse(Buffer.from(last?.data ?? []).toString());
      return typeof said === 'object' && said !== null ? said : {};
    } catch {
      return {}; // what is no JSON says nothing
    }
  }

  #write(name: string, event: ProposedEvent, revision = this.eventsOf(name).length): StoredEvent {
    const position = this.#end;
    this.#end += sizeOfRecord(name, event);
    const index = this.#events.length;
    const createdMs = Date.now();
    const stored = { ...event, stream: name, revision, index, position, next: this.#end, createdMs };
    this.#events.push(stored);
    this.#starts.push(position);
    const stream = this.#stream(name);
    if (revision === TOMBSTONE) stream.deleted = true;
    else stream.events.push(stored);
    // Of two events with one id the first is remembered.
    if (!this.#writtenIds.has(event.id)) this.#writtenIds.set(event.id, stored);
    if (name.startsWith('$$')) this.#readMetadata(name.slice(2));
    return stored;
  }

  #readMetadata(about: string): void {
    const stream = this.#stream(about);
    const { $tb, $maxCount } = this.#metadata(about);
    stream.truncateBefore = typeof $tb === 'number' ? $tb : 0;
    stream.maxCount = typeof $maxCount === 'number' ? $maxCount : Number.POSITIVE_INFINITY;
  }

  #stream(name: string): Stream {
    const stream = this.#streams.get(name) ?? emptyStream();
    this.#streams.set(name, stream);
    return stream;
  }

  #announce(): void {
    for (const listener of this.#listeners) listener();
  }
}
