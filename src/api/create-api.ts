import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import type { Caseline } from '../caseline.ts';
import { send, sendProblem } from './answers.ts';
import { longestWait as usualWait } from './awaited-position.ts';
import { description } from './description.ts';
import { Feeds } from './feeds.ts';
import { jsonBody } from './json-body.ts';
import { isFault, problemOf, Refusal } from './problems.ts';
import { requestLimit } from './rate-limit.ts';
import { reported } from './reported.ts';
import { contextOf } from './request-context.ts';
import { type OnFinished, requestLog } from './request-log.ts';
import type { Address, Pages, Serving } from './route.ts';
import { routes } from './routes/routes.ts';
import { Streams } from './streams.ts';
import type { Verifier } from './tokens.ts';

export interface ApiOptions {
  readonly caseline: Caseline;
  readonly verifier: Verifier;
  readonly log: Logger;
  /** Rejects while the log cannot be read. When absent, the log is asked for the authorities. */
  readonly ready?: () => Promise<unknown>;
  /** The largest body that is read, in bytes; 1 MiB when absent. */
  readonly bodyLimit?: number;
  /** The most requests that one address may make in a minute; any number when absent or 0. */
  readonly rateLimit?: number;
  /** How many proxies are in front, whose X-Forwarded-For says whose requests they are; none when absent. */
  readonly trustedProxies?: number;
  /** The live streams, for whoever is to end them; its own when absent. */
  readonly streams?: Streams;
  /** The calendar feeds; kept in memory when absent. */
  readonly feeds?: Feeds;
  /** What people look at; the API alone when absent. */
  readonly pages?: Pages;
  /** How long a reader's `after` is waited for, in milliseconds; two seconds when absent. */
  readonly longestWait?: number;
  /** Is told of each request when it is over. */
  readonly onFinished?: OnFinished | undefined;
}

/** The HTTP API over one engine. It owns nothing: whoever opened the engine closes it. */
export function createApi({
  caseline,
  verifier,
  log,
  ready,
  bodyLimit = 1024 ** 2,
  rateLimit = 0,
  trustedProxies = 0,
  streams = new Streams(),
  feeds = new Feeds(),
  pages,
  longestWait = usualWait,
  onFinished,
}: ApiOptions): Express {
  const serving: Serving = {
    caseline,
    verifier,
    readBody: jsonBody(bodyLimit),
    ready: ready ?? (() => caseline.authorities('public')),
    streams,
    feeds,
    longestWait,
  };
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.enable('strict routing');
  app.enable('case sensitive routing');
  app.set('query parser', false); // queries are read by the schema of their route, which refuses what it does not know
  app.set('trust proxy', trustedProxies);

  app.use(requestLog(log, onFinished));
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
      },
    }),
  );
  app.use(hostNamed);
  if (rateLimit > 0) app.use(requestLimit(rateLimit));
  const all: readonly Address[] = [...routes, description, ...(pages?.addresses ?? [])];
  for (const path of new Set(all.map((route) => route.path)))
    mount(
      app,
      all.filter((route) => route.path === path),
      serving,
    );
  app.use(() => {
    throw new Refusal(
      'unknown-path',
      'There is nothing at this address; GET /openapi.json describes all there is.',
    );
  });
  app.use(problems(log, pages));
  return app;
}

/** HTTP/1.1 wants a Host of every request (RFC 9112, section 3.2), though nothing here depends on it. */
const hostNamed: RequestHandler = ({ headers, httpVersion }, _response, next) => {
  if (headers.host === undefined && httpVersion === '1.1')
    throw new Refusal('malformed-request', 'HTTP/1.1 wants a Host header.');
  next();
};

/** The routes of one address, and a refusal for every other method. */
function mount(app: Express, ofPath: readonly Address[], serving: Serving): void {
  const [first] = ofPath;
  if (!first) return;
  const address = app.route(first.path.replaceAll(/\{(\w+)\}/g, ':$1'));
  address.all((request, _response, next) => {
    contextOf(request).route = first.path;
    next();
  });
  for (const route of ofPath) address[route.method](serve(route, serving));
  const allowed = ofPath.flatMap(({ method }) =>
    method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()],
  );
  const allow = [...allowed, 'OPTIONS'].join(', ');
  address.all((request, response) => {
    if (request.method !== 'OPTIONS')
      throw new Refusal('method-not-allowed', `${request.method} does nothing here; ${allow} do.`, {
        headers: { Allow: allow },
      });
    response.writeHead(204, { Allow: allow }).end();
  });
}

const serve =
  (address: Address, serving: Serving): RequestHandler =>
  async (request, response) => {
    const reply = await address.serve(request, response, serving);
    if (reply) send(request, response, reply);
  };

/** The last stop of every failure: a problem for the client, and for the log what the client is not told. */
function problems(log: Logger, pages: Pages | undefined): ErrorRequestHandler {
  const isOfTheApi = new Set<string | null>([...routes, description].map(({ path }) => path));
  return (error: unknown, request, response, _next) => {
    if (response.writableEnded) return; // refused already, since the rest of the request never came
    const context = contextOf(request);
    const answer = problemOf(error, context.id);
    context.problem = answer.code;
    if (isFault(error, answer.status)) log.error({ requestId: context.id, ...reported(error) }, answer.code);
    // What has begun to go out can only be cut off: express would write the error to the console as well.
    if (response.headersSent) response.destroy();
    else if (pages && !isOfTheApi.has(context.route) && request.accepts('json', 'html') === 'html')
      sendProblem(response, answer, pages.problem(request, answer));
    else sendProblem(response, answer);
  };
}
