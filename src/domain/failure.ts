/** One thing that somebody sent or asked for and that cannot be taken: where, what was wrong, what to do. */
export interface Problem {
  /** JSON Pointer (RFC 6901) into what was sent, '' for the whole. */
  readonly at: string;
  readonly problem: string;
}

/** Stable names of what can go wrong, for programs. */
export type FailureCode =
  | 'invalid-event'
  | 'invalid-question'
  | 'rule-broken'
  | 'revision-conflict'
  | 'event-id-taken'
  | 'unknown-authority'
  | 'unknown-event'
  | 'unknown-position'
  | 'not-entitled'
  | 'log-unavailable'
  | 'log-damaged'
  | 'log-differs';

/**
 * What went wrong, as data. `code` is stable and meant for programs; `facts` say what was met; the message
 * is one or two English sentences that say what was wrong and what to do.
 */
export class CaselineError extends Error {
  readonly code: FailureCode;
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(code: FailureCode, message: string, facts: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = 'CaselineError';
    this.code = code;
    this.facts = facts;
  }
}
