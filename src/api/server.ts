import { once } from 'node:events';
import type { Server } from 'node:http';
import pino, { type Logger } from 'pino';
import { type Caseline, openCaseline, redacted } from '../caseline.ts';
import { type Config, ConfigurationError, systemCode } from './config.ts';
import { createApi } from './create-api.ts';
import { Feeds } from './feeds.ts';
import { feedsInFile } from './feeds-file.ts';
import { createHttpServer } from './http-server.ts';
import { publicKeysIn } from './keys.ts';
import { createMetricsServer } from './metrics/metrics-server.ts';
import { reported } from './reported.ts';
import type { Pages } from './route.ts';
import { Streams } from './streams.ts';
import { tokenVerifier } from './tokens.ts';

export interface RunningServer {
  /** Where it listens: `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Where the metrics are: `http://127.0.0.1:9464/metrics`; absent where none were asked for. */
  readonly metricsUrl?: string;
  /** Stops taking requests, lets the running ones finish, then closes the log. Does it once, however often called. */
  close(): Promise<void>;
}

export interface ServerOptions {
  /** Where the service logs to: standard output when absent. */
  readonly log?: Logger;
  /** What people look at; the API alone when absent. */
  readonly pages?: Pages;
}

/** How long running requests may take to finish once the service is to stop. */
const longestStop = 10_000;

/**
 * Opens the log, listens, and stops gracefully on SIGTERM and SIGINT.
 *
 * @throws ConfigurationError for keys that cannot be read, or an address that cannot be had;
 * CaselineError `log-unavailable`
 */
export async function startServer(
  config: Config,
  { log = pino({ level: config.logLevel, base: null }), pages }: ServerOptions = {},
): Promise<RunningServer> {
  const { tokenIssuer: issuer, tokenAudience: audience, bodyLimit, rateLimit, trustedProxies } = config;
  const { streamsPerClient: perClient, heartbeatMs, stallMs } = config;
  const keys = await publicKeysIn(config.keysFile, log);
  const verifier = tokenVerifier({ keys, issuer, audience });
  // What counts takes a while to load: for those who want it.
  const metrics = config.metrics && (await import('./metrics/metrics.ts')).openMetrics();
  const caseline = openCaseline({ log: config.log, ...(metrics && { observer: metrics.log }) });
  try {
    const streams = new Streams({ perClient, heartbeatMs, stallMs });
    const feeds = new Feeds({ journal: feedsInFile(config.feedsFile) });
    const limits = { bodyLimit, rateLimit, trustedProxies };
    const serving = { caseline, verifier, log, streams, feeds, ...limits, ...(pages && { pages }) };
    const api = createApi({ ...serving, onFinished: metrics?.onFinished });
    const server = createHttpServer(api, log, undefined, metrics?.onFinished);
    const apart = metrics && createMetricsServer(() => metrics.text({ caseline, streams }), log);
    const metricsUrl =
      apart && config.metrics && `${await listening(apart, config.metrics, 'CASELINE_METRICS')}/metrics`;
    const url = await listening(server, config, 'CASELINE').catch((error: unknown) => {
      apart?.close();
      throw error;
    });
    log.info({ url, ...(metricsUrl && { metricsUrl }), log: redacted(config.log) }, 'listening');
    const closing = new AbortController();
    warnOfSilence(caseline, config, log, closing.signal);
    const closeRest = async (): Promise<void> => {
      closing.abort();
      apart?.close().closeAllConnections();
      await caseline.close();
    };
    return { ...running({ server, streams, url, log, closeRest }), ...(metricsUrl && { metricsUrl }) };
  } catch (error) {
    await caseline.close();
    throw error;
  }
}

/** Whoever starts a service learns here, and not from the first question, that its log cannot be had. */
function warnOfSilence(caseline: Caseline, config: Config, log: Logger, closing: AbortSignal): void {
  caseline.logAnswers().catch((error: unknown) => {
    if (closing.aborted) return;
    log.warn(
      { log: redacted(config.log), ...reported(error) },
      'the log does not answer; it is asked again with each question',
    );
  });
}

interface Place {
  readonly port: number;
  readonly host: string;
}

/** @param setting how the settings of the place begin */
async function listening(server: Server, { port, host }: Place, setting: string): Promise<string> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new ConfigurationError([
      `${setting}_HOST and ${setting}_PORT: cannot listen on ${host}, port ${port} (${systemCode(error)})`,
    ]);
  }
  const address = server.address();
  const actual = typeof address === 'object' && address ? address.port : port;
  return `http://${host.includes(':') ? `[${host}]` : host}:${actual}`;
}

interface Running {
  readonly server: Server;
  readonly streams: Streams;
  readonly url: string;
  readonly log: Logger;
  /** Closes what else is open, once nobody is answered any more. */
  readonly closeRest: () => Promise<void>;
}

function running({ server, streams, url, log, closeRest }: Running): RunningServer {
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= (async () => {
      // From here on a second signal ends the process at once.
      for (const signal of signals) process.removeListener(signal, onSignal);
      streams.stop();
      await stopped(server);
      await closeRest();
      log.info('stopped');
    })();
    return closing;
  };
  const onSignal = (): void => void close();
  for (const signal of signals) process.once(signal, onSignal);
  return { url, close };
}

const signals = ['SIGTERM', 'SIGINT'] as const;

async function stopped(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  // A connection whose last request has just finished stays open for the next one unless it is told.
  const idle = setInterval(() => server.closeIdleConnections(), 20);
  const late = setTimeout(() => server.closeAllConnections(), longestStop);
  await closed;
  clearInterval(idle);
  clearTimeout(late);
}
