import type { Request } from 'express';
import { z } from 'zod';
import type { Source } from './event-stream.ts';
import { Refusal } from './problems.ts';
import { readQuery } from './query.ts';
import { clientAddress } from './rate-limit.ts';
import { contextOf } from './request-context.ts';
import { type Asked, narrowed, type Route, readingSecurity, segmentsOf } from './route.ts';
import { type Caller, callerReading, type Verifier } from './tokens.ts';

/** A question that goes on being answered. */
export interface Following<Query> extends Asked<Query> {
  /** Where the reader stopped: `Last-Event-ID`, or else `after`. */
  readonly after: string | undefined;
}

interface Follow<Query extends z.ZodObject, Item> {
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly segments?: z.ZodObject;
  readonly query: Query;
  readonly streamIs: string;
  /** Of the parameter `after`, whichever way it comes. */
  readonly cursor: z.ZodType<string>;
  readonly source: (following: Following<z.output<Query>>) => Source<Item> | Promise<Source<Item>>;
}

/** An address that goes on answering, as server-sent events. */
export function follow<Query extends z.ZodObject, Item>(definition: Follow<Query, Item>): Route {
  const { path, summary, description, segments, query, streamIs, cursor, source } = definition;
  return {
    method: 'get',
    path,
    isLive: true,
    operation: {
      tags: ['live'],
      summary,
      description,
      security: readingSecurity,
      requestParams: { ...(segments && { path: segments }), query, header: lastEventId },
      responses: { 200: { description: streamIs, headers: {}, content: eventStreamContent } },
    },
    serve: async (request, response, { caseline, verifier, streams }) => {
      const caller = await callerReading(request, verifier);
      contextOf(request).party = caller.party;
      const asked = readQuery(query, request.url);
      const viewer = narrowed(caller.party, asked.viewAs);
      const after = cursorOf(request, asked.after, cursor);
      const following = { caseline, viewer, query: asked, segment: segmentsOf(request), after };
      await streams.serve(response, readerOf(request, caller, verifier), await source(following));
      return undefined;
    },
  };
}

const lastEventId = z.object({
  'Last-Event-ID': z.string().optional().meta({
    description:
      'As browsers send it when they come back: the id of the last message. It counts before `after`.',
  }),
});

const eventStreamContent = { 'text/event-stream': { schema: { type: 'string' as const } } };

function cursorOf(request: Request, after: unknown, cursor: z.ZodType<string>): string | undefined {
  const header = request.get('Last-Event-ID');
  // Browsers send none as an empty one.
  if (header === undefined || header === '') return typeof after === 'string' ? after : undefined;
  const read = cursor.safeParse(header);
  if (read.success) return read.data;
  throw new Refusal(
    'malformed-request',
    `Last-Event-ID: ${read.error.issues[0]?.message ?? 'is no id of this stream'}`,
  );
}

const readerOf = (request: Request, caller: Caller, verifier: Verifier) => ({
  client: caller.name === null ? `address ${clientAddress(request)}` : `${caller.party} ${caller.name}`,
  expires: caller.expires,
  stillMay: () =>
    callerReading(request, verifier).then(
      () => true,
      () => false,
    ),
});
