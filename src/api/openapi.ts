import { z } from 'zod';
import {
  createDocument,
  type oas31,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from 'zod-openapi';
import { source } from '../export/source.ts';
import { liveEndSchema, livePatchSchema, liveStateSchema } from './live-messages.ts';
import { type ProblemCode, problemCodes, problemTypes } from './problems.ts';
import { probes } from './rate-limit.ts';
import { etagHeader, retryAfterHeader } from './response-headers.ts';
import type { Route } from './route.ts';
import { sessionCookie } from './tokens.ts';

export type OpenApiDocument = oas31.OpenAPIObject;
export type OperationObject = oas31.OperationObject;
export type ParameterObject = oas31.ParameterObject;

const problemSchema = z
  .looseObject({
    type: z
      .string()
      .meta({ description: 'The kind of problem: GET there explains it.', example: '/problems/rule-broken' }),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: 'What was wrong here, and what to do.' }),
    code: z.enum(problemCodes),
    problems: z
      .array(z.strictObject({ at: z.string(), problem: z.string() }))
      .optional()
      .meta({ description: 'Of invalid-event: JSON Pointer and what is wrong there.' }),
    parameters: z
      .array(z.strictObject({ name: z.string(), problem: z.string() }))
      .optional()
      .meta({ description: 'Of invalid-question: the query parameters that are wrong.' }),
    findings: z
      .array(
        z.looseObject({
          rule: z.string(),
          citation: z.string(),
          message: z.string(),
          events: z.array(z.string()),
          facts: z.record(z.string(), z.unknown()),
        }),
      )
      .optional()
      .meta({ description: 'Of rule-broken: the rules, their citations and the facts that they met.' }),
    expected: z.string().optional().meta({ description: 'Of revision-conflict: the position in If-Match.' }),
    actual: z
      .string()
      .optional()
      .meta({ description: 'Of revision-conflict: the position that it should be.' }),
    limit: z.int().optional().meta({ description: 'Of body-too-large: the most that is taken, in bytes.' }),
    requestId: z.string().optional().meta({ description: 'Of what went wrong here: quote it.' }),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details.' });

const everywhere: readonly ProblemCode[] = [
  'internal-error',
  'log-unavailable',
  'malformed-request',
  'request-too-slow',
  'headers-too-large',
];
const onFacts: readonly ProblemCode[] = ['invalid-question', 'token-not-accepted', 'not-entitled'];
const onRecording: readonly ProblemCode[] = [
  'token-needed',
  'unknown-authority',
  'malformed-json',
  'event-id-taken',
  'revision-conflict',
  'body-too-large',
  'unsupported-media-type',
  'invalid-event',
  'rule-broken',
];

const onFeeds = (method: Route['method']): readonly ProblemCode[] => [
  'token-needed',
  ...(method === 'post' ? (['too-many-feeds'] as const) : []),
  ...(method === 'delete' ? (['unknown-feed'] as const) : []),
];

/** The problems that a route can answer with, one response for each status. */
function refusals({ method, path, waits }: Route): ZodOpenApiOperationObject['responses'] {
  const codes = [
    ...everywhere,
    ...(probes.has(path) ? [] : (['too-many-requests'] as const)),
    ...(path.startsWith('/v1/') ? onFacts : []),
    ...(path === '/v1/feeds' || path.startsWith('/v1/feeds/') ? onFeeds(method) : []),
    ...(method === 'post' && path.endsWith('/events') ? onRecording : []),
    ...(path.includes('{authority}') ? (['unknown-authority'] as const) : []),
    ...(path.startsWith('/v1/authorities/{authority}/') ? (['unknown-position'] as const) : []),
    ...(path.startsWith('/v1/deadlines') ? (['unknown-authority', 'unknown-position'] as const) : []),
    ...(path === '/v1/authorities' || path.startsWith('/v1/england/') ? (['unknown-position'] as const) : []),
    ...(waits ? (['not-yet-known'] as const) : []),
    ...(path.startsWith('/v1/live/') ? (['too-many-streams'] as const) : []),
    ...(path === '/v1/live/events' ? (['unknown-authority', 'unknown-position'] as const) : []),
    ...(path === '/v1/live/deadlines' ? (['unknown-authority'] as const) : []),
    ...(path.startsWith('/v1/events/') ? (['unknown-event'] as const) : []),
    ...(path.startsWith('/v1/sources/') ? (['unknown-source'] as const) : []),
    ...(path.startsWith('/problems/') ? (['unknown-problem'] as const) : []),
  ];
  const byStatus = new Map<number, Set<ProblemCode>>();
  for (const code of codes) {
    const { status } = problemTypes[code];
    byStatus.set(status, (byStatus.get(status) ?? new Set()).add(code));
  }
  const responses = [...byStatus].map(([status, found]) => [
    String(status),
    {
      description: [...found].map((code) => `${code}: ${problemTypes[code].title}.`).join(' '),
      ...((status === 429 || status === 503) && { headers: retryAfterHeader }),
      content: { 'application/problem+json': { schema: problemSchema } },
    },
  ]);
  return Object.fromEntries(responses);
}

function operationOf(route: Route): ZodOpenApiOperationObject {
  const { responses, requestParams, ...operation } = route.operation;
  const answers = Object.entries(responses).map(([status, response]) => [
    status,
    { ...response, headers: 'headers' in response ? response.headers : etagHeader },
  ]);
  const reading = route.method === 'get' && !route.isLive;
  const conditional = z.object({
    'If-None-Match': z
      .string()
      .optional()
      .meta({ description: 'ETags that you have: 304 where one of them still holds.' }),
  });
  return {
    operationId: operationIdOf(route),
    ...operation,
    requestParams: { ...requestParams, ...(reading && { header: conditional }) },
    responses: {
      ...Object.fromEntries(answers),
      ...(reading && { 304: { description: 'You have these bytes already.', headers: etagHeader } }),
      ...refusals(route),
    },
  };
}

/** `getAuthoritiesAuthorityCase` of GET /v1/authorities/{authority}/case. */
const operationIdOf = ({ method, path }: Route): string =>
  method +
  path
    .replace('/v1', '')
    .split(/\W+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

/** The description of these routes in OpenAPI 3.1, from the schemas that they answer and validate with. */
export function describeRoutes(routes: readonly Route[]): OpenApiDocument {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of routes)
    paths[route.path] = { ...paths[route.path], [route.method]: operationOf(route) };
  return createDocument({
    openapi: '3.1.1',
    info: {
      title: 'Caseline',
      version: '1',
      license: { name: 'MIT', identifier: 'MIT' },
      description: `The record of children’s services in England: what happened, who was entitled to know it, and when it was written down. Every answer carries its \`basis\` and a permanent link that gives the same bytes for ever. Without a token everybody looks as the public. What may not be known is answered like what is not there.\n\n${source.statement} ${source.licenceUrl}`,
    },
    servers: [{ url: '/' }],
    tags: [
      { name: 'authorities', description: 'Whose cases there are.' },
      { name: 'authority', description: 'One case: asking and recording.' },
      { name: 'england', description: 'All cases together, as answers and as tables.' },
      { name: 'deadlines', description: 'All deadlines together, and calendars of them.' },
      { name: 'live', description: 'Following what changes, as server-sent events.' },
      { name: 'events', description: 'Single events.' },
      { name: 'sources', description: 'What facts rest on.' },
      { name: 'service', description: 'About the service itself.' },
    ],
    paths,
    components: {
      schemas: { LiveState: liveStateSchema, LivePatch: livePatchSchema, LiveEnd: liveEndSchema },
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description:
            'A JWS signed with EdDSA. Claims: `sub` (a name), `party` (as whom its holder looks), `record` (`*`, or the DfE codes of the authorities in whose cases its holder may record; absent for none), `iss`, `aud`, `exp`.',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: sessionCookie,
          description:
            'The same token in the cookie of a browser whose user signed in on the page. It reads, and never records.',
        },
      },
    },
  });
}
