import { type EventTypeName, eventTypeNames } from '../events/catalogue.ts';
import type { CaseFacts, DatedEvent } from './case-facts.ts';
import type { Finding, Rule } from './rule.ts';
import { rules } from './rules.ts';

type RulesByType = ReadonlyMap<EventTypeName, readonly Rule[]>;

const byType = (applies: (rule: Rule, type: EventTypeName) => boolean): RulesByType =>
  new Map(eventTypeNames.map((type) => [type, rules.filter((rule) => applies(rule, type))]));

const whenRecorded = byType((rule, type) => rule.checks.includes(type));
const whenReplayed = byType((rule, type) => rule.checks.includes(type) && !rule.onlyWhenRecorded);
const restingOnSubject = byType((rule, type) => rule.restsOn?.subject?.includes(type) ?? false);
const restingOnCase = byType((rule, type) => rule.restsOn?.case?.includes(type) ?? false);

/** Every finding on a case as it stands, in the order of its events. */
export function findings(facts: CaseFacts): readonly Finding[] {
  const found: Finding[] = [];
  for (const event of facts.all()) findOn(event, facts, whenReplayed.get(event.type), found);
  return found;
}

/**
 * The findings that one event brings, which is already in `facts`: those on itself, and those on other events
 * that rest on it, since facts arrive late and out of order.
 */
export function findingsBroughtBy(event: DatedEvent, facts: CaseFacts): readonly Finding[] {
  const found: Finding[] = [];
  findOn(event, facts, whenRecorded.get(event.type), found);

  const resting: Finding[] = [];
  for (const rule of restingOnSubject.get(event.type) ?? [])
    for (const other of facts.sameSubject(event))
      if (other.id !== event.id && rule.checks.includes(other.type)) findOn(other, facts, [rule], resting);
  for (const rule of restingOnCase.get(event.type) ?? [])
    for (const type of rule.checks)
      for (const other of facts.ofType(type))
        if (other.id !== event.id) findOn(other, facts, [rule], resting);
  for (const finding of resting) if (finding.events.includes(event.id)) found.push(finding);
  return found;
}

function findOn(
  event: DatedEvent,
  facts: CaseFacts,
  checked: readonly Rule[] | undefined,
  found: Finding[],
): void {
  for (const { check, id, severity, citation } of checked ?? []) {
    const met = check(event, facts);
    if (!met) continue;
    const events = [event.id, ...(met.with ?? []).map((other) => other.id)];
    found.push({ rule: id, severity, citation, message: met.message, events, facts: met.facts });
  }
}
