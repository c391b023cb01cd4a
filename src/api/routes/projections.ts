import { z } from 'zod';
import { type ProjectionName, projections } from '../../projections/projections.ts';
import { authorityPath, authoritySegment } from '../authority-segment.ts';
import { link } from '../links.ts';
import { basisSchema, questionOf, questionQuery, resolvedParameters } from '../questions.ts';
import { type Route, read } from '../route.ts';

export const linksSchema = z.strictObject({
  self: z.string().meta({ description: 'The permanent link: this basis, and so these bytes, for ever.' }),
});

/** The address of one projection of one authority. */
function projection<Name extends ProjectionName>(
  name: Name,
  summary: string,
  lastSegment: string = name,
): Route {
  return read({
    path: `/v1/authorities/{authority}/${lastSegment}`,
    tag: 'authority',
    summary,
    segments: authoritySegment,
    query: questionQuery,
    answer: z.strictObject({ basis: basisSchema, [name]: projections[name].schema, links: linksSchema }),
    answerIs: `The projection \`${name}\` and what it rests on.`,
    answerer: async ({ caseline, viewer, query, segment }) => {
      const la = await caseline.codeOf(segment('authority'), viewer);
      const answer = await caseline.replay(name, la, questionOf(query, viewer));
      const self = link(`${authorityPath(la)}/${lastSegment}`, resolvedParameters(answer.basis));
      return { body: { ...answer, links: { self } }, position: answer.basis.position };
    },
  });
}

export const projectionRoutes: readonly Route[] = [
  projection('case', 'The state of the case on a day'),
  projection('journey', 'The whole way of the authority up to a day'),
  projection('deadlines', 'Every obligation, and how it stood on a day'),
  projection('improvement', 'Each area for improvement: raised where, addressed how, seen again when'),
  projection('reconciliation', 'The record held against its rules, its sources and itself', 'anomalies'),
];
