import { eventTypeNames } from '../events/catalogue.ts';
import { endsBeforeItStarts } from '../time/edtf.ts';
import { type Rule, rule } from './rule.ts';

export const occurrenceRules: readonly Rule[] = [
  rule({
    id: 'extent-ends-before-it-starts',
    severity: 'impossible',
    says: 'Nothing ends before it starts.',
    citation: 'Caseline: the order of days',
    checks: eventTypeNames,
    check(event) {
      if (!endsBeforeItStarts(event.when)) return undefined;
      const { date, verbatim } = event.occurred;
      const words = verbatim ? ` (“${verbatim}”)` : '';
      return {
        message: `The date ${date}${words} ends before it starts, however it is read; check its two ends against the source, and write the earlier one first.`,
        facts: { occurred: date },
      };
    },
  }),
];
