import { CaselineError } from '../../domain/failure.ts';

/** What a connection string says, in the parts that different hands need. */
export interface Connection {
  /** For the client: without what it does not know. */
  readonly string: string;
  /** What stands before the name of each case in the name of its stream; empty for most. */
  readonly streamPrefix: string;
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
  // First of all, so that no piece of a password passes for something else, and is told.
  if (/@.*@|[/#?].*@/.test(text.replace(/^[^:]*:\/\//, '')))
    throw unreadableConnection(
      "user and password have to be written as in a URL: '@' as %40, '/' as %2F, '?' as %3F",
    );
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
  if (unknown !== undefined) throw unreadableConnection(`${sayable(unknown)} is no parameter of it`);
  return {
    string: forClient.length > 0 ? `${address}?${forClient.join('&')}` : address,
    streamPrefix,
    readsFromLeader: (value('nodepreference') ?? 'leader').toLowerCase() === 'leader',
  };
}

/** The client takes `tlsCAFile`, `tls_ca_file` and `TLS-CA-File` for the same. */
const nameOf = (pair: string): string => (pair.split('=', 1)[0] ?? '').replaceAll(/[_-]/g, '').toLowerCase();

/** The name of a parameter, unless it may be a piece of a password. */
const sayable = (pair: string): string => /^\w+(?==)/.exec(pair)?.[0] ?? 'something';

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
