import { z } from 'zod';
import { sourceSchema } from '../../domain/events/envelope.ts';
import { countables } from '../../domain/events/record.ts';
import { certainty, edtfDate, eventId } from '../answer-fields.ts';

const source = sourceSchema.nullable().meta({ description: 'Null: unsourced.' });
const says = z.string().meta({ description: 'What the source says, in short.' });

const anomaly = z
  .strictObject({
    message: z.string().meta({ description: 'What was met, and what to look for.' }),
    events: z.array(z.uuid()).min(1).meta({
      description: 'The events that it rests on; the one that was checked comes first.',
    }),
    facts: z.record(z.string(), z.unknown()).meta({
      description: 'What was met, for programs: dates in EDTF, names, counts. Its keys differ by rule.',
    }),
    certainty: certainty.meta({
      description: "'possible' where an event that it rests on may not have happened by `validAt`.",
    }),
  })
  .meta({ id: 'Anomaly' });

const anomaliesOfRule = z
  .strictObject({
    rule: z.string().meta({ description: 'The id of the rule.', example: 'claimed-count-differs' }),
    severity: z.enum(['impossible', 'unusual']).meta({
      description:
        "'impossible': no reading of the dates could make it true. Recording refuses such an event; it can still be seen here where what would explain it came later or is not disclosed to this viewer.",
    }),
    says: z.string().meta({ description: 'What the rule says, in one sentence.' }),
    citation: z.string(),
    findings: z.array(anomaly).min(1).meta({ description: 'In the order of the events that were checked.' }),
  })
  .meta({ id: 'AnomaliesOfRule' });

const claim = z
  .strictObject({
    event: eventId,
    of: z.enum(countables).meta({ description: 'What the source counts.' }),
    claimed: z.int().nonnegative(),
    atLeast: z.boolean().meta({ description: 'The source says at least so many.' }),
    over: edtfDate.meta({
      description: 'The days that the source counts over, both ends included, EDTF.',
      example: '2018-10-29/2023-07-26',
    }),
    recorded: z
      .strictObject({
        certainly: z.int().nonnegative().meta({
          description: 'So many lie wholly within the days counted over, on every reading of the dates.',
        }),
        possibly: z
          .int()
          .nonnegative()
          .meta({ description: 'So many lie there, in part at least, on some reading.' }),
      })
      .nullable()
      .meta({
        description: 'What this record holds of the same; null where the days counted over make no sense.',
      }),
    agrees: z.boolean().nullable().meta({
      description:
        'Whether the record holds as many as claimed. Null where that depends on how imprecise dates are read.',
    }),
    says,
    source,
    certainty,
  })
  .meta({ id: 'CountClaim', description: 'A count that a source states, held against the record.' });

const stated = z
  .strictObject({
    event: eventId,
    value: z
      .union([z.number(), z.string()])
      .meta({ description: 'A number for a count or a measure, text for a statement.' }),
    atLeast: z.boolean(),
    over: edtfDate.nullable().meta({
      description: 'The days counted over, or the period of a measure, EDTF; null where none is stated.',
    }),
    says,
    source,
    certainty,
  })
  .meta({ id: 'Stated', description: 'What one source states.' });

const disagreement = z
  .strictObject({
    about: z.string().meta({
      description: 'What is counted or measured, or the topic of the statements.',
      example: 'monitoring_visit',
    }),
    message: z.string().meta({ description: 'Where the sources part, in English.' }),
    claims: z.array(stated).min(2),
  })
  .meta({ id: 'Disagreement', description: 'Sources that cannot all be right. All of them stay on record.' });

const unsourced = z
  .strictObject({ event: eventId, type: z.string().meta({ example: 'ReportShared' }), title: z.string() })
  .meta({ id: 'UnsourcedFact' });

export const reconciliationSchema = z
  .strictObject({
    anomalies: z.array(anomaliesOfRule).meta({
      description:
        'Every finding on the case, by rule: first the impossible, then in the order of the life of a case.',
    }),
    claims: z.array(claim).meta({ description: 'In the order in which they were made.' }),
    disagreements: z.array(disagreement),
    unsourced: z
      .array(unsourced)
      .meta({ description: 'Facts that name no source, in the order in which they happened.' }),
  })
  .meta({
    id: 'Reconciliation',
    description:
      'The record held against its rules, its sources, and itself, as far as this viewer may know it on this day.',
  });

export type Anomaly = z.infer<typeof anomaly>;
export type AnomaliesOfRule = z.infer<typeof anomaliesOfRule>;
export type CountClaim = z.infer<typeof claim>;
export type Stated = z.infer<typeof stated>;
export type Disagreement = z.infer<typeof disagreement>;
export type ReconciliationView = z.infer<typeof reconciliationSchema>;
