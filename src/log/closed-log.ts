import { CaselineError } from '../domain/failure.ts';

/** What every method of a log says after `close`, except the subscriptions, which have ended. */
export const closedLog = (): CaselineError =>
  new CaselineError('log-unavailable', 'The log is closed. Open it again to read or append.', {
    closed: true,
  });
