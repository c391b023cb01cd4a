import type { RecordedEvent } from '../domain/events/catalogue.ts';
import type { CaseId, Position } from '../domain/events/envelope.ts';
import type { EventLog } from '../log/event-log.ts';

/** How many cases are kept decoded: all of England with room to spare. */
const KEPT = 1_000;

/**
 * The decoded events of each case, kept in memory and brought up to date on every use: events never change,
 * so only what came since has to be read. Only a cache: the log is asked each time.
 */
export class Histories {
  readonly #log: EventLog;
  readonly #cases = new Map<CaseId, RecordedEvent[]>();
  readonly #registered: RecordedEvent<'AuthorityRegistered'>[] = [];
  #registeredUpTo: Position | undefined;

  constructor(log: EventLog) {
    this.#log = log;
  }

  /** The whole case in log order; empty for an unknown one. */
  async load(caseId: CaseId): Promise<readonly RecordedEvent[]> {
    const known = this.#cases.get(caseId) ?? [];
    const from = known.length;
    for await (const event of this.#log.readCase(caseId, { from }))
      if (event.revision === known.length) known.push(event); // another load may have added it meanwhile
    this.#cases.delete(caseId);
    if (known.length > 0) this.#cases.set(caseId, known);
    const eldest = this.#cases.keys().next();
    if (this.#cases.size > KEPT && !eldest.done) this.#cases.delete(eldest.value);
    return known;
  }

  /** Every registration of an authority, in log order. */
  async registrations(): Promise<readonly RecordedEvent<'AuthorityRegistered'>[]> {
    const after = this.#registeredUpTo;
    const types = ['AuthorityRegistered'] as const;
    for await (const event of this.#log.readAll(after === undefined ? { types } : { after, types })) {
      if (event.type !== 'AuthorityRegistered') continue;
      if (this.#registeredUpTo !== undefined && event.position <= this.#registeredUpTo) continue;
      this.#registered.push(event);
      this.#registeredUpTo = event.position;
    }
    return this.#registered;
  }
}
