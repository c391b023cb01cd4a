import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Party } from '../domain/parties.ts';
import type { ProblemCode } from './problems.ts';

/** What is known of one request beside what it asks: for its log line and its problem. */
export interface RequestContext {
  readonly id: string;
  /** The pattern of the address; null where there is nothing there, or it was not looked at. */
  route: string | null;
  /** Null until the token has been looked at. */
  party: Party | null;
  problem: ProblemCode | null;
  /** Of a live stream that the service ended: why. */
  ended?: string;
  /** Of a live stream that failed: what went wrong, for the log alone. */
  failure?: unknown;
}

const contexts = new WeakMap<IncomingMessage, RequestContext>();

/** The context of a request; made at first sight. */
export function contextOf(request: IncomingMessage): RequestContext {
  const known = contexts.get(request);
  if (known) return known;
  const made: RequestContext = { id: idOf(request), route: null, party: null, problem: null };
  contexts.set(request, made);
  return made;
}

/** The id that a proxy gave the request, if it is a short plain token: it goes into headers and logs. */
function idOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
}
