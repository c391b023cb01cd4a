import { z } from 'zod';
import { CaselineError } from '../../caseline.ts';
import { authorityLink, authorityNames, authorityPath, authoritySegment } from '../authority-segment.ts';
import { link, viewedAs } from '../links.ts';
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

const linksBelow = z.strictObject({
  self: z.string(),
  ...Object.fromEntries(below.map((one) => [one, z.string()])),
  calendar: z.string().meta({ description: 'Its deadlines, for calendar programs.' }),
});

export const authority = read({
  path: '/v1/authorities/{authority}',
  tag: 'authorities',
  summary: 'One authority, and where everything about it is found',
  segments: authoritySegment,
  query: viewerQuery,
  answer: z.strictObject({ authority: z.strictObject(authorityNames), links: linksBelow }),
  answerIs: 'Its names, and links to what can be asked of it.',
  answerer: async ({ caseline, viewer, segment }) => {
    const la = await caseline.codeOf(segment('authority'), viewer);
    const found = (await caseline.authorities(viewer)).find((one) => one.la === la);
    if (!found) throw new CaselineError('unknown-authority', `no authority is known as '${la}'`);
    const { basis } = await caseline.events(la, { viewer });
    const linkTo = (segment: string): string => link(`${authorityPath(la)}/${segment}`, viewedAs(viewer));
    return {
      body: {
        authority: found,
        links: {
          self: authorityLink(la, viewer),
          ...Object.fromEntries(below.map((one) => [one, linkTo(one)])),
          calendar: linkTo('deadlines.ics'),
        },
      },
      position: basis.position,
    };
  },
});
