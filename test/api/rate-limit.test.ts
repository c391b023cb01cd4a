import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { createApi } from '../../src/api/create-api.ts';
import { startTestApi, type TestApi, type TestApiOptions } from '../support/http.ts';
import { makeSigner, type Signer } from '../support/http-tokens.ts';

let api: TestApi;
let signer: Signer;

beforeAll(async () => {
  signer = await makeSigner();
});
afterEach(() => api.close());

/** Lets so many requests through after the one that starting makes. */
async function limitedTo(rateLimit: number, options: Partial<TestApiOptions> = {}): Promise<void> {
  api = await startTestApi({ verifier: signer.verifier, rateLimit: rateLimit + 1, ...options });
}

const from = (address: string, path = '/v1/authorities') =>
  api.get(path, { headers: { 'X-Forwarded-For': address } });

async function statuses(answers: readonly Promise<{ readonly status: number }>[]): Promise<number[]> {
  return (await Promise.all(answers)).map(({ status }) => status).sort();
}

describe('an address that asks too often in a minute', () => {
  it('is refused with a problem that says when to come back', async () => {
    await limitedTo(2);
    expect((await api.get('/v1/authorities')).status).toBe(200);
    expect((await api.get('/nowhere')).status).toBe(404);
    const { status, headers, json } = await api.get('/v1/authorities');
    expect(status).toBe(429);
    expect(json).toEqual({
      type: '/problems/too-many-requests',
      title: 'Too many requests',
      status: 429,
      detail: 'Too many requests came from your address within a minute.',
      code: 'too-many-requests',
    });
    expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    const wait = Number(headers.get('retry-after'));
    expect(Number.isInteger(wait) && wait >= 1 && wait <= 60).toBe(true);
  });

  it('is refused whatever it asks, with whatever token; what it sends is not recorded', async () => {
    await limitedTo(0);
    const as = await signer.sign({ party: 'recorder', record: '*' });
    expect((await api.get('/v1/authorities', { as })).status).toBe(429);
    expect((await api.get('/v1/authorities', { as: 'no token' })).status).toBe(429);
    expect((await api.post('/v1/authorities/380/events', 'x'.repeat(200_000), { as })).status).toBe(429);
    expect((await api.get('/problems')).status).toBe(429);
    expect((await api.request('DELETE', '/nowhere')).status).toBe(429);
  });

  it('may still ask whether the service is up and ready', async () => {
    await limitedTo(0);
    for (const path of ['/healthz', '/readyz', '/healthz', '/healthz?x'])
      expect((await api.get(path)).status).toBe(200);
    expect((await api.get('/healthz/')).status).toBe(429);
  });

  it('is told nothing of the limit before', async () => {
    await limitedTo(9);
    const { headers } = await api.get('/v1/authorities');
    expect([...headers.keys()].filter((name) => /limit|retry/.test(name))).toEqual([]);
  });

  it('is not there where no limit is set', async () => {
    api = await startTestApi({ verifier: signer.verifier });
    const answers = Array.from({ length: 50 }, () => api.get('/healthz'));
    expect(new Set(await statuses(answers))).toEqual(new Set([200]));
    expect((await api.get('/v1/authorities')).status).toBe(200);
  });
});

describe('behind proxies', () => {
  it('clients count by the address that the last trusted proxy gives', async () => {
    await limitedTo(0, { rateLimit: 2, trustedProxies: 1 });
    expect(await statuses([from('192.0.2.1'), from('192.0.2.1'), from('192.0.2.1')])).toEqual([
      200, 200, 429,
    ]);
    expect(await statuses([from('192.0.2.2'), from('192.0.2.1, 192.0.2.2')])).toEqual([200, 200]);
    expect((await from('192.0.2.2')).status).toBe(429);
  });

  it('nobody is believed where none is trusted', async () => {
    await limitedTo(1);
    expect(await statuses([from('192.0.2.1'), from('192.0.2.2')])).toEqual([200, 429]);
  });

  it('a network of IPv6 counts as one client, and IPv4 written as IPv6 as itself', async () => {
    await limitedTo(0, { rateLimit: 2, trustedProxies: 1 });
    const network = [from('2001:db8:0:1::1'), from('2001:db8:0:2::2'), from('2001:db8:0:3::3')];
    expect(await statuses(network)).toEqual([200, 200, 429]);
    expect((await from('2001:db8:1::1')).status).toBe(200);
    const mapped = [from('192.0.2.1'), from('::ffff:192.0.2.1'), from('::FFFF:c000:201')];
    expect(await statuses(mapped)).toEqual([200, 200, 429]);
  });

  it.each([
    ['X-Forwarded-For', 'unknown'],
    ['X-Forwarded-For', '192.0.2.1:8080'],
    ['X-Forwarded-For', 'fe80::1%eth0'],
    ['X-Forwarded-For', '[::1]:80'],
    ['X-Forwarded-For', '"'],
    ['X-Forwarded-For', ','],
    ['X-Forwarded-For', 'x'.repeat(99)],
    ['Forwarded', 'for=192.0.2.1'],
  ])('%s: %s breaks nothing, and nothing goes to the console', async (name, value) => {
    const said: unknown[] = [];
    const { warn, error, log } = console;
    console.warn = console.error = console.log = (...words: unknown[]) => void said.push(words);
    try {
      api = await startTestApi({ verifier: signer.verifier });
      for (const trustedProxies of [0, 1]) {
        const silent = pino({ level: 'silent' });
        const { caseline } = api;
        const limited = createApi({
          caseline,
          verifier: signer.verifier,
          log: silent,
          rateLimit: 1,
          trustedProxies,
        });
        // The first request of all: what the limit has to say of one, it says once.
        const server = limited.listen(0, '127.0.0.1');
        await once(server, 'listening');
        const { port } = server.address() as AddressInfo; // listening on TCP
        const answer = await fetch(`http://127.0.0.1:${port}/v1/authorities`, { headers: { [name]: value } });
        expect(answer.status).toBe(200);
        server.close();
        server.closeAllConnections();
      }
    } finally {
      Object.assign(console, { warn, error, log });
    }
    expect(said).toEqual([]);
  });
});
