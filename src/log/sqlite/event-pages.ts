import type Database from 'better-sqlite3';
import type { StoredEvent } from '../codec.ts';
import { positionOf } from '../position.ts';
import { reading } from './sqlite-errors.ts';

type Row = readonly [sequence: number, revision: number, event: string];

const columns = 'position, revision, event';

/** Stored events in pages: a reader never keeps the database waiting while it handles an event. */
export class EventPages {
  readonly #database: Database.Database;
  readonly #ofCase: Database.Statement<[string, number, number, number], Row>;
  readonly #ofAll: Database.Statement<[number, number, number], Row>;
  readonly #byId: Database.Statement<[string], Row>;
  readonly #head: Database.Statement<[], number>;
  readonly #lastOfCase: Database.Statement<[string], number>;
  /** By how many types they ask for. */
  readonly #ofTypes = new Map<number, Database.Statement<(string | number)[], Row>>();

  constructor(database: Database.Database) {
    this.#database = database;
    this.#ofCase = database
      .prepare<[string, number, number, number], Row>(
        `SELECT ${columns} FROM events WHERE case_id = ? AND revision BETWEEN ? AND ? ORDER BY revision LIMIT ?`,
      )
      .raw();
    this.#ofAll = database
      .prepare<[number, number, number], Row>(
        `SELECT ${columns} FROM events WHERE position > ? AND position <= ? ORDER BY position LIMIT ?`,
      )
      .raw();
    this.#byId = database.prepare<[string], Row>(`SELECT ${columns} FROM events WHERE id = ?`).raw();
    this.#head = database.prepare<[], number>('SELECT ifnull(max(position), 0) FROM events').pluck();
    this.#lastOfCase = database
      .prepare<[string], number>('SELECT ifnull(max(revision), -1) FROM events WHERE case_id = ?')
      .pluck();
  }

  /** Sequence number of the last event; 0 while there is none. */
  head(): number {
    return reading(() => this.#head.get()) ?? 0;
  }

  /** Revision of the last event of a case; -1 while it has none. */
  lastRevision(caseId: string): number {
    return reading(() => this.#lastOfCase.get(caseId)) ?? -1;
  }

  find(id: string): StoredEvent | undefined {
    const row = reading(() => this.#byId.get(id));
    return row && storedEvent(row);
  }

  /** Events of a case, revisions `from` to `to`. */
  ofCase(caseId: string, from: number, to: number, limit: number): StoredEvent[] {
    return reading(() => this.#ofCase.all(caseId, from, to, limit)).map(storedEvent);
  }

  /** Events of the log, after one sequence number and up to another. */
  ofAll(after: number, to: number, limit: number, types?: readonly string[]): StoredEvent[] {
    if (types === undefined) return reading(() => this.#ofAll.all(after, to, limit)).map(storedEvent);
    if (types.length === 0) return [];
    const values = [...types.flatMap((type) => [type, after, to]), limit];
    return reading(() => this.#statementFor(types.length).all(...values)).map(storedEvent);
  }

  /** The index has the events of each type in order, and SQLite merges them: no page sorts the whole log. */
  #statementFor(types: number): Database.Statement<(string | number)[], Row> {
    const known = this.#ofTypes.get(types);
    if (known !== undefined) return known;
    const one = `SELECT ${columns} FROM events WHERE type = ? AND position > ? AND position <= ?`;
    const statement = this.#database
      .prepare<(string | number)[], Row>(
        `${Array(types).fill(one).join(' UNION ALL ')} ORDER BY position LIMIT ?`,
      )
      .raw();
    this.#ofTypes.set(types, statement);
    return statement;
  }
}

function storedEvent([sequence, revision, event]: Row): StoredEvent {
  return { position: positionOf(sequence), revision, event };
}
