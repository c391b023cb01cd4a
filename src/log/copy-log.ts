import type { Position } from '../domain/events/envelope.ts';
import { CaselineError } from '../domain/failure.ts';
import { StoredCheck } from './check-stored.ts';
import type { EventLog, LogEntry } from './event-log.ts';

/** So much is taken over at a time, whichever is reached first: memory stays bounded, and few commits serve many. */
const batch = { events: 1_000, characters: 4 * 1024 * 1024 };

export interface CopyOptions {
  /** Is told, every so often, how many events both logs have by now. */
  readonly progress?: ((events: number) => void) | undefined;
}

export interface CopiedEvents {
  readonly alreadyThere: number;
  readonly copied: number;
}

/**
 * Moves a log whole into another one: the same order, ids, revisions, instants, salts and leaves; positions are each
 * log's own. What the other holds already must be how this one begins, so a copy that was cut off goes on where it
 * stopped. What is recorded in the first meanwhile comes too. In the second nobody else may append.
 *
 * @throws CaselineError `log-differs` (facts: events, expected, actual) where the second does not hold a beginning of
 * the first, and `log-damaged` (facts: event, caseId, position, problems) at the first event that is not as it was
 * recorded: neither it nor any after it is taken over
 */
export async function copyLog(
  from: EventLog,
  to: EventLog,
  { progress }: CopyOptions = {},
): Promise<CopiedEvents> {
  const there = new Beginning(to);
  const taking = new Taking(to);
  const check = new StoredCheck();
  try {
    for await (const entry of upToTheEnd(from)) {
      mustBeSound(entry, check);
      const isThere = await there.next(entry);
      if (!isThere) await taking.add(entry);
      const tells = isThere ? there.events % batch.events === 0 : taking.isEmpty;
      if (tells) progress?.(there.events + taking.taken);
    }
    await there.mustEnd();
  } finally {
    await there.close();
  }
  await taking.flush();
  return { alreadyThere: there.events, copied: taking.taken };
}

/** Every entry up to the head as it is when there is nothing left to read: what is recorded meanwhile comes too. */
async function* upToTheEnd(log: EventLog): AsyncGenerator<LogEntry, void> {
  let after: Position | undefined;
  for (let isMore = true; isMore; ) {
    isMore = false;
    for await (const entry of log.entries(after === undefined ? {} : { after })) {
      yield entry;
      after = entry.position;
      isMore = true;
    }
  }
}

function mustBeSound(entry: LogEntry, check: StoredCheck): void {
  check.row({ ...entry, event: Buffer.from(entry.event) });
  const { damage } = check.result();
  if (damage.length === 0) return;
  const { id: event, caseId, position } = entry;
  throw new CaselineError(
    'log-damaged',
    `The event ${event} at position ${position} is not as it was recorded, and was not copied: ${damage.map(({ problem }) => problem).join('; ')}. Run verify to see all damage.`,
    { event, caseId, position, problems: damage.map(({ problem }) => ({ at: '', problem })) },
  );
}

/** What the log that is copied to held before: it has to be how the other one begins. */
class Beginning {
  readonly #entries: AsyncIterator<LogEntry>;
  #hasEnded = false;
  /** How many events both logs began with. */
  events = 0;

  constructor(log: EventLog) {
    this.#entries = log.entries()[Symbol.asyncIterator]();
  }

  /** Whether this entry, the next of the other log, is there already; false for all of them once one is not. */
  async next(entry: LogEntry): Promise<boolean> {
    const found = await this.#next();
    if (found === undefined) return false;
    if (!isSame(entry, found)) throw differs(this.events, entry, found);
    this.events += 1;
    return true;
  }

  /** There is no more of the other log. */
  async mustEnd(): Promise<void> {
    const found = await this.#next();
    if (found !== undefined) throw differs(this.events, undefined, found);
  }

  async close(): Promise<void> {
    await this.#entries.return?.();
  }

  async #next(): Promise<LogEntry | undefined> {
    if (this.#hasEnded) return undefined;
    const found = await this.#entries.next();
    this.#hasEnded = found.done === true;
    return found.done === true ? undefined : found.value;
  }
}

/** What is on its way into the log that is copied to. */
class Taking {
  readonly #log: EventLog;
  #entries: LogEntry[] = [];
  #characters = 0;
  /** Where the log ended after the last of them; null for an empty one. */
  #head: Position | null | undefined;
  taken = 0;

  constructor(log: EventLog) {
    this.#log = log;
  }

  get isEmpty(): boolean {
    return this.#entries.length === 0;
  }

  async add(entry: LogEntry): Promise<void> {
    this.#entries.push(entry);
    this.#characters += entry.event.length;
    if (this.#entries.length >= batch.events || this.#characters >= batch.characters) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.isEmpty) return;
    const head = (await this.#log.head()) ?? null;
    if (this.#head !== undefined && head !== this.#head) throw disturbed(this.taken);
    await this.#log.takeOver(this.#entries);
    this.#head = (await this.#log.head()) ?? null;
    this.taken += this.#entries.length;
    this.#entries = [];
    this.#characters = 0;
  }
}

const repeated = ['id', 'caseId', 'revision', 'type', 'recordedAt', 'event'] as const;

const isSame = (one: LogEntry, other: LogEntry): boolean =>
  repeated.every((field) => one[field] === other[field]) &&
  Buffer.compare(one.salt, other.salt) === 0 &&
  Buffer.compare(one.leaf, other.leaf) === 0;

const disturbed = (taken: number): CaselineError =>
  new CaselineError(
    'log-differs',
    `Somebody else records in the log that is copied to: after ${taken} events were taken over, others came. Copy into a log that nobody writes to.`,
    { taken },
  );

/** Ids alone are told: what the events say may be under embargo. */
function differs(events: number, expected: LogEntry | undefined, actual: LogEntry): CaselineError {
  const instead =
    expected === undefined
      ? 'where the other ends'
      : expected.id === actual.id
        ? 'as the other does, and keeps it otherwise: run verify'
        : `where the other goes on with ${expected.id}`;
  return new CaselineError(
    'log-differs',
    `The log that was to be copied to is no beginning of the other: after ${events} events that both have, it goes on with ${actual.id} ${instead}. Nothing was copied. Name a log that is empty, or that an earlier copy of the same log has begun.`,
    { events, expected: expected?.id ?? null, actual: actual.id },
  );
}
