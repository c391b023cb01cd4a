import { Streams, usualLimits } from '../../src/api/streams.ts';
import { Caseline, eventJson } from '../../src/caseline.ts';
import { openEventStoreDBLog } from '../../src/log/eventstoredb/eventstoredb-log.ts';
import { openLog } from '../../src/log/open-log.ts';
import { type Asked, Client, headersOf, statusOf } from './hidden/client.ts';
import { startTestApi, type TestApi } from './http.ts';
import type { Signer } from './http-tokens.ts';
import { SseReader } from './sse.ts';

/** A service over a log, of which others may be instances too, and who asks it. */
export interface Instance extends TestApi {
  readonly client: Client;
  /** What `export --as auditor` writes. */
  exported(): Promise<readonly string[]>;
}

export interface InstanceOptions {
  /** The log, as CASELINE_LOG names it. */
  readonly log: string;
  readonly signer: Signer;
  readonly now: () => number;
  /** As long as that of a service in use when absent, in milliseconds. */
  readonly longestWait?: number;
}

/** Whose answers can be compared with those of others: whatever depends on the machine's own clock is left out. */
export async function startInstance({ log, signer, now, longestWait }: InstanceOptions): Promise<Instance> {
  const isOnServer = log.startsWith('esdb');
  const caseline = new Caseline(
    // Nobody else appends, who would have to be waited for.
    isOnServer ? openEventStoreDBLog({ connection: log, now, settleMs: 50 }) : openLog(log, { now }),
    now,
  );
  const api = await startTestApi({
    verifier: signer.verifier,
    caseline,
    conforming: false,
    ...(longestWait !== undefined && { longestWait }),
    streams: new Streams({ ...usualLimits, heartbeatMs: 3_600_000 }),
  });
  const { close } = api;
  const client = new Client(Number(new URL(api.url).port));
  return Object.assign(api, {
    client,
    close: async () => {
      client.end();
      await close();
    },
    exported: async () => {
      const lines: string[] = [];
      for await (const event of caseline.everything('auditor')) lines.push(JSON.stringify(eventJson(event)));
      return lines;
    },
  });
}

/** What a stream gives, head and all, up to where it waits for something to happen. */
export async function begun({ client }: Instance, asked: Asked): Promise<string> {
  const response = await client.open(asked);
  const reader = new SseReader(response);
  reader.read();
  await reader.until(({ messages }) =>
    messages.some(({ event }) => event === 'caught-up' || event === 'state'),
  );
  reader.close();
  const headers = headersOf(response).map((pair) => pair.join(': '));
  return [statusOf(response), ...headers, reader.text].join('\n');
}
