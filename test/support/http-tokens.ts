import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { publicKeys, type SigningKey } from '../../src/api/keys.ts';
import { tokenVerifier, type Verifier } from '../../src/api/tokens.ts';

/** What a test's token says; the defaults are those of a token that is accepted. */
export interface Claims {
  readonly party?: unknown;
  readonly record?: unknown;
  readonly sub?: string;
  readonly issuer?: string;
  readonly audience?: string;
  /** `30d`, `-1m` for one that has expired, an instant, or null for one that never does. */
  readonly expires?: string | Date | null;
  /** `1h` for one that counts only from then on. */
  readonly notBefore?: string;
  readonly algorithm?: string;
}

/** Keys made for one test file, and what they sign. */
export interface Signer {
  /** Both its parts, as a key file may hold it. */
  readonly key: SigningKey;
  readonly verifier: Verifier;
  sign(claims: Claims): Promise<string>;
}

/** @param kid two signers with the same `kid` have different keys all the same */
export async function makeSigner(kid = 'test'): Promise<Signer> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const jwk: JWK = await exportJWK(privateKey);
  const key = { ...jwk, kid } as SigningKey; // an Ed25519 key was asked for
  return {
    key,
    verifier: tokenVerifier({ keys: publicKeys([key]), issuer: 'caseline', audience: 'caseline' }),
    sign: ({
      party,
      record,
      sub = 'Ann Other',
      issuer = 'caseline',
      audience = 'caseline',
      expires = '1h',
      notBefore,
      algorithm = 'EdDSA',
    }) => {
      const token = new SignJWT({ party, ...(record !== undefined && { record }) })
        .setProtectedHeader({ alg: algorithm, kid })
        .setSubject(sub)
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt();
      if (expires !== null)
        token.setExpirationTime(
          typeof expires === 'string' && expires.startsWith('-') ? `${expires.slice(1)} ago` : expires,
        );
      if (notBefore !== undefined) token.setNotBefore(notBefore);
      return token.sign(privateKey);
    },
  };
}
