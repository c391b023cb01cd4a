import { eventTypeOf, type NewEvent, type RecordedEvent } from '../domain/events/catalogue.ts';
import type { CaseId, Recorder } from '../domain/events/envelope.ts';
import { problemsOf, validateEvent } from '../domain/events/validate.ts';
import { CaselineError, type Problem } from '../domain/failure.ts';
import type { Party } from '../domain/parties.ts';
import { CaseFacts, type DatedEvent } from '../domain/rules/case-facts.ts';
import { findings, findingsBroughtBy } from '../domain/rules/check.ts';
import type { Finding } from '../domain/rules/rule.ts';
import { parseEdtf } from '../domain/time/edtf.ts';
import type { Instant } from '../domain/time/london.ts';
import type { EventLog } from '../log/event-log.ts';
import { corrected } from '../replay/corrected.ts';
import { amends, entitledFrom, visible } from '../replay/visible.ts';
import type { Histories } from './histories.ts';
import { START } from './question.ts';

/** Events to record in one case, all or none. */
export interface Submission {
  readonly caseId: CaseId;
  /** Events without `caseId` and `recordedBy`, which are the submission's; each with an `id` of its own. */
  readonly events: readonly unknown[];
  readonly recordedBy: Recorder;
  /** The `position` of the recorder's last answer about this case: refused where something came since. */
  readonly expectedPosition?: string | undefined;
}

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

/**
 * A case as one party can see it, kept for the next recording. It runs ahead of the log: an event counts once
 * it has been handed over, so that recorders who come together can share one write.
 */
interface Ledger {
  readonly caseId: CaseId;
  readonly party: Party;
  revision: number;
  /** What the party may see, in log order. */
  readonly seen: RecordedEvent[];
  readonly ids: Set<string>;
  /** The same, corrected: what stands. */
  facts: CaseFacts;
  /** When the party may next see something that is hidden now. */
  readonly changesAt: Instant;
  inFlight: Promise<unknown>;
}

/** How often a recording is tried again after other recorders were faster. */
const TRIES = 50;

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
        const again = await this.#again(ledger, caseId, events);
        if (again) return again;
        this.#forget(ledger); // the write that it counted on failed
        continue;
      }
      let anomalies: readonly Finding[];
      try {
        expectPosition(ledger, caseId, expectedPosition);
        anomalies = admit(ledger, caseId, events);
      } catch (error) {
        // What is kept may be behind the log, or ahead of it by a write that fails: only what was read afresh refuses.
        this.#forget(ledger);
        if (!kept || tries >= TRIES) throw error;
        await Promise.allSettled([ledger.inFlight]);
        continue;
      }
      try {
        return { ...(await this.#append(ledger, caseId, events)), anomalies };
      } catch (error) {
        this.#forget(ledger);
        const overtaken = error instanceof CaselineError && error.code === 'revision-conflict';
        if (!overtaken || tries >= TRIES) throw error;
      }
    }
  }

  #kept(caseId: CaseId, party: Party): Ledger | undefined {
    const ledger = this.#ledgers.get(caseId);
    return ledger?.party === party && ledger.changesAt > this.#now() ? ledger : undefined;
  }

  async #opened(caseId: CaseId, party: Party): Promise<Ledger> {
    const history = await this.#histories.load(caseId);
    const now = this.#now();
    const seen = [...visible(history, party, now)];
    const later = history.map((event) => entitledFrom(event, party)).filter((from) => from > now);
    const ledger: Ledger = {
      caseId,
      party,
      revision: history.length - 1,
      seen,
      ids: new Set(seen.map((event) => event.id)),
      facts: new CaseFacts(corrected(seen).events),
      changesAt: Math.min(Number.POSITIVE_INFINITY, ...later),
      inFlight: Promise.resolve(),
    };
    this.#ledgers.set(caseId, ledger);
    return ledger;
  }

  #forget(ledger: Ledger): void {
    if (this.#ledgers.get(ledger.caseId) === ledger) this.#ledgers.delete(ledger.caseId);
  }

  async #append(
    ledger: Ledger,
    caseId: CaseId,
    events: readonly NewEvent[],
  ): Promise<Omit<Receipt, 'anomalies'>> {
    const expected = ledger.revision < 0 ? 'none' : ledger.revision;
    ledger.revision += events.length;
    const appending = this.#log.append(caseId, expected, events);
    ledger.inFlight = appending;
    const { alreadyThere } = await appending;
    if (alreadyThere) this.#forget(ledger); // hidden from this party: the ledger ran ahead for nothing
    return receipt(events, alreadyThere);
  }

  /** Some of these ids were handed over before: the log says whether it is the same again. Undefined where it has none. */
  async #again(ledger: Ledger, caseId: CaseId, events: readonly NewEvent[]): Promise<Receipt | undefined> {
    await Promise.allSettled([ledger.inFlight]);
    const stored = await Promise.all(events.map((event) => this.#log.find(event.id)));
    if (stored.every((one) => one === undefined)) return undefined;
    // Any revision will do: with one of them there, the log compares, or refuses the mixture, and writes nothing.
    const { alreadyThere } = await this.#log.append(caseId, 'any', events);
    return { ...receipt(events, alreadyThere), anomalies: [] };
  }
}

const receipt = (events: readonly NewEvent[], alreadyThere: boolean): Omit<Receipt, 'anomalies'> => ({
  events: events.map((event) => event.id),
  position: events.at(-1)?.id ?? START,
  alreadyThere,
});

