import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import pino from 'pino';
import { Subject } from 'rxjs';
import { type Config, readConfig } from '../../src/api/config.ts';
import { startServer } from '../../src/api/server.ts';
import { type StreamLimits, Streams, usualLimits } from '../../src/api/streams.ts';
import type { NewEvent } from '../../src/domain/events/catalogue.ts';
import { openSqliteLog } from '../../src/log/sqlite/sqlite-log.ts';
import { anEvent } from '../support/events.ts';
import { sent, startTestApi, type TestApi, type TestApiOptions } from '../support/http.ts';
import { recordedHistory } from '../support/http-history.ts';
import { makeSigner, type Signer } from '../support/http-tokens.ts';
import { type Following, follow, openStream, type SseReader } from '../support/sse.ts';

const live = '/v1/live/events';

let signer: Signer;
const opened: SseReader[] = [];
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  signer = await makeSigner();
});
afterEach(async () => {
  for (const reader of opened.splice(0)) reader.close();
  for (const close of closing.splice(0)) await close();
});

async function start({
  limits,
  ...options
}: Partial<TestApiOptions> & { limits?: Partial<StreamLimits> } = {}): Promise<TestApi> {
  const streams = new Streams({ ...usualLimits, ...limits });
  const api = await startTestApi({ verifier: signer.verifier, events: recordedHistory, streams, ...options });
  closing.push(() => api.close());
  return api;
}

async function open(api: TestApi, path = live, following: Following = {}): Promise<SseReader> {
  const reader = await follow(api, path, following);
  opened.push(reader);
  return reader;
}

/** A fifth of a megabyte of words, known to everybody. */
const wordy = (): NewEvent =>
  anEvent('AreasForImprovementSet', {
    data: {
      areas: Array.from({ length: 100 }, (_, index) => ({
        ref: `area-${index}`,
        text: 'a word '.repeat(280),
      })),
    },
  });
/** More than a connection holds that nobody reads from, three times over. */
const backlog = Array.from({ length: 60 }, wordy);
const registration = anEvent('AuthorityRegistered');

const ending = ({ messages }: SseReader) => {
  const last = messages.at(-1);
  return [last?.event, last?.data.reason];
};

describe('a reader who reads nothing', () => {
  it('is told so in the end, and can go on without loss', async () => {
    const api = await start({ events: backlog, limits: { heartbeatMs: 100, stallMs: 600 } });
    const asleep = await open(api, `${live}?after=start`, { paused: true });
    const awake = await open(api);
    await awake.until(({ comments }) => comments > 15); // its patience is over by then
    asleep.read();
    expect(await asleep.ended()).toBe('by the service');
    expect(ending(asleep)).toEqual(['end', 'too-slow']);
    expect(asleep.retries).toEqual([2_000, 2_000]);
    // Nothing was put on top of what waited.
    const { text } = asleep;
    expect(text.slice(text.lastIndexOf('\nid: '))).not.toMatch(/^:/m);
    const had = asleep.eventIds;
    expect(had.length).toBeLessThan(backlog.length);
    const again = await open(api, `${live}?after=start`, { lastEventId: had.at(-1) ?? '' });
    await again.caughtUp();
    expect([...had, ...again.eventIds]).toEqual(backlog.map(({ id }) => id));
  }, 20_000);

  it('costs little, and is in nobody’s way, be there fifty of them', async () => {
    const api = await start({
      events: [registration, ...backlog],
      limits: { heartbeatMs: 100, stallMs: 600 },
    });
    const port = Number(new URL(api.url).port);
    await (await openStream(`${api.url}${live}?after=start`)).caughtUp();
    const before = held();
    const asleep = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const socket = connect({ host: '127.0.0.1', port }).pause();
        await once(socket, 'connect');
        socket.write(`GET ${live}?after=start HTTP/1.1\r\nHost: x\r\n\r\n`);
        return socket;
      }),
    );
    const awake = await openStream(`${api.url}${live}?after=start`);
    opened.push(awake);
    await awake.caughtUp();
    expect(awake.eventIds).toEqual([registration, ...backlog].map(({ id }) => id));
    const next = anEvent('MeasureReported');
    const as = await signer.sign({ party: 'recorder', record: '*' });
    expect((await api.post('/v1/authorities/380/events', sent(next), { as })).status).toBe(201);
    await awake.until(({ eventIds }) => eventIds.at(-1) === next.id);
    const beats = awake.comments;
    await awake.until(({ comments }) => comments > beats + 15);
    // What was not sent is not kept: for all of them that would be 400 MB.
    expect(held() - before).toBeLessThan(100_000_000);
    for (const socket of asleep) socket.destroy();
    const ended = () => api.logged.filter((line) => line.includes('"ended":"too-slow"')).length;
    while (ended() < asleep.length) await new Promise((resolve) => setTimeout(resolve, 5));
  }, 30_000);
});

