import type { NewEvent } from '../../../src/domain/events/catalogue.ts';
import { CaseFacts, type DatedEvent } from '../../../src/domain/rules/case-facts.ts';
import { findings, findingsBroughtBy } from '../../../src/domain/rules/check.ts';
import type { Finding } from '../../../src/domain/rules/rule.ts';
import { date } from '../time/dates.ts';

/** An event as rules read it: its date resolved. */
export const dated = (event: NewEvent): DatedEvent =>
  ({ ...event, when: date(event.occurred.date) }) as DatedEvent; // spreading a union loses which member it was

/** What a case holds once these events have been recorded, in this order. */
export const factsOf = (events: readonly NewEvent[]): CaseFacts => new CaseFacts(events.map(dated));

/** What recording `event` into a case of these events brings to light. */
export function findingsWhenRecorded(event: NewEvent, given: readonly NewEvent[]): readonly Finding[] {
  const facts = factsOf(given);
  const last = dated(event);
  facts.add(last);
  return findingsBroughtBy(last, facts);
}

/** What is found in a case that holds these events. */
export const findingsIn = (events: readonly NewEvent[]): readonly Finding[] => findings(factsOf(events));

/** The ids of the rules that were broken, each once, in the order found. */
export const rulesIn = (found: readonly Finding[]): readonly string[] => [
  ...new Set(found.map(({ rule }) => rule)),
];

/** Of one rule, the finding; a test fails where there is not exactly one. */
export function theFinding(id: string, found: readonly Finding[]): Finding {
  const [one, ...more] = found.filter(({ rule }) => rule === id);
  if (!one || more.length > 0)
    throw new Error(`expected one finding of ${id}, found ${rulesIn(found).join(', ') || 'none'}`);
  return one;
}
