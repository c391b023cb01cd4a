import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { readConfig } from '../../src/api/config.ts';
import { demoTokens } from '../../src/api/demo-tokens.ts';
import { ensureDemoKeys } from '../../src/api/keys.ts';
import { type RunningServer, startServer } from '../../src/api/server.ts';
import { anEvent } from '../support/events.ts';
import { sent } from '../support/http.ts';

const silent = pino({ level: 'silent' });
let folder: string;
let server: RunningServer;
let token: string | undefined;

const configured = (settings: Readonly<Record<string, string>> = {}) =>
  readConfig({
    CASELINE_LOG: `sqlite:${join(folder, 'log.db')}`,
    CASELINE_PORT: '0',
    CASELINE_METRICS_PORT: '0',
    CASELINE_KEYS_FILE: join(folder, 'keys.json'),
    CASELINE_FEEDS_FILE: join(folder, 'feeds.ndjson'),
    ...settings,
  });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caseline-metrics-'));
  await ensureDemoKeys(join(folder, 'keys.json'));
  const tokens = await demoTokens(configured());
  token = tokens.find(({ party }) => party === 'recorder')?.token;
  server = await startServer(configured(), { log: silent });
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

async function metrics(): Promise<string> {
  const response = await fetch(server.metricsUrl ?? '');
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  return response.text();
}

