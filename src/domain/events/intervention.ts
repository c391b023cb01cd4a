import { z } from 'zod';
import { eventType } from './event-type.ts';
import { edtf, personName, slug, text } from './fields.ts';

/** Every event of one improvement notice carries the same identifier. */
const noticeId = slug;

/** What the notice asks of the authority. */
const terms = z.strictObject({
  adviser: text.optional(),
  plan: text.optional(),
  board: text.optional(),
  /** Reviews by the department at least every so many months. */
  reviewEveryMonths: z.int().positive().optional(),
  /** When the actions of the improvement plan are to be delivered. */
  deliverBy: edtf.optional(),
  consequence: text.optional(),
  other: z.array(text).default([]),
});

export const deliveryModels = [
  'council',
  'trust',
  'executive_commissioner',
  'shared_service',
  'contract',
] as const;

export const interventionEvents = {
  ImprovementNoticeProposed: eventType({
    process: 'intervention',
    reading: 'moment',
    about: 'A minister was “minded to” issue an improvement notice and invited representations.',
    seenIn: 'The minister’s letter of October 2018',
    data: z.strictObject({
      noticeId,
      by: text,
      followsInspection: slug.optional(),
      representationsBy: edtf.optional(),
      minimumTermMonths: z.int().positive().optional(),
    }),
    title: (d) => `Improvement notice proposed by ${d.by}`,
  }),
  ImprovementNoticeDrafted: eventType({
    process: 'intervention',
    reading: 'moment',
    about: 'A draft of the notice, with its terms. A draft binds nobody.',
    seenIn: 'The draft notice attached to the minister’s letter of October 2018',
    data: z.strictObject({ noticeId, terms }),
    title: () => 'Improvement notice drafted',
  }),
  RepresentationsMade: eventType({
    process: 'intervention',
    reading: 'moment',
    about: 'The authority answered the proposal.',
    seenIn: 'Invited by the minister’s letter of October 2018',
    data: z.strictObject({ noticeId, summary: text.optional() }),
    title: () => 'Representations made on the proposed notice',
  }),
  ImprovementNoticeIssued: eventType({
    process: 'intervention',
    reading: 'moment',
    about: 'The notice came into force.',
    seenIn: 'Ofsted reports that mention an improvement notice (events_mentioned.csv)',
    data: z.strictObject({ noticeId, terms: terms.optional() }),
    title: () => 'Improvement notice issued',
  }),
  ImprovementReviewHeld: eventType({
    process: 'intervention',
    reading: 'moment',
    about: 'The department reviewed progress against a notice.',
    seenIn: 'Draft notice of October 2018, paragraph 6',
    data: z.strictObject({ noticeId, summary: text.optional() }),
    title: () => 'Progress against the notice reviewed',
  }),
  ImprovementNoticeLifted: eventType({
    process: 'intervention',
    reading: 'moment',
    about: 'The notice ended.',
    seenIn: 'Ofsted reports that mention a lifted notice (events_mentioned.csv)',
    data: z.strictObject({ noticeId, reason: text.optional() }),
    title: () => 'Improvement notice lifted',
  }),
  AdviserSought: eventType({
    process: 'intervention',
    reading: 'moment',
    about:
      'The department began to procure an improvement adviser. An adviser sought is not an adviser appointed.',
    seenIn: 'The minister’s letter of October 2018',
    data: z.strictObject({ noticeId: noticeId.optional(), remit: text }),
    title: () => 'Improvement adviser sought',
  }),
  AdviserAppointed: eventType({
    process: 'intervention',
    reading: 'moment',
    about: 'An improvement adviser took up the work.',
    seenIn: 'Draft notice of October 2018, paragraph 3, foresees one',
    data: z.strictObject({ noticeId: noticeId.optional(), name: personName.optional(), by: text }),
    title: (d) => `Improvement adviser appointed${d.name ? `: ${d.name}` : ''}`,
  }),
  DiagnosticReviewReported: eventType({
    process: 'intervention',
    reading: 'moment',
    about: 'A diagnostic review said what is wrong and why.',
    seenIn: 'Draft notice of October 2018, paragraphs 8 and 11, foresees one',
    data: z.strictObject({ by: text, summary: text.optional() }),
    title: (d) => `Diagnostic review reported by ${d.by}`,
  }),
  StatutoryDirectionIssued: eventType({
    process: 'intervention',
    reading: 'moment',
    about: 'The Secretary of State directed the authority under a power that the direction cites.',
    seenIn: 'Draft notice of October 2018, paragraph 13, names the power; events_mentioned.csv has four',
    data: z.strictObject({ directionId: slug, power: text, requires: text }),
    title: (d) => `Statutory direction issued under ${d.power}`,
  }),
  CommissionerAppointed: eventType({
    process: 'intervention',
    reading: 'moment',
    about: 'The Secretary of State appointed a commissioner for the authority’s children’s services.',
    seenIn: 'Report to the Executive, 21 February 2023, section 2.2',
    data: z.strictObject({ name: personName.optional(), by: text, remit: text.optional() }),
    title: (d) => `Commissioner appointed${d.name ? `: ${d.name}` : ''}`,
  }),
  CommissionerReported: eventType({
    process: 'intervention',
    reading: 'moment',
    about: 'The commissioner advised the Secretary of State: whether services can stay with the council.',
    seenIn: 'Report to the Executive, 21 February 2023, section 2.2',
    data: z.strictObject({ recommends: text, reason: text.optional() }),
    title: (d) => `Commissioner recommended ${d.recommends}`,
  }),
  DeliveryModelDecided: eventType({
    process: 'intervention',
    reading: 'moment',
    about: 'It was decided who shall deliver the services. A decision is not yet the delivery.',
    seenIn: 'Report to the Executive, 21 February 2023, section 2.2',
    data: z.strictObject({
      model: z.enum(deliveryModels),
      by: text,
      declined: text.optional(),
      reason: text.optional(),
    }),
    title: (d) => `Delivery by ${d.model.replaceAll('_', ' ')} decided by ${d.by}`,
  }),
};
