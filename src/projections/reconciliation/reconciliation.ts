import { eventTypeNames, type RecordedEvent, titleOf } from '../../domain/events/catalogue.ts';
import { CaseFacts } from '../../domain/rules/case-facts.ts';
import { findings } from '../../domain/rules/check.ts';
import type { Finding } from '../../domain/rules/rule.ts';
import { rules } from '../../domain/rules/rules.ts';
import type { Handlers, Projection } from '../../replay/projection.ts';
import { countClaim, type HeldClaim } from './claims.ts';
import { disagreements } from './disagreements.ts';
import type { HeldMeasure } from './measures.ts';
import { type AnomaliesOfRule, type Anomaly, type ReconciliationView, reconciliationSchema } from './view.ts';

interface Held {
  readonly event: RecordedEvent;
  readonly begun: 'certain' | 'possible';
}

/** The whole case, since a rule may look at any two of its events. */
export interface ReconciliationState {
  held: Held[];
}

const keepAll = Object.fromEntries(
  eventTypeNames.map((type) => [
    type,
    (state: ReconciliationState, { event, begun }: Held) => {
      state.held.push({ event, begun });
    },
  ]),
) as Handlers<ReconciliationState>; // one handler that takes every type of fact

/** The record held against its rules, its sources against the record and each other, and what has no source. */
export const reconciliation: Projection<ReconciliationState, ReconciliationView> = {
  name: 'reconciliation',
  version: 1,
  initial: () => ({ held: [] }),
  schema: reconciliationSchema,
  handlers: keepAll,
  view: ({ possible: { held } }) => {
    const facts = new CaseFacts(held.map(({ event }) => event));
    const found = findings(facts);
    const claims = held.filter((one): one is HeldClaim => one.event.type === 'ClaimMade');
    const measures = held.filter((one): one is HeldMeasure => one.event.type === 'MeasureReported');
    return {
      anomalies: byRule(found, held),
      claims: claims.flatMap((claim) => countClaim(claim, facts)),
      disagreements: [...disagreements(claims, measures, found)],
      unsourced: unsourced(found, held),
    };
  },
};

function byRule(found: readonly Finding[], held: readonly Held[]): AnomaliesOfRule[] {
  const possible = new Set(held.filter(({ begun }) => begun === 'possible').map(({ event }) => event.id));
  const groups = rules.flatMap(({ id, severity, says, citation }): AnomaliesOfRule[] => {
    const ofRule = found
      .filter((finding) => finding.rule === id)
      .map((finding) => anomalyOf(finding, possible));
    return ofRule.length === 0 ? [] : [{ rule: id, severity, says, citation, findings: ofRule }];
  });
  const impossible = ({ severity }: AnomaliesOfRule) => severity === 'impossible';
  return [...groups.filter(impossible), ...groups.filter((group) => !impossible(group))];
}

const anomalyOf = ({ message, events, facts }: Finding, possible: ReadonlySet<string>): Anomaly => ({
  message,
  events: [...events],
  facts: { ...facts },
  certainty: events.some((id) => possible.has(id)) ? 'possible' : 'certain',
});

/** Which facts need a source is for the rule to say. */
function unsourced(found: readonly Finding[], held: readonly Held[]): ReconciliationView['unsourced'] {
  const without = new Set(found.filter(({ rule }) => rule === 'unsourced').map(({ events }) => events[0]));
  return held
    .filter(({ event }) => without.has(event.id))
    .map(({ event }) => ({ event: event.id, type: event.type, title: titleOf(event) }));
}