function validated({ events, caseId, recordedBy }: Submission): readonly RecordedEvent[] {
  const problems: Problem[] = [];
  const valid: RecordedEvent[] = [];
  if (events.length === 0) problems.push({ at: '/events', problem: 'there is no event to record' });
  events.forEach((input, index) => {
    const at = events.length > 1 ? `/events/${index}` : '';
    if (typeof input !== 'object' || input === null || Array.isArray(input)) {
      problems.push({ at, problem: 'an event is a JSON object' });
      return;
    }
    for (const field of ['caseId', 'recordedBy'])
      if (field in input)
        problems.push({ at: `${at}/${field}`, problem: 'is not the event’s to say: leave it out' });
    const result = validateEvent({ ...input, caseId, recordedBy });
    if (result.ok) valid.push(provisional(result.event));
    else problems.push(...result.problems.map((one) => ({ ...one, at: `${at}${one.at}` })));
  });
  if (problems.length > 0) throw invalid(problems);
  return valid;
}

/** An event as it will be once recorded, as far as rules and corrections read it. */
function provisional(event: NewEvent): RecordedEvent {
  const when = parseEdtf(event.occurred.date);
  if (!when.ok) throw new CaselineError('invalid-event', when.problem);
  return Object.assign(event, {
    revision: -1,
    position: '',
    recordedAt: '',
    recordedInstant: 0,
    entitled: [],
    when: when.value,
  });
}

function expectPosition(ledger: Ledger, caseId: CaseId, expected: string | undefined): void {
  const actual = ledger.seen.at(-1)?.id ?? START;
  if (expected === undefined || expected === actual) return;
  throw new CaselineError(
    'revision-conflict',
    'something was recorded in this case since the position that you expect: read it again, then decide again',
    { caseId, expected, actual },
  );
}

/** Adds the events to the ledger, or refuses them all and leaves it as it was. Returns what is unusual. */
function admit(ledger: Ledger, caseId: CaseId, events: readonly RecordedEvent[]): readonly Finding[] {
  if (ledger.seen.length === 0 && events[0]?.type !== 'AuthorityRegistered')
    throw new CaselineError('unknown-authority', `no authority is registered as ${caseId}`, { caseId });
  const found = events.some(amends) ? admitAmended(ledger, events) : admitPlain(ledger.facts, events);
  for (const event of events) {
    ledger.seen.push(event);
    ledger.ids.add(event.id);
  }
  return found;
}

function admitPlain(facts: CaseFacts, events: readonly DatedEvent[]): readonly Finding[] {
  const found: Finding[] = [];
  for (const event of events) {
    facts.add(event);
    found.push(...findingsBroughtBy(event, facts));
  }
  try {
    return accepted(found);
  } catch (error) {
    for (const event of events.toReversed()) facts.removeLast(event);
    throw error;
  }
}

/** With a correction or withdrawal among them the whole case is looked at anew: it may change any of it. */
function admitAmended(ledger: Ledger, events: readonly RecordedEvent[]): readonly Finding[] {
  // Each amendment is held against the facts before it: afterwards a withdrawn target would look unknown.
  const before = new CaseFacts(ledger.facts.all());
  const own = events.flatMap((event) => {
    before.add(event);
    return amends(event) ? findingsBroughtBy(event, before) : [];
  });
  accepted(own);
  const known = new Map([...ledger.seen, ...events].map((event) => [event.id, event]));
  for (const event of events) if (event.type === 'EventCorrected') readable(event, known);
  const facts = new CaseFacts(corrected([...ledger.seen, ...events]).events);
  const foundBefore = new Set(findings(ledger.facts).map(keyOf));
  const found = findings(facts).filter((finding) => !foundBefore.has(keyOf(finding)));
  const unusual = accepted(found);
  ledger.facts = facts;
  return unusual;
}

/**
 * The data of a replacement has to fit the type of the event that it replaces; and where that is a correction
 * itself, it still has to be one of the same event. Withdrawn events count too: others may still see them.
 */
function readable(
  correction: Amending,
  known: ReadonlyMap<string, NewEvent>,
  at = '/data/replacement/data',
): void {
  const target = known.get(correction.data.target);
  const { data } = correction.data.replacement;
  if (!target || data === undefined) return;
  const parsed = eventTypeOf(target.type).data.safeParse(data);
  if (!parsed.success) throw invalid(problemsOf(parsed.error, at));
  if (target.type !== 'EventCorrected' && target.type !== 'EventWithdrawn') return;
  const replaced = parsed.data as Amending['data']; // read with the schema of this very type
  if (replaced.target !== target.data.target)
    throw invalid([
      {
        at: `${at}/target`,
        problem: 'a correction keeps its target: withdraw it, and record one of the other event',
      },
    ]);
  if (target.type === 'EventCorrected') readable({ data: replaced }, known, `${at}/replacement/data`);
}

type Amending = Pick<DatedEvent<'EventCorrected'>, 'data'>;

const invalid = (problems: readonly Problem[]): CaselineError =>
  new CaselineError(
    'invalid-event',
    problems.map(({ at, problem }) => `${at || 'the event'}: ${problem}`).join('; '),
    {
      problems,
    },
  );

const keyOf = (finding: Finding): string => [finding.rule, ...finding.events].join(' ');

function accepted(found: readonly Finding[]): readonly Finding[] {
  const impossible = found.filter((finding) => finding.severity === 'impossible');
  if (impossible.length === 0) return found;
  throw new CaselineError('rule-broken', impossible.map((finding) => finding.message).join(' '), {
    findings: impossible,
  });
}
