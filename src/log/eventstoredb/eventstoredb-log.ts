import { setTimeout } from 'node:timers/promises';
import type { NewEvent, RecordedEvent } from '../../domain/events/catalogue.ts';
import type { CaseId, Position } from '../../domain/events/envelope.ts';
import type { Instant } from '../../domain/time/london.ts';
import { Arrivals } from '../arrivals.ts';
import { closedLog } from '../closed-log.ts';
import { decodeParsed, decodeParsedInBulk } from '../codec.ts';
import { prepareAppend } from '../decide-append.ts';
import type {
  Appended,
  EventLog,
  ExpectedRevision,
  LogEntry,
  ReadAll,
  ReadCase,
  Verification,
} from '../event-log.ts';
import { follow } from '../follow.ts';
import { randomSalts } from '../salts.ts';
import { AppendGroups } from './append-groups.ts';
import { parseConnection } from './connection.ts';
import { type Deadlines, LONGEST_APPEND, Server } from './server.ts';
import { entryOf, parsedForm } from './stored-form.ts';
import { behind, Streams } from './streams.ts';
import { Tail, type TailEvent } from './tail.ts';
import { takeOver } from './take-over.ts';
import { verifyStreams } from './verify-streams.ts';

export interface EventStoreDBLogOptions {
  /** `esdb://…` or `esdb+discover://…`, as the client reads it, and `streamPrefix`. */
  readonly connection: string;
  readonly now: () => Instant;
  /** Where salts come from: the system's generator when absent. */
  readonly nextSalt?: () => Uint8Array;
  readonly deadlines?: Deadlines;
  /** Milliseconds that `settled` allows appends of other processes to take; two seconds when absent. */
  readonly settleMs?: number;
}

const usual: Deadlines = { call: 10_000, tries: 20_000 };

/** What one try of an append may take and somewhat more, and short for an embargo to lift late. */
const usualSettleMs = LONGEST_APPEND + 500;

/**
 * A log on an EventStoreDB or KurrentDB server or cluster. Any number of processes may have it open and append to it
 * at once.
 *
 * @throws CaselineError `log-unavailable` for a connection string that cannot be read; it connects with the first call
 */
export function openEventStoreDBLog(options: EventStoreDBLogOptions): EventLog {
  return new EventStoreDBLog(options);
}

class EventStoreDBLog implements EventLog {
  readonly #server: Server;
  readonly #tail: Tail;
  readonly #streams: Streams;
  readonly #groups: AppendGroups;
  readonly #arrivals = new Arrivals();
  readonly #settleMs: number;
  #closing: Promise<void> | undefined;

  constructor({
    connection,
    now,
    nextSalt = randomSalts(),
    deadlines = usual,
    settleMs = usualSettleMs,
  }: EventStoreDBLogOptions) {
    const parsed = parseConnection(connection);
    this.#server = new Server(parsed, deadlines);
    this.#tail = new Tail(this.#server, `${parsed.streamPrefix}authority-`, this.#arrivals);
    this.#streams = new Streams(this.#server, this.#tail, parsed.streamPrefix);
    this.#groups = new AppendGroups(this.#streams, { now, nextSalt });
    this.#settleMs = settleMs;
  }