/** The bytes that this process holds on to. */
function held(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

describe('a token', () => {
  it('ends its streams when it expires, and no others', async () => {
    const api = await start();
    const expires = Math.ceil(Date.now() / 1_000) * 1_000 + 1_000;
    const as = await signer.sign({ party: 'council:380', expires: new Date(expires) });
    const theirs = await Promise.all(
      [live, '/v1/live/cases/bradford'].map((path) => open(api, path, { as })),
    );
    const public_ = await open(api);
    for (const reader of theirs) {
      expect(await reader.ended()).toBe('by the service');
      expect(ending(reader)).toEqual(['end', 'token-ended']);
    }
    expect(Date.now()).toBeGreaterThanOrEqual(expires - 1); // timers count whole milliseconds
    expect((await api.get(live, { as })).status).toBe(401);
    expect(public_.messages.map(({ event }) => event)).toEqual(['caught-up']);
    expect(api.logged.filter((line) => line.includes('"ended":"token-ended"'))).toHaveLength(2);
  });

  it('ends its streams at the next heartbeat once its key is withdrawn', async () => {
    const other = await makeSigner('other');
    const { url, config } = await serve({ heartbeatMs: 50 }, [signer, other]);
    const withdrawn = await openStream(`${url}${live}`, { as: await signer.sign({ party: 'dfe' }) });
    const kept = await openStream(`${url}${live}`, { as: await other.sign({ party: 'dfe' }) });
    opened.push(withdrawn, kept);
    await writeKeys(config.keysFile, [other]);
    expect(await withdrawn.ended()).toBe('by the service');
    expect(ending(withdrawn)).toEqual(['end', 'token-ended']);
    const beats = kept.comments;
    await kept.until(({ comments }) => comments > beats + 2);
  });
});

describe('a service that stops', () => {
  it('says so to every reader, and when to come back: not all at once', async () => {
    const { url, close } = await serve();
    const paths = [live, live, '/v1/live/cases/bradford', '/v1/live/england', '/v1/live/deadlines'];
    const readers = await Promise.all(paths.map((path) => openStream(`${url}${path}`)));
    await Promise.all(readers.map((reader) => reader.messagesUpTo(1)));
    const closed = close();
    for (const reader of readers) {
      expect(await reader.ended()).toBe('by the service');
      expect(ending(reader)).toEqual(['end', 'stopping']);
      expect(reader.text).toMatch(
        /\n\nretry: \d+\nevent: end\ndata: {"reason":"stopping","detail":"[^"]+"}\n\n$/,
      );
    }
    await closed;
    const waits = readers.map(({ retries }) => retries.at(-1));
    expect(new Set(waits).size).toBe(readers.length);
    for (const wait of waits) expect(wait).toBeGreaterThanOrEqual(1_000);
    await expect(openStream(`${url}${live}`)).rejects.toThrow('ECONNREFUSED');
  });

  it('does not wait for who reads nothing', async () => {
    const { url, close } = await serve({}, [signer], backlog);
    opened.push(await openStream(`${url}${live}?after=start`, { paused: true }));
    const awake = await openStream(`${url}${live}?after=start`);
    await awake.caughtUp();
    await close();
    await awake.ended();
    expect(ending(awake)).toEqual(['end', 'stopping']);
  });

  it('says so even where the stream begins only then', async () => {
    const streams = new Streams();
    const items = new Subject<string>();
    const server = createServer((_request, response) => {
      const reader = { client: 'x', expires: null, stillMay: async () => true };
      const source = { after: () => items, frame: (item: string) => Buffer.from(`data: "${item}"\n\n`) };
      void streams.serve(response, reader, source);
      streams.stop();
      items.next('the first');
    });
    server.listen(0, '127.0.0.1');
    closing.push(async () => server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo; // listening on TCP
    const reader = await openStream(`http://127.0.0.1:${port}/`);
    expect(await reader.ended()).toBe('by the service');
    expect(reader.messages[0]?.data).toBe('the first');
    expect(ending(reader)).toEqual(['end', 'stopping']);
  });
});

/** The service as it is started, with keys in a file. */
async function serve(
  settings: Partial<Config> = {},
  signers: readonly Signer[] = [signer],
  events: readonly NewEvent[] = recordedHistory,
): Promise<{ readonly url: string; readonly config: Config; readonly close: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'caseline-endings-'));
  const file = join(folder, 'log.db');
  const log = openSqliteLog({ file, now: Date.now });
  for (const event of events) await log.append(event.caseId, 'any', [event]); // in the order given, whatever the case holds
  await log.close();
  const variables = { CASELINE_LOG: `sqlite:${file}`, CASELINE_PORT: '0' };
  const config = {
    ...readConfig({ ...variables, CASELINE_KEYS_FILE: join(folder, 'keys.json') }),
    feedsFile: join(folder, 'feeds.json'),
    ...settings,
  };
  await writeKeys(config.keysFile, signers);
  const server = await startServer(config, { log: pino({ level: 'silent' }) });
  closing.push(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });
  return { url: server.url, config, close: () => server.close() };
}

/** The public halves, as a service has them that signs nothing. */
const writeKeys = (file: string, signers: readonly Signer[]): Promise<void> =>
  writeFile(file, JSON.stringify({ keys: signers.map(({ key: { d: _private, ...key } }) => key) }));
