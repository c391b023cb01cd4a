import type { DatedEvent } from './case-facts.ts';
import { certainlyBefore, certainlyBeforeTheEndOf, certainlyBegunBefore, whenOf } from './events-in-time.ts';
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
  rule({
    id: 'notified-after-on-site',
    severity: 'unusual',
    says: 'An inspection is notified before inspectors are on site.',
    citation:
      'Ofsted, Inspecting local authority children’s services (ILACS): notice is given before the days on site',
    checks: ['InspectionNotified'],
    restsOn: { subject: ['InspectionCarriedOut'] },
    check(event, facts) {
      const inspection = facts
        .related(event, 'InspectionCarriedOut')
        .find((other) => certainlyBegunBefore(other, event));
      if (!inspection) return undefined;
      const { inspectionId } = event.data;
      return {
        message: `Inspection ${inspectionId} was notified (${whenOf(event)}) after it had begun (on site ${whenOf(inspection)}); check both dates against their sources.`,
        with: [inspection],
        facts: { inspectionId, notified: event.occurred.date, onSite: inspection.occurred.date },
      };
    },
  }),
  rule({
    id: 'draft-report-out-of-order',
    severity: 'unusual',
    says: 'The draft report comes after the days on site, and before the final report.',
    citation:
      'Ofsted, letter to the City of Bradford of 24 October 2018: comments on the draft are answered when the final report is sent',
    checks: ['DraftReportIssued'],
    restsOn: { subject: ['InspectionCarriedOut', 'ReportShared'] },
    check(event, facts) {
      const { inspectionId } = event.data;
      const drafted = `The draft report of inspection ${inspectionId} was issued (${whenOf(event)})`;
      const check = 'check both dates against their sources.';
      const inspection = facts
        .related(event, 'InspectionCarriedOut')
        .find((other) => certainlyBeforeTheEndOf(other, event));
      if (inspection) {
        return {
          message: `${drafted} before the inspection had ended (on site ${whenOf(inspection)}); ${check}`,
          with: [inspection],
          facts: { inspectionId, drafted: event.occurred.date, onSite: inspection.occurred.date },
        };
      }
      const shared = facts.related(event, 'ReportShared').find((other) => certainlyBefore(other, event));
      if (!shared) return undefined;
      return {
        message: `${drafted} after the final report was shared (${whenOf(shared)}); ${check}`,
        with: [shared],
        facts: { inspectionId, drafted: event.occurred.date, shared: shared.occurred.date },
      };
    },
  }),
];