  async append(caseId: CaseId, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<Appended> {
    this.#mustBeOpen();
    return this.#groups.add(prepareAppend(caseId, expected, events));
  }

  async *readCase(caseId: CaseId, { from = 0, limit }: ReadCase = {}): AsyncGenerator<RecordedEvent, void> {
    await this.#refreshed();
    // What is appended meanwhile is not read: a reader that appends for each event would never end.
    const length = (this.#tail.index.lastRevision(caseId) ?? -1) + 1;
    const end = Math.min(length, from + (limit ?? Number.POSITIVE_INFINITY));
    for await (const event of this.#streams.events(caseId, from, end)) {
      this.#mustBeOpen();
      const revision = Number(event.revision);
      const position = await this.#streams.positionOf(caseId, revision);
      yield decodeParsed(parsedForm(event, caseId), { position, revision });
    }
  }

  async *readAll({ after, limit, types }: ReadAll = {}): AsyncGenerator<RecordedEvent, void> {
    const wanted = types && new Set<string>(types);
    let left = limit ?? Number.POSITIVE_INFINITY;
    for await (const { event, caseId, position } of this.#after(after)) {
      if (wanted && !wanted.has(event.type)) continue;
      if (left <= 0) return;
      left -= 1;
      yield decodeParsedInBulk(parsedForm(event, caseId), { position, revision: Number(event.revision) });
      if (left <= 0) return;
    }
  }

  async find(id: string): Promise<RecordedEvent | undefined> {
    await this.#refreshed();
    const { index } = this.#tail;
    const found = index.find(id);
    const read = found ?? index.find(index.lastId ?? '');
    if (!read) return undefined;
    const { caseId, revision, position } = read;
    for await (const event of this.#streams.events(caseId, revision, revision + 1)) {
      const decoded = decodeParsed(parsedForm(event, caseId), { position, revision });
      return found && decoded;
    }
    return undefined;
  }

  async *subscribe(options: {
    after?: Position;
    signal: AbortSignal;
  }): AsyncGenerator<RecordedEvent | 'caught up', void> {
    const { signal } = options;
    if (signal.aborted) return;
    this.#mustBeOpen();
    const decode = ({ event, caseId, position }: TailEvent) =>
      decodeParsed(parsedForm(event, caseId), { position, revision: Number(event.revision) });
    const isOver = (): boolean => signal.aborted || this.#closing !== undefined;
    let position = options.after;
    const pageAfter = (after: Position | undefined, limit: number) =>
      untilAborted(this.#pageAfter(after, limit), signal);
    const there = this.#after(position);
    try {
      for (;;) {
        const next = await untilAborted(there.next(), signal);
        if (next.done) break;
        yield decode(next.value);
        if (isOver()) return;
        position = next.value.position;
      }
      yield* follow({ arrivals: this.#arrivals, pageAfter, decode }, position, signal);
    } catch (error) {
      if (!isOver()) throw error; // else it was about to read what nobody waits for any more
    } finally {
      there.return().catch(() => undefined); // it ends when what it waits for does
    }
  }

  async head(): Promise<Position | undefined> {
    await this.#refreshed();
    return this.#tail.index.head;
  }

  /**
   * Other processes take the instant of their events before the server has them, and nothing here can see those under
   * way. They are given a time in which an append is over, or was never made.
   */
  async settled(): Promise<Position | undefined> {
    this.#mustBeOpen();
    await Promise.all([this.#groups.alone(async () => undefined), this.#settling()]);
    return this.head();
  }

  async *entries({ after }: { readonly after?: Position } = {}): AsyncGenerator<LogEntry, void> {
    for await (const { event, caseId, position } of this.#after(after))
      yield entryOf(event, caseId, position);
  }

  async takeOver(entries: readonly LogEntry[]): Promise<void> {
    this.#mustBeOpen();
    await this.#groups.alone(() => takeOver(entries, this.#streams, this.#tail));
  }

  async verify(): Promise<Verification> {
    await this.#refreshed();
    return verifyStreams(this.entries(), this.#tail.index, this.#streams);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#server.leave();
    await this.#groups.idle();
    this.#arrivals.close();
    await this.#server.close();
  }

  /** Events after a position, and up to the end of the log as it is now. */
  async *#after(position: Position | undefined): AsyncGenerator<TailEvent, void> {
    await this.#refreshed();
    const { index } = this.#tail;
    const after = await this.#commitOf(position);
    const { end: last = -1 } = index;
    if (after >= last) return;
    const recent = this.#tail.recent(after, Number.POSITIVE_INFINITY);
    if (recent) {
      for (const own of recent) {
        this.#mustBeOpen();
        if (own.commit <= last) yield own;
      }
      return;
    }
    yield* this.#tail.between(after, last);
  }

  /** See {@link LogIndex.commitOf}. A node that is not the leader may come to know it a moment later. */
  async #commitOf(position: Position | undefined): Promise<number> {
    const { index } = this.#tail;
    const patience = this.#server.patience();
    const isToCome = () =>
      !this.#server.readsFromLeader && position !== undefined && position > (index.head ?? '');
    while (isToCome()) {
      await patience.after(behind(), 'The position is not known here yet');
      await this.#refreshed();
    }
    return index.commitOf(position);
  }

  /** Of what is known; where that is nothing, of what there is now. */
  async #pageAfter(position: Position | undefined, limit: number): Promise<readonly TailEvent[]> {
    const { index } = this.#tail;
    const after = index.commitOf(position);
    if (index.countAfter(after) === 0) await this.#tail.refresh();
    const recent = this.#tail.recent(after, limit);
    if (recent) return recent;
    const page: TailEvent[] = [];
    for await (const own of this.#tail.between(after, index.end ?? -1)) {
      page.push(own);
      if (page.length === limit) break;
    }
    return page;
  }

  async #settling(): Promise<void> {
    await setTimeout(this.#settleMs, undefined, { signal: this.#server.closed }).catch(() => {
      throw closedLog();
    });
  }

  async #refreshed(): Promise<void> {
    this.#mustBeOpen();
    await this.#tail.refresh();
  }

  #mustBeOpen(): void {
    if (this.#closing) throw closedLog();
  }
}

/**
 * An answer, unless the signal aborts before: whoever leaves does not wait for a server that is away.
 *
 * @throws the reason of the signal
 */
function untilAborted<Answer>(answer: Promise<Answer>, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason);
    signal.addEventListener('abort', leave);
    if (signal.aborted) leave();
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
