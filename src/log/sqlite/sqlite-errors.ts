import { CaselineError } from '../../domain/failure.ts';

/**
 * SQLite's code for an error, such as SQLITE_BUSY; undefined for an error of something else. Asked of the
 * error itself, not of its class: the native driver throws the class of whoever loaded it first, which need
 * not be ours when a process has loaded it twice (as jest does).
 */
export function sqliteCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' && error.code.startsWith('SQLITE_') ? error.code : undefined;
}

/** What SQLite said, in its own words. */
export function reasonOf(error: unknown): string {
  const said = typeof error === 'object' && error !== null && 'message' in error ? error.message : error;
  return String(said);
}

/** An error of the port for one of SQLite's; those that are of the port already stay as they are. */
export function unavailable(error: unknown, what: string): CaselineError {
  if (error instanceof CaselineError) return error;
  const sqlite = sqliteCode(error) ?? null;
  const facts = { reason: reasonOf(error), sqlite };
  // SQLITE_CORRUPT has extended codes, such as SQLITE_CORRUPT_INDEX.
  return sqlite?.startsWith('SQLITE_CORRUPT') || sqlite === 'SQLITE_NOTADB'
    ? new CaselineError(
        'log-damaged',
        `${what}: the file is damaged (${facts.reason}). Run verify to see where.`,
        facts,
      )
    : new CaselineError('log-unavailable', `${what}: ${facts.reason}.`, facts);
}

/** What a read answers; where it fails, an error of the port. */
export function reading<Rows>(read: () => Rows): Rows {
  try {
    return read();
  } catch (error) {
    throw unavailable(error, 'The log cannot be read');
  }
}
