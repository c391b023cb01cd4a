import { z } from 'zod';
import { changesViewSchema } from '../../projections/changes.ts';
import { authorityPath, authoritySegment } from '../authority-segment.ts';
import { link } from '../links.ts';
import { basisSchema, changesQuery, questionsOf, resolvedPair } from '../questions.ts';
import { read } from '../route.ts';

export const changes = read({
  path: '/v1/authorities/{authority}/changes',
  tag: 'authority',
  summary: 'What came, changed or went between two questions, and what that changed',
  description:
    'Two questions of one viewer, their parameters prefixed `from.` and `to.`. What a question leaves open is today, now, and the whole log.',
  segments: authoritySegment,
  query: changesQuery,
  answer: z.strictObject({
    from: basisSchema,
    to: basisSchema,
    changes: changesViewSchema,
    links: z.strictObject({ self: z.string() }),
  }),
  answerIs: 'The difference, and what each side of it rests on.',
  answerer: async ({ caseline, viewer, query, segment }) => {
    const la = await caseline.codeOf(segment('authority'), viewer);
    const asked = questionsOf(query, viewer);
    const { from, to, changes: found } = await caseline.changes(la, asked.from, asked.to);
    const self = link(`${authorityPath(la)}/changes`, resolvedPair(from, to));
    return { body: { from, to, changes: found, links: { self } }, position: to.position };
  },
});
