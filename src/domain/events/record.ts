import { z } from 'zod';
import { occurredSchema, sourceSchema } from './envelope.ts';
import { eventType } from './event-type.ts';
import { edtf, slug, text } from './fields.ts';

/** What a claimed count counts, as far as this record can count it too. */
export const countables = ['monitoring_visit', 'focused_visit', 'joint_targeted_area', 'inspection'] as const;

const reason = z.enum(['factual_accuracy_check', 'source_error', 'data_entry', 'late_evidence']);

export const recordEvents = {
  SourceCaptured: eventType({
    process: 'record',
    reading: 'moment',
    about: 'A document was taken into the record. Facts cite it by `sourceId`.',
    seenIn: 'Every bundled history',
    data: z.strictObject({
      sourceId: slug,
      title: text,
      publisher: text,
      /** When the document says it is from. */
      dated: edtf.optional(),
      licence: text.optional(),
      /** SHA-256 of the captured text, lower-case hexadecimal. */
      sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .optional(),
      note: text.optional(),
    }),
    title: (d) => `Source captured: ${d.title}`,
  }),
  ClaimMade: eventType({
    process: 'record',
    reading: 'moment',
    about:
      'A source states something about the case that this record can be held against: a count, a number of days, a date. Claims may disagree with each other and with the record; both stay.',
    seenIn:
      'Ofsted report of 31 January 2023 (seven visits); Ofsted’s letter of 22 August 2023 (the ninth visit)',
    data: z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('count'),
        of: z.enum(countables),
        /** Exactly, or at least, so many. */
        value: z.int().nonnegative(),
        atLeast: z.boolean().default(false),
        /** The days that the source counts over; both ends included. */
        over: edtf,
        says: text,
      }),
      z.strictObject({ kind: z.literal('statement'), topic: slug, value: text, says: text }),
    ]),
    title: (d) => `Claim: ${d.says}`,
  }),
  EventCorrected: eventType({
    process: 'record',
    reading: 'moment',
    about:
      'An earlier event of this case was wrong. What the replacement names takes the place of what was recorded, whole; the rest stays. It applies to the view of every day.',
    seenIn:
      'Ofsted’s letter of 24 October 2018: the date of the joint targeted area inspection was corrected',
    data: z.strictObject({
      target: z.uuid().toLowerCase(),
      reason,
      explanation: text.optional(),
      replacement: z
        .strictObject({
          occurred: occurredSchema.optional(),
          source: sourceSchema.optional(),
          data: z.record(z.string(), z.unknown()).optional(),
        })
        .refine((r) => r.occurred !== undefined || r.source !== undefined || r.data !== undefined, {
          message: 'a correction replaces at least one of occurred, source and data',
        }),
    }),
    title: (d) => `Correction (${d.reason.replaceAll('_', ' ')})`,
  }),
  EventWithdrawn: eventType({
    process: 'record',
    reading: 'moment',
    about:
      'An earlier event of this case should not have been recorded. It stays in the log and leaves every view.',
    seenIn: 'Recording errors',
    data: z.strictObject({ target: z.uuid().toLowerCase(), reason, explanation: text.optional() }),
    title: (d) => `Withdrawal (${d.reason.replaceAll('_', ' ')})`,
  }),
};
