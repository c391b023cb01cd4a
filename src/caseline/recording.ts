import type { NewEvent } from '../domain/events/catalogue.ts';
import type { CaseId } from '../domain/events/envelope.ts';
import { CaselineError } from '../domain/failure.ts';
import type { Party } from '../domain/parties.ts';
import { CaseFacts } from '../domain/rules/case-facts.ts';
import type { Finding } from '../domain/rules/rule.ts';
import type { Instant } from '../domain/time/london.ts';
import type { KnownCase } from '../ingest/stated.ts';
import type { EventLog } from '../log/event-log.ts';
import { corrected } from '../replay/corrected.ts';
import { entitledFrom, visible } from '../replay/visible.ts';
import { admit, expectPosition, type Ledger } from './admission.ts';
import type { Histories } from './histories.ts';
import { START } from './question.ts';
import { type Submission, validated } from './submission.ts';

export interface Receipt {
  /** Ids of the events, in order. */
  readonly events: readonly string[];
  /** Id of the last: the position to expect next. */
  readonly position: string;
  /** True when all of them were in the log before, with the same content. */
  readonly alreadyThere: boolean;
  /** What is unusual about them, as far as this recorder can see. */
  readonly anomalies: readonly Finding[];
}

/** What somebody makes of a case as they see it. */
export interface Decision extends Omit<Submission, 'events' | 'expectedPosition'> {
  /** May be asked again, where what it saw was not up to date. */
  readonly decide: (known: KnownCase) => readonly unknown[];
}

export interface Decided {
  /** How many events are on their way. */
  readonly events: number;
  /**
   * Resolves once they, and all that the decision rests on, are in the log: whether they were written now, or
   * somebody else had written the same. Rejects with `revision-conflict` where another process was faster:
   * decide again.
   */
  readonly durable: Promise<{ readonly written: boolean }>;
}

/** How often a recording is tried again after other recorders were faster. */
export const TRIES = 50;

/** How many cases are kept ready for recording. */
const KEPT = 500;

/**
 * Recording: validate, hold against the rules, append at the revision that the rules saw. A recorder's facts
 * are those that its party may see: a refusal is an answer too, and must not tell what is hidden.
 */
export class Recording {
  readonly #log: EventLog;
  readonly #histories: Histories;
  readonly #now: () => Instant;
  /** One a case: another party's would not hear of what this one records. */
  readonly #ledgers = new Map<CaseId, Ledger>();

  constructor(log: EventLog, histories: Histories, now: () => Instant) {
    this.#log = log;
    this.#histories = histories;
    this.#now = now;
  }

