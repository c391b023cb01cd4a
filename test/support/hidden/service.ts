import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { createApi } from '../../../src/api/create-api.ts';
import { Feeds } from '../../../src/api/feeds.ts';
import { createHttpServer } from '../../../src/api/http-server.ts';
import type { Pages } from '../../../src/api/route.ts';
import { Streams, usualLimits } from '../../../src/api/streams.ts';
import { Caseline } from '../../../src/caseline.ts';
import { openMemoryLog } from '../../../src/log/memory/memory-log.ts';
import type { Signer } from '../http-tokens.ts';
import { Client } from './client.ts';
import { type Entry, known } from './who-may-know.ts';

/** The time as services have it; whoever holds it can set it. */
export interface Clock {
  now: number;
}

/** A service that runs on a port of its own, over a log in memory. */
export interface Service extends Client {
  readonly caseline: Caseline;
  /** Every line that was logged at the default level. */
  readonly logged: readonly string[];
  /** Puts events of one case into the log as they are, past the rules, all at once. */
  record(...entries: readonly Entry[]): Promise<void>;
  /** Ends all streams, as a service that stops does. */
  stopStreams(): void;
  close(): Promise<void>;
}

/** Puts itself before a service, to see whether the proof notices what it does. */
export type Tampering = (listener: RequestListener, caseline: Caseline) => RequestListener;

export interface ServiceOptions {
  readonly signer: Signer;
  readonly clock: Clock;
  readonly tampering?: Tampering | undefined;
  /** What people look at; the API alone when absent. */
  readonly pages?: Pages | undefined;
}

export async function serve(
  entries: readonly Entry[],
  { signer, clock, tampering = (listener) => listener, pages }: ServiceOptions,
): Promise<Service> {
  let recording: number | undefined;
  const log = openMemoryLog({ now: () => recording ?? clock.now });
  const record = async (...together: readonly Entry[]): Promise<void> => {
    const [first] = together;
    if (!first) return;
    recording = first.recorded;
    const events = together.map(({ event }) => event);
    await log.append(first.event.caseId, 'any', events); // in the order given, whatever the case holds
    recording = undefined;
  };
  for (const entry of entries) await record(entry);
  const caseline = new Caseline(log, () => clock.now);
  const logged: string[] = [];
  const logger = pino({ level: 'info', base: null }, { write: (line: string) => void logged.push(line) });
  const streams = new Streams({ ...usualLimits, heartbeatMs: neverWithinATest });
  const feeds = feedsOfATest(clock);
  const { verifier } = signer;
  const api = createApi({
    caseline,
    verifier,
    log: logger,
    streams,
    feeds,
    longestWait,
    ...(pages && { pages }),
  });
  const server = createHttpServer(tampering(api, caseline), logger);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // listening on TCP
  const client = new Client(port);
  return Object.assign(client, {
    caseline,
    logged,
    record,
    stopStreams: () => streams.stop(),
    close: async () => {
      client.end();
      server.close();
      server.closeAllConnections();
      await caseline.close();
    },
  });
}

/** Hearts beat by the machine's clock, and so not at the same time in two services. */
const neverWithinATest = 3_600_000;

/** What is waited for in vain costs a proof no time. */
const longestWait = 2;

/** Two services give out the same feeds: chance would tell them apart. */
function feedsOfATest(clock: Clock): Feeds {
  let made = 0;
  return new Feeds({
    now: () => clock.now,
    random: (bytes) => Buffer.alloc(bytes, made),
    newId: () => `feed-${++made}`,
  });
}

/** A service over a log, and one over that log without the events that a party may not know. */
export interface TwoServices {
  readonly whole: Service;
  readonly without: Service;
  close(): Promise<void>;
}

/** @param until what the party may know by then is in both */
export async function serveTwo(
  log: readonly Entry[],
  party: string,
  until: number,
  options: ServiceOptions,
): Promise<TwoServices> {
  const whole = await serve(log, options);
  const without = await serve(known(log, party, until), options);
  return {
    whole,
    without,
    close: async () => {
      await whole.close();
      await without.close();
    },
  };
}
