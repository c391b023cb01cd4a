import { CaselineError } from '../../domain/failure.ts';

/** What a connection string says, in the parts that different hands need. */
export interface Connection {
  /** For the client: without what it does not know. */
  readonly string: string;
  /** What stands before the name of each case in the name of its stream; empty for most. */
  readonly streamPrefix: string;
  readonly isEncrypted: boolean;
  readonly user: { readonly username: string; readonly password: string } | undefined;
  /** Whether reads are to come from the leader, and so to show every write that was acknowledged before. */
  readonly readsFromLeader: boolean;
}

const form = 'esdb://host:2113?tls=false, or esdb+discover://user:password@host:2113?tlsCAFile=ca.crt';

/**
 * Reads `esdb://` and `esdb+discover://` as the client does, with one parameter more: `streamPrefix`, so that
 * several logs can be kept on one server.
 *
 * @throws CaselineError `log-unavailable`; the string itself is not told, since it may hold a password
 */
export function parseConnection(text: string): Connection {
  const [address = '', query = ''] = text.split('?', 2);
  const given = query.split('&').filter(Boolean);
  const value = (name: string): string | undefined =>
    given.find((pair) => nameOf(pair) === name)?.split('=', 2)[1];
  const streamPrefix = value('streamprefix') ?? '';
  if (!/^[\w.-]{0,64}$/.test(streamPrefix))
    throw new CaselineError(
      'log-unavailable',
      `streamPrefix is '${streamPrefix}': give at most 64 letters, digits, '.', '_' or '-'.`,
      { parameter: 'streamPrefix' },
    );
  const forClient = given.filter((pair) => nameOf(pair) !== 'streamprefix');
  // The client would print what it does not know to the console, password and all.
  const unknown = forClient.find((pair) => !ofTheClient.has(nameOf(pair)));
  if (unknown !== undefined) throw unreadableConnection(`${unknown.split('=', 1)[0]} is no parameter of it`);
  return {
    string: forClient.length > 0 ? `${address}?${forClient.join('&')}` : address,
    streamPrefix,
    isEncrypted: value('tls')?.toLowerCase() !== 'false',
    user: userIn(address),
    readsFromLeader: (value('nodepreference') ?? 'leader').toLowerCase() === 'leader',
  };
}

function userIn(address: string): Connection['user'] {
  const [, username, password] = /^[^:]+:\/\/([^:/@]+):([^@]+)@/.exec(address) ?? [];
  if (username === undefined || password === undefined) return undefined;
  try {
    return { username: decodeURIComponent(username), password: decodeURIComponent(password) };
  } catch {
    throw unreadableConnection("user and password have to be written as in a URL, '@' as %40");
  }
}

/** The client takes `tlsCAFile`, `tls_ca_file` and `TLS-CA-File` for the same. */
const nameOf = (pair: string): string => (pair.split('=', 1)[0] ?? '').replaceAll(/[_-]/g, '').toLowerCase();

/** Those that make sense here: a log answers to failed appends itself, and always verifies certificates. */
const ofTheClient: ReadonlySet<string> = new Set([
  ...['connectionname', 'defaultdeadline', 'discoveryinterval', 'gossiptimeout', 'keepaliveinterval'],
  ...['keepalivetimeout', 'maxdiscoverattempts', 'nodepreference', 'tls', 'tlscafile', 'usercertfile'],
  'userkeyfile',
]);

/** For a string that cannot be read. */
export const unreadableConnection = (reason: string): CaselineError =>
  new CaselineError('log-unavailable', `The connection string cannot be read (${reason}). Give ${form}.`, {
    reason,
  });
