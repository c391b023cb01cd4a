import { z } from 'zod';
import { authorityDeadlineSchema } from '../../projections/all-deadlines.ts';
import { deadlineStatuses } from '../../projections/deadlines/view.ts';
import { link } from '../links.ts';
import { severalAuthorities } from '../narrowing.ts';
import { limitParameter, pageLinks, pageLinksSchema, pageOf, usualLimit } from '../pages.ts';
import { listOf } from '../query.ts';
import { basisSchema, questionOf, questionQuery, resolvedParameters } from '../questions.ts';
import { read } from '../route.ts';

/** What of all deadlines is asked for. */
export const deadlinesNarrowing = {
  ...severalAuthorities,
  status: listOf(z.enum(deadlineStatuses, { error: `must be of ${deadlineStatuses.join(', ')}` }))
    .optional()
    .meta({
      description: 'Only what stands so on the day: one or several DeadlineStatus, with commas between them.',
      example: 'due,overdue',
    }),
};

export const deadlines = read({
  path: '/v1/deadlines',
  tag: 'deadlines',
  summary: 'Every obligation of every authority that the viewer may know of, and how it stood on a day',
  description: 'In pages, by the last day on which each can be due.',
  query: z.strictObject({
    ...questionQuery.shape,
    ...deadlinesNarrowing,
    limit: limitParameter.default(usualLimit),
    after: z.string().optional().meta({
      description:
        'The code of the authority and the id of the last deadline of the page before; from the start when absent.',
      example: '380/2018-ilacs/statement-of-action',
    }),
  }),
  answer: z.strictObject({
    basis: basisSchema,
    deadlines: z.array(authorityDeadlineSchema),
    links: pageLinksSchema,
  }),
  answerIs: 'A page of the deadlines and what it rests on.',
  answerer: async ({ caseline, viewer, query }) => {
    const { authority, region, status, limit, after, ...asked } = query;
    const authorities = authority && (await caseline.codesOf(authority, viewer));
    const question = questionOf(asked, viewer);
    const { basis, deadlines: all } = await caseline.deadlines(question, { authorities, region, status });
    const page = pageOf(all, { limit, after }, ({ la, id }) => `${la}/${id}`);
    const links = pageLinks(page, { limit, after }, (more) =>
      link('/v1/deadlines', [
        ...resolvedParameters(basis),
        ['authority', authorities?.join()],
        ['region', region],
        ['status', status?.join()],
        ...more,
      ]),
    );
    return { body: { basis, deadlines: [...page.entries], links } };
  },
});
