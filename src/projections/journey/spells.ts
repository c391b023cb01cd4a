import { z } from 'zod';
import { travels } from '../../domain/frameworks/compare-grades.ts';
import { type CivilDay, formatDay } from '../../domain/time/civil-day.ts';
import { day, edtfDate, eventId, framework, grade } from '../answer-fields.ts';
import type { JudgementsState } from '../judgements.ts';
import { publishedJudgements, runsOf, travelBetween } from '../published.ts';
import { type Happening, happeningSchema } from './happenings.ts';

export const spellSchema = z
  .strictObject({
    grade,
    framework: framework.meta({ description: 'The framework of the judgement that began the spell.' }),
    from: day.meta({ description: 'Publication of the report that began it.' }),
    to: day.nullable().meta({ description: 'The day on which the next spell began; null while it lasts.' }),
    days: z.int().meta({ description: 'From `from` to `to`, or to the day asked about.' }),
    direction: z.enum(['first', ...travels]).meta({ description: 'Against the spell before.' }),
    judgements: z
      .array(
        z.strictObject({
          inspectionId: z.string(),
          framework,
          overall: grade,
          issued: edtfDate,
          published: edtfDate,
          event: eventId,
        }),
      )
      .meta({ description: 'A later judgement of the same grade does not restart a spell.' }),
    happened: z.array(happeningSchema).meta({ description: 'What happened in it, in order.' }),
  })
  .meta({ id: 'Spell' });

export type Spell = z.infer<typeof spellSchema>;

/**
 * One spell for each unbroken overall judgement, from the publication of its first report to that of the next
 * with another grade: publication is the only day that every report states.
 */
export function spellsOf(state: JudgementsState, happened: readonly Happening[], validAt: CivilDay): Spell[] {
  const runs = runsOf(publishedJudgements(state));
  return runs.flatMap((run, index) => {
    const first = run[0];
    if (!first || first.overall === null) return [];
    const { overall } = first;
    const previous = runs[index - 1]?.at(-1);
    const end = runs[index + 1]?.[0]?.from ?? null;
    return [
      {
        grade: overall,
        framework: first.judgement.data.framework,
        from: formatDay(first.from),
        to: end === null ? null : formatDay(end),
        days: (end ?? validAt) - first.from,
        direction: previous ? travelBetween(previous, first) : ('first' as const),
        judgements: run.map(({ judgement, published }) => ({
          inspectionId: judgement.data.inspectionId,
          framework: judgement.data.framework,
          overall,
          issued: judgement.issued,
          published,
          event: judgement.event,
        })),
        happened: happened
          .filter(({ begins }) => begins >= first.from && (end === null || begins < end))
          .map(({ entry }) => entry),
      },
    ];
  });
}

/** What happened before the first spell began: all of it, where there is none. */
export function beforeFirstSpell(
  spells: readonly Spell[],
  happened: readonly Happening[],
): Happening['entry'][] {
  const first = spells[0]?.from;
  return happened
    .filter(({ begins }) => first === undefined || formatDay(begins) < first)
    .map(({ entry }) => entry);
}
