import type Database from 'better-sqlite3';
import { CaselineError } from '../../domain/failure.ts';
import type { Instant } from '../../domain/time/london.ts';
import { storedText } from '../codec.ts';
import { type Append, type Decision, decideAppend, type LogAsItStands } from '../decide-append.ts';
import type { Appended } from '../event-log.ts';
import { leafOf } from '../leaf.ts';
import { positionOf } from '../position.ts';
import { recordedAtOf } from '../recorded-at.ts';
import { busyTimeoutMs } from './open-file.ts';
import { sqliteCode, unavailable } from './sqlite-errors.ts';

interface Waiting {
  readonly append: Append;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: unknown) => void;
}

type Answer = { readonly appended: Appended } | { readonly refusal: CaselineError };

export interface AppendQueueOptions {
  readonly now: () => Instant;
  readonly nextSalt: () => Uint8Array;
  /** Called after each group of which something was written. */
  readonly committed: () => void;
}

/**
 * Appends that arrive in one turn of the event loop share one transaction, so that one fsync serves them all.
 * Each may be refused on its own; none is answered before the commit.
 */
export class AppendQueue {
  readonly #database: Database.Database;
  readonly #options: AppendQueueOptions;
  readonly #statements: ReturnType<typeof prepare>;
  readonly #log: LogAsItStands;
  #waiting: Waiting[] = [];

  constructor(database: Database.Database, options: AppendQueueOptions) {
    this.#database = database;
    this.#options = options;
    this.#statements = prepare(database);
    const { find, lastRevision } = this.#statements;
    this.#log = {
      find(id) {
        const row = find.get(id);
        return row && { ...row, position: positionOf(row.sequence) };
      },
      lastRevision: (caseId) => lastRevision.get(caseId) ?? undefined,
    };
  }

  add(append: Append): Promise<Appended> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.length === 0) setImmediate(() => this.flush());
      this.#waiting.push({ append, resolve, reject });
    });
  }

  /** Writes what waits, now. */
  flush(): void {
    if (this.#waiting.length === 0) return;
    const group = this.#waiting;
    this.#waiting = [];
    let answers: readonly Answer[];
    try {
      answers = this.#writeGroup(group);
    } catch (error) {
      const failure = unavailable(error, 'Nothing was recorded');
      for (const { reject } of group) reject(failure);
      return;
    }
    // A refusal, too, waited for the commit: it may rest on what another append of the group wrote.
    answers.forEach((answer, index) => {
      if ('appended' in answer) group[index]?.resolve(answer.appended);
      else group[index]?.reject(answer.refusal);
    });
    if (answers.some((answer) => 'appended' in answer && !answer.appended.alreadyThere)) {
      this.#options.committed();
    }
  }

  /** Whether another process is in the middle of an append. Does not wait for it. */
  othersAppend(): boolean {
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

  /** One transaction, its statements prepared once: better-sqlite3's own wrapper costs a tenth of an append. */
  #writeGroup(group: readonly Waiting[]): Answer[] {
    const { begin, commit, rollback } = this.#statements;
    begin.run();
    try {
      const answers = group.map(({ append }) => this.#answer(append));
      commit.run();
      return answers;
    } catch (error) {
      if (this.#database.inTransaction) rollback.run();
      throw error;
    }
  }

  #answer(append: Append): Answer {
    let decision: Decision;
    try {
      decision = decideAppend(append, this.#log);
    } catch (refusal) {
      if (refusal instanceof CaselineError) return { refusal };
      throw refusal;
    }
    return { appended: decision.write ? this.#write(append, decision.firstRevision) : decision.appended };
  }

  #write({ caseId, events }: Append, firstRevision: number): Appended {
    const { lastRecordedAt, insert } = this.#statements;
    const recordedAt = recordedAtOf(this.#options.now(), lastRecordedAt.get());
    let revision = firstRevision - 1;
    let sequence: number | bigint = 0;
    for (const { event, pieces } of events) {
      revision += 1;
      const salt = this.#options.nextSalt();
      const leaf = leafOf(pieces, { revision, recordedAt, salt });
      const text = storedText(pieces, recordedAt);
      sequence = insert.run(
        event.id,
        caseId,
        revision,
        event.type,
        recordedAt,
        text,
        salt,
        leaf,
      ).lastInsertRowid;
    }
    return { revision, position: positionOf(Number(sequence)), alreadyThere: false };
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
  lastRevision: database
    .prepare<[string], number | null>('SELECT max(revision) FROM events WHERE case_id = ?')
    .pluck(),
  lastRecordedAt: database
    .prepare<[], string>('SELECT recorded_at FROM events ORDER BY position DESC LIMIT 1')
    .pluck(),
  insert: database.prepare<[string, string, number, string, string, string, Uint8Array, Uint8Array]>(
    'INSERT INTO events (id, case_id, revision, type, recorded_at, event, salt, leaf) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  ),
});
