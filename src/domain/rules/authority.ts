import { endsAuthority } from '../events/authority.ts';
import { caseIdOf, laOf } from '../events/envelope.ts';
import type { CaseFacts, DatedEvent } from './case-facts.ts';
import { certainlyBefore, whenOf } from './events-in-time.ts';
import { type Rule, rule } from './rule.ts';

/** Judgements can be issued after the end of the authority that was inspected: what counts is when that began. */
const inspectionAfter = (
  ending: DatedEvent,
  judgements: DatedEvent<'JudgementsIssued'>,
  facts: CaseFacts,
): DatedEvent | undefined =>
  facts.related(judgements, 'InspectionCarriedOut').find((inspection) => certainlyBefore(ending, inspection));

export const authorityRules: readonly Rule[] = [
  rule({
    id: 'duty-on-ended-authority',
    severity: 'impossible',
    says: 'No duty is laid on an authority after it has ended.',
    citation:
      'Local Government and Public Involvement in Health Act 2007, Part 1: an order abolishes the authority and hands its functions to its successors',
    checks: [
      'InspectionNotified',
      'InspectionCarriedOut',
      'JudgementsIssued',
      'StatementOfActionRequested',
      'ImprovementNoticeProposed',
      'ImprovementNoticeIssued',
      'StatutoryDirectionIssued',
      'CommissionerAppointed',
    ],
    restsOn: { subject: ['InspectionCarriedOut'], case: ['AuthoritySucceeded'] },
    check(event, facts) {
      const la = laOf(event.caseId);
      const ending = facts.ofType('AuthoritySucceeded').find(({ data }) => endsAuthority(data, la));
      if (!ending) return undefined;
      const duty = event.type === 'JudgementsIssued' ? inspectionAfter(ending, event, facts) : event;
      if (!duty || !certainlyBefore(ending, duty)) return undefined;
      const predecessor = ending.data.predecessors.find((authority) => authority.la === la);
      const successors = ending.data.successors.map(({ name }) => name).join(', ');
      return {
        message: `${predecessor?.name ?? la} ended (${whenOf(ending)}) before ${duty === event ? 'this was laid on it' : 'the inspection of these judgements began'} (${whenOf(duty)}); record it in the case of the authority that took over (${successors}), or correct the date.`,
        with: duty === event ? [ending] : [ending, duty],
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
    severity: 'impossible',
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
