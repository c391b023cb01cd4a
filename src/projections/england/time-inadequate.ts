import { z } from 'zod';
import { type CivilDay, formatDay } from '../../domain/time/civil-day.ts';
import { day, framework, grade } from '../answer-fields.ts';
import { type Published, runsOf, travelBetween } from '../published.ts';
import { kaplanMeier } from './kaplan-meier.ts';
import { made, madeSchema } from './method.ts';
import type { Standing } from './standing.ts';
import type { Table } from './table.ts';

const spellSchema = z
  .strictObject({
    la: z.string(),
    name: z.string(),
    region: z.string(),
    framework: framework.meta({ description: 'Of the judgement that began it.' }),
    from: day.meta({ description: 'Publication of the first judgement of the run.' }),
    to: day.nullable().meta({ description: 'The day on which it was over; null while it lasts.' }),
    days: z.int().meta({ description: 'From `from` to `to`, or to the day asked about.' }),
    outcome: z.enum(['improved', 'open', 'ended', 'not_comparable']).meta({
      description:
        "'improved' by a better grade of the same scale; 'open' on the day; 'ended' with the authority; 'not_comparable' where the next judgement has another scale, or no overall.",
    }),
    nextGrade: grade.nullable().meta({ description: 'Overall, of the judgement that ended it.' }),
    judgements: z.int().meta({ description: 'How many judgements of inadequate it rests on.' }),
  })
  .meta({ id: 'EnglandInadequateSpell' });

const share = z.number().min(0).max(1);

const stepSchema = z
  .strictObject({
    days: z.int().meta({ description: 'Since the spell began.' }),
    atRisk: z.int().meta({ description: 'Spells that had lasted as long, and were still known of.' }),
    improved: z.int().meta({ description: 'Of these, how many ended in a better grade on this day.' }),
    censored: z.int().meta({ description: 'Of these, how many are known of only until this day.' }),
    survival: share.meta({ description: 'The estimated share of spells that last longer.' }),
    standardError: z.number().nullable().meta({ description: "Greenwood's; null where survival is 0." }),
    lower: share.nullable().meta({ description: 'The 95 % interval, on the log scale; null at 0.' }),
    upper: share.nullable().meta({ description: 'Never above 1.' }),
  })
  .meta({ id: 'EnglandSurvivalStep' });

export const timeInadequateSchema = z.strictObject({
  ...madeSchema,
  spells: z.array(spellSchema).meta({ description: 'By the day on which they began, then by name.' }),
  survival: z
    .strictObject({
      n: z.int().meta({ description: 'Spells.' }),
      events: z.int().meta({ description: 'Spells that ended in a better grade.' }),
      median: z
        .strictObject({
          days: z.int().nullable(),
          lower: z.int().nullable(),
          upper: z.int().nullable(),
        })
        .meta({
          description:
            'Days until half of the spells have ended in a better grade, and the 95 % interval; null where the curve, or its band, does not come down to a half.',
        }),
      steps: z.array(stepSchema),
    })
    .meta({
      id: 'EnglandSurvival',
      description:
        'Kaplan-Meier estimate of how long inadequate lasts; all outcomes but improved are censored.',
    }),
});

export type TimeInadequateView = z.infer<typeof timeInadequateSchema>;
type InadequateSpell = z.infer<typeof spellSchema>;
type Step = z.infer<typeof stepSchema>;

/** Every spell of inadequate that began by the day, and how long such spells last. */
export function timeInadequate(standings: readonly Standing[], validAt: CivilDay): TimeInadequateView {
  const spells = standings
    .flatMap((standing) => spellsOf(standing, validAt))
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0)); // stable: of one day, by name
  const { n, events, median, steps } = kaplanMeier(
    spells.map(({ days, outcome }) => ({ days, event: outcome === 'improved' })),
  );
  const improvedSteps = steps.map(({ events: improved, ...step }) => ({ ...step, improved }));
  return {
    ...made('timeInadequate', standings),
    spells,
    survival: { n, events, median, steps: improvedSteps },
  };
}

