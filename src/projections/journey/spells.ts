import { z } from 'zod';
import { type Travel, travel, travels } from '../../domain/frameworks/compare-grades.ts';
import type { Grade } from '../../domain/frameworks/frameworks.ts';
import { replacesTheLast } from '../../domain/frameworks/judged.ts';
import { type CivilDay, formatDay } from '../../domain/time/civil-day.ts';
import { lastDay, parseEdtf } from '../../domain/time/edtf.ts';
import { day, edtfDate, eventId, framework, grade } from '../answer-fields.ts';
import { type Judgement, type JudgementsState, publicationOf } from '../judgements.ts';
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

interface Counted {
  readonly from: CivilDay;
  /** Null where a whole inspection gave no overall judgement: it ends the spell before and begins none. */
  readonly overall: Grade | null;
  readonly published: string;
  readonly judgement: Judgement;
}

/**
 * One spell for each unbroken overall judgement, from the publication of its first report to that of the next
 * with another grade: publication is the only day that every report states.
 */
export function spellsOf(state: JudgementsState, happened: readonly Happening[], validAt: CivilDay): Spell[] {
  const runs: Counted[][] = [];
  for (const one of counted(state)) {
    const run = runs.at(-1);
    const previous = run?.at(-1);
    if (run && previous && direction(previous, one) === 'same') run.push(one);
    else runs.push([one]);
  }
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
        direction: previous ? direction(previous, first) : ('first' as const),
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

/** The judgements that took the place of the one before and whose reports were published, by day of publication. */
function counted(state: JudgementsState): Counted[] {
  const found = state.judgements.flatMap((judgement) => {
    const published = publicationOf(state, judgement);
    const parsed = published === null ? undefined : parseEdtf(published);
    const { overall } = judgement.data;
    if (published === null || !parsed?.ok || !replacesTheLast(judgement.data) || overall === 'not_judged')
      return [];
    return [{ from: lastDay(parsed.value), overall, published, judgement }];
  });
  return found.sort((a, b) => a.from - b.from);
}

function direction(before: Counted, after: Counted): Travel {
  if (before.overall === null || after.overall === null) return 'not_comparable';
  return travel(
    { framework: before.judgement.data.framework, grade: before.overall },
    { framework: after.judgement.data.framework, grade: after.overall },
  );
}
