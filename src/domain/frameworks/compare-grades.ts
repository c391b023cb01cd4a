import { type FrameworkId, frameworks, type Grade } from './frameworks.ts';

export const travels = ['better', 'worse', 'same', 'not_comparable'] as const;
export type Travel = (typeof travels)[number];

/** A grade and the framework whose scale it is on. */
export interface Graded {
  readonly framework: FrameworkId;
  readonly grade: Grade;
}

/**
 * The direction of travel from one grade to the next. Grades are compared only where both frameworks use the
 * same scale: "adequate" of before SIF is never equated with "requires improvement", and good on the one scale
 * says nothing of good on the other.
 */
export function travel(from: Graded, to: Graded): Travel {
  const scale = frameworks[from.framework].scale;
  if (scale !== frameworks[to.framework].scale) return 'not_comparable';
  const before = scale.indexOf(from.grade);
  const after = scale.indexOf(to.grade);
  if (before < 0 || after < 0) return 'not_comparable';
  if (before === after) return 'same';
  return after < before ? 'better' : 'worse';
}
