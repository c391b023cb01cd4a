import { z } from 'zod';
import { type CivilDay, formatDay } from '../../domain/time/civil-day.ts';
import { day, framework, grade } from '../answer-fields.ts';
import { type Published, runsOf, travelBetween } from '../published.ts';
import type { EnglandAsked } from './asked.ts';
import { made, madeSchema } from './method.ts';
import { existed, inForce, type Standing } from './standing.ts';
import type { Table } from './table.ts';

const inForceSchema = z
  .strictObject({
    overall: grade.nullable().meta({ description: 'Null where the framework gives none.' }),
    framework,
    published: day.meta({ description: 'When the report of the judgement in force came out.' }),
    since: day.meta({ description: 'When the unbroken run of the grade began.' }),
  })
  .meta({ id: 'EnglandInForce', description: 'The judgement in force on a day.' });

const directions = ['better', 'worse', 'not_comparable', 'without_overall', 'first_judged'] as const;

const moverSchema = z
  .strictObject({
    la: z.string(),
    name: z.string(),
    region: z.string(),
    before: inForceSchema.nullable().meta({ description: 'Null where none was in force.' }),
    after: inForceSchema,
    direction: z.enum(directions).meta({
      description:
        "'without_overall' where only the later one has no overall judgement; 'first_judged' where none was in force before.",
    }),
  })
  .meta({ id: 'EnglandMover' });

const count = z.int();

export const moversSchema = z.strictObject({
  ...madeSchema,
  since: day.meta({ description: 'The earlier day.' }),
  counts: z.strictObject({
    better: count,
    worse: count,
    not_comparable: count,
    without_overall: count,
    first_judged: count,
    same: count.meta({ description: 'Authorities that did not move, or had no judgement on either day.' }),
  }),
  movers: z.array(moverSchema).meta({ description: 'By name.' }),
});

export type MoversView = z.infer<typeof moversSchema>;
type Mover = z.infer<typeof moverSchema>;
type Direction = Mover['direction'];

/**
 * The authorities that exist on the day and whose judgement in force is not of the grade and scale of `since`.
 * @throws TypeError where `since` is not given: whoever asks has to choose it.
 */
export function movers(
  standings: readonly Standing[],
  validAt: CivilDay,
  { since }: EnglandAsked,
): MoversView {
  if (since === undefined) throw new TypeError('movers needs `since`, the earlier day');
  const counts = { better: 0, worse: 0, not_comparable: 0, without_overall: 0, first_judged: 0, same: 0 };
  const moved: Mover[] = [];
  for (const standing of standings) {
    if (!existed(standing, validAt)) continue;
    const before = inForce(standing, since);
    const after = inForce(standing, validAt);
    const direction = directionOf(before, after);
    counts[direction] += 1;
    if (direction === 'same' || !after) continue;
    const { la, name, region } = standing.authority;
    moved.push({
      la,
      name,
      region,
      before: before ? told(standing, before) : null,
      after: told(standing, after),
      direction,
    });
  }
  return { ...made('movers', standings), since: formatDay(since), counts, movers: moved };
}

function directionOf(before: Published | undefined, after: Published | undefined): Direction | 'same' {
  if (!after) return 'same';
  if (!before) return 'first_judged';
  if (after.overall === null) return before.overall === null ? 'same' : 'without_overall';
  return travelBetween(before, after);
}

const told = ({ published }: Standing, one: Published): Mover['after'] => ({
  overall: one.overall,
  framework: one.judgement.data.framework,
  published: formatDay(one.from),
  since: formatDay(runsOf(published).find((run) => run.includes(one))?.[0]?.from ?? one.from),
});

/** One row for each authority that moved. */
export const moversTable: Table<Mover> = {
  name: 'movers',
  about: 'Whose judgement in force on the later day is another than on the earlier.',
  columns: [
    { name: 'la', type: 'string', about: 'DfE local authority code.', of: (row) => row.la },
    { name: 'name', type: 'string', about: 'The name of the authority.', of: (row) => row.name },
    { name: 'region', type: 'string', about: 'As registered.', of: (row) => row.region },
    { name: 'direction', type: 'string', about: 'From the one to the other.', of: (row) => row.direction },
    {
      name: 'before_overall',
      type: 'string',
      about: 'The grade in force on the earlier day.',
      of: (row) => row.before?.overall ?? null,
    },
    {
      name: 'before_framework',
      type: 'string',
      about: 'Its framework.',
      of: (row) => row.before?.framework ?? null,
    },
    {
      name: 'before_published',
      type: 'day',
      about: 'Its publication.',
      of: (row) => row.before?.published ?? null,
    },
    { name: 'after_overall', type: 'string', about: 'On the later day.', of: (row) => row.after.overall },
    { name: 'after_framework', type: 'string', about: 'Its framework.', of: (row) => row.after.framework },
    { name: 'after_published', type: 'day', about: 'Its publication.', of: (row) => row.after.published },
    {
      name: 'after_since',
      type: 'day',
      about: 'When its run of one grade began.',
      of: (row) => row.after.since,
    },
  ],
};
