import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { CaselineError } from '../../domain/failure.ts';
import { applicationId, schema, schemaVersion } from './schema.ts';
import { sqliteCode, unavailable } from './sqlite-errors.ts';

/** How long a statement waits for another process to let go of the file. */
export const busyTimeoutMs = 5_000;

/**
 * Opens a log's file, and makes it, and its folder, where there is none. A file that is no Caseline log, or
 * of a newer Caseline, is left as it is.
 *
 * @throws CaselineError `log-unavailable`
 */
export function openFile(file: string): Database.Database {
  let database: Database.Database | undefined;
  try {
    mkdirSync(dirname(file), { recursive: true });
    // What is under embargo is for its owner alone; SQLite gives the files beside it the same rights. Appending, since
    // another process may make it at the same moment.
    if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
    database = new Database(file, { timeout: busyTimeoutMs });
    recogniseOrCreate(database, file);
    database.pragma('journal_mode = WAL');
    // better-sqlite3 opens a file that is in WAL mode with NORMAL, which may lose acknowledged appends in a
    // power cut. fullfsync is for macOS, where fsync alone does not reach the disk; elsewhere it does nothing.
    database.pragma('synchronous = FULL');
    database.pragma('fullfsync = ON');
    // A checkpoint costs two fsyncs: four times the usual 4 MiB of WAL between them.
    database.pragma('wal_autocheckpoint = 4000');
    return database;
  } catch (error) {
    database?.close();
    if (error instanceof CaselineError) throw error;
    if (sqliteCode(error) === 'SQLITE_NOTADB') throw foreign(file);
    throw unavailable(error, `The log ${file} cannot be opened`);
  }
}

function recogniseOrCreate(database: Database.Database, file: string): void {
  if (isOurs(database, file)) return;
  // Asked again under the lock, since another process may be making the same log.
  const create = database.transaction(() => {
    if (isOurs(database, file)) return;
    database.exec(schema);
    database.pragma(`application_id = ${applicationId}`);
    database.pragma(`user_version = ${schemaVersion}`);
  });
  create.immediate();
}

/** True for a log that this version can read, false for an empty file; anything else is refused. */
function isOurs(database: Database.Database, file: string): boolean {
  const id = database.pragma('application_id', { simple: true });
  if (id === applicationId) {
    const version = Number(database.pragma('user_version', { simple: true }));
    if (version > schemaVersion) throw newer(file, version);
    return true;
  }
  const objects = database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get();
  if (id !== 0 || objects !== 0) throw foreign(file);
  return false;
}

function foreign(file: string): CaselineError {
  return new CaselineError(
    'log-unavailable',
    `${file} is not a Caseline log, and was left as it is. Name a Caseline log, or a file that does not exist yet.`,
    { file },
  );
}

function newer(file: string, version: number): CaselineError {
  return new CaselineError(
    'log-unavailable',
    `${file} was written by a newer Caseline (version ${version} of the file, this one reads ${schemaVersion}). Open it with that one.`,
    { file, version, reads: schemaVersion },
  );
}
