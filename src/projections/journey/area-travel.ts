import { z } from 'zod';
import { type Graded, travel, travels } from '../../domain/frameworks/compare-grades.ts';
import type { AreaId } from '../../domain/frameworks/frameworks.ts';
import { areaName, gradeOf } from '../../domain/frameworks/judged.ts';
import { area, edtfDate, framework, grade } from '../answer-fields.ts';
import { countsFrom, type JudgementsState } from '../judgements.ts';

export const areaTravelSchema = z.strictObject({
  area,
  name: z.string(),
  grades: z.array(
    z.strictObject({
      grade,
      framework,
      inspectionId: z.string(),
      from: edtfDate.meta({ description: 'Publication, or issue while unpublished.' }),
      direction: z.enum(['first', ...travels]).meta({
        description:
          'Against the grade before in this area; first again after it was graded within a wider one.',
      }),
    }),
  ),
});

export type AreaTravel = z.infer<typeof areaTravelSchema>;

/** Each judgement area from one judgement to the next. */
export function areaTravel(state: JudgementsState): AreaTravel[] {
  const byArea = new Map<AreaId, AreaTravel>();
  // An area that was graded within a wider one has no grade of its own to travel from.
  const before = new Map<AreaId, Graded>();
  for (const judgement of state.judgements) {
    const { framework: id, inspectionId, areas } = judgement.data;
    for (const known of before.keys())
      if (gradeOf(judgement.data, known) === 'within another') before.delete(known);
    for (const graded of areas) {
      const line = byArea.get(graded.area) ?? {
        area: graded.area,
        name: areaName(judgement.data, graded.area),
        grades: [],
      };
      byArea.set(graded.area, line);
      const last = before.get(graded.area);
      const now: Graded = { framework: id, grade: graded.grade };
      before.set(graded.area, now);
      const direction = last ? travel(last, now) : 'first';
      line.grades.push({ ...now, inspectionId, from: countsFrom(state, judgement), direction });
    }
  }
  return [...byArea.values()];
}
