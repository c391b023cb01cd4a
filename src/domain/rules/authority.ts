import { caseIdOf, laOf } from '../events/envelope.ts';
import { certainlyBefore, whenOf } from './events-in-time.ts';
import { type Rule, rule } from './rule.ts';

export const authorityRules: readonly Rule[] = [
  rule({
    id: 'duty-on-ended-authority',
    severity: 'impossible',
    says: 'No duty is laid on an authority after it has ended.',
    citation:
      'Local Government and Public Involvement in Health Act 2007, Part 1: an order abolishes the authority and hands its functions to its successors',
    checks: [
      'InspectionNotified',
      'StatementOfActionRequested',
      'ImprovementNoticeIssued',
      'StatutoryDirectionIssued',
    ],
    restsOn: { case: ['AuthoritySucceeded'] },
    check(event, facts) {
      const la = laOf(event.caseId);
      const ending = facts.ofType('AuthoritySucceeded').find(({ data }) => {
        const ended = data.predecessors.some((authority) => authority.la === la);
        // Some are named on both sides: reorganised under the same code, and so not ended.
        return ended && !data.successors.some((authority) => authority.la === la);
      });
      if (!ending || !certainlyBefore(ending, event)) return undefined;
      const predecessor = ending.data.predecessors.find((authority) => authority.la === la);
      const successors = ending.data.successors.map(({ name }) => name).join(', ');
      return {
        message: `${predecessor?.name ?? la} ended (${whenOf(ending)}) before this was laid on it (${whenOf(event)}); record it in the case of the authority that took over (${successors}), or correct the date.`,
        with: [ending],
        facts: {
          la,
          ended: ending.occurred.date,
          occurred: event.occurred.date,
          successors: ending.data.successors,
        },
      };
    },
  }),
  rule({
    id: 'second-registration',
    severity: 'impossible',
    says: 'A case has one authority, registered once.',
    citation: 'Caseline: a case is the history of one local authority',
    checks: ['AuthorityRegistered'],
    check(event, facts) {
      const [first] = facts.ofType('AuthorityRegistered');
      if (!first || first.id === event.id) return undefined;
      return {
        message: `This case has its authority already: ${first.data.name} (${first.data.la}), registered ${whenOf(first)}; correct that event if it is wrong, or record ${event.data.name} (${event.data.la}) in a case of its own.`,
        with: [first],
        facts: { registered: first.data.la, second: event.data.la },
      };
    },
  }),
  rule({
    id: 'authority-of-another-case',
    severity: 'unusual',
    says: 'The authority registered in a case is the one that the case is named for.',
    citation: 'Caseline: a case is named by the local authority code of the Department for Education',
    checks: ['AuthorityRegistered'],
    check(event) {
      const { la, name } = event.data;
      if (la === laOf(event.caseId)) return undefined;
      return {
        message: `${name} has the code ${la}, and is registered in the case ${event.caseId}; its own is ${caseIdOf(la)}.`,
        facts: { la, caseId: event.caseId },
      };
    },
  }),
];
