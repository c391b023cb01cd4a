import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { ZodOpenApiOperationObject } from 'zod-openapi';
import type { Caseline } from '../caseline.ts';
import { mayViewAs, type Party } from '../domain/parties.ts';
import type { File, ProblemPage, Reply } from './answers.ts';
import { hasCome, withAwaitedPosition } from './awaited-position.ts';
import type { Feeds } from './feeds.ts';
import { fileContent } from './files.ts';
import type { ReadBody } from './json-body.ts';
import { type ProblemAnswer, Refusal } from './problems.ts';
import { contextOf } from './request-context.ts';
import { fileHeaders } from './response-headers.ts';
import type { Streams } from './streams.ts';
import { callerReading, type Verifier } from './tokens.ts';

/** What routes work with. */
export interface Serving {
  readonly caseline: Caseline;
  readonly verifier: Verifier;
  readonly readBody: ReadBody;
  /** Rejects while the service cannot answer. */
  readonly ready: () => Promise<unknown>;
  readonly streams: Streams;
  readonly feeds: Feeds;
  /** How long a position is waited for, in milliseconds. */
  readonly longestWait: number;
}

/** One address and method, and what it does. */
export interface Address {
  readonly method: 'get' | 'post' | 'delete';
  /** As OpenAPI writes it: `/v1/authorities/{authority}`. */
  readonly path: string;
  /** Undefined where it answers by itself. */
  readonly serve: (request: Request, response: Response, serving: Serving) => Promise<Reply | undefined>;
}

/** An address of the API, with its part of the OpenAPI document. */
export interface Route extends Address {
  /** Goes on answering, and has no ETag. */
  readonly isLive?: true;
  /** Waits for a position that its reader names. */
  readonly waits?: true;
  readonly operation: ZodOpenApiOperationObject;
}

/** What people look at, served beside the API. */
export interface Pages {
  readonly addresses: readonly Address[];
  readonly problem: (request: Request, problem: ProblemAnswer) => ProblemPage;
}

/** As whom one reads: as the public, with a token, or with a browser's session. */
export const readingSecurity = [{}, { bearer: [] }, { session: [] }];

/** A route that answers questions, with its schemas: what a client may ask and is told has their types. */
export interface ReadRoute<Query extends z.ZodObject, Body> extends Route {
  readonly query: Query;
  readonly answer: z.ZodType<Body>;
}

/** A question about facts, asked by somebody. */
export interface Asked<Query> {
  readonly caseline: Caseline;
  /** As whom the answer is given. */
  readonly viewer: Party;
  readonly query: Query;
  /** A segment of the path by its name in the pattern. */
  readonly segment: (name: string) => string;
}

/** What a question about facts is answered with: what its schema says, or that as a file. */
export type Answered<Body extends object> = Pick<Reply, 'position' | 'headers'> &
  ({ readonly body: Body; readonly file?: never } | { readonly file: File; readonly body?: never });

interface Read<Query extends z.ZodObject, Body extends object> {
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** Describes each segment of the path that is not fixed. */
  readonly segments?: z.ZodObject;
  readonly query: Query;
  readonly answer: z.ZodType<Body>;
  readonly answerIs: string;
  /** Whether it answers with files too. */
  readonly files?: true;
  readonly answerer: (asked: Asked<z.output<Query>>) => Promise<Answered<Body>>;
}

/** An address that answers questions about facts, for whoever asks. */
export function read<Query extends z.ZodObject, Body extends object>(
  definition: Read<Query, Body>,
): ReadRoute<Query, Body> {
  const { path, tag, summary, description, segments, query, answer, answerIs, files, answerer } = definition;
  const json = { 'application/json': { schema: answer } };
  const awaiting = withAwaitedPosition(query);
  return {
    method: 'get',
    path,
    query,
    answer,
    waits: true,
    operation: {
      tags: [tag],
      summary,
      ...(description && { description }),
      security: readingSecurity,
      requestParams: { ...(segments && { path: segments }), query: awaiting.schema },
      responses: {
        200: files
          ? { description: answerIs, headers: fileHeaders, content: { ...json, ...fileContent } }
          : { description: answerIs, content: json },
      },
    },
    serve: async (request, response, serving) => {
      const { caseline, verifier } = serving;
      const { party } = await callerReading(request, verifier);
      contextOf(request).party = party;
      const { asked, position } = awaiting.read(request.url);
      const viewer = narrowed(party, asked.viewAs);
      if (!(await hasCome(position, viewer, response, serving))) return undefined;
      const answered = await answerer({ caseline, viewer, query: asked, segment: segmentsOf(request) });
      return { status: 200, ...answered };
    },
  };
}

/** An address about the service itself: no token is looked at, since the answer is the same for everybody. */
export function readService<Body extends object>(definition: {
  readonly path: string;
  readonly summary: string;
  readonly segments?: z.ZodObject;
  readonly answer: z.ZodType<Body>;
  readonly answerIs: string;
  readonly answerer: (serving: Serving, segment: (name: string) => string) => Body | Promise<Body>;
}): Route {
  const { path, summary, segments, answer, answerIs, answerer } = definition;
  return {
    method: 'get',
    path,
    operation: {
      tags: ['service'],
      summary,
      security: [{}],
      ...(segments && { requestParams: { path: segments } }),
      responses: { 200: { description: answerIs, content: { 'application/json': { schema: answer } } } },
    },
    serve: async (request, _response, serving) => ({
      status: 200,
      body: await answerer(serving, segmentsOf(request)),
    }),
  };
}

/** A segment is there whenever the pattern that names it has matched. */
export const segmentsOf =
  (request: Request) =>
  (name: string): string => {
    const value = request.params[name];
    return typeof value === 'string' ? value : '';
  };

/** The party that a query asks to look as: never more than the caller may see. */
export function narrowed(party: Party, viewAs: unknown): Party {
  if (typeof viewAs !== 'string') return party;
  if (mayViewAs(party, viewAs)) return viewAs;
  throw new Refusal(
    'not-entitled',
    'viewAs can only narrow what you see: look as yourself or as the public.',
  );
}
