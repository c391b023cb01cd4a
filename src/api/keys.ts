import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JSONWebKeySet } from 'jose';
import { z } from 'zod';
import { ConfigurationError, systemCode } from './config.ts';
import { signingAlgorithm } from './tokens.ts';

const keySchema = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  kid: z.string().min(1),
  x: z.string().min(1),
  /** The private part, where this service also signs: demo tokens. */
  d: z.string().min(1).optional(),
});
const keysSchema = z.object({ keys: z.array(keySchema).min(1) });

/** An Ed25519 key (RFC 8037) as a key file holds it. */
export type SigningKey = z.infer<typeof keySchema>;

/** @throws ConfigurationError naming the file, where it cannot be read or holds other keys */
export async function readKeys(file: string): Promise<readonly SigningKey[]> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined)
    throw new ConfigurationError([
      `CASELINE_KEYS_FILE: there is no key file at ${file}; give a JSON Web Key Set with Ed25519 keys, or start with --demo, which makes one`,
    ]);
  const parsed = keysSchema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data.keys;
  throw new ConfigurationError([
    `CASELINE_KEYS_FILE: ${file} is no JSON Web Key Set of Ed25519 keys, each with a kid`,
  ]);
}

/** What verifying needs: the private parts left out. */
export const publicKeys = (keys: readonly SigningKey[]): JSONWebKeySet => ({
  keys: keys.map(({ kty, crv, kid, x }) => ({ kty, crv, kid, x, alg: signingAlgorithm, use: 'sig' })),
});

/**
 * Makes a pair of keys for trying out, readable by its owner alone, unless the file is there already.
 * Returns whether it made one.
 */
export async function ensureDemoKeys(file: string): Promise<boolean> {
  const { privateKey } = await generateKeyPair(signingAlgorithm, { crv: 'Ed25519', extractable: true });
  const jwk = await exportJWK(privateKey);
  const key = { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: signingAlgorithm, use: 'sig' };
  await mkdir(dirname(file), { recursive: true });
  try {
    await writeFile(file, `${JSON.stringify({ keys: [key] }, null, 2)}\n`, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
