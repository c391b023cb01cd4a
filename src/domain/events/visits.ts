import { z } from 'zod';
import { grades } from '../frameworks/frameworks.ts';
import { eventType } from './event-type.ts';
import { areaRef, personName, slug, text } from './fields.ts';

/** A visit without a full inspection. Both of its events carry the same identifier. */
const visitId = slug;

/** What a visit found of one area: which way it moves since it was last looked at. */
export const directions = [
  'improved',
  'some_improvement',
  'mixed',
  'no_change',
  'declined',
  'not_stated',
] as const;
export type Direction = (typeof directions)[number];

const kindNames = {
  monitoring: 'Monitoring visit',
  focused: 'Focused visit',
  joint_targeted_area: 'Joint targeted area inspection',
} as const;

export const visitEvents = {
  VisitCarriedOut: eventType({
    process: 'visits',
    reading: 'extent',
    about:
      'Inspectors visited: to monitor an inadequate authority, with a focus on one theme, or jointly with the other inspectorates.',
    seenIn: 'Ofsted’s letter of 22 August 2023',
    data: z.strictObject({
      visitId,
      kind: z.enum(['monitoring', 'focused', 'joint_targeted_area']),
      areas: z.array(text).default([]),
      inspectors: z.array(personName).default([]),
      supernumerary: z.array(personName).default([]),
      note: text.optional(),
    }),
    title: (d) => kindNames[d.kind],
  }),
  VisitFindingsPublished: eventType({
    process: 'visits',
    reading: 'moment',
    about:
      'The letter on a visit: for each area the direction of travel and a summary. Focused visits give no grade.',
    seenIn: 'Ofsted’s letter of 22 August 2023',
    data: z.strictObject({
      visitId,
      findings: z
        .array(
          z.strictObject({
            area: text,
            direction: z.enum(directions),
            summary: text,
            /** The areas for improvement that this finding speaks of. */
            addresses: z.array(areaRef).default([]),
            grade: z.enum(grades).optional(),
          }),
        )
        .min(1),
    }),
    title: (d) => `Visit findings published on ${d.findings.length} areas`,
  }),
};
