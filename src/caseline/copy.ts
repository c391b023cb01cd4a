import { CaselineError } from '../domain/failure.ts';
import { type CopiedEvents, type CopyOptions, copyLog as copyOpened } from '../log/copy-log.ts';
import { mustExist } from '../log/must-exist.ts';
import { openLog } from '../log/open-log.ts';

/** Which log is copied, and to where, as the `log` of `openCaseline` names them. */
export interface CopyAsked extends CopyOptions {
  readonly from: string;
  readonly to: string;
}

/**
 * Moves a log whole into another one, that is empty or that an earlier copy has begun: the same order, ids, revisions,
 * instants, salts and leaves, so that `verify` says the same of both, and every answer is the same. Can be called
 * again after it was cut off, and for what was recorded since. Nobody may record in the second log meanwhile.
 *
 * @example await copyLog({ from: 'sqlite:var/caseline.db', to: 'sqlite:copy.db' }) // { alreadyThere: 0, copied: 12 }
 * @throws CaselineError `log-unavailable`; `log-differs` where the second log holds something else; `log-damaged` at
 * the first event that is not as it was recorded
 */
export async function copyLog({ from, to, progress }: CopyAsked): Promise<CopiedEvents> {
  mustBeCopyable(from, to);
  const source = openLog(from, { now: Date.now });
  try {
    const target = openLog(to, { now: Date.now });
    try {
      return await copyOpened(source, target, { progress });
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

// Connection strings are not repeated here: they may hold a password.
function mustBeCopyable(from: string, to: string): void {
  if (from === 'memory:' || to === 'memory:')
    throw new CaselineError(
      'log-unavailable',
      'A log in memory ends with its process: there is nothing to copy from it, and nothing would be left of a copy. Name logs that last.',
    );
  if (from === to)
    throw new CaselineError('log-unavailable', 'A log cannot be copied to itself. Name another one.');
  mustExist(from);
}
