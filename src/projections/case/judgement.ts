import { z } from 'zod';
import { travel } from '../../domain/frameworks/compare-grades.ts';
import { type AreaId, frameworks, type Grade } from '../../domain/frameworks/frameworks.ts';
import type { Projection } from '../../replay/projection.ts';
import { area, certainty, edtfDate, eventId, framework, grade } from '../answer-fields.ts';
import {
  countsFrom,
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
  view: (state) => {
    const certain = state.judgements.filter((one) => one.begun === 'certain');
    const possible = state.judgements.filter((one) => one.begun === 'possible');
    return {
      current: latest(state, certain),
      possiblySuperseded: possible.length > 0 ? latest(state, state.judgements) : null,
    };
  },
};

/** The last of `judgements` with an overall grade, or the last at all; with the areas judged in it and after it. */
function latest(state: JudgementsState, judgements: readonly Judgement[]): JudgementView['current'] {
  const index = lastIndex(judgements);
  const current = judgements[index];
  if (!current) return null;
  const { inspectionId, overall, framework: frameworkId, limiting } = current.data;
  const published = publicationOf(state, current);
  const runStart = firstOfRun(judgements.slice(0, index + 1), (one) => one.data.overall) ?? current;
  return {
    overall,
    framework: frameworkId,
    frameworkName: frameworks[frameworkId].name,
    inspectionId,
    since: countsFrom(state, runStart),
    issued: current.issued,
    published,
    underEmbargoUntil: published === null ? (state.shared[inspectionId]?.embargoUntil ?? null) : null,
    areas: areasSince(state, judgements, index),
    limiting: limiting ?? null,
    certainty: current.begun,
    event: current.event,
  };
}

function lastIndex(judgements: readonly Judgement[]): number {
  const withOverall = judgements.findLastIndex((one) => one.data.overall !== null);
  return withOverall >= 0 ? withOverall : judgements.length - 1;
}

/** The areas of the judgement at `index`, and those that a later review judged alone. */
function areasSince(state: JudgementsState, judgements: readonly Judgement[], index: number) {
  const latestOf = new Map<AreaId, number>();
  judgements.forEach((one, at) => {
    if (at >= index) for (const { area: id } of one.data.areas) latestOf.set(id, at);
  });
  return [...latestOf].flatMap(([id, at]) => {
    const one = judgements[at];
    const graded = one && gradeOf(one, id);
    if (!one || !graded) return [];
    const runStart = firstOfRun(judgements.slice(0, at + 1), (earlier) => gradeOf(earlier, id)) ?? one;
    const name = frameworks[one.data.framework].areas.find((known) => known.id === id)?.name ?? id;
    return [
      { area: id, name, grade: graded, since: countsFrom(state, runStart), judgedIn: one.data.inspectionId },
    ];
  });
}

const gradeOf = (one: Judgement, id: AreaId): Grade | null =>
  one.data.areas.find((graded) => graded.area === id)?.grade ?? null;

/** The first judgement of the unbroken run of one grade, on one scale, that ends with the last of `judgements`. */
function firstOfRun(
  judgements: readonly Judgement[],
  read: (one: Judgement) => Grade | null,
): Judgement | undefined {
  let start: Judgement | undefined;
  for (const one of judgements.toReversed()) {
    const graded = read(one);
    if (graded === null) continue; // a review that did not judge this neither continues nor breaks the run
    const startGrade = start && read(start);
    if (
      start &&
      startGrade &&
      travel(
        { framework: one.data.framework, grade: graded },
        { framework: start.data.framework, grade: startGrade },
      ) !== 'same'
    )
      break;
    start = one;
  }
  return start;
}
