import type { RecordedEvent } from '../domain/events/catalogue.ts';
import type { CaseId } from '../domain/events/envelope.ts';
import { CaselineError } from '../domain/failure.ts';
import type { EventLog } from '../log/event-log.ts';

/** How many cases are kept decoded: all of England with room to spare. */
const KEPT = 1_000;

/**
 * The decoded events of each case, kept in memory and brought up to date on every use: events never change,
 * so only what came since has to be read. Only a cache: the log is asked each time.
 */
export class Histories {
  readonly #log: EventLog;
  /** Never changed once handed out: whoever holds a history holds it as it was. */
  readonly #cases = new Map<CaseId, readonly RecordedEvent[]>();
  #naming: readonly RecordedEvent[] = [];

  constructor(log: EventLog) {
    this.#log = log;
  }

  /** The whole case in log order; empty for an unknown one. */
  async load(caseId: CaseId): Promise<readonly RecordedEvent[]> {
    const known = this.#cases.get(caseId) ?? [];
    const whole = await longer(known, this.#log.readCase(caseId, { from: known.length }));
    const gap = whole.findIndex((event, index) => index >= known.length && event.revision !== index);
    if (gap >= 0)
      throw new CaselineError(
        'log-damaged',
        `an event of ${caseId} is missing: \`caseline verify\` says which`,
        { caseId },
      );
    // Another load may have read further meanwhile.
    const meanwhile = this.#cases.get(caseId);
    const longest = meanwhile && meanwhile.length > whole.length ? meanwhile : whole;
    this.#cases.delete(caseId);
    if (longest.length > 0) this.#cases.set(caseId, longest);
    const eldest = this.#cases.keys().next();
    if (this.#cases.size > KEPT && !eldest.done) this.#cases.delete(eldest.value);
    return longest;
  }

  /** Every event that registers an authority, corrects or withdraws, in log order: what the names of cases rest on. */
  async naming(): Promise<readonly RecordedEvent[]> {
    const known = this.#naming;
    const after = known.at(-1)?.position;
    const whole = await longer(
      known,
      this.#log.readAll({
        types: ['AuthorityRegistered', 'EventCorrected', 'EventWithdrawn'],
        ...(after && { after }),
      }),
    );
    if (whole.length > this.#naming.length) this.#naming = whole;
    return whole;
  }
}

async function longer(
  known: readonly RecordedEvent[],
  more: AsyncIterable<RecordedEvent>,
): Promise<readonly RecordedEvent[]> {
  const fresh: RecordedEvent[] = [];
  for await (const event of more) fresh.push(event);
  return fresh.length === 0 ? known : [...known, ...fresh];
}
