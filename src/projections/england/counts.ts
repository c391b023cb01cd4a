import { z } from 'zod';
import type { Grade } from '../../domain/frameworks/frameworks.ts';
import type { Published } from '../published.ts';
import type { Column } from './table.ts';

/** Where an authority stands on a day, and so which count it is in. */
export const places = [
  'outstanding',
  'good',
  'requires_improvement',
  'inadequate',
  'adequate',
  'satisfactory',
  'not_yet_judged',
  'no_overall_judgement',
] as const;
export type Place = (typeof places)[number];

const graded = (words: string) => z.int().meta({ description: `Authorities ${words} overall, as printed.` });

export const countsSchema = z
  .strictObject({
    outstanding: graded('judged outstanding'),
    good: graded('judged good'),
    requires_improvement: graded('judged requires improvement (to be good)'),
    inadequate: graded('judged inadequate'),
    adequate: graded('judged adequate, a grade of the scale before November 2013,'),
    satisfactory: graded('judged satisfactory, a grade of older scales,'),
    not_yet_judged: z.int().meta({ description: 'Authorities of which no such judgement was published.' }),
    no_overall_judgement: z.int().meta({
      description: 'Authorities whose latest whole inspection had a framework without overall judgement.',
    }),
    authorities: z.int().meta({ description: 'Authorities that existed on the day: the sum of the others.' }),
  })
  .meta({ id: 'EnglandCounts', description: 'How many authorities stood where on a day.' });

export type Counts = z.infer<typeof countsSchema>;

export const noCounts = (): Counts => ({
  outstanding: 0,
  good: 0,
  requires_improvement: 0,
  inadequate: 0,
  adequate: 0,
  satisfactory: 0,
  not_yet_judged: 0,
  no_overall_judgement: 0,
  authorities: 0,
});

/** Where the judgement in force puts an authority; undefined where none is. */
export function placeOf(inForce: Published | undefined): Place {
  return inForce ? (gradeIn(inForce) ?? 'no_overall_judgement') : 'not_yet_judged';
}

/** `not_judged` is printed in the place of a grade, and is none. */
const gradeIn = ({ overall }: Published): Exclude<Grade, 'not_judged'> | null =>
  overall === 'not_judged' ? null : overall;

/** A column for each count. */
export const countColumns: readonly Column<Counts>[] = [...places, 'authorities' as const].map((name) => ({
  name,
  type: 'integer',
  about: countsSchema.shape[name].meta()?.description ?? name,
  of: (counts) => counts[name],
}));
