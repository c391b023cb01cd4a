import { z } from 'zod';
import { CaselineError } from '../../caseline.ts';
import { laCode } from '../../domain/events/fields.ts';
import { source } from '../../export/source.ts';
import { day, grade } from '../../projections/answer-fields.ts';
import { checkNarrowing } from '../../projections/england/asked.ts';
import { inOrder, sortFields, sorts } from '../authority-order.ts';
import { authorityLink, authorityNames } from '../authority-segment.ts';
import { fileLinks, fileLinksSchema, formatParameter, sourceSchema, tableFile } from '../files.ts';
import { link, type Parameters } from '../links.ts';
import { authoritiesTable, listedAuthorities, searched, statuses } from '../listed-authorities.ts';
import { narrowedBy, narrowing } from '../narrowing.ts';
import { limitParameter, pageLinks, pageLinksSchema, pageOf, usualLimit } from '../pages.ts';
import { basisSchema, questionOf, questionQuery, resolvedParameters } from '../questions.ts';
import { read } from '../route.ts';

const listedSchema = z
  .strictObject({
    ...authorityNames,
    overall: grade.nullable().meta({ description: 'Null where `status` is not `judged`.' }),
    status: z.enum(statuses).meta({
      description:
        "On the day: 'ended' by a reorganisation; 'not_registered' by then; of all others as the board has it.",
    }),
    since: day.nullable().meta({ description: 'Since when the grade has stood.' }),
    days: z.int().nullable().meta({ description: 'From `since` to the day asked about.' }),
    links: z.strictObject({ self: z.string() }),
  })
  .meta({ id: 'ListedAuthority' });

const filters = {
  q: z.string().trim().min(1, 'must not be empty').optional().meta({
    description: 'Only with this in the name, another name or the slug, or of this code.',
    example: 'brad',
  }),
  ...narrowing,
  overall: grade.optional().meta({ description: 'Only with this grade in force.' }),
  status: z.enum(statuses).optional().meta({ description: 'Only with this status.' }),
  sort: z
    .enum(sorts, { error: `must be ${sortFields.join(', ')}, or one of these with - before it` })
    .default('name')
    .meta({ description: 'By what; with `-` before it, from the other end. Ties are by name.' }),
};

const listQuery = z.strictObject({
  ...questionQuery.shape,
  ...filters,
  limit: limitParameter.optional(),
  after: laCode.optional().meta({
    description: 'The code of the last authority of the page before; from the start when absent.',
  }),
  ...formatParameter,
});

export const authorities = read({
  path: '/v1/authorities',
  tag: 'authorities',
  summary: 'The authorities that the viewer may know of, and what was in force in each of them',
  description:
    'Those that a reorganisation has ended too, and those that were not registered yet. In pages; as a file, all at once.',
  query: listQuery,
  answer: z.strictObject({
    basis: basisSchema,
    authorities: z.array(listedSchema),
    source: sourceSchema,
    links: z.strictObject({ ...pageLinksSchema.shape, ...fileLinksSchema }),
  }),
  answerIs: 'A page of the authorities and what it rests on; or all of them as a file.',
  files: true,
  answerer: async ({ caseline, viewer, query }) => {
    const { q, region, kind, overall, status, sort, limit, after, format, ...asked } = query;
    const question = questionOf(asked, viewer);
    const { basis, authorities: all } = await listedAuthorities(caseline, question);
    checkNarrowing(narrowedBy({ region, kind }), all);
    const wanted = all.filter(
      (one) =>
        (region === undefined || one.region === region) &&
        (kind === undefined || one.kind === kind) &&
        (overall === undefined || one.overall === overall) &&
        (status === undefined || one.status === status),
    );
    const rows = inOrder(q === undefined ? wanted : await searched(caseline, basis, wanted, q), sort);
    if (format !== 'json') {
      if (limit !== undefined || after !== undefined) throw noPages(limit === undefined ? 'after' : 'limit');
      const words = ['authorities', basis.validAt, region, kind, overall, status, q];
      return tableFile(format, { table: authoritiesTable, rows }, basis, words);
    }
    const page = { limit: limit ?? usualLimit, after };
    const found = pageOf(rows, page, ({ la }) => la);
    const chosen: Parameters = Object.entries({ q, region, kind, overall, status, sort });
    const linkTo = (more: Parameters): string =>
      link('/v1/authorities', [...resolvedParameters(basis), ...chosen, ...more]);
    return {
      body: {
        basis,
        authorities: found.entries.map((one) => ({ ...one, links: { self: authorityLink(one.la, viewer) } })),
        source,
        links: { ...pageLinks(found, page, linkTo), ...fileLinks(linkTo) },
      },
    };
  },
});

const noPages = (parameter: string): CaselineError =>
  new CaselineError(
    'invalid-question',
    `${parameter}: a file holds all the authorities, never a page of them; leave it out`,
    { parameter },
  );