function spellsOf(standing: Standing, validAt: CivilDay): InadequateSpell[] {
  const { authority, published } = standing;
  const { la, name, region } = authority;
  const runs = runsOf(published);
  return runs.flatMap((run, index) => {
    const first = run[0];
    if (first?.overall !== 'inadequate' || first.from >= endOf(standing)) return [];
    const end = endOfSpell(standing, run.at(-1) ?? first, runs[index + 1]?.[0], validAt);
    return [
      {
        la,
        name,
        region,
        framework: first.judgement.data.framework,
        from: formatDay(first.from),
        to: end.to === null ? null : formatDay(end.to),
        days: (end.to ?? validAt) - first.from,
        outcome: end.outcome,
        nextGrade: end.nextGrade,
        judgements: run.length,
      },
    ];
  });
}

interface SpellEnd extends Pick<InadequateSpell, 'outcome' | 'nextGrade'> {
  readonly to: CivilDay | null;
}

/** Whichever comes first: the next grade, the end of the authority, the day asked about. */
function endOfSpell(
  standing: Standing,
  last: Published,
  next: Published | undefined,
  validAt: CivilDay,
): SpellEnd {
  const ended = endOf(standing);
  if (ended <= Math.min(next?.from ?? validAt, validAt))
    return { to: ended, outcome: 'ended', nextGrade: null };
  if (!next) return { to: null, outcome: 'open', nextGrade: null };
  const improved = travelBetween(last, next) === 'better';
  return { to: next.from, outcome: improved ? 'improved' : 'not_comparable', nextGrade: next.overall };
}

const endOf = ({ ended }: Standing): CivilDay => ended ?? Number.POSITIVE_INFINITY;

/** One row for each spell. */
export const inadequateSpellsTable: Table<InadequateSpell> = {
  name: 'spells',
  about: 'Every spell of inadequate overall.',
  columns: [
    { name: 'la', type: 'string', about: 'DfE local authority code.', of: (row) => row.la },
    { name: 'name', type: 'string', about: 'The name of the authority.', of: (row) => row.name },
    { name: 'region', type: 'string', about: 'As registered.', of: (row) => row.region },
    {
      name: 'framework',
      type: 'string',
      about: 'Of the judgement that began it.',
      of: (row) => row.framework,
    },
    { name: 'from', type: 'day', about: 'Publication of the first judgement.', of: (row) => row.from },
    { name: 'to', type: 'day', about: 'When it was over; empty while it lasts.', of: (row) => row.to },
    { name: 'days', type: 'integer', about: 'How long it had lasted.', of: (row) => row.days },
    { name: 'outcome', type: 'string', about: 'How it ended.', of: (row) => row.outcome },
    {
      name: 'next_grade',
      type: 'string',
      about: 'Of the judgement that ended it.',
      of: (row) => row.nextGrade,
    },
    {
      name: 'judgements',
      type: 'integer',
      about: 'Judgements of inadequate in it.',
      of: (row) => row.judgements,
    },
  ],
};

/** One row for each step of the Kaplan-Meier curve. */
export const survivalTable: Table<Step> = {
  name: 'survival',
  about: 'The Kaplan-Meier estimate of how long inadequate lasts.',
  columns: [
    { name: 'days', type: 'integer', about: 'Since the spell began.', of: (row) => row.days },
    { name: 'at_risk', type: 'integer', about: 'Spells still known of.', of: (row) => row.atRisk },
    { name: 'improved', type: 'integer', about: 'Ended in a better grade.', of: (row) => row.improved },
    { name: 'censored', type: 'integer', about: 'Known of only until then.', of: (row) => row.censored },
    { name: 'survival', type: 'number', about: 'The share that lasts longer.', of: (row) => row.survival },
    { name: 'standard_error', type: 'number', about: "Greenwood's.", of: (row) => row.standardError },
    { name: 'lower', type: 'number', about: 'Of the 95 % interval.', of: (row) => row.lower },
    { name: 'upper', type: 'number', about: 'Of the 95 % interval.', of: (row) => row.upper },
  ],
};
