import { CaselineError, type Problem } from '../../domain/failure.ts';

/**
 * The client's own name for an error, such as `unavailable` or `wrong-expected-version`; undefined where it is none
 * of the client's. Asked of the error and not of its class: a process may have loaded the client twice.
 */
export const typeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'type' in error && typeof error.type === 'string'
    ? error.type
    : undefined;

/** What may be another thing when it is asked again: the node was away, not the leader, or the connection was lost. */
const passing: ReadonlySet<string> = new Set([
  'unavailable',
  'cancelled',
  'timeout',
  'deadline-exceeded',
  'not-leader',
  // A connection that is reset in the middle of an answer comes as gRPC's INTERNAL, which the client does not know.
  'unknown',
]);

/**
 * Whether asking again may help. Beside the client's own errors there are those that come through it as they are:
 * no node was found, or what was written to has just gone.
 */
export function isPassing(error: unknown): boolean {
  if (error instanceof CaselineError) return false;
  const type = typeOf(error);
  if (type !== undefined) return passing.has(type);
  if (!(error instanceof Error) || error instanceof TypeError) return false;
  return 'code' in error || /discover|channel|connection/i.test(error.message);
}

/** An error of the port for one of the client's; those that are of the port already stay as they are. */
export function unavailable(error: unknown, what: string): CaselineError {
  if (error instanceof CaselineError) return error;
  const type = typeOf(error) ?? null;
  const facts = { reason: reasonOf(error), eventstoredb: type };
  if (type === 'access-denied')
    return new CaselineError(
      'log-unavailable',
      `${what}: the server refused the user. Check name, password and rights in the connection string.`,
      facts,
    );
  if (type === 'stream-deleted')
    return new CaselineError(
      'log-damaged',
      `${what}: a stream of this log was deleted on the server (${facts.reason}). Run verify to see which.`,
      facts,
    );
  if (type === 'maximum-append-size-exceeded')
    return new CaselineError(
      'invalid-event',
      'These events are more than the server takes at once. Record them in several goes.',
      { ...facts, problems: [{ at: '', problem: 'too large for the log' }] satisfies Problem[] },
    );
  return new CaselineError('log-unavailable', `${what}: ${facts.reason}.`, facts);
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
