import type { IncomingMessage } from 'node:http';
import { parseCookie } from 'cookie';
import { errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import { laCode } from '../domain/events/fields.ts';
import { type Party, PUBLIC, partySchema } from '../domain/parties.ts';
import type { Instant } from '../domain/time/london.ts';
import { Refusal } from './problems.ts';

/** Who asks. */
export interface Caller {
  readonly party: Party;
  /** The subject of the token: who records. Null for the public. */
  readonly name: string | null;
  /** The authorities, by DfE code, in whose cases the caller may record. */
  readonly record: '*' | readonly string[];
  /** From when on the token no longer counts. Null for the public. */
  readonly expires: Instant | null;
}

/** Turns a bearer token into a caller, or throws a {@link Refusal}. */
export type Verifier = (token: string) => Promise<Caller>;

/** The one way of signing that is accepted, so that no token can choose another. */
export const signingAlgorithm = 'EdDSA';

export interface TokenExpectations {
  /** Finds the public key that a token names by its `kid`, or fails. Asked for every token. */
  readonly keys: JWTVerifyGetKey;
  readonly issuer: string;
  readonly audience: string;
}

const claimsSchema = z.object({
  sub: z.string().trim().min(1).max(200),
  // What the recorder's own party may know is everything that it recorded. The public is no such party.
  party: partySchema.refine((party) => party !== PUBLIC),
  record: z.union([z.literal('*'), z.array(laCode)]).default([]),
  exp: z.number(),
});

/** Accepts tokens that one of the keys signed, for this audience, until they expire. */
export function tokenVerifier({ keys, issuer, audience }: TokenExpectations): Verifier {
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        algorithms: [signingAlgorithm],
        issuer,
        audience,
        requiredClaims: ['exp', 'sub'],
      });
      const { sub, party, record, exp } = claimsSchema.parse(payload);
      return { name: sub, party, record, expires: exp * 1_000 };
    } catch (error) {
      throw notAccepted(error instanceof errors.JWTExpired ? 'expired' : 'not accepted');
    }
  };
}

const thePublic: Caller = { party: PUBLIC, name: null, record: [], expires: null };

/** Who sends an Authorization header; nobody in particular is the public. */
export async function callerOf(authorization: string | undefined, verifier: Verifier): Promise<Caller> {
  if (authorization === undefined) return thePublic;
  const token = /^Bearer +([^ ]+)$/i.exec(authorization)?.[1];
  if (token === undefined) throw notAccepted('not accepted');
  return verifier(token);
}

/** The cookie in which a browser keeps the token of who signed in on the page. */
export const sessionCookie = 'caseline-session';

export const sessionToken = ({ headers }: IncomingMessage): string | undefined =>
  headers.cookie === undefined ? undefined : parseCookie(headers.cookie)[sessionCookie] || undefined;

/**
 * Who reads: by the Authorization header, or else by a browser's session. What records never looks at a session,
 * which a browser sends with requests that its user did not mean.
 */
export function callerReading(request: IncomingMessage, verifier: Verifier): Promise<Caller> {
  const session = sessionToken(request);
  const { authorization = session === undefined ? undefined : `Bearer ${session}` } = request.headers;
  return callerOf(authorization, verifier);
}

/** Whether a browser's session says who reads. */
export const isOfASession = (request: IncomingMessage): boolean =>
  request.headers.authorization === undefined && sessionToken(request) !== undefined;

/** What an answer to {@link callerReading} depends on. */
export const readersVary = 'Authorization, Cookie';

/** For what the public may not do. */
export const tokenNeeded = (detail = 'Recording needs a bearer token that covers this authority.'): Refusal =>
  new Refusal('token-needed', detail, {
    headers: { 'WWW-Authenticate': 'Bearer realm="caseline"' },
  });

/** One wording for every reason: it does not help to guess. */
export const notAccepted = (why: 'expired' | 'not accepted'): Refusal =>
  new Refusal('token-not-accepted', `The token is ${why}.`, {
    headers: {
      'WWW-Authenticate': `Bearer realm="caseline", error="invalid_token", error_description="${why}"`,
    },
  });
