import { anEvent } from '../support/events.ts';
import { type Answer, sent, startTestApi, type TestApi } from '../support/http.ts';
import { history, recordedHistory, secretWords } from '../support/http-history.ts';
import { makeSigner, type Signer } from '../support/http-tokens.ts';

let api: TestApi;
let signer: Signer;
let bradford: string;

beforeEach(async () => {
  signer = await makeSigner();
  api = await startTestApi({ verifier: signer.verifier, events: recordedHistory, bodyLimit: 100_000 });
  bradford = await signer.sign({ party: 'council:380', record: ['380'], sub: 'Jane Exact' });
});
afterEach(() => api.close());

/** Written in an address, and nowhere else. */
const secretName = 'zebra-crossing';

/** The lines about what a test asked, once so many are written: a line follows its response. */
async function lines(count: number): Promise<Record<string, unknown>[]> {
  const found = () =>
    api.logged.map((line) => JSON.parse(line)).filter((line) => line.route !== '/openapi.json');
  while (found().length < count) await new Promise((resolve) => setTimeout(resolve, 5));
  return found();
}

describe('the log of requests', () => {
  it('has one line for each, with the pattern of the address, the party and what became of it', async () => {
    await api.get('/v1/authorities/bradford/case?asOf=2018-10-26', {
      as: bradford,
      headers: { 'X-Request-Id': 'abc-1' },
    });
    await api.get('/v1/authorities/bradford/case?asOf=never');
    await api.get('/nowhere/at/all');
    expect(await lines(3)).toEqual([
      expect.objectContaining({
        level: 30,
        requestId: 'abc-1',
        method: 'GET',
        route: '/v1/authorities/{authority}/case',
        party: 'council:380',
        status: 200,
        ms: expect.any(Number),
      }),
      expect.objectContaining({ level: 40, party: 'public', status: 400, problem: 'invalid-question' }),
      expect.objectContaining({ level: 40, route: null, party: null, status: 404, problem: 'unknown-path' }),
    ]);
  });

  it('has those of probes that are well for debugging only', async () => {
    await api.get('/healthz');
    await api.get('/readyz');
    expect(await lines(2)).toEqual([
      expect.objectContaining({ level: 20, route: '/healthz', status: 200 }),
      expect.objectContaining({ level: 20, route: '/readyz', status: 200 }),
    ]);
  });

  it('never holds what was asked or answered, who asked, or a token', async () => {
    const lifted = anEvent('ReportConsidered', {
      data: { body: 'Cabinet', title: `${secretWords} again` },
      disclosures: [],
    });
    await api.get('/v1/authorities/bradford/events', { as: bradford });
    await api.get(`/v1/events/${history.considered.id}`, { as: bradford });
    await api.post('/v1/authorities/bradford/events', sent(lifted), { as: bradford });
    await api.post(
      '/v1/authorities/bradford/events',
      { ...sent(lifted), title: secretWords },
      { as: bradford },
    );
    await api.post('/v1/authorities/bradford/events', `{"x": ${secretWords}`, { as: bradford });
    await api.get(`/v1/authorities/bradford/case?asOf=${encodeURIComponent(secretWords)}`, { as: bradford });
    await api.get('/v1/authorities/bradford/case', { as: `${bradford}x` });
    await lines(7);
    const all = api.logged.join('');
    for (const secret of [
      secretWords,
      'Zebra',
      'Jane Exact',
      bradford,
      bradford.slice(0, 30),
      history.considered.id,
      '2018-ilacs',
      'Cabinet',
    ])
      expect(all).not.toContain(secret);
    expect(all).toContain('"party":"council:380"');
  });
});

describe('a refusal', () => {
  const at = '/v1/authorities/bradford';
  const body = { secret: secretWords };
  const asked = `asOf=2018-10-26&q=${encodeURIComponent(secretWords)}`;

  const refusals: readonly [number, string, () => Promise<Answer>][] = [
    [400, 'invalid-question', () => api.get(`${at}/case?${asked}`, { as: bradford })],
    [400, 'malformed-json', () => api.post(`${at}/events`, `{"${secretWords}`, { as: bradford })],
    [401, 'token-needed', () => api.post(`${at}/events`, body)],
    [401, 'token-not-accepted', () => api.get(`${at}/case?${asked}`, { as: `${bradford}x` })],
    [403, 'not-entitled', () => api.get(`${at}/case?viewAs=auditor`, { as: bradford })],
    [403, 'not-entitled', () => api.post('/v1/authorities/381/events', body, { as: bradford })],
    [404, 'unknown-authority', () => api.get(`/v1/authorities/${secretName}/case`, { as: bradford })],
    [404, 'unknown-event', () => api.get(`/v1/events/${secretName}`, { as: bradford })],
    [404, 'unknown-path', () => api.get(`/${secretName}?${asked}`, { as: bradford })],
    [405, 'method-not-allowed', () => api.request('DELETE', `/v1/events/${secretName}`, { as: bradford })],
    [413, 'body-too-large', () => api.post(`${at}/events`, secretWords.repeat(9_999), { as: bradford })],
    [
      415,
      'unsupported-media-type',
      () =>
        api.post(`${at}/events`, secretWords, { as: bradford, headers: { 'Content-Type': 'text/plain' } }),
    ],
    [422, 'invalid-event', () => api.post(`${at}/events`, body, { as: bradford })],
    [
      429,
      'too-many-requests',
      async () => {
        await api.close();
        api = await startTestApi({ verifier: signer.verifier, rateLimit: 1 });
        return api.post(`${at}/events?${asked}`, body, { as: bradford });
      },
    ],
  ];

  it.each(refusals)(
    '%i %s is one warning, which tells nothing of what was asked',
    async (status, problem, refuse) => {
      const { headers, ...answer } = await refuse();
      expect([answer.status, answer.json.code]).toEqual([status, problem]);
      const found = await lines(1);
      expect(found).toHaveLength(1);
      expect(found[0]).toMatchObject({ level: 40, requestId: headers.get('x-request-id'), status, problem });
      for (const secret of [
        'Zebra',
        secretName,
        'Jane Exact',
        'Bearer',
        ...bradford.split('.'),
        '2018-10-26',
      ])
        expect(api.logged.join('')).not.toContain(secret);
    },
  );
});

describe('X-Request-Id', () => {
  it('is taken over when it is a short plain token, and made otherwise', async () => {
    const given = await api.get('/healthz', { headers: { 'X-Request-Id': 'trace_1.b-2' } });
    expect(given.headers.get('x-request-id')).toBe('trace_1.b-2');
    for (const strange of ['has space', 'x'.repeat(65), '<script>', '{"a":1}']) {
      const made = await api.get('/healthz', { headers: { 'X-Request-Id': strange } });
      expect(made.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    }
  });
});
