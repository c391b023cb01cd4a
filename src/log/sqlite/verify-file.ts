import { setImmediate } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import { StoredCheck } from '../check-stored.ts';
import { closedLog } from '../closed-log.ts';
import type { Verification } from '../event-log.ts';
import { positionOf } from '../position.ts';
import { triggers } from './schema.ts';
import { reasonOf } from './sqlite-errors.ts';
import { type Row, storedRows } from './stored-rows.ts';

const pageSize = 256;

/** Checks a log's file from the bytes of its events up to SQLite's own structure. Other work goes on meanwhile. */
export async function verifyFile(database: Database.Database): Promise<Verification> {
  const check = new StoredCheck();
  const last = lastSequence(database, check);
  await checkRows(database, check, last);
  checkTriggers(database, check);
  checkStructure(database, check);
  check.counted(last + 1);
  return check.result();
}

async function checkRows(database: Database.Database, check: StoredCheck, last: number): Promise<void> {
  const rows = storedRows(database);
  let after = 0;
  let size = pageSize;
  while (after < last) {
    let page: Row[] | undefined;
    try {
      page = rows.all(after, last, size);
    } catch (error) {
      // Smaller pages, until the row that cannot be read stands alone: those beside it still can.
      if (size === 1) {
        after += 1;
        check.counted(after);
        check.unreadable(positionOf(after), reasonOf(error));
      }
      size = Math.ceil(size / 2);
      continue;
    }
    for (const row of page) {
      check.counted(row.sequence);
      check.row({ ...row, position: positionOf(row.sequence) });
    }
    after = page.at(-1)?.sequence ?? last;
    size = Math.min(size * 2, pageSize);
    await setImmediate();
    if (!database.open) throw closedLog();
  }
}

/**
 * The last position that was ever given. SQLite keeps it apart from the events, so that a log whose end was
 * cut off does not pass for a shorter one.
 */
function lastSequence(database: Database.Database, check: StoredCheck): number {
  let last = 0;
  for (const sql of [
    'SELECT ifnull(max(position), 0) FROM events',
    "SELECT ifnull(max(seq), 0) FROM sqlite_sequence WHERE name = 'events'",
  ]) {
    try {
      last = Math.max(last, Number(database.prepare(sql).pluck().get()));
    } catch (error) {
      check.whole(`the last position cannot be read: ${reasonOf(error)}`);
    }
  }
  return last;
}

function checkTriggers(database: Database.Database, check: StoredCheck): void {
  try {
    const find = database
      .prepare("SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = ?")
      .pluck();
    for (const [name, sql] of Object.entries(triggers)) {
      if (find.get(name) !== sql) check.whole(`the trigger ${name} is missing or was changed`);
    }
  } catch (error) {
    check.whole(`the triggers cannot be read: ${reasonOf(error)}`);
  }
}

function checkStructure(database: Database.Database, check: StoredCheck): void {
  try {
    for (const said of database.prepare('PRAGMA integrity_check').pluck().all()) {
      if (said !== 'ok') check.whole(`SQLite's integrity check: ${String(said)}`);
    }
  } catch (error) {
    check.whole(`SQLite's integrity check: ${reasonOf(error)}`);
  }
}