  /**
   * @throws CaselineError `invalid-event` (facts: problems), `rule-broken` (facts: findings), `revision-conflict`
   * (facts: expected, actual), `event-id-taken`, `unknown-authority`, `log-unavailable`
   */
  async record(submission: Submission): Promise<Receipt> {
    const events = validated(submission);
    const { caseId, recordedBy, expectedPosition } = submission;
    for (let tries = 1; ; tries += 1) {
      const kept = this.#kept(caseId, recordedBy.party);
      const ledger = kept ?? (await this.#opened(caseId, recordedBy.party));
      if (events.some((event) => ledger.ids.has(event.id))) {
        const again = await this.#again(ledger, events);
        if (again) return again;
        this.#forget(ledger); // the write that it counted on failed
        continue;
      }
      let anomalies: readonly Finding[];
      try {
        expectPosition(ledger, expectedPosition);
        anomalies = admit(ledger, events);
      } catch (error) {
        await this.#dropped(ledger);
        if (!kept || tries >= TRIES) throw error;
        continue;
      }
      try {
        return { ...(await this.#append(ledger, events)), anomalies };
      } catch (error) {
        if (!isOvertaken(error) || tries >= TRIES) throw error;
      }
    }
  }

  /**
   * Records what a decision makes of the case, as its recorder sees it: nothing, or events that are new to it.
   * Resolves once they are on their way, in the order of the calls, so that many decisions share a write.
   *
   * @throws CaselineError as `record`
   */
  async decide({ caseId, recordedBy, decide }: Decision): Promise<Decided> {
    for (;;) {
      const kept = this.#kept(caseId, recordedBy.party);
      const ledger = kept ?? (await this.#opened(caseId, recordedBy.party));
      try {
        const decided = decide(ledger);
        if (decided.length === 0)
          return { events: 0, durable: ledger.inFlight.then(() => ({ written: false })) };
        const events = validated({ caseId, recordedBy, events: decided });
        admit(ledger, events);
        const durable = this.#append(ledger, events).then(({ alreadyThere }) => ({ written: !alreadyThere }));
        return { events: events.length, durable };
      } catch (error) {
        await this.#dropped(ledger);
        if (!kept) throw error;
      }
    }
  }

  #kept(caseId: CaseId, party: Party): Ledger | undefined {
    const ledger = this.#ledgers.get(caseId);
    return ledger?.party === party && ledger.changesAt > this.#now() ? ledger : undefined;
  }

  async #opened(caseId: CaseId, party: Party): Promise<Ledger> {
    const { events } = await this.#histories.load(caseId);
    const now = this.#now();
    // What a machine recorded whose clock is ahead has been recorded all the same.
    const history = events.map((event) =>
      event.recordedInstant > now ? { ...event, recordedInstant: now } : event,
    );
    const seen = [...visible(history, party, now)];
    let changesAt = Number.POSITIVE_INFINITY;
    for (const event of history) {
      const from = entitledFrom(event, party);
      if (from > now && from < changesAt) changesAt = from;
    }
    const ledger: Ledger = {
      caseId,
      party,
      last: history.at(-1),
      seen,
      ids: new Set(seen.map((event) => event.id)),
      standing: new CaseFacts(corrected(seen).events),
      changesAt,
      inFlight: Promise.resolve(),
      onTheirWay: 0,
    };
    this.#ledgers.set(caseId, ledger);
    this.#makeRoom();
    return ledger;
  }

  /** The eldest goes of which nothing is on its way: what is would be missing when the case is opened again. */
  #makeRoom(): void {
    if (this.#ledgers.size <= KEPT) return;
    for (const [caseId, { onTheirWay }] of this.#ledgers) {
      if (onTheirWay > 0) continue;
      this.#ledgers.delete(caseId);
      return;
    }
  }

  /** What is kept may be behind the log, or ahead of it by a write that fails: only what was read afresh refuses. */
  async #dropped(ledger: Ledger): Promise<void> {
    this.#forget(ledger);
    await Promise.allSettled([ledger.inFlight]);
  }

  #forget(ledger: Ledger): void {
    if (this.#ledgers.get(ledger.caseId) === ledger) this.#ledgers.delete(ledger.caseId);
  }

  async #append(ledger: Ledger, events: readonly NewEvent[]): Promise<Omit<Receipt, 'anomalies'>> {
    // By its id as well: another may have come to stand where one on its way was to, on which these rest.
    const expected = ledger.last ?? 'none';
    const revision = (ledger.last?.revision ?? -1) + events.length;
    ledger.last = { revision, id: events.at(-1)?.id ?? '' };
    const appending = this.#log.append(ledger.caseId, expected, events);
    ledger.inFlight = appending;
    ledger.onTheirWay += 1;
    try {
      const { alreadyThere } = await appending;
      if (alreadyThere) this.#forget(ledger); // hidden from this party: the ledger ran ahead for nothing
      return receipt(events, alreadyThere);
    } catch (error) {
      this.#forget(ledger);
      throw error;
    } finally {
      ledger.onTheirWay -= 1;
    }
  }

  /** Some of these ids were handed over before: the log says whether it is the same again. Undefined where it has none. */
  async #again(ledger: Ledger, events: readonly NewEvent[]): Promise<Receipt | undefined> {
    await Promise.allSettled([ledger.inFlight]);
    const stored = await Promise.all(events.map((event) => this.#log.find(event.id)));
    if (stored.every((one) => one === undefined)) return undefined;
    // Any revision will do: with one of them there, the log compares, or refuses the mixture, and writes nothing.
    const { alreadyThere } = await this.#log.append(ledger.caseId, 'any', events);
    return { ...receipt(events, alreadyThere), anomalies: [] };
  }
}

/** Whether another recorder was faster. */
export const isOvertaken = (error: unknown): boolean =>
  error instanceof CaselineError && error.code === 'revision-conflict';

const receipt = (events: readonly NewEvent[], alreadyThere: boolean): Omit<Receipt, 'anomalies'> => ({
  events: events.map((event) => event.id),
  position: events.at(-1)?.id ?? START,
  alreadyThere,
});
