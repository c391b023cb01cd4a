import { z } from 'zod';
import { sourceSchema } from '../../domain/events/envelope.ts';
import { directions } from '../../domain/events/visits.ts';
import { area, certainty, edtfDate, eventId } from '../answer-fields.ts';

const ref = z.string().meta({
  description: 'The name of an area for improvement, unique within its case.',
  example: '2018-front-door',
});

const source = sourceSchema.nullable().meta({ description: 'Null: unsourced.' });

const direction = z.enum(directions).meta({
  id: 'Direction',
  description: 'Which way a visit found an area to move since it was last looked at.',
});

const raised = z
  .strictObject({
    inspectionId: z.string().meta({ example: '2018-ilacs' }),
    date: edtfDate.meta({ description: 'When the areas were set, EDTF.' }),
    event: eventId,
    source,
    certainty,
  })
  .meta({ id: 'AreaRaised', description: 'An inspection that named the area.' });

const addresses = z.array(ref).meta({ description: 'The areas for improvement that it speaks of.' });

const action = z
  .strictObject({ date: edtfDate, action: z.string(), addresses, event: eventId, source, certainty })
  .meta({ id: 'ImprovementAction', description: 'Something that the authority did.' });

const finding = z
  .strictObject({
    visitId: z.string().meta({ example: '2023-07-monitoring' }),
    date: edtfDate.meta({
      description: 'The days of the visit, EDTF; those of the letter where the visit itself is not recorded.',
      example: '2023-07-18/2023-07-19',
    }),
    published: edtfDate.meta({
      description: 'When the findings were published, EDTF.',
      example: '2023-08-22',
    }),
    area: z.string().meta({ description: 'What the visit calls the subject of its finding.' }),
    direction,
    summary: z.string(),
    addresses,
    event: eventId,
    source,
    certainty,
  })
  .meta({ id: 'VisitFinding', description: 'What a visit found of one subject.' });

const improvementArea = z
  .strictObject({
    ref,
    text: z.string().meta({ description: 'What has to become better.' }),
    judgementArea: area
      .nullable()
      .meta({ description: 'The judgement area that it belongs to, where one is said.' }),
    raised: raised.meta({ description: 'The inspection that named it first.' }),
    raisedAgain: z
      .array(raised)
      .meta({ description: 'Later inspections that named it under the same reference.' }),
    actions: z
      .array(action)
      .meta({ description: 'Actions that address it, in the order in which they happened.' }),
    seen: z.array(finding).meta({
      description: 'Findings of visits that address it, in the order of their publication.',
    }),
    inPlan: z
      .strictObject({ date: edtfDate, event: eventId, certainty })
      .nullable()
      .meta({ description: 'The first improvement plan that covers it; null while none does.' }),
    latestDirection: direction.nullable().meta({
      description: 'The last direction that a visit certainly stated; null where none did.',
    }),
    status: z.enum(['raised', 'acted_on', 'seen_again']).meta({
      description:
        "How far it has certainly come: 'raised', then 'acted_on' by the authority, then 'seen_again' by inspectors. Never 'resolved': no source says that of an area, and a better direction does not mean it.",
    }),
    certainty: certainty.meta({ description: "'possible' where it may not have been raised by `validAt`." }),
  })
  .meta({ id: 'AreaForImprovement' });

export const improvementSchema = z
  .strictObject({
    areas: z.array(improvementArea).meta({ description: 'In the order in which they were raised.' }),
    otherFindings: z.array(finding).meta({
      description:
        'Findings that address no area above: they name none, or only areas that this viewer is not told of or nobody recorded.',
    }),
    otherActions: z.array(action).meta({
      description: 'Actions that address no area above.',
    }),
  })
  .meta({
    id: 'Improvement',
    description: 'What had to become better, what was done, and what inspectors then saw.',
  });

export type AreaForImprovement = z.infer<typeof improvementArea>;
export type ImprovementView = z.infer<typeof improvementSchema>;
export type Finding = z.infer<typeof finding>;
export type Action = z.infer<typeof action>;
export type Raised = z.infer<typeof raised>;
