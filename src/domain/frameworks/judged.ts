import type { DataOf } from '../events/catalogue.ts';
import { type AreaId, frameworks, type Grade } from './frameworks.ts';

type Judged = DataOf<'JudgementsIssued'>;

/** Whether a judgement takes the place of the one before; a review of one area alone does not. */
export const replacesTheLast = ({ overall, framework }: Judged): boolean =>
  overall !== null || (frameworks[framework].wholeService && !frameworks[framework].hasOverall);

/** The grade of an area; 'within another' where it was graded as part of a wider one; null where it was not graded. */
export function gradeOf({ framework, areas }: Judged, id: AreaId): Grade | 'within another' | null {
  const graded = areas.find(({ area }) => area === id);
  if (graded) return graded.grade;
  const wider = frameworks[framework].areas.find((area) => area.covers?.includes(id));
  return wider && areas.some(({ area }) => area === wider.id) ? 'within another' : null;
}

/** The name of an area in its framework. */
export const areaName = ({ framework }: Judged, id: AreaId): string =>
  frameworks[framework].areas.find((area) => area.id === id)?.name ?? id;
