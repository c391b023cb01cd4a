import type Database from 'better-sqlite3';
import type { Position } from '../../domain/events/envelope.ts';
import type { LogAsItStands } from '../decide-append.ts';
import type { EventOfCase, LogEntry } from '../event-log.ts';
import { positionOf } from '../position.ts';
import { busyTimeoutMs } from './open-file.ts';
import { sqliteCode, unavailable } from './sqlite-errors.ts';

/** How events get into the file: what is asked of it meanwhile, and the transaction around both. */
export class Writing {
  readonly #database: Database.Database;
  readonly #statements: ReturnType<typeof prepare>;
  /** As it stands in this transaction. */
  readonly log: LogAsItStands;

  constructor(database: Database.Database) {
    this.#database = database;
    this.#statements = prepare(database);
    const { find, last } = this.#statements;
    this.log = {
      find(id) {
        const row = find.get(id);
        return row && { ...row, position: positionOf(row.sequence) };
      },
      last: (caseId) => last.get(caseId),
    };
  }

  /** One transaction, its statements prepared once: better-sqlite3's own wrapper costs a tenth of an append. */
  transaction<Result>(write: () => Result): Result {
    const { begin, commit, rollback } = this.#statements;
    begin.run();
    try {
      const result = write();
      commit.run();
      return result;
    } catch (error) {
      if (this.#database.inTransaction) rollback.run();
      throw error;
    }
  }

  /** Writes one event behind all others. */
  insert({
    id,
    caseId,
    revision,
    type,
    recordedAt,
    event,
    salt,
    leaf,
  }: Omit<LogEntry, 'position'>): Position {
    const { insert } = this.#statements;
    const { lastInsertRowid } = insert.run(id, caseId, revision, type, recordedAt, event, salt, leaf);
    return positionOf(Number(lastInsertRowid));
  }

  /**
   * The instant before which nothing more can be recorded in a case: of the last event in the log, or in the case
   * where that is later, as it may be among events that were taken over.
   */
  lastRecordedAt(caseId: string): string | undefined {
    return this.#statements.lastRecordedAt.get(caseId) ?? undefined;
  }

  /** Whether another process is in the middle of writing. Does not wait for it. */
  othersWrite(): boolean {
    const { begin, rollback } = this.#statements;
    this.#database.pragma('busy_timeout = 0');
    try {
      begin.run();
      rollback.run();
      return false;
    } catch (error) {
      if (sqliteCode(error)?.startsWith('SQLITE_BUSY')) return true;
      throw unavailable(error, 'The log cannot be read');
    } finally {
      this.#database.pragma(`busy_timeout = ${busyTimeoutMs}`);
    }
  }
}

interface Found {
  readonly sequence: number;
  readonly revision: number;
  readonly event: string;
}

const prepare = (database: Database.Database) => ({
  begin: database.prepare('BEGIN IMMEDIATE'),
  commit: database.prepare('COMMIT'),
  rollback: database.prepare('ROLLBACK'),
  find: database.prepare<[string], Found>(
    'SELECT position AS sequence, revision, event FROM events WHERE id = ?',
  ),
  last: database.prepare<[string], EventOfCase>(
    'SELECT revision, id FROM events WHERE case_id = ? ORDER BY revision DESC LIMIT 1',
  ),
  lastRecordedAt: database
    .prepare<[string], string | null>(
      `SELECT max(recorded_at) FROM (
        SELECT * FROM (SELECT recorded_at FROM events ORDER BY position DESC LIMIT 1)
        UNION ALL
        SELECT * FROM (SELECT recorded_at FROM events WHERE case_id = ? ORDER BY revision DESC LIMIT 1))`,
    )
    .pluck(),
  insert: database.prepare<[string, string, number, string, string, string, Uint8Array, Uint8Array]>(
    'INSERT INTO events (id, case_id, revision, type, recorded_at, event, salt, leaf) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  ),
});
