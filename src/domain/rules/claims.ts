import { describe } from '../time/edtf-in-english.ts';
import { countedOver, countInWords } from './counted.ts';
import { dateWithin } from './events-in-time.ts';
import { type Rule, rule } from './rule.ts';

export const claimRules: readonly Rule[] = [
  rule({
    id: 'claimed-count-differs',
    severity: 'unusual',
    says: 'What a source counts, the record holds as often.',
    citation:
      'Caseline: claims are held against the record; Ofsted, report on Bradford of 31 January 2023 (seven monitoring visits since 2018)',
    checks: ['ClaimMade'],
    restsOn: { case: ['VisitCarriedOut', 'InspectionCarriedOut'] },
    check(event, facts) {
      if (event.data.kind !== 'count') return undefined;
      const { of, value, atLeast, over: written, says } = event.data;
      const over = dateWithin(written);
      if (!over) return undefined;
      const period = describe(over, 'extent');
      const claimed = `${atLeast ? 'at least ' : ''}${countInWords(value, of)}`;
      const claim = `A source counts ${claimed} (${period}; “${says}”)`;
      const held = (count: number) => `and the record holds ${count === 0 ? 'none' : count} of them`;
      const { certainly: fewest, possibly: most } = countedOver(over, of, facts);
      if (most.length < value) {
        return {
          message: `${claim}, ${held(most.length)}. The record may lack ${countInWords(value - most.length, of)}, or the source is mistaken.`,
          with: most,
          facts: { of, claimed: value, atLeast, recorded: most.length, over: written },
        };
      }
      if (atLeast || fewest.length <= value) return undefined;
      return {
        message: `${claim}, and the record holds ${fewest.length}. The source may be mistaken, or one is recorded twice or under the wrong kind.`,
        with: fewest,
        facts: { of, claimed: value, atLeast, recorded: fewest.length, over: written },
      };
    },
  }),
];
