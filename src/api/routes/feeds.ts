import type { Request } from 'express';
import { z } from 'zod';
import { partySchema } from '../../domain/parties.ts';
import type { Feed, FeedOwner } from '../feeds.ts';
import { makeFeed, ownerOf, revokeFeed } from '../own-feeds.ts';
import { readQuery } from '../query.ts';
import { viewerQuery } from '../questions.ts';
import { contextOf } from '../request-context.ts';
import { type Route, type Serving, segmentsOf } from '../route.ts';
import { callerOf } from '../tokens.ts';

const fields = {
  id: z.string().meta({ description: 'Its token begins with it.' }),
  party: partySchema.meta({ description: 'As whom its calendars are read.' }),
  created: z.iso.datetime(),
};

export const feedSchema = z
  .strictObject(fields)
  .meta({ id: 'Feed', description: 'Whoever has its token reads calendars as its party, and nothing else.' });

export const madeSchema = z
  .strictObject({
    ...fields,
    token: z.string().meta({ description: 'Told this once. Whoever has it has the feed.' }),
    calendars: z.strictObject({
      all: z.string().meta({ description: 'To narrow with `authority` and `region`.' }),
      own: z.string().nullable().meta({ description: 'Of the authority whose council or trust it is for.' }),
    }),
  })
  .meta({ id: 'NewFeed', description: 'A feed, its token, and the addresses to subscribe to.' });

const noQuery = z.strictObject({});
const security = [{ bearer: [] }];

const told = ({ id, party, created }: Feed): z.infer<typeof feedSchema> => ({ id, party, created });

/** Whose feeds a request is about. A browser's session does not count here: see the page's own form. */
async function owning(request: Request, { verifier }: Serving): Promise<FeedOwner> {
  const caller = await callerOf(request.headers.authorization, verifier);
  contextOf(request).party = caller.party;
  return ownerOf(caller);
}

const make: Route = {
  method: 'post',
  path: '/v1/feeds',
  operation: {
    tags: ['deadlines'],
    summary: 'Make a calendar feed: an address that calendar programs can subscribe to as you',
    description:
      'It looks as you do, or as the party that `viewAs` narrows it to, at calendars alone, until you revoke it; also when your bearer token has expired.',
    security,
    requestParams: { query: viewerQuery },
    responses: { 201: { description: 'Made.', content: { 'application/json': { schema: madeSchema } } } },
  },
  serve: async (request, _response, serving) => {
    const owner = await owning(request, serving);
    const { viewAs } = readQuery(viewerQuery, request.url);
    const { feed, token, calendars } = await makeFeed(serving.feeds, owner, viewAs);
    return {
      status: 201,
      body: { ...told(feed), token, calendars },
      headers: { 'Cache-Control': 'no-store' },
    };
  },
};

const list: Route = {
  method: 'get',
  path: '/v1/feeds',
  operation: {
    tags: ['deadlines'],
    summary: 'Your calendar feeds, without their tokens',
    security,
    responses: {
      200: {
        description: 'In the order in which they were made.',
        content: { 'application/json': { schema: z.strictObject({ feeds: z.array(feedSchema) }) } },
      },
    },
  },
  serve: async (request, _response, serving) => {
    const owner = await owning(request, serving);
    readQuery(noQuery, request.url);
    return { status: 200, body: { feeds: (await serving.feeds.ownedBy(owner)).map(told) } };
  },
};

const revoke: Route = {
  method: 'delete',
  path: '/v1/feeds/{id}',
  operation: {
    tags: ['deadlines'],
    summary: 'Revoke a calendar feed: its token is not accepted any more',
    security,
    requestParams: { path: z.object({ id: z.string().meta({ description: 'The id of the feed.' }) }) },
    responses: {
      200: { description: 'Revoked: this one.', content: { 'application/json': { schema: feedSchema } } },
    },
  },
  serve: async (request, _response, serving) => {
    const owner = await owning(request, serving);
    readQuery(noQuery, request.url);
    return { status: 200, body: told(await revokeFeed(serving.feeds, owner, segmentsOf(request)('id'))) };
  },
};

export const feedRoutes: readonly Route[] = [make, list, revoke];
