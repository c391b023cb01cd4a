import { z } from 'zod';
import { narrowing } from '../../../api/narrowing.ts';
import { date, questionQuery } from '../../../api/questions.ts';
import { filled } from '../../form.ts';
import { sorts } from './rows.ts';

/** The question of the screen: that of the API from a form, and what of the answer is shown. */
export const englandQuery = z.strictObject({
  ...questionQuery.shape,
  validAt: filled(questionQuery.shape.validAt),
  region: filled(narrowing.region),
  kind: filled(narrowing.kind),
  q: z.string().trim().max(100, 'is too long for a name').default(''),
  sort: z.enum(sorts, { error: `must be ${sorts.join(', ')}` }).default('name'),
  since: filled(date),
  /** The last day of the strips: a permanent address has it, so that they end for ever where they did. */
  until: filled(date),
});

export type EnglandQuery = z.output<typeof englandQuery>;
