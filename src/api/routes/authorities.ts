import { z } from 'zod';
import { CaselineError } from '../../caseline.ts';
import { type Party, PUBLIC } from '../../domain/parties.ts';
import { authorityPath, authoritySegment } from '../authority-segment.ts';
import { link } from '../links.ts';
import { viewerQuery } from '../questions.ts';
import { read } from '../route.ts';

/** What can be asked of one authority, by the last segment of its address. */
const below = [
  'case',
  'journey',
  'deadlines',
  'improvement',
  'anomalies',
  'timeline',
  'events',
  'changes',
] as const;

const name = {
  la: z.string().meta({ description: 'DfE local authority code.', example: '380' }),
  slug: z.string().meta({ description: 'Its name in addresses.', example: 'bradford' }),
  name: z.string(),
  region: z.string(),
  kind: z.string(),
};

const linksBelow = z.strictObject({
  self: z.string(),
  ...Object.fromEntries(below.map((one) => [one, z.string()])),
});

const namedSchema = z
  .strictObject({ ...name, links: z.strictObject({ self: z.string() }) })
  .meta({ id: 'AuthorityName' });

const viewed = (viewer: Party) => (viewer === PUBLIC ? [] : [['viewAs', viewer] as const]);

const selfOf = (la: string, viewer: Party): string => link(authorityPath(la), viewed(viewer));

export const authorities = read({
  path: '/v1/authorities',
  tag: 'authorities',
  summary: 'The authorities that the viewer may know of, by name',
  query: viewerQuery,
  answer: z.strictObject({ authorities: z.array(namedSchema), links: z.strictObject({ self: z.string() }) }),
  answerIs: 'The authorities.',
  answerer: async ({ caseline, viewer }) => {
    const known = await caseline.authorities(viewer);
    return {
      body: {
        authorities: known.map((one) => ({ ...one, links: { self: selfOf(one.la, viewer) } })),
        links: { self: link('/v1/authorities', viewed(viewer)) },
      },
    };
  },
});

export const authority = read({
  path: '/v1/authorities/{authority}',
  tag: 'authorities',
  summary: 'One authority, and where everything about it is found',
  segments: authoritySegment,
  query: viewerQuery,
  answer: z.strictObject({ authority: z.strictObject(name), links: linksBelow }),
  answerIs: 'Its names, and links to what can be asked of it.',
  answerer: async ({ caseline, viewer, segment }) => {
    const la = await caseline.codeOf(segment('authority'), viewer);
    const found = (await caseline.authorities(viewer)).find((one) => one.la === la);
    if (!found) throw new CaselineError('unknown-authority', `no authority is known as '${la}'`);
    const { basis } = await caseline.events(la, { viewer });
    const links = below.map((one) => [one, link(`${authorityPath(la)}/${one}`, viewed(viewer))]);
    return {
      body: {
        authority: found,
        links: { self: selfOf(la, viewer), ...Object.fromEntries(links) },
      },
      position: basis.position,
    };
  },
});
