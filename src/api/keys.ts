import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  calculateJwkThumbprint,
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  type JWTVerifyGetKey,
} from 'jose';
import type { Logger } from 'pino';
import { z } from 'zod';
import { ConfigurationError, systemCode } from './config.ts';
import { signingAlgorithm } from './tokens.ts';

const keySchema = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  kid: z.string().min(1),
  /** The public part: 32 bytes. */
  x: z.string().regex(/^[\w-]{43}$/),
  /** The private part, where this service also signs: demo tokens. */
  d: z.string().min(1).optional(),
});
const keysSchema = z.object({
  keys: z.array(keySchema).refine((keys) => new Set(keys.map(({ kid }) => kid)).size === keys.length),
});

/** An Ed25519 key (RFC 8037) as a key file holds it. */
export type SigningKey = z.infer<typeof keySchema>;

/** @throws ConfigurationError naming the file, where it cannot be read, or holds other keys or none */
export const readKeys = async (file: string): Promise<readonly SigningKey[]> =>
  someKeys(file, await textOf(file));

/** What verifying needs: finds a token's key. The private parts are left out. */
export const publicKeys = (keys: readonly SigningKey[]): JWTVerifyGetKey =>
  createLocalJWKSet({
    keys: keys.map(({ kty, crv, kid, x }) => ({ kty, crv, kid, x, alg: signingAlgorithm, use: 'sig' })),
  });

/** How long what was read counts as what is there, in milliseconds: a withdrawn key works no longer than that. */
const readEvery = 1_000;

/**
 * The public keys in a file, as they are when a token comes: keys change without a restart. Whether the file has
 * changed is told by what it says, since times and sizes can stay the same. One that is half-written, broken or
 * gone changes nothing, and is told to the log once; one that holds no key leaves none.
 *
 * @param now a clock in milliseconds that never goes back
 * @throws ConfigurationError as {@link readKeys}, at the first reading
 */
export async function publicKeysIn(
  file: string,
  log: Logger,
  now: () => number = () => performance.now(),
): Promise<JWTVerifyGetKey> {
  let lastRead = now();
  let text = await textOf(file);
  let keys = publicKeys(someKeys(file, text));
  let reading = Promise.resolve();

  async function readAgain(): Promise<void> {
    const found = await textOf(file);
    if (found === text) return;
    text = found;
    try {
      const changed = keysOf(file, found);
      keys = publicKeys(changed);
      log.info({ kids: changed.map(({ kid }) => kid) }, 'keys changed');
    } catch (error) {
      const { message } = error as ConfigurationError; // nothing else is thrown for what a file says
      log.warn({ problem: message }, 'keys stay as they were');
    }
  }

  return async (header, token) => {
    if (now() - lastRead >= readEvery) {
      lastRead = now();
      reading = reading.then(readAgain);
    }
    await reading;
    return keys(header, token);
  };
}

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

/** Undefined where it cannot be read. */
const textOf = (file: string): Promise<string | undefined> => readFile(file, 'utf8').catch(() => undefined);

function someKeys(file: string, text: string | undefined): readonly SigningKey[] {
  const keys = keysOf(file, text);
  if (keys.length > 0) return keys;
  throw new ConfigurationError([`CASELINE_KEYS_FILE: ${file} is a JSON Web Key Set without keys`]);
}

function keysOf(file: string, text: string | undefined): readonly SigningKey[] {
  if (text === undefined)
    throw new ConfigurationError([
      `CASELINE_KEYS_FILE: there is no key file at ${file}; give a JSON Web Key Set with Ed25519 keys, or start with --demo, which makes one`,
    ]);
  const parsed = keysSchema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data.keys;
  throw new ConfigurationError([
    `CASELINE_KEYS_FILE: ${file} is no JSON Web Key Set of Ed25519 keys, each with a kid of its own`,
  ]);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
