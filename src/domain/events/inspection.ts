import { z } from 'zod';
import { areaIds, frameworkIds, frameworks, gradeName, grades } from '../frameworks/frameworks.ts';
import { inEnglish } from '../time/edtf-in-english.ts';
import { eventType } from './event-type.ts';
import { areaRef, edtf, personName, slug, text } from './fields.ts';

/** Every event of one inspection carries the same identifier, unique within its case. */
const inspectionId = slug;
const framework = z.enum(frameworkIds);
const grade = z.enum(grades);

export const inspectionEvents = {
  InspectionNotified: eventType({
    process: 'inspection',
    reading: 'moment',
    about:
      'Ofsted told the authority that it will be inspected: the first that anybody outside Ofsted knows of it.',
    seenIn: 'Report to the Executive, 21 February 2023, section 1.2',
    data: z.strictObject({ inspectionId, framework: framework.optional(), kind: text.optional() }),
    title: () => 'Inspection notified',
  }),
  InspectionDeferred: eventType({
    process: 'inspection',
    reading: 'moment',
    about: 'Ofsted agreed, before going on site, to inspect later.',
    seenIn: 'Ofsted’s deferral policy; the reports of 2020 to 2021',
    data: z.strictObject({ inspectionId, reason: text, until: edtf.optional() }),
    title: (d) => `Inspection deferred: ${d.reason}`,
  }),
  InspectionPaused: eventType({
    process: 'inspection',
    reading: 'moment',
    about: 'An inspection under way was interrupted, to be finished later.',
    seenIn: 'Report on South Tyneside, 2023: on site in December 2022 and again in February 2023',
    data: z.strictObject({ inspectionId, reason: text.optional() }),
    title: () => 'Inspection paused',
  }),
  InspectionResumed: eventType({
    process: 'inspection',
    reading: 'moment',
    about: 'A paused inspection went on.',
    seenIn: 'Report on South Tyneside, 2023',
    data: z.strictObject({ inspectionId, reason: text.optional() }),
    title: () => 'Inspection resumed',
  }),
  InspectionCarriedOut: eventType({
    process: 'inspection',
    reading: 'extent',
    about: 'Inspectors were on site: `occurred` holds every span of days, which may be discontinuous.',
    seenIn: 'Front page of every Ofsted report',
    data: z.strictObject({
      inspectionId,
      framework,
      kind: z.enum(['standard', 'short', 'full', 'reinspection', 'lscb_review', 'unknown']),
      leadInspector: personName.optional(),
      team: z.array(personName).default([]),
    }),
    title: (d) => `${frameworks[d.framework].shortName} inspection carried out`,
  }),
  DraftReportIssued: eventType({
    process: 'inspection',
    reading: 'moment',
    about: 'Ofsted sent the authority the draft report, to be checked for factual accuracy.',
    seenIn: 'Ofsted’s letter of 24 October 2018 (the comments are on the draft)',
    data: z.strictObject({ inspectionId }),
    title: () => 'Draft report issued',
  }),
  FactualAccuracyChecked: eventType({
    process: 'inspection',
    reading: 'moment',
    about: 'Ofsted answered the authority’s comments on the draft, one by one.',
    seenIn: 'Ofsted’s letter of 24 October 2018, appended response',
    data: z.strictObject({
      inspectionId,
      comments: z.array(
        z.strictObject({
          page: z.int().positive(),
          point: text,
          asked: text,
          response: z.enum(['agree', 'partially_agree', 'disagree']),
          changed: text.optional(),
        }),
      ),
    }),
    title: (d) => `Factual accuracy checked: ${d.comments.length} comments answered`,
  }),
  ReportShared: eventType({
    process: 'inspection',
    reading: 'moment',
    about:
      'The final report went to the authority, and to whom else, before publication. Its receipt starts the statutory clocks.',
    seenIn: 'Ofsted’s letter of 24 October 2018',
    data: z.strictObject({ inspectionId, with: z.array(text).min(1), embargoUntil: edtf.optional() }),
    title: (d) =>
      `Final report shared${d.embargoUntil ? `, under embargo until ${inEnglish(d.embargoUntil)}` : ''}`,
  }),
  JudgementsIssued: eventType({
    process: 'inspection',
    reading: 'moment',
    about:
      'The judgements of an inspection reached the authority with its final report: overall, each area, and a limiting judgement if there was one.',
    seenIn: 'Every Ofsted report; the council’s news item of 23 May 2014 names a limiting judgement',
    data: z.strictObject({
      inspectionId,
      framework,
      overall: grade.nullable(),
      areas: z.array(z.strictObject({ area: z.enum(areaIds), grade })),
      limiting: z.strictObject({ area: z.enum(areaIds), note: text.optional() }).optional(),
    }),
    title: (d) =>
      d.overall === null
        ? `Judgements issued (${frameworks[d.framework].shortName}, no overall judgement)`
        : `Judged ${gradeName(d.overall)} overall (${frameworks[d.framework].shortName})`,
  }),
  AreasForImprovementSet: eventType({
    process: 'inspection',
    reading: 'moment',
    about: 'The report named what has to become better.',
    seenIn: 'News item of 23 May 2014; report to the Executive, 21 February 2023, section 2.5',
    data: z.strictObject({
      inspectionId,
      areas: z
        .array(z.strictObject({ ref: areaRef, text, judgementArea: z.enum(areaIds).optional() }))
        .min(1),
    }),
    title: (d) => `${d.areas.length} areas for improvement set`,
  }),
  StrengthsNoted: eventType({
    process: 'inspection',
    reading: 'moment',
    about: 'The report named what was done well.',
    seenIn: 'News item of 23 May 2014',
    data: z.strictObject({ inspectionId, strengths: z.array(text).min(1) }),
    title: (d) => `${d.strengths.length} strengths noted`,
  }),
  ReportPublished: eventType({
    process: 'inspection',
    reading: 'moment',
    about:
      'The report became public. `by: ofsted` ends the embargo and starts what counts nationally; `by: authority` meets the authority’s own duty to publish.',
    seenIn: 'News item of 23 May 2014; report to the Executive, 21 February 2023, section 1.2',
    data: z.strictObject({ inspectionId, by: z.enum(['ofsted', 'authority']).default('ofsted') }),
    title: (d) => `Report published by ${d.by === 'ofsted' ? 'Ofsted' : 'the authority'}`,
  }),
  FeedbackRequested: eventType({
    process: 'inspection',
    reading: 'moment',
    about: 'Ofsted invited the authority to say how the inspection went.',
    seenIn: 'Ofsted’s letter of 24 October 2018',
    data: z.strictObject({ inspectionId, by: edtf }),
    title: (d) => `Feedback on the inspection requested by ${inEnglish(d.by)}`,
  }),
  StatementOfActionRequested: eventType({
    process: 'inspection',
    reading: 'moment',
    about: 'Ofsted named the day by which the written statement of action is due.',
    seenIn: 'Ofsted’s letter of 24 October 2018',
    data: z.strictObject({ inspectionId, due: edtf, sendTo: text.optional() }),
    title: (d) => `Statement of action requested by ${inEnglish(d.due)}`,
  }),
  StatementOfActionSubmitted: eventType({
    process: 'inspection',
    reading: 'moment',
    about: 'The authority sent the written statement of the action that it will take.',
    seenIn: 'Education and Inspections Act 2006, section 137',
    data: z.strictObject({ inspectionId }),
    title: () => 'Statement of action submitted',
  }),
};
