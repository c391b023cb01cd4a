import { type Rule, rule } from './rule.ts';

export const correctionRules: readonly Rule[] = [
  rule({
    id: 'correction-of-unknown-event',
    severity: 'impossible',
    says: 'A correction or withdrawal is of another event of the same case that still stands.',
    citation:
      'Caseline: corrections are resolved within the stream of the case, before anything else is asked of it',
    checks: ['EventCorrected', 'EventWithdrawn'],
    onlyWhenRecorded: true,
    check(event, facts) {
      const { target } = event.data;
      const what = event.type === 'EventCorrected' ? 'correction' : 'withdrawal';
      if (target === event.id) {
        const message = `This ${what} names itself as its target; name the event that was wrong.`;
        return { message, facts: { target } };
      }
      const withdrawal = facts
        .ofType('EventWithdrawn')
        .find((other) => other.data.target === target && other.id !== event.id);
      if (withdrawal) {
        return {
          message: `This ${what} is of event ${target}, which has been withdrawn by ${withdrawal.id}; withdraw that withdrawal first, or record the fact anew.`,
          with: [withdrawal],
          facts: { target, withdrawnBy: withdrawal.id },
        };
      }
      if (facts.has(target)) return undefined;
      return {
        message: `This ${what} is of event ${target}, which does not stand in this case; name an event of ${event.caseId} that has not been withdrawn.`,
        facts: { target },
      };
    },
  }),
];
