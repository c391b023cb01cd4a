import type { DatedEvent } from './case-facts.ts';
import { certainlyBeforeTheEndOf, whenOf } from './events-in-time.ts';
import { type Rule, rule } from './rule.ts';

type Outcome = DatedEvent<'JudgementsIssued' | 'ReportShared' | 'ReportPublished'>;

const whatHappened: Readonly<Record<Outcome['type'], string>> = {
  JudgementsIssued: 'judgements were issued',
  ReportShared: 'report was shared',
  ReportPublished: 'report was published',
};

export const inspectionOrderRules: readonly Rule[] = [
  rule({
    id: 'judgement-without-inspection',
    severity: 'impossible',
    says: 'A judgement belongs to an inspection that this case knows: notified or carried out.',
    citation:
      'Education and Inspections Act 2006, s. 136 and s. 137(1): the Chief Inspector reports on an inspection',
    checks: ['JudgementsIssued'],
    check(event, facts) {
      const known = facts
        .sameSubject(event)
        .some(({ type }) => type === 'InspectionCarriedOut' || type === 'InspectionNotified');
      if (known) return undefined;
      const { inspectionId } = event.data;
      return {
        message: `These judgements (${whenOf(event)}) are of inspection ${inspectionId}, which is not known in this case; record its notification or its days on site first, or correct the inspection's identifier.`,
        facts: { inspectionId, issued: event.occurred.date },
      };
    },
  }),
  rule({
    id: 'report-before-inspection-ended',
    severity: 'impossible',
    says: 'A report is shared and published, and its judgements are issued, only once the inspection has ended.',
    citation:
      'Education and Inspections Act 2006, s. 137(1) and (2): the report is made, sent and published on completing the inspection',
    checks: ['JudgementsIssued', 'ReportShared', 'ReportPublished'],
    restsOn: { subject: ['InspectionCarriedOut'] },
    check(event, facts) {
      const inspection = facts
        .related(event, 'InspectionCarriedOut')
        .find((other) => certainlyBeforeTheEndOf(other, event));
      if (!inspection) return undefined;
      const { inspectionId } = event.data;
      return {
        message: `The ${whatHappened[event.type]} (${whenOf(event)}) before inspection ${inspectionId} had ended (on site ${whenOf(inspection)}); check both dates against their sources.`,
        with: [inspection],
        facts: { inspectionId, occurred: event.occurred.date, onSite: inspection.occurred.date },
      };
    },
  }),
];
