import { whenOf } from './events-in-time.ts';
import { type Rule, rule } from './rule.ts';

export const factualAccuracyRules: readonly Rule[] = [
  rule({
    id: 'factual-accuracy-without-comments',
    severity: 'impossible',
    says: 'An answer to comments on the draft report answers at least one comment.',
    citation:
      'Ofsted, letter to the City of Bradford of 24 October 2018, appended response: each comment has its answer',
    checks: ['FactualAccuracyChecked'],
    check(event) {
      if (event.data.comments.length > 0) return undefined;
      const { inspectionId } = event.data;
      return {
        message: `This answer on factual accuracy (${whenOf(event)}) for inspection ${inspectionId} holds no comment; give each comment with its response, or leave the event out where the authority made none.`,
        facts: { inspectionId, comments: 0 },
      };
    },
  }),
];
