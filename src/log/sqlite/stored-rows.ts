import type Database from 'better-sqlite3';
import { CaselineError } from '../../domain/failure.ts';
import type { StoredRow } from '../check-stored.ts';
import type { LogEntry } from '../event-log.ts';
import { positionOf } from '../position.ts';
import { utf8Text } from '../utf8.ts';

/** One event with all that is stored beside it, its text as the bytes that it is. */
export type Row = Omit<StoredRow, 'position'> & { readonly sequence: number };

/** Rows after one sequence number and up to another, at most so many. */
export const storedRows = (
  database: Database.Database,
): Database.Statement<[after: number, to: number, limit: number], Row> =>
  database.prepare(`SELECT position AS sequence, id, case_id AS caseId, revision, type, recorded_at AS recordedAt,
    CAST(event AS BLOB) AS event, salt, leaf FROM events WHERE position > ? AND position <= ? ORDER BY position LIMIT ?`);

/** @throws CaselineError `log-damaged` (facts: event, caseId, position, problems) for a text that is none */
export function entryOf({ sequence, event, ...row }: Row): LogEntry {
  const position = positionOf(sequence);
  const text = utf8Text(event);
  if (text !== undefined) return { ...row, position, event: text };
  const problem = 'its stored text is not UTF-8';
  throw new CaselineError(
    'log-damaged',
    `The event ${row.id} at position ${position} cannot be read: ${problem}. Run verify to see all damage.`,
    { event: row.id, caseId: row.caseId, position, problems: [{ at: '', problem }] },
  );
}
