import { eventTypeOf, type NewEvent, type RecordedEvent } from '../domain/events/catalogue.ts';
import { problemsOf } from '../domain/events/validate.ts';
import { CaselineError } from '../domain/failure.ts';
import type { Party } from '../domain/parties.ts';
import { CaseFacts, type DatedEvent } from '../domain/rules/case-facts.ts';
import { findings, findingsBroughtBy } from '../domain/rules/check.ts';
import type { Finding } from '../domain/rules/rule.ts';
import type { Instant } from '../domain/time/london.ts';
import type { KnownCase } from '../ingest/stated.ts';
import type { EventOfCase } from '../log/event-log.ts';
import { corrected } from '../replay/corrected.ts';
import { amends } from '../replay/visible.ts';
import { START } from './question.ts';
import { invalid } from './submission.ts';

/**
 * A case as one party can see it, kept for the next recording. It runs ahead of the log: an event counts once
 * it has been handed over, so that recorders who come together can share one write.
 */
export interface Ledger extends KnownCase {
  readonly party: Party;
  /** The last event, hidden ones included; undefined for a case without any. */
  last: EventOfCase | undefined;
  readonly seen: RecordedEvent[];
  readonly ids: Set<string>;
  standing: CaseFacts;
  /** When the party may next see something that is hidden now. */
  readonly changesAt: Instant;
  inFlight: Promise<unknown>;
  /** How many appends have not been answered yet. */
  onTheirWay: number;
}

/** Refuses with `revision-conflict` where the party has come to see something since the position that it expects. */
export function expectPosition({ caseId, seen }: Ledger, expected: string | undefined): void {
  const actual = seen.at(-1)?.id ?? START;
  if (expected === undefined || expected === actual) return;
  throw new CaselineError(
    'revision-conflict',
    'something was recorded in this case since the position that you expect: read it again, then decide again',
    { caseId, expected, actual },
  );
}

/**
 * Adds the events to the ledger, or refuses them all and leaves it as it was. Returns what is unusual.
 *
 * @throws CaselineError `rule-broken`, `invalid-event`, `unknown-authority`
 */
export function admit(ledger: Ledger, events: readonly RecordedEvent[]): readonly Finding[] {
  const { caseId } = ledger;
  if (ledger.seen.length === 0 && events[0]?.type !== 'AuthorityRegistered')
    throw new CaselineError('unknown-authority', `no authority is registered as ${caseId}`, { caseId });
  const found = events.some(amends) ? admitAmended(ledger, events) : admitPlain(ledger.standing, events);
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
  const before = new CaseFacts(ledger.standing.all());
  const own = events.flatMap((event) => {
    before.add(event);
    return amends(event) ? findingsBroughtBy(event, before) : [];
  });
  accepted(own);
  const known = new Map([...ledger.seen, ...events].map((event) => [event.id, event]));
  for (const event of events) if (event.type === 'EventCorrected') readable(event, known);
  const facts = new CaseFacts(corrected([...ledger.seen, ...events]).events);
  const foundBefore = new Set(findings(ledger.standing).map(keyOf));
  const found = findings(facts).filter((finding) => !foundBefore.has(keyOf(finding)));
  const unusual = accepted(found);
  ledger.standing = facts;
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

const keyOf = (finding: Finding): string => [finding.rule, ...finding.events].join(' ');

function accepted(found: readonly Finding[]): readonly Finding[] {
  const impossible = found.filter((finding) => finding.severity === 'impossible');
  if (impossible.length === 0) return found;
  throw new CaselineError('rule-broken', impossible.map((finding) => finding.message).join(' '), {
    findings: impossible,
  });
}
