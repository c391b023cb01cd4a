import type { RecordedEvent } from '../domain/events/catalogue.ts';
import type { CaseId } from '../domain/events/envelope.ts';
import { CaselineError } from '../domain/failure.ts';
import type { EventLog } from '../log/event-log.ts';
import { CaseHistory } from '../replay/case-history.ts';
import type { Vitals } from './vitals.ts';

/** How many events are kept decoded, over all cases: a hundred megabytes, or all of England with room to spare. */
const KEPT = 50_000;

/**
 * The decoded events of each case, kept in memory and brought up to date on every use: events never change,
 * so only what came since has to be read. Only a cache: the log is asked each time.
 */
export class Histories {
  readonly #log: EventLog;
  /** In the order of their last use. */
  readonly #cases = new Map<CaseId, CaseHistory>();
  #events = 0;
  #found = 0;
  #missed = 0;

  constructor(log: EventLog) {
    this.#log = log;
  }

  get vitals(): Vitals['histories'] {
    return { cases: this.#cases.size, events: this.#events, found: this.#found, missed: this.#missed };
  }

  /** The whole case; empty for an unknown one. */
  async load(caseId: CaseId): Promise<CaseHistory> {
    const known = this.#cases.get(caseId) ?? empty;
    if (known === empty) this.#missed += 1;
    else this.#found += 1;
    const fresh = await this.#since(caseId, known.events.length);
    const whole = fresh.length === 0 ? known : new CaseHistory([...known.events, ...fresh]);
    // Another load may have read further meanwhile.
    const meanwhile = this.#cases.get(caseId) ?? empty;
    const longest = meanwhile.events.length > whole.events.length ? meanwhile : whole;
    this.#keep(caseId, longest);
    return longest;
  }

  async #since(caseId: CaseId, from: number): Promise<readonly RecordedEvent[]> {
    const fresh: RecordedEvent[] = [];
    for await (const event of this.#log.readCase(caseId, { from })) {
      if (event.revision !== from + fresh.length)
        throw new CaselineError(
          'log-damaged',
          `an event of ${caseId} is missing: \`caseline verify\` says which`,
          { caseId },
        );
      fresh.push(event);
    }
    return fresh;
  }

  #keep(caseId: CaseId, history: CaseHistory): void {
    this.#drop(caseId);
    if (history.events.length === 0) return;
    this.#cases.set(caseId, history);
    this.#events += history.events.length;
    for (const eldest of this.#cases.keys()) {
      if (this.#events <= KEPT || eldest === caseId) return;
      this.#drop(eldest);
    }
  }

  #drop(caseId: CaseId): void {
    this.#events -= this.#cases.get(caseId)?.events.length ?? 0;
    this.#cases.delete(caseId);
  }
}

const empty = new CaseHistory([]);
