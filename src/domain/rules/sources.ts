import { eventTypeNames } from '../events/catalogue.ts';
import { type Rule, rule } from './rule.ts';

/** A captured document is its own source; a correction is an act of the recorder, and may carry a source anew. */
const withoutSource = new Set<string>(['SourceCaptured', 'EventCorrected', 'EventWithdrawn']);

export const sourceRules: readonly Rule[] = [
  rule({
    id: 'unsourced',
    severity: 'unusual',
    says: 'A fact names the source that says so.',
    citation: 'Caseline: a fact without a source is accepted and flagged',
    checks: eventTypeNames.filter((type) => !withoutSource.has(type)),
    check(event) {
      if (event.source) return undefined;
      return {
        message:
          'No source is given for this; name the captured document that says so, with the page or paragraph.',
        facts: {},
      };
    },
  }),
  rule({
    id: 'unknown-source',
    severity: 'unusual',
    says: 'A source that is named has been captured in the case.',
    citation:
      'Caseline: a source is captured before facts cite it, so that they can be held against its text',
    checks: eventTypeNames,
    check(event, facts) {
      const { source } = event;
      const captured = facts.ofType('SourceCaptured');
      // Sources are captured when the record is made: a replay to an earlier day knows of none, which says nothing.
      if (!source || captured.length === 0) return undefined;
      if (captured.some(({ data }) => data.sourceId === source.id)) return undefined;
      return {
        message: `The source ${source.id} is named, and no such document has been captured in this case; record its capture, or correct the name.`,
        facts: { source: source.id },
      };
    },
  }),
];
