import { z } from 'zod';
import { redacted } from '../caseline.ts';

/** What the service is started with. */
export interface Config {
  /** Where events live: `sqlite:path/to/file.db`, `esdb://host:2113` or `memory:`. */
  readonly log: string;
  /** 0 for any that is free. */
  readonly port: number;
  readonly host: string;
  /** A JSON Web Key Set with the Ed25519 keys that tokens are verified with. */
  readonly keysFile: string;
  readonly tokenIssuer: string;
  readonly tokenAudience: string;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** The largest request body that is read, in bytes. */
  readonly bodyLimit: number;
  /** The most requests that one address may make in a minute; 0 for any number. */
  readonly rateLimit: number;
  /** How many proxies in front of the service say, in X-Forwarded-For, whom they speak for. */
  readonly trustedProxies: number;
  /** The most live streams that one client may have open at a time. */
  readonly streamsPerClient: number;
  /** How often a live stream shows that it is there, in milliseconds. */
  readonly heartbeatMs: number;
  /** How long a live stream waits for a reader that takes nothing, in milliseconds. */
  readonly stallMs: number;
  /** Where the calendar feeds that were given out are kept. */
  readonly feedsFile: string;
  /** Where the metrics are asked for, apart from the service; nowhere when absent. */
  readonly metrics: { readonly port: number; readonly host: string } | undefined;
}

/** What is wrong with how the service is set up: all of it, one line each. */
export class ConfigurationError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigurationError';
    this.problems = problems;
  }
}

/** The code of an error of the operating system, such as EEXIST or EADDRINUSE. */
export const systemCode = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'no code';

const units = { b: 1, kb: 1024, mb: 1024 ** 2 };
const size = /^(\d{1,9})(b|kb|mb)?$/i;

/** A whole number from `least` to `most`; `is` says what it counts. */
const count = (least: number, most: number, is: string) => {
  const wanted = `must be ${is}, a whole number from ${least} to ${most}`;
  const counts = (text: string) => /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most;
  return z.string().refine(counts, wanted).transform(Number);
};

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port from 0 to 65535; 0 is any that is free')
  .transform(Number)
  .refine((port) => port <= 65_535, 'must be a port from 0 to 65535; 0 is any that is free');

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const environment = z.object({
  CASELINE_LOG: z
    .string()
    .regex(
      /^(memory:|sqlite:.+|esdb(\+discover)?:\/\/.+)$/,
      "must be 'sqlite:path/to/file.db', 'esdb://host:2113' (a server or a cluster) or 'memory:'",
    )
    .default('sqlite:var/caseline.db'),
  CASELINE_PORT: port.default(8080),
  CASELINE_HOST: z.string().default('127.0.0.1'),
  CASELINE_KEYS_FILE: z.string().default('var/keys.json'),
  CASELINE_TOKEN_ISSUER: z.string().default('caseline'),
  CASELINE_TOKEN_AUDIENCE: z.string().default('caseline'),
  CASELINE_LOG_LEVEL: z.enum(levels, { error: `must be one of ${levels.join(', ')}` }).default('info'),
  CASELINE_BODY_LIMIT: z
    .string()
    .regex(size, 'must be a size such as 512kb or 1mb')
    .transform(bytesOf)
    .default(bytesOf('1mb')),
  CASELINE_RATE_LIMIT: count(0, 1_000_000, 'requests a minute from one address; 0 is any number').default(
    12_000,
  ),
  CASELINE_TRUST_PROXY: count(0, 9, 'how many proxies are in front').default(0),
  CASELINE_STREAMS_PER_CLIENT: count(1, 1_000_000, 'live streams at a time').default(1_024),
  CASELINE_HEARTBEAT: count(1, 30, 'seconds').default(15),
  CASELINE_STALL: count(1, 120, 'seconds').default(30),
  CASELINE_FEEDS_FILE: z.string().default('var/feeds.ndjson'),
  CASELINE_METRICS_PORT: port.optional(),
  CASELINE_METRICS_HOST: z.string().default('127.0.0.1'),
});

/**
 * Reads the service's settings from environment variables; an empty one counts as absent.
 *
 * @throws ConfigurationError listing everything that is wrong
 */
export function readConfig(variables: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.entries(variables).filter(([, value]) => value !== undefined && value !== '');
  const read = environment.safeParse(Object.fromEntries(given));
  if (!read.success)
    throw new ConfigurationError(
      read.error.issues.map(({ path, message }) => {
        const name = path.join('.');
        const given = variables[name] ?? '';
        return `${name}: ${message}; it is '${name === 'CASELINE_LOG' ? redacted(given) : given}'`;
      }),
    );
  const settings = read.data;
  const metricsPort = settings.CASELINE_METRICS_PORT;
  return {
    log: settings.CASELINE_LOG,
    port: settings.CASELINE_PORT,
    host: settings.CASELINE_HOST,
    keysFile: settings.CASELINE_KEYS_FILE,
    tokenIssuer: settings.CASELINE_TOKEN_ISSUER,
    tokenAudience: settings.CASELINE_TOKEN_AUDIENCE,
    logLevel: settings.CASELINE_LOG_LEVEL,
    bodyLimit: settings.CASELINE_BODY_LIMIT,
    rateLimit: settings.CASELINE_RATE_LIMIT,
    trustedProxies: settings.CASELINE_TRUST_PROXY,
    streamsPerClient: settings.CASELINE_STREAMS_PER_CLIENT,
    heartbeatMs: settings.CASELINE_HEARTBEAT * 1_000,
    stallMs: settings.CASELINE_STALL * 1_000,
    feedsFile: settings.CASELINE_FEEDS_FILE,
    metrics:
      metricsPort === undefined ? undefined : { port: metricsPort, host: settings.CASELINE_METRICS_HOST },
  };
}

function bytesOf(text: string): number {
  const [, number, unit = 'b'] = size.exec(text) ?? [];
  return Number(number) * (units[unit.toLowerCase() as keyof typeof units] ?? 1); // the pattern lets only these units pass
}
