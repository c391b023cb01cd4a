import type { Request } from 'express';
import { z } from 'zod';
import type { Caseline } from '../../caseline.ts';
import { type Party, PUBLIC } from '../../domain/parties.ts';
import { calendarFile, calendarMediaType } from '../../export/calendar.ts';
import { fileName } from '../../export/formats.ts';
import { source } from '../../export/source.ts';
import { authorityPath, authoritySegment } from '../authority-segment.ts';
import { hasCome, withAwaitedPosition } from '../awaited-position.ts';
import { link, viewedAs } from '../links.ts';
import { severalAuthorities } from '../narrowing.ts';
import { Refusal } from '../problems.ts';
import { viewerQuery } from '../questions.ts';
import { contextOf } from '../request-context.ts';
import { fileHeaders } from '../response-headers.ts';
import { narrowed, type Route, readingSecurity, type Serving, segmentsOf } from '../route.ts';
import { callerReading, notAccepted } from '../tokens.ts';

const calendarQuery = z.strictObject({
  ...viewerQuery.shape,
  feed: z.string().optional().meta({
    description:
      'The token of a feed (`POST /v1/feeds`), for programs that can send no header: the calendar is that of its party. Not beside Authorization.',
  }),
});

/** Whose deadlines stand in a calendar. */
interface Wanted {
  readonly authorities?: readonly string[] | undefined;
  readonly region?: string | undefined;
}

/** An address of a calendar, which is always about now. */
const calendar = <Query extends typeof calendarQuery>({
  path,
  summary,
  segments,
  query,
  wanted,
}: {
  readonly path: string;
  readonly summary: string;
  readonly segments?: z.ZodObject;
  readonly query: Query;
  readonly wanted: (query: z.output<Query>, segment: (name: string) => string) => Wanted;
}): Route => {
  const awaiting = withAwaitedPosition(query);
  return {
    method: 'get',
    path,
    waits: true,
    operation: {
      tags: ['deadlines'],
      summary,
      description:
        'iCalendar (RFC 5545), to subscribe to: an entry of a whole day for each deadline. Its UID is the same for ever and for everybody; its SEQUENCE grows when it has become another, as far as the viewer may know. What the record could not tell to have been met or not (`not_recorded`) has no entry.',
      security: readingSecurity,
      requestParams: { ...(segments && { path: segments }), query: awaiting.schema },
      responses: {
        200: {
          description: 'The calendar.',
          headers: fileHeaders,
          content: { 'text/calendar': { schema: { type: 'string' } } },
        },
      },
    },
    serve: async (request, response, serving) => {
      const party = await partyOf(request, serving);
      contextOf(request).party = party;
      const { asked, position } = awaiting.read(request.url);
      const viewer = narrowed(party, asked.viewAs);
      if (!(await hasCome(position, viewer, response, serving))) return undefined;
      const { file, words } = await written(serving.caseline, viewer, wanted(asked, segmentsOf(request)));
      return {
        status: 200,
        file,
        headers: {
          'Content-Disposition': `attachment; filename="${fileName(words, 'ics')}"`,
          Link: `<${source.licenceUrl}>; rel="license"`,
        },
      };
    },
  };
};

/** As whom a calendar is read. A feed that is not accepted is refused: the public's calendar would look like its own. */
async function partyOf(request: Request, serving: Serving): Promise<Party> {
  const token = new URL(request.url, 'http://caseline').searchParams.get('feed');
  if (token === null) return (await callerReading(request, serving.verifier)).party;
  if (request.headers.authorization !== undefined)
    throw new Refusal('malformed-request', 'Give the token of a feed or a bearer token, and not both.');
  const party = await serving.feeds.partyOf(token);
  if (party === undefined) throw notAccepted('not accepted');
  return party;
}

async function written(caseline: Caseline, viewer: Party, { authorities, region }: Wanted) {
  const codes = authorities && (await caseline.codesOf(authorities, viewer));
  const { calendar: entries } = await caseline.calendar(viewer, { authorities: codes, region });
  const names = codes && (await caseline.authorities(viewer)).filter(({ la }) => codes.includes(la));
  const within = [names?.map(({ name }) => name).join(', '), region].filter((one) => one !== undefined);
  const isPrivate = viewer !== PUBLIC;
  const bytes = calendarFile({
    name: `Deadlines: ${within.length > 0 ? within.join(', ') : 'England'}${isPrivate ? ` (${viewer})` : ''}`,
    entries,
    addressOf: ({ deadline }) => link(`${authorityPath(deadline.la)}/deadlines`, viewedAs(viewer)),
    isPrivate,
  });
  return {
    file: { mediaType: calendarMediaType, bytes },
    words: ['deadlines', codes?.join('-'), region, isPrivate ? viewer : undefined],
  };
}

export const calendarRoutes: readonly Route[] = [
  calendar({
    path: '/v1/authorities/{authority}/deadlines.ics',
    summary: 'The deadlines of one authority, for calendar programs',
    segments: authoritySegment,
    query: calendarQuery,
    wanted: (_query, segment) => ({ authorities: [segment('authority')] }),
  }),
  calendar({
    path: '/v1/deadlines.ics',
    summary: 'The deadlines of all authorities, or of some, for calendar programs',
    query: z.strictObject({ ...calendarQuery.shape, ...severalAuthorities }),
    wanted: ({ authority, region }) => ({ authorities: authority, region }),
  }),
];