/** The value of one line; undefined where there is none. */
const valueIn = (text: string, series: string): number | undefined => {
  const line = text.split('\n').find((one) => one.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
};

/** Asked again until they say so: a request is counted after its answer has gone out. */
async function metricsThatSay(series: string, value: number): Promise<string> {
  for (;;) {
    const text = await metrics();
    if (valueIn(text, series) === value) return text;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const get = (path: string, init: RequestInit = {}) => fetch(`${server.url}${path}`, init);
const record = (body: unknown) =>
  get('/v1/authorities/380/events', {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

describe('where the metrics are', () => {
  it('is not where the service is', async () => {
    for (const path of ['/metrics', '/v1/metrics']) expect((await get(path)).status).toBe(404);
    expect(await (await get('/openapi.json')).text()).not.toContain('caseline_');
  });

  it('is one address, to be read', async () => {
    const url = server.metricsUrl ?? '';
    const others = [
      `${url}/`,
      `${url}?x=1`,
      new URL('/', url),
      new URL('/healthz', url),
      new URL('/v1/authorities', url),
    ];
    for (const other of others) expect((await fetch(other)).status).toBe(404);
    for (const method of ['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'])
      expect((await fetch(url, { method })).status).toBe(404);
  });

  it('is nowhere unless a port is set', async () => {
    const { metrics: _, ...config } = configured();
    const other = await startServer({ ...config, metrics: undefined }, { log: silent });
    expect(other.metricsUrl).toBeUndefined();
    await other.close();
  });

  it('is this machine alone unless a host is set', () => {
    expect(new URL(server.metricsUrl ?? '').hostname).toBe('127.0.0.1');
  });

  it('has to be free, and the service says by which setting it is not', async () => {
    const taken = { port: Number(new URL(server.metricsUrl ?? '').port), host: '127.0.0.1' };
    await expect(startServer({ ...configured(), metrics: taken }, { log: silent })).rejects.toThrow(
      /^CASELINE_METRICS_HOST and CASELINE_METRICS_PORT: cannot listen .*EADDRINUSE/,
    );
    const free = { port: 0, host: '127.0.0.1' };
    const port = Number(new URL(server.url).port);
    await expect(startServer({ ...configured(), port, metrics: free }, { log: silent })).rejects.toThrow(
      /^CASELINE_HOST and CASELINE_PORT: cannot listen .*EADDRINUSE/,
    );
  });

  it('ends with the service', async () => {
    await metrics();
    await server.close();
    await expect(fetch(server.metricsUrl ?? '')).rejects.toThrow();
  });
});

describe('the metrics', () => {
  it('tell how appends went, and what was refused', async () => {
    const registration = sent(anEvent('AuthorityRegistered'));
    expect((await record(registration)).status).toBe(201);
    expect((await record(registration)).status).toBe(200);
    expect((await record({ ...sent(anEvent('ReportPublished')), type: 'Nothing' })).status).toBe(422);
    expect((await get('/v1/authorities/nowhere/case')).status).toBe(404);
    const text = await metricsThatSay(
      'caseline_http_refusals_total{method="GET",code="unknown-authority"}',
      1,
    );
    expect(valueIn(text, 'caseline_append_seconds_count{outcome="written"}')).toBe(1);
    expect(valueIn(text, 'caseline_append_seconds_count{outcome="already-there"}')).toBe(1);
    expect(valueIn(text, 'caseline_http_refusals_total{method="POST",code="invalid-event"}')).toBe(1);
  });

  it('tell of requests by their route, method and status', async () => {
    await get('/v1/authorities');
    await get('/nowhere');
    const series = (method: string, route: string, status: string) =>
      `caseline_http_request_seconds_count{method="${method}",route="${route}",status="${status}"}`;
    const text = await metricsThatSay(series('GET', 'none', '404'), 1);
    expect(valueIn(text, series('GET', '/v1/authorities', '200'))).toBe(1);
  });

  it('tell of live streams, of what is followed, and that nobody waits', async () => {
    await record(sent(anEvent('AuthorityRegistered')));
    expect(valueIn(await metrics(), 'caseline_live_streams')).toBe(0);
    expect(valueIn(await metrics(), 'caseline_live_lag_seconds')).toBeUndefined();
    const paths = ['/v1/live/events?after=start', '/v1/live/cases/380', '/v1/live/cases/380'];
    const streams = paths.map((path) => request(`${server.url}${path}`, { agent: false }).end());
    await Promise.all(streams.map((stream) => once(stream, 'response')));
    const text = await metricsThatSay('caseline_live_streams', 3);
    expect(valueIn(text, 'caseline_live_answers')).toBe(1);
    await metricsThatSay('caseline_live_lag_seconds', 0);
    for (const stream of streams) stream.destroy();
    await metricsThatSay('caseline_live_streams', 0);
    await metricsThatSay('caseline_live_answers', 0);
  });

  it('tell what is kept in memory, and what the tables began with', async () => {
    expect(valueIn(await metrics(), 'caseline_snapshot_used')).toBeUndefined();
    await record(sent(anEvent('AuthorityRegistered')));
    for (let n = 0; n < 3; n += 1) await get('/v1/authorities/380/case');
    const text = await metrics();
    expect(valueIn(text, 'caseline_history_cases')).toBe(1);
    expect(valueIn(text, 'caseline_history_events')).toBe(1);
    expect(valueIn(text, 'caseline_history_loads_total{kept="yes"}')).toBeGreaterThan(0);
    expect(valueIn(text, 'caseline_history_loads_total{kept="no"}')).toBeGreaterThan(0);
    await get('/v1/england/board');
    expect(valueIn(await metrics(), 'caseline_snapshot_used')).toBe(0);
    expect(valueIn(await metrics(), 'caseline_table_cases')).toBe(1);
  });

  it('name no case, no authority, no event and nobody', async () => {
    const event = anEvent('AuthorityRegistered');
    await record(sent(event));
    await get('/v1/authorities/380/case');
    await get(`/v1/events/${event.id}`);
    await get('/v1/authorities/zebra/case');
    await get('/zebra');
    const text = await metricsThatSay('caseline_http_refusals_total{method="GET",code="unknown-path"}', 1);
    const labels = [...text.matchAll(/="([^"]*)"/g)].map(([, value]) => value);
    expect(labels).toContain('/v1/authorities/{authority}/case');
    for (const told of [event.id, '380', 'authority-380', 'bradford', 'Bradford', 'zebra', 'recorder'])
      expect(labels.filter((label) => label?.includes(told))).toEqual([]);
  });

  it('tell how the process does', async () => {
    expect(valueIn(await metrics(), 'process_resident_memory_bytes')).toBeGreaterThan(0);
  });
});
