import { setTimeout } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import type { NewEvent, RecordedEvent } from '../../domain/events/catalogue.ts';
import type { CaseId, Position } from '../../domain/events/envelope.ts';
import type { Instant } from '../../domain/time/london.ts';
import { Arrivals } from '../arrivals.ts';
import { checkTakeOver } from '../check-take-over.ts';
import { closedLog } from '../closed-log.ts';
import { decode, decodeInBulk } from '../codec.ts';
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
import { positionOf, sequenceOf } from '../position.ts';
import { randomSalts } from '../salts.ts';
import { AppendQueue } from './append-queue.ts';
import { EventPages } from './event-pages.ts';
import { busyTimeoutMs, openFile } from './open-file.ts';
import { reading, unavailable } from './sqlite-errors.ts';
import { entryOf, storedRows } from './stored-rows.ts';
import { verifyFile } from './verify-file.ts';
import { Writing } from './writing.ts';

const pageSize = 1_000;

/** How soon whoever waits for another process looks again: SQLite itself would stop everything else meanwhile. */
const lookAgainMs = 5;

export interface SqliteLogOptions {
  /** The log's file; it, and its folder, are made where there is none. */
  readonly file: string;
  readonly now: () => Instant;
  /** Where salts come from: the system's generator when absent. */
  readonly nextSalt?: () => Uint8Array;
}

/**
 * A log in one SQLite file. Several processes may have it open and append to it at once.
 * @throws CaselineError `log-unavailable` when the file cannot be opened, is no Caseline log, or is of a newer one
 */
export function openSqliteLog(options: SqliteLogOptions): EventLog {
  return new SqliteLog(openFile(options.file), options);
}

class SqliteLog implements EventLog {
  readonly #database: Database.Database;
  readonly #writing: Writing;
  readonly #queue: AppendQueue;
  readonly #pages: EventPages;
  readonly #arrivals: Arrivals;

  constructor(database: Database.Database, { now, nextSalt = randomSalts() }: SqliteLogOptions) {
    this.#database = database;
    this.#pages = new EventPages(database);
    this.#arrivals = new Arrivals(changesOfOthers(database));
    this.#writing = new Writing(database);
    const committed = () => this.#arrivals.announce();
    this.#queue = new AppendQueue(this.#writing, { now, nextSalt, committed });
  }

  async append(caseId: CaseId, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<Appended> {
    this.#mustBeOpen();
    return this.#queue.add(prepareAppend(caseId, expected, events));
  }

  async *readCase(caseId: CaseId, { from = 0, limit }: ReadCase = {}): AsyncGenerator<RecordedEvent, void> {
    this.#mustBeOpen();
    // What is appended meanwhile is not read: a reader that appends for each event would never end.
    const last = Math.min(
      this.#pages.lastRevision(caseId),
      from + (limit ?? Number.MAX_SAFE_INTEGER / 2) - 1,
    );
    for (let next = from; next <= last; next += pageSize) {
      this.#mustBeOpen();
      for (const stored of this.#pages.ofCase(caseId, next, last, pageSize)) yield decode(stored);
    }
  }

  async *readAll({ after, limit, types }: ReadAll = {}): AsyncGenerator<RecordedEvent, void> {
    this.#mustBeOpen();
    const head = this.#pages.head();
    let sequence = sequenceOf(after, head);
    let left = limit ?? Number.MAX_SAFE_INTEGER;
    while (left > 0) {
      this.#mustBeOpen();
      const page = this.#pages.ofAll(sequence, head, Math.min(left, pageSize), types);
      for (const stored of page) yield decodeInBulk(stored);
      const last = page.at(-1);
      if (last === undefined) return;
      sequence = sequenceOf(last.position, head);
      left -= page.length;
    }
  }

  async find(id: string): Promise<RecordedEvent | undefined> {
    this.#mustBeOpen();
    const stored = this.#pages.find(id);
    const head = this.#pages.head();
    const [last] = this.#pages.ofAll(head - 1, head, 1);
    const read = stored ?? last;
    const event = read && decode(read);
    return stored && event;
  }

  async *subscribe(options: {
    after?: Position;
    signal: AbortSignal;
  }): AsyncGenerator<RecordedEvent | 'caught up', void> {
    this.#mustBeOpen();
    sequenceOf(options.after, this.#pages.head()); // refused here, where it is none of this log
    const pageAfter = (position: Position | undefined, limit: number) =>
      this.#pages.ofAll(sequenceOf(position, Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER, limit);
    yield* follow({ arrivals: this.#arrivals, pageAfter, decode }, options.after, options.signal);
  }

  async head(): Promise<Position | undefined> {
    this.#mustBeOpen();
    const head = this.#pages.head();
    return head === 0 ? undefined : positionOf(head);
  }

  /** An append takes the instant of its events while it holds the write lock: whoever gets that comes after it. */
  async settled(): Promise<Position | undefined> {
    this.#mustBeOpen();
    for (let waited = 0; this.#writing.othersWrite(); waited += lookAgainMs) {
      if (waited >= busyTimeoutMs) throw unavailable(undefined, 'Another process does not end its append');
      await setTimeout(lookAgainMs);
      this.#mustBeOpen();
    }
    return this.head();
  }

  async *entries({ after }: { readonly after?: Position } = {}): AsyncGenerator<LogEntry, void> {
    this.#mustBeOpen();
    const rows = reading(() => storedRows(this.#database));
    const head = this.#pages.head();
    for (let last = sequenceOf(after, head); last < head; ) {
      this.#mustBeOpen();
      const page = reading(() => rows.all(last, head, pageSize));
      for (const row of page) yield entryOf(row);
      last = page.at(-1)?.sequence ?? head;
    }
  }

  async takeOver(entries: readonly LogEntry[]): Promise<void> {
    this.#mustBeOpen();
    try {
      this.#writing.transaction(() => {
        checkTakeOver(entries, this.#writing.log);
        for (const entry of entries) this.#writing.insert(entry);
      });
    } catch (error) {
      throw unavailable(error, 'Nothing was taken over');
    }
    this.#arrivals.announce();
  }

  async verify(): Promise<Verification> {
    this.#mustBeOpen();
    return verifyFile(this.#database);
  }

  async close(): Promise<void> {
    if (this.#arrivals.closed) return;
    this.#queue.flush();
    this.#arrivals.close();
    this.#database.close();
  }

  #mustBeOpen(): void {
    if (this.#arrivals.closed) throw closedLog();
  }
}

/** Whether another connection has committed since it was last asked. SQLite counts that for each connection. */
function changesOfOthers(database: Database.Database): () => boolean {
  const dataVersion = database.prepare('PRAGMA data_version').pluck();
  let seen: unknown;
  return () => {
    const before = seen;
    try {
      seen = dataVersion.get();
    } catch {
      return true; // whoever waits reads again, and meets the error where it can be answered
    }
    return seen !== before;
  };
}
