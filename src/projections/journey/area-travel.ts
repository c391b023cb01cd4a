import { z } from 'zod';
import { travel, travels } from '../../domain/frameworks/compare-grades.ts';
import { type AreaId, frameworks } from '../../domain/frameworks/frameworks.ts';
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
      direction: z
        .enum(['first', ...travels])
        .meta({ description: 'Against the grade before in this area.' }),
    }),
  ),
});

export type AreaTravel = z.infer<typeof areaTravelSchema>;

/** Each judgement area from one certainly issued judgement to the next. */
export function areaTravel(state: JudgementsState): AreaTravel[] {
  const byArea = new Map<AreaId, AreaTravel>();
  for (const judgement of state.judgements) {
    if (judgement.begun !== 'certain') continue;
    const { framework: id, inspectionId, areas } = judgement.data;
    for (const graded of areas) {
      const name = frameworks[id].areas.find((known) => known.id === graded.area)?.name ?? graded.area;
      const line = byArea.get(graded.area) ?? { area: graded.area, name, grades: [] };
      byArea.set(graded.area, line);
      const before = line.grades.at(-1);
      const direction = before ? travel(before, { framework: id, grade: graded.grade }) : 'first';
      line.grades.push({
        grade: graded.grade,
        framework: id,
        inspectionId,
        from: countsFrom(state, judgement),
        direction,
      });
    }
  }
  return [...byArea.values()];
}
