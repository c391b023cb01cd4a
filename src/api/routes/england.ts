import { z } from 'zod';
import { parseDay } from '../../domain/time/civil-day.ts';
import { englandTable, firstTableOf, tableNamesOf } from '../../export/england-tables.ts';
import { source } from '../../export/source.ts';
import { type EnglandAsked, type EnglandName, england as tables } from '../../projections/england/england.ts';
import { fileLinks, fileLinksSchema, formatParameter, sourceSchema, tableFile } from '../files.ts';
import { link, type Parameters } from '../links.ts';
import { narrowedBy, narrowing } from '../narrowing.ts';
import { basisSchema, date, questionOf, questionQuery, resolvedParameters } from '../questions.ts';
import { type Answered, type Asked, read } from '../route.ts';

const commonQuery = z.strictObject({ ...questionQuery.shape, ...narrowing, ...formatParameter });
type CommonQuery = z.output<typeof commonQuery>;

/** What only some tables are asked. */
interface More {
  readonly asked?: Pick<EnglandAsked, 'step' | 'since'>;
  readonly parameters?: Parameters;
  /** Which of several tables a file is to hold. */
  readonly table?: string;
  /** The earlier day, in the name of a file. */
  readonly from?: string;
}

export const englandLinksSchema = z.strictObject({
  self: z.string().meta({ description: 'The permanent link: this basis, and so these bytes, for ever.' }),
  ...fileLinksSchema,
});

const pathOf = (name: EnglandName): string => `/v1/england/${name}`;

const described = (name: EnglandName, summary: string) => ({
  path: pathOf(name),
  tag: 'england',
  summary,
  answer: z.strictObject({
    basis: basisSchema,
    [name]: tables[name].schema,
    source: sourceSchema,
    links: englandLinksSchema,
  }),
  answerIs: 'The answer and what it rests on; or a table of it as a file.',
  files: true as const,
});

async function answered(
  name: EnglandName,
  { caseline, viewer, query }: Asked<CommonQuery>,
  { asked = {}, parameters = [], table = firstTableOf(name), from }: More = {},
): Promise<Answered<object>> {
  const { region, kind, format, ...question } = query;
  const narrowed = { ...narrowedBy({ region, kind }), ...asked };
  const answer = await caseline.england(name, questionOf(question, viewer), narrowed);
  const { basis } = answer;
  if (format !== 'json') {
    const words = ['england', name, table === name ? undefined : table, from, basis.validAt, region, kind];
    return tableFile(format, englandTable(name, answer[name], table), basis, words);
  }
  const linkTo = (more: Parameters): string =>
    link(pathOf(name), [
      ...resolvedParameters(basis),
      ['region', region],
      ['kind', kind],
      ...parameters,
      ['table', table === firstTableOf(name) ? undefined : table],
      ...more,
    ]);
  return { body: { ...answer, source, links: { self: linkTo([]), ...fileLinks(linkTo) } } };
}

const board = read({
  ...described('board', 'What was in force in each authority on a day'),
  query: commonQuery,
  answerer: (asking) => answered('board', asking),
});

const series = read({
  ...described('series', 'How many authorities stood where, at the end of each period up to a day'),
  query: z.strictObject({
    ...commonQuery.shape,
    step: z
      .enum(['month', 'quarter', 'year'], { error: 'must be month, quarter or year' })
      .default('month')
      .meta({ description: 'How long a period is.' }),
    since: date.default('2012-01-01').meta({ description: 'No point is before this day.' }),
  }),
  answerer: ({ query: { step, since, ...query }, ...asking }) =>
    answered(
      'series',
      { ...asking, query },
      {
        asked: { step, ...sinceDay(since) },
        parameters: [
          ['step', step],
          ['since', since],
        ],
      },
    ),
});

const transitions = read({
  ...described('transitions', 'From each published overall judgement to the next of the same authority'),
  query: commonQuery,
  answerer: (asking) => answered('transitions', asking),
});

const timeInadequate = read({
  ...described('time-inadequate', 'Every spell of inadequate, and how long such spells last'),
  query: z.strictObject({
    ...commonQuery.shape,
    table: z
      .enum(tableNamesOf('time-inadequate'), {
        error: `must be ${tableNamesOf('time-inadequate').join(' or ')}`,
      })
      .default(firstTableOf('time-inadequate'))
      .meta({ description: 'Which table a file is to hold; JSON has both.' }),
  }),
  answerer: ({ query: { table, ...query }, ...asking }) =>
    answered('time-inadequate', { ...asking, query }, { table }),
});

const movers = read({
  ...described('movers', 'Whose judgement in force is another than on an earlier day'),
  query: z.strictObject({
    ...commonQuery.shape,
    since: date.meta({ description: 'The earlier day: before the day asked about.', example: '2018-01-01' }),
  }),
  answerer: ({ query: { since, ...query }, ...asking }) =>
    answered(
      'movers',
      { ...asking, query },
      {
        asked: sinceDay(since),
        parameters: [['since', since]],
        from: since,
      },
    ),
});

const spells = read({
  ...described(
    'spells',
    'The whole time of each authority up to a day, cut into spells by what stood in force',
  ),
  query: commonQuery,
  answerer: (asking) => answered('spells', asking),
});

/** A query's schema has seen to it that it is a day. */
export function sinceDay(text: string): Pick<EnglandAsked, 'since'> {
  const since = parseDay(text);
  return since === undefined ? {} : { since };
}

export const englandRoutes = {
  board,
  series,
  transitions,
  'time-inadequate': timeInadequate,
  movers,
  spells,
};
