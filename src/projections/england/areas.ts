import { z } from 'zod';
import { area, edtfDate, grade } from '../answer-fields.ts';
import { areasSince } from '../case/judgement.ts';
import { type Judgement, type JudgementsState, publicationOf } from '../judgements.ts';
import type { Published } from '../published.ts';
import { lastPossible } from './last-possible.ts';

export const areaGradeSchema = z.strictObject({
  area,
  name: z.string(),
  grade,
  since: edtfDate.meta({ description: 'Publication of the first report of an unbroken run.' }),
});

export type AreaGrade = z.infer<typeof areaGradeSchema>;

/**
 * The areas graded by the judgement in force and by reviews of single areas published after it; where none is in
 * force, by the last published report. Reports count in the order of their publication.
 */
export function publishedAreas(judged: JudgementsState, inForce: Published | undefined): AreaGrade[] {
  const judgements = byPublication(judged);
  const index = inForce ? judgements.indexOf(inForce.judgement) : judgements.length - 1;
  return areasSince({ ...judged, judgements }, index).map(({ area, name, grade, since }) => ({
    area,
    name,
    grade,
    since,
  }));
}

/** The judgements whose reports were published. */
function byPublication(judged: JudgementsState): Judgement[] {
  const reports = judged.judgements.flatMap((judgement) => {
    const published = publicationOf(judged, judgement);
    return published === null ? [] : [{ judgement, on: lastPossible(published) }];
  });
  return reports.sort((a, b) => a.on - b.on).map(({ judgement }) => judgement);
}
