import { canonical } from '../domain/canonical.ts';
import type { NewEvent } from '../domain/events/catalogue.ts';
import type { Position } from '../domain/events/envelope.ts';
import { CaselineError, type Problem } from '../domain/failure.ts';
import { decode, parseStored, piecesOf } from './codec.ts';
import type { Damage, LogEntry, Verification } from './event-log.ts';
import { leafOf, saltBytes } from './leaf.ts';
import { positionOf } from './position.ts';
import { overlapMs } from './recorded-at.ts';
import { utf8Text } from './utf8.ts';

/** An entry as the adapter read it, its text as bytes: nothing here is trusted. */
export interface StoredRow extends Omit<LogEntry, 'event'> {
  readonly event: Uint8Array;
}

/**
 * Checks stored events one by one, in log order: each against itself (is its text canonical JSON of a valid
 * event, do the columns repeat it, is its leaf the hash of it) and against those before it (is any revision left
 * out, does the time of recording run backwards). One damaged event does not hide another.
 */
export class StoredCheck {
  #events = 0;
  #sequence = 0;
  #recordedAt = '';
  readonly #lastOfCases = new Map<string, Pick<StoredRow, 'revision' | 'recordedAt'>>();
  readonly #damage: Damage[] = [];

  /** A row as the adapter read it. */
  row(row: StoredRow): void {
    this.#events += 1;
    const problems = [...problemsOf(row), ...this.#problemsAfter(this.#lastOfCases.get(row.caseId), row)];
    this.#lastOfCases.set(row.caseId, { revision: row.revision, recordedAt: row.recordedAt }); // the row is larger
    if (row.recordedAt > this.#recordedAt) this.#recordedAt = row.recordedAt;
    for (const problem of problems)
      this.#damage.push({ position: row.position, caseId: row.caseId, event: row.id, problem });
  }

  /** A row that is there and could not be read. */
  unreadable(position: Position, reason: string): void {
    this.#damage.push({ position, caseId: null, event: null, problem: `it cannot be read: ${reason}` });
  }

  /** Damage that is no one event's. */
  whole(problem: string): void {
    this.#damage.push({ position: null, caseId: null, event: null, problem });
  }

  /** Of a log that counts its events: the next one has this number, from 1. */
  counted(sequence: number): void {
    const first = this.#sequence + 1;
    if (sequence > first) {
      const last = sequence - 1;
      const problem =
        first === last
          ? 'no event has this position, though later ones were recorded'
          : `no events from this position to ${positionOf(last)}, though later ones were recorded`;
      this.#damage.push({ position: positionOf(first), caseId: null, event: null, problem });
    }
    this.#sequence = sequence;
  }

  result(): Verification {
    return { events: this.#events, damage: this.#damage };
  }

  #problemsAfter(before: Pick<StoredRow, 'revision' | 'recordedAt'> | undefined, row: StoredRow): string[] {
    const problems: string[] = [];
    const expected = (before?.revision ?? -1) + 1;
    if (row.revision !== expected)
      problems.push(`its revision is ${row.revision}, and the next of ${row.caseId} is ${expected}`);
    if (before && row.recordedAt < before.recordedAt)
      problems.push(
        `it was recorded at ${row.recordedAt}, before the event before it (${before.recordedAt})`,
      );
    else if (isFarBefore(row.recordedAt, this.#recordedAt))
      problems.push(`it was recorded at ${row.recordedAt}, before events before it (${this.#recordedAt})`);
    return problems;
  }
}

/** Farther than events can be that several machines recorded at the same time. */
const isFarBefore = (recordedAt: string, latest: string): boolean =>
  recordedAt < latest && Date.parse(latest) - Date.parse(recordedAt) > overlapMs;

/** What is wrong with one stored event, taken by itself. */
function problemsOf(row: StoredRow): string[] {
  const text = utf8Text(row.event);
  if (text === undefined) return ['its stored text is not UTF-8'];
  const stored = parseStored(text);
  if (stored === undefined) return ['its stored text is not a JSON object'];

  const problems: string[] = [];
  if (!isCanonical(stored, text)) problems.push('its stored text is not canonical JSON (RFC 8785)');
  for (const column of ['id', 'caseId', 'type', 'recordedAt'] as const) {
    if (row[column] !== stored[column]) {
      problems.push(
        `its ${column} is '${row[column]}' beside the stored text and '${String(stored[column])}' in it`,
      );
    }
  }
  problems.push(...problemsOfDecoding(row, text));
  if (row.salt.length !== saltBytes) problems.push(`its salt has ${row.salt.length} bytes, not ${saltBytes}`);
  if (!leafMatches(row, stored)) {
    problems.push(
      'its leaf is not the hash of its text, revision and salt: one of them was changed afterwards',
    );
  }
  return problems;
}

function isCanonical(stored: unknown, text: string): boolean {
  try {
    return canonical(stored) === text;
  } catch {
    return false; // half a surrogate pair, written as an escape
  }
}

function problemsOfDecoding(row: StoredRow, text: string): string[] {
  try {
    decode({ position: row.position, revision: row.revision, event: text });
    return [];
  } catch (error) {
    if (!(error instanceof CaselineError)) throw error;
    const problems = error.facts.problems as readonly Problem[]; // decode says so of log-damaged
    return problems.map(({ at, problem }) => `its stored text is not a valid event: ${at} ${problem}`);
  }
}

function leafMatches(row: StoredRow, stored: Readonly<Record<string, unknown>>): boolean {
  const { recordedAt } = stored;
  if (typeof recordedAt !== 'string') return false;
  try {
    const pieces = piecesOf(stored as unknown as NewEvent); // hashed as it is found: whether it is an event was asked above
    return leafOf(pieces, { revision: row.revision, recordedAt, salt: row.salt }).equals(row.leaf);
  } catch {
    return false; // a field that every event has is missing
  }
}
