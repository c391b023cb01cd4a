import { z } from 'zod';
import { eventType } from './event-type.ts';
import { areaRef, edtf, personName, text } from './fields.ts';

export const improvementEvents = {
  ImprovementBoardEstablished: eventType({
    process: 'improvement',
    reading: 'moment',
    about: 'A board was set up to drive and watch the improvement.',
    seenIn: 'The minister’s letter of October 2018',
    data: z.strictObject({
      chair: personName.optional(),
      independentChair: z.boolean().optional(),
      note: text.optional(),
    }),
    title: () => 'Improvement board established',
  }),
  ImprovementPlanAdopted: eventType({
    process: 'improvement',
    reading: 'moment',
    about: 'The authority adopted, or adapted, its improvement plan.',
    seenIn: 'Report to the Executive, 21 February 2023, section 2.6',
    data: z.strictObject({ covers: z.array(areaRef).default([]), note: text.optional() }),
    title: () => 'Improvement plan adopted',
  }),
  ImprovementActionTaken: eventType({
    process: 'improvement',
    reading: 'moment',
    about: 'The authority did something about named areas for improvement.',
    seenIn: 'News item of 23 May 2014, the six actions',
    data: z.strictObject({ action: text, addresses: z.array(areaRef).min(1) }),
    title: (d) => `Action taken: ${d.action}`,
  }),
  ProgressReported: eventType({
    process: 'improvement',
    reading: 'moment',
    about: 'The authority reported how the improvement goes.',
    seenIn: 'Report to the Executive, 21 February 2023, section 2.6',
    data: z.strictObject({ to: text, summary: text, everyMonths: z.int().positive().optional() }),
    title: (d) => `Progress reported to ${d.to}`,
  }),
  SelfAssessmentShared: eventType({
    process: 'improvement',
    reading: 'moment',
    about: 'The authority, or its trust, shared its own evaluation of its services with inspectors.',
    seenIn: 'Report to the Executive, 21 February 2023, section 2.4; Ofsted’s letter of 22 August 2023',
    data: z.strictObject({ by: text, to: text, summary: text.optional() }),
    title: (d) => `Self-assessment shared with ${d.to}`,
  }),
  ReportConsidered: eventType({
    process: 'improvement',
    reading: 'moment',
    about: 'A body of the council had the matter before it.',
    seenIn: 'Report to the Executive for its meeting on 21 February 2023',
    data: z.strictObject({
      body: text,
      title: text,
      recommendation: text.optional(),
      outcome: text.optional(),
    }),
    title: (d) => `${d.body}: ${d.title}`,
  }),
  FundingProposed: eventType({
    process: 'improvement',
    reading: 'moment',
    about: 'Money for the services was proposed. A proposal is not a budget.',
    seenIn: 'Report to the Executive, 21 February 2023, section 4.1',
    data: z.strictObject({ year: text, purpose: text, amountGbp: z.number().nonnegative().optional() }),
    title: (d) => `Funding proposed for ${d.year}`,
  }),
  MeasureReported: eventType({
    process: 'improvement',
    reading: 'moment',
    about: 'A source stated a figure: a change in per cent, or a value in a unit.',
    seenIn: 'News item of 23 May 2014; Ofsted’s letter of 24 October 2018',
    data: z.strictObject({
      measure: text,
      changePercent: z.number().optional(),
      value: z.number().optional(),
      unit: text.optional(),
      period: edtf.optional(),
      statedBy: text,
    }),
    title: (d) =>
      d.changePercent !== undefined
        ? `${d.measure}: ${d.changePercent > 0 ? '+' : ''}${d.changePercent} %`
        : `${d.measure}: ${d.value ?? 'no figure'}${d.unit ? ` ${d.unit}` : ''}`,
  }),
};
