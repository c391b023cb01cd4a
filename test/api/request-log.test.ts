import { anEvent } from '../support/events.ts';
import { sent, startTestApi, type TestApi } from '../support/http.ts';
import { history, recordedHistory, secretWords } from '../support/http-history.ts';
import { makeSigner, type Signer } from '../support/http-tokens.ts';

let api: TestApi;
let signer: Signer;
let bradford: string;

beforeEach(async () => {
  signer = await makeSigner();
  api = await startTestApi({ verifier: signer.verifier, events: recordedHistory });
  bradford = await signer.sign({ party: 'council:380', record: ['380'], sub: 'Jane Exact' });
});
afterEach(() => api.close());

/** The lines about requests under /v1, once all are written: a line follows its response. */
async function lines(): Promise<Record<string, unknown>[]> {
  await new Promise((resolve) => setTimeout(resolve, 50));
  return api.logged.map((line) => JSON.parse(line)).filter((line) => line.route !== '/openapi.json');
}

describe('the log of requests', () => {
  it('has one line for each, with the pattern of the address, the party and what became of it', async () => {
    await api.get('/v1/authorities/bradford/case?asOf=2018-10-26', {
      as: bradford,
      headers: { 'X-Request-Id': 'abc-1' },
    });
    await api.get('/v1/authorities/bradford/case?asOf=never');
    await api.get('/nowhere/at/all');
    expect(await lines()).toEqual([
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
    await lines();
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
