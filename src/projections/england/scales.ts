import { z } from 'zod';
import { type FrameworkId, frameworks } from '../../domain/frameworks/frameworks.ts';

export const scaleSchema = z.enum(['four_point', 'before_november_2013']).meta({
  id: 'GradeScale',
  description: 'The scale of a grade: grades of two scales have the same words and are not compared.',
});

export type Scale = z.infer<typeof scaleSchema>;

/** Which of the two scales a framework grades on: that of SIF and ILACS, or the one with 'adequate'. */
export const scaleOf = (framework: FrameworkId): Scale =>
  frameworks[framework].scale === frameworks.SIF.scale ? 'four_point' : 'before_november_2013';
