import { existsSync } from 'node:fs';
import { CaselineError } from '../domain/failure.ts';

/**
 * Opening a log in a file makes the file where there is none. Whoever only reads asks this first, so that a mistyped
 * path is no empty log. Of a log on a server nothing is asked.
 *
 * @param connection as `openLog` takes it
 * @throws CaselineError `log-unavailable`
 */
export function mustExist(connection: string): void {
  const file = /^sqlite:(.+)$/s.exec(connection)?.[1];
  if (file !== undefined && !existsSync(file))
    throw new CaselineError('log-unavailable', `There is no log ${file}.`, { file });
}
