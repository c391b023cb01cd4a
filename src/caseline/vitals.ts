/** How the engine does: counts and times, and nothing of what is recorded. Hidden events are counted too. */
export interface Vitals {
  /** Different answers that are followed, however many follow each. */
  readonly answers: number;
  /** Whole cases that are kept in memory, and how often a case that was asked for was among them. */
  readonly histories: {
    readonly cases: number;
    readonly events: number;
    readonly found: number;
    readonly missed: number;
  };
  /** What tables over all cases are made of; null until it was first read. */
  readonly everyCase: {
    readonly cases: number;
    readonly events: number;
    readonly beganWith: 'snapshot' | 'log' | null;
  };
}
