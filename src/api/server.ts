import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import pino, { type Logger } from 'pino';
import { openCaseline } from '../caseline.ts';
import { type Config, ConfigurationError, systemCode } from './config.ts';
import { createApi } from './create-api.ts';
import { publicKeys, readKeys } from './keys.ts';
import { tokenVerifier } from './tokens.ts';

export interface RunningServer {
  /** Where it listens: `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Stops taking requests, lets the running ones finish, then closes the log. Does it once, however often called. */
  close(): Promise<void>;
}

/** How long running requests may take to finish once the service is to stop. */
const longestStop = 10_000;

/**
 * Opens the log, listens, and stops gracefully on SIGTERM and SIGINT.
 *
 * @param log where the service logs to: standard output when absent
 * @throws ConfigurationError for keys that cannot be read, or an address that cannot be had;
 * CaselineError `log-unavailable`
 */
export async function startServer(
  config: Config,
  log: Logger = pino({ level: config.logLevel, base: null }),
): Promise<RunningServer> {
  const keys = publicKeys(await readKeys(config.keysFile));
  const verifier = tokenVerifier({ keys, issuer: config.tokenIssuer, audience: config.tokenAudience });
  const caseline = openCaseline({ log: config.log });
  try {
    const server = createServer(
      { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 65_000 },
      createApi({ caseline, verifier, log, bodyLimit: config.bodyLimit }),
    );
    const url = await listening(server, config);
    log.info({ url }, 'listening');
    return running(server, url, log, () => caseline.close());
  } catch (error) {
    await caseline.close();
    throw error;
  }
}

async function listening(server: Server, { port, host }: Config): Promise<string> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new ConfigurationError([
      `CASELINE_HOST and CASELINE_PORT: cannot listen on ${host}, port ${port} (${systemCode(error)})`,
    ]);
  }
  const address = server.address();
  const actual = typeof address === 'object' && address ? address.port : port;
  return `http://${host.includes(':') ? `[${host}]` : host}:${actual}`;
}

function running(server: Server, url: string, log: Logger, closeLog: () => Promise<void>): RunningServer {
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= (async () => {
      // From here on a second signal ends the process at once.
      for (const signal of signals) process.removeListener(signal, onSignal);
      await stopped(server);
      await closeLog();
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
