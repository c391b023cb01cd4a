import { z } from 'zod';
import { formatDay } from '../../domain/time/civil-day.ts';
import { day, framework } from '../answer-fields.ts';
import type { Published } from '../published.ts';

/** A judgement where a table only names it. */
export const judgementSchema = z
  .strictObject({ framework, inspectionId: z.string(), published: day })
  .meta({ id: 'EnglandJudgement', description: 'A judgement, named by its inspection.' });

export type EnglandJudgement = z.infer<typeof judgementSchema>;

export const judgementOf = ({ from, judgement: { data } }: Published): EnglandJudgement => ({
  framework: data.framework,
  inspectionId: data.inspectionId,
  published: formatDay(from),
});
