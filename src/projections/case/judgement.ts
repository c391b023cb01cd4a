import { z } from 'zod';
import { type Graded, travel } from '../../domain/frameworks/compare-grades.ts';
import { frameworks, type Grade } from '../../domain/frameworks/frameworks.ts';
import { areaName, gradeOf, replacesTheLast } from '../../domain/frameworks/judged.ts';
import type { CivilDay } from '../../domain/time/civil-day.ts';
import type { Projection } from '../../replay/projection.ts';
import { area, certainty, edtfDate, eventId, framework, grade } from '../answer-fields.ts';
import {
  countsFrom,
  embargoOf,
  type Judgement,
  type JudgementsState,
  judgementHandlers,
  noJudgements,
  publicationOf,
} from '../judgements.ts';

const judgementSchema = z
  .strictObject({
    overall: grade.nullable().meta({ description: 'Null where the framework has no overall judgement.' }),
    framework,
    frameworkName: z.string(),
    inspectionId: z.string(),
    since: edtfDate.meta({
      description:
        'Since when the overall judgement has been this grade: the publication of the first report in an unbroken run, or its issue while unpublished.',
    }),
    issued: edtfDate.meta({ description: 'When the authority got the final report.' }),
    published: edtfDate.nullable().meta({ description: 'Null while the report is not published.' }),
    underEmbargoUntil: edtfDate
      .nullable()
      .meta({ description: 'Set while the report is shared and not published.' }),
    areas: z.array(
      z.strictObject({
        area,
        name: z.string(),
        grade,
        since: edtfDate.meta({ description: 'Since when this area has had this grade without a break.' }),
        judgedIn: z.string().meta({ description: 'The inspection that gave the grade.' }),
      }),
    ),
    limiting: z.strictObject({ area, note: z.string().optional() }).nullable(),
    certainty,
    event: eventId,
  })
  .meta({ id: 'Judgement' });

export const judgementViewSchema = z.strictObject({
  current: judgementSchema
    .nullable()
    .meta({ description: 'The latest judgement that had certainly been issued.' }),
  possiblySuperseded: judgementSchema
    .nullable()
    .meta({ description: 'A later judgement that may, and may not, have been issued by then.' }),
});

export type JudgementView = z.infer<typeof judgementViewSchema>;

/** What the authority was judged on the day: by area, with since-when. */
export const judgement: Projection<JudgementsState, JudgementView> = {
  name: 'judgement',
  version: 1,
  initial: noJudgements,
  handlers: judgementHandlers,
  schema: judgementViewSchema,
  view: ({ certain, possible }, { validAt }) => {
    const current = latest(certain, validAt);
    const later = latest(possible, validAt);
    return { current, possiblySuperseded: later?.event === current?.event ? null : later };
  },
};

/** The last judgement that took the place of the one before, or the last at all; with the areas judged in and after it. */
function latest(state: JudgementsState, validAt: CivilDay): JudgementView['current'] {
  const { judgements } = state;
  const replacing = judgements.findLastIndex((one) => replacesTheLast(one.data));
  const index = replacing >= 0 ? replacing : judgements.length - 1;
  const current = judgements[index];
  if (!current) return null;
  const { inspectionId, overall, framework: id, limiting } = current.data;
  const runStart = firstOfRun(judgements, index, overallOf) ?? current;
  return {
    overall,
    framework: id,
    frameworkName: frameworks[id].name,
    inspectionId,
    since: countsFrom(state, runStart),
    issued: current.issued,
    published: publicationOf(state, current),
    underEmbargoUntil: embargoOf(state, current, validAt),
    areas: areasSince(state, index),
    limiting: limiting ?? null,
    certainty: current.begun,
    event: current.event,
  };
}

type Read = (one: Judgement) => Grade | 'within another' | null;

/** A whole inspection without an overall judgement ends the run of the one before. */
const overallOf: Read = ({ data }) => data.overall ?? (replacesTheLast(data) ? 'within another' : null);

/** The areas of the judgement at `index`, and those that a later review judged alone. */
export function areasSince(state: JudgementsState, index: number) {
  const { judgements } = state;
  const latest: { readonly graded: AreaGrade; readonly at: number }[] = [];
  for (let at = index; at < judgements.length; at += 1)
    for (const graded of judgements[at]?.data.areas ?? []) {
      const before = latest.findIndex((one) => one.graded.area === graded.area);
      if (before < 0) latest.push({ graded, at });
      else latest[before] = { graded, at };
    }
  return latest.flatMap(({ graded: { area: id, grade: graded }, at }) => {
    const one = judgements[at];
    if (!one) return [];
    const runStart = firstOfRun(judgements, at, ({ data }) => gradeOf(data, id)) ?? one;
    const { inspectionId } = one.data;
    const since = countsFrom(state, runStart);
    return [{ area: id, name: areaName(one.data, id), grade: graded, since, judgedIn: inspectionId }];
  });
}

type AreaGrade = Judgement['data']['areas'][number];

/** The first judgement of the unbroken run of one grade, on one scale, that ends with the one at `last`. */
function firstOfRun(judgements: readonly Judgement[], last: number, read: Read): Judgement | undefined {
  let start: { readonly one: Judgement; readonly graded: Graded } | undefined;
  for (let at = last; at >= 0; at -= 1) {
    const one = judgements[at];
    const grade = one ? read(one) : null;
    if (!one || grade === null) continue; // a review that did not judge this neither continues nor breaks the run
    if (grade === 'within another') break;
    const graded: Graded = { framework: one.data.framework, grade };
    if (start && travel(graded, start.graded) !== 'same') break;
    start = { one, graded };
  }
  return start?.one;
}
