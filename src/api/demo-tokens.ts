import { SignJWT } from 'jose';
import type { Party } from '../domain/parties.ts';
import { type Config, ConfigurationError } from './config.ts';
import { readKeys } from './keys.ts';
import { signingAlgorithm } from './tokens.ts';

/** A token for trying out, and what it lets its holder do. */
export interface DemoToken {
  /** For a person: 'the council of Bradford'. */
  readonly who: string;
  readonly party: Party;
  readonly record: '*' | readonly string[];
  readonly token: string;
}

const holders: readonly Omit<DemoToken, 'token'>[] = [
  { who: 'the council of Bradford', party: 'council:380', record: ['380'] },
  { who: 'the council of another authority, Calderdale', party: 'council:381', record: [] },
  { who: 'Ofsted', party: 'ofsted', record: '*' },
  { who: 'the Department for Education', party: 'dfe', record: [] },
  { who: 'the office that keeps this record', party: 'recorder', record: '*' },
  { who: 'an auditor', party: 'auditor', record: [] },
];

/**
 * Signs one token for each kind of party with the first private key of the key file, valid for 30 days.
 *
 * @throws ConfigurationError where the file has no private key
 */
export async function demoTokens(
  config: Pick<Config, 'keysFile' | 'tokenIssuer' | 'tokenAudience'>,
): Promise<readonly DemoToken[]> {
  const [key] = (await readKeys(config.keysFile)).flatMap(({ d, ...key }) =>
    d === undefined ? [] : { ...key, d },
  );
  if (!key)
    throw new ConfigurationError([
      `CASELINE_KEYS_FILE: ${config.keysFile} holds no private key to sign with`,
    ]);
  const sign = ({ who, party, record }: Omit<DemoToken, 'token'>): Promise<string> =>
    new SignJWT({ party, record })
      .setProtectedHeader({ alg: signingAlgorithm, kid: key.kid })
      .setSubject(`demo: ${who}`)
      .setIssuer(config.tokenIssuer)
      .setAudience(config.tokenAudience)
      .setIssuedAt()
      .setExpirationTime('30d')
      .sign(key);
  return Promise.all(holders.map(async (holder) => ({ ...holder, token: await sign(holder) })));
}
