import type { NewEvent, RecordedEvent } from '../../domain/events/catalogue.ts';
import type { CaseId, Position } from '../../domain/events/envelope.ts';
import type { Instant } from '../../domain/time/london.ts';
import { Arrivals } from '../arrivals.ts';
import { StoredCheck } from '../check-stored.ts';
import { checkTakeOver } from '../check-take-over.ts';
import { closedLog } from '../closed-log.ts';
import { decode, decodeInBulk, storedText } from '../codec.ts';
import { decideAppend, type LogAsItStands, prepareAppend } from '../decide-append.ts';
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
import { leafOf } from '../leaf.ts';
import { positionOf, sequenceOf } from '../position.ts';
import { recordedAtOf } from '../recorded-at.ts';
import { randomSalts } from '../salts.ts';

export interface MemoryLogOptions {
  readonly now: () => Instant;
  /** Where salts come from: the system's generator when absent. */
  readonly nextSalt?: () => Uint8Array;
}

export interface MemoryLog extends EventLog {
  /** Everything that is stored, in log order. */
  stored(): readonly LogEntry[];
}

/** A log that lives as long as the process: for tests, for trying out, and for demonstrations. */
export function openMemoryLog(options: MemoryLogOptions): MemoryLog {
  return new LogInMemory(options);
}

class LogInMemory implements MemoryLog {
  readonly #now: () => Instant;
  readonly #nextSalt: () => Uint8Array;
  readonly #arrivals = new Arrivals();
  /** The event with sequence number n stands at n - 1. */
  readonly #rows: LogEntry[] = [];
  readonly #byId = new Map<string, LogEntry>();
  readonly #byCase = new Map<string, LogEntry[]>();
  readonly #asItStands: LogAsItStands = {
    find: (id) => this.#byId.get(id),
    last: (caseId) => this.#byCase.get(caseId)?.at(-1),
  };

  constructor({ now, nextSalt = randomSalts() }: MemoryLogOptions) {
    this.#now = now;
    this.#nextSalt = nextSalt;
  }

  async append(caseId: CaseId, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<Appended> {
    this.#mustBeOpen();
    const append = prepareAppend(caseId, expected, events);
    const decision = decideAppend(append, this.#asItStands);
    if (!decision.write) return decision.appended;
    const lastOfCase = this.#byCase.get(caseId)?.at(-1);
    const recordedAt = recordedAtOf(this.#now(), this.#rows.at(-1)?.recordedAt, lastOfCase?.recordedAt);
    let revision = decision.firstRevision - 1;
    for (const { event, pieces } of append.events) {
      revision += 1;
      const salt = this.#nextSalt();
      this.#write({
        id: event.id,
        caseId,
        revision,
        type: event.type,
        recordedAt,
        event: storedText(pieces, recordedAt),
        salt,
        leaf: leafOf(pieces, { revision, recordedAt, salt }),
      });
    }
    this.#arrivals.announce();
    return { revision, position: positionOf(this.#rows.length), alreadyThere: false };
  }

  async *readCase(caseId: CaseId, { from = 0, limit }: ReadCase = {}): AsyncGenerator<RecordedEvent, void> {
    this.#mustBeOpen();
    const rows = this.#byCase.get(caseId) ?? [];
    const end = Math.min(rows.length, from + (limit ?? Number.POSITIVE_INFINITY));
    for (const row of rows.slice(from, end)) yield decode(row);
  }

  async *readAll({ after, limit, types }: ReadAll = {}): AsyncGenerator<RecordedEvent, void> {
    this.#mustBeOpen();
    const wanted = types === undefined ? undefined : new Set<string>(types);
    let left = limit ?? Number.POSITIVE_INFINITY;
    for (const row of this.#rows.slice(sequenceOf(after, this.#rows.length))) {
      if (left === 0) return;
      if (wanted !== undefined && !wanted.has(row.type)) continue;
      left -= 1;
      yield decodeInBulk(row);
    }
  }

  async find(id: string): Promise<RecordedEvent | undefined> {
    this.#mustBeOpen();
    const row = this.#byId.get(id);
    const read = row ?? this.#rows.at(-1);
    const event = read && decode(read);
    return row && event;
  }

  async *subscribe(options: {
    after?: Position;
    signal: AbortSignal;
  }): AsyncGenerator<RecordedEvent | 'caught up', void> {
    this.#mustBeOpen();
    yield* follow(
      {
        arrivals: this.#arrivals,
        pageAfter: (position, limit) => {
          const sequence = sequenceOf(position, this.#rows.length);
          return this.#rows.slice(sequence, sequence + limit);
        },
        decode,
      },
      options.after,
      options.signal,
    );
  }

  async head(): Promise<Position | undefined> {
    this.#mustBeOpen();
    return this.#rows.at(-1)?.position;
  }

  settled(): Promise<Position | undefined> {
    return this.head(); // an append has ended when the call that makes it returns
  }

  async *entries({ after }: { readonly after?: Position } = {}): AsyncGenerator<LogEntry, void> {
    this.#mustBeOpen();
    yield* this.#rows.slice(sequenceOf(after, this.#rows.length));
  }

  async takeOver(entries: readonly LogEntry[]): Promise<void> {
    this.#mustBeOpen();
    checkTakeOver(entries, this.#asItStands);
    // Bytes of its own: what happens to the other log shall not happen to this one.
    for (const { salt, leaf, ...entry } of entries)
      this.#write({ ...entry, salt: Uint8Array.from(salt), leaf: Uint8Array.from(leaf) });
    this.#arrivals.announce();
  }

  async verify(): Promise<Verification> {
    this.#mustBeOpen();
    const check = new StoredCheck();
    this.#rows.forEach((row, index) => {
      check.counted(index + 1);
      check.row({ ...row, event: Buffer.from(row.event) });
    });
    return check.result();
  }

  stored(): readonly LogEntry[] {
    return this.#rows;
  }

  async close(): Promise<void> {
    this.#arrivals.close();
  }

  #write(entry: Omit<LogEntry, 'position'>): void {
    const row = { ...entry, position: positionOf(this.#rows.length + 1) };
    this.#rows.push(row);
    this.#byId.set(row.id, row);
    const ofCase = this.#byCase.get(row.caseId);
    if (ofCase === undefined) this.#byCase.set(row.caseId, [row]);
    else ofCase.push(row);
  }

  #mustBeOpen(): void {
    if (this.#arrivals.closed) throw closedLog();
  }
}
