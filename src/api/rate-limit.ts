import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { Refusal } from './problems.ts';

/** What whoever watches over the service asks, as often as it likes: it is never limited. */
export const probes: ReadonlySet<string> = new Set(['/healthz', '/readyz']);

/**
 * The address that a request counts for: of IPv6 its network of 56 bits, since one household or office may use all
 * addresses of such a network.
 */
export const clientAddress = (request: Request): string => ipKeyGenerator(request.ip ?? '');

/**
 * Refuses what comes from an address beyond so many requests a minute. Answers do not tell what is left: that
 * would differ from answer to answer, and tells those behind one address about each other.
 */
export function requestLimit(perMinute: number): RequestHandler {
  const limit = rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    keyGenerator: clientAddress,
    skip: ({ path }) => probes.has(path),
    legacyHeaders: false,
    standardHeaders: false,
    validate: false, // its checks write to the console
    handler: async (request, _response, next) => {
      const counted = await limit.getKey(clientAddress(request));
      const wait = Math.ceil(((counted?.resetTime?.getTime() ?? 0) - Date.now()) / 1_000);
      next(
        new Refusal('too-many-requests', 'Too many requests came from your address within a minute.', {
          headers: { 'Retry-After': String(Math.max(wait, 1)) },
        }),
      );
    },
  });
  return limit;
}
