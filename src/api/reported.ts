import { CaselineError } from '../domain/failure.ts';

/**
 * What the log is told of a failure. Of the engine's own it gets code and place: their messages may quote what
 * was recorded, and a log is read by people who may not know that.
 */
export function reported(error: unknown): Readonly<Record<string, unknown>> {
  if (error instanceof CaselineError) {
    // `reason` and `sqlite` say why the log cannot be had; no payload reaches them.
    const { event, caseId, position, reason, sqlite, cause } = error.facts;
    return {
      code: error.code,
      event,
      caseId,
      position,
      reason,
      sqlite,
      ...(cause !== undefined && { cause: reported(cause) }),
    };
  }
  return error instanceof Error
    ? { name: error.name, message: error.message, stack: error.stack }
    : { thrown: typeof error };
}
