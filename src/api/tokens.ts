import { createLocalJWKSet, errors, type JSONWebKeySet, jwtVerify } from 'jose';
import { z } from 'zod';
import { laCode } from '../domain/events/fields.ts';
import { type Party, PUBLIC, partySchema } from '../domain/parties.ts';
import { Refusal } from './problems.ts';

/** Who asks. */
export interface Caller {
  readonly party: Party;
  /** The subject of the token: who records. Null for the public. */
  readonly name: string | null;
  /** The authorities, by DfE code, in whose cases the caller may record. */
  readonly record: '*' | readonly string[];
}

/** Turns a bearer token into a caller, or throws a {@link Refusal}. */
export type Verifier = (token: string) => Promise<Caller>;

/** The one way of signing that is accepted, so that no token can choose another. */
export const signingAlgorithm = 'EdDSA';

export interface TokenExpectations {
  /** Public keys, each with a `kid`. */
  readonly keys: JSONWebKeySet;
  readonly issuer: string;
  readonly audience: string;
}

const claimsSchema = z.object({
  sub: z.string().trim().min(1).max(200),
  // What the recorder's own party may know is everything that it recorded. The public is no such party.
  party: partySchema.refine((party) => party !== PUBLIC),
  record: z.union([z.literal('*'), z.array(laCode)]).default([]),
});

/** Accepts tokens that one of the keys signed, for this audience, until they expire. */
export function tokenVerifier({ keys, issuer, audience }: TokenExpectations): Verifier {
  const keySet = createLocalJWKSet(keys);
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keySet, {
        algorithms: [signingAlgorithm],
        issuer,
        audience,
        requiredClaims: ['exp', 'sub'],
      });
      const { sub, party, record } = claimsSchema.parse(payload);
      return { name: sub, party, record };
    } catch (error) {
      throw notAccepted(error instanceof errors.JWTExpired ? 'expired' : 'not accepted');
    }
  };
}

const thePublic: Caller = { party: PUBLIC, name: null, record: [] };

/** Who sends an Authorization header; nobody in particular is the public. */
export async function callerOf(authorization: string | undefined, verifier: Verifier): Promise<Caller> {
  if (authorization === undefined) return thePublic;
  const token = /^Bearer +([^ ]+)$/i.exec(authorization)?.[1];
  if (token === undefined) throw notAccepted('not accepted');
  return verifier(token);
}

/** For what the public may not do. */
export const tokenNeeded = (): Refusal =>
  new Refusal('token-needed', 'Recording needs a bearer token that covers this authority.', {
    headers: { 'WWW-Authenticate': 'Bearer realm="caseline"' },
  });

/** One wording for every reason: it does not help to guess. */
const notAccepted = (why: 'expired' | 'not accepted'): Refusal =>
  new Refusal('token-not-accepted', `The token is ${why}.`, {
    headers: {
      'WWW-Authenticate': `Bearer realm="caseline", error="invalid_token", error_description="${why}"`,
    },
  });
