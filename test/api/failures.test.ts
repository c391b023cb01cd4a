import { type ProblemCode, problemCodes } from '../../src/api/problems.ts';
import { Caseline, CaselineError } from '../../src/caseline.ts';
import { openMemoryLog } from '../../src/log/memory/memory-log.ts';
import { anEvent } from '../support/events.ts';
import { sent, startTestApi, type TestApi, testNow } from '../support/http.ts';
import { secretWords } from '../support/http-history.ts';
import { makeSigner, type Signer } from '../support/http-tokens.ts';

let signer: Signer;
beforeAll(async () => {
  signer = await makeSigner();
});

/** A service over an engine in which every recording and listing fails so. */
async function failing(error: unknown): Promise<TestApi> {
  class Failing extends Caseline {
    override authorities(): Promise<never> {
      return Promise.reject(error);
    }
    override record(): Promise<never> {
      return Promise.reject(error);
    }
  }
  const caseline = new Failing(openMemoryLog({ now: () => testNow }), () => testNow);
  return startTestApi({ verifier: signer.verifier, caseline });
}

describe('what goes wrong inside', () => {
  const inside: readonly [string, unknown, number, ProblemCode][] = [
    ['an unknown error', new Error(`cannot read ${secretWords}`), 500, 'internal-error'],
    ['something thrown that is no error', secretWords, 500, 'internal-error'],
    [
      'a damaged log',
      new CaselineError('log-damaged', secretWords, { event: 'x', problems: [secretWords] }),
      500,
      'log-damaged',
    ],
    [
      'a log that is away',
      new CaselineError('log-unavailable', `no ${secretWords}`, { file: '/x/y' }),
      503,
      'log-unavailable',
    ],
  ];

  it.each(inside)('%s tells the client nothing, and the log enough', async (_what, error, status, code) => {
    const api = await failing(error);
    const answer = await api.get('/v1/authorities', { headers: { 'X-Request-Id': 'find-me' } });
    expect([answer.status, answer.json.code, answer.json.requestId]).toEqual([status, code, 'find-me']);
    expect(answer.text).not.toContain(secretWords);
    expect(answer.text).not.toContain('/x/y');
    const reported = api.logged.map((line) => JSON.parse(line)).find((line) => line.level === 50);
    expect(reported).toMatchObject({ requestId: 'find-me', msg: code });
    if (status === 503) expect(answer.headers.get('retry-after')).toBe('5');
    await api.close();
  });

  it('keeps what an engine’s error quotes out of the log', async () => {
    const api = await failing(
      new CaselineError('log-damaged', secretWords, { event: 'e-1', problems: [secretWords] }),
    );
    await api.get('/v1/authorities');
    expect(api.logged.join('')).not.toContain(secretWords);
    expect(api.logged.join('')).toContain('e-1');
    await api.close();
  });

  it('is not ready, and up all the same', async () => {
    const api = await failing(new CaselineError('log-unavailable', 'gone'));
    expect((await api.get('/readyz')).status).toBe(503);
    expect(api.logged.map((line) => JSON.parse(line).level)).toEqual(expect.arrayContaining([50, 40]));
    expect((await api.get('/healthz')).json).toEqual({ status: 'up' });
    await api.close();
  });

  it('never tells the revisions of the log, which count hidden events', async () => {
    const api = await failing(
      new CaselineError('revision-conflict', 'was expected to have 4 and has 7', { expected: 4, actual: 7 }),
    );
    const as = await signer.sign({ party: 'recorder', record: '*' });
    const { status, json } = await api.post('/v1/authorities/380/events', sent(anEvent('VisitCarriedOut')), {
      as,
    });
    expect(status).toBe(412);
    expect(json).not.toHaveProperty('expected');
    expect(json).not.toHaveProperty('actual');
    expect(json.detail).not.toMatch(/[47]/);
    await api.close();
  });
});

describe('addresses and methods', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startTestApi({ verifier: signer.verifier });
  });
  afterAll(() => api.close());

  it.each([
    '/',
    '/v1',
    '/v1/',
    '/v1/authorities/',
    '/V1/authorities',
    '/v1/authorities/380/secrets',
    '/healthz/',
  ])('%s is not there', async (path) => {
    const { status, json } = await api.get(path);
    expect([status, json.code]).toEqual([404, 'unknown-path']);
  });

  it.each([
    ['DELETE', '/v1/events/x', 'GET, HEAD, OPTIONS'],
    ['POST', '/v1/authorities', 'GET, HEAD, OPTIONS'],
    ['PUT', '/v1/authorities/380/events', 'GET, HEAD, POST, OPTIONS'],
    ['PATCH', '/healthz', 'GET, HEAD, OPTIONS'],
  ])('%s %s is not allowed, and told what is', async (method, path, allow) => {
    const { status, headers, json } = await api.request(method, path);
    expect([status, json.code, headers.get('allow')]).toEqual([405, 'method-not-allowed', allow]);
    const options = await api.request('OPTIONS', path);
    expect([options.status, options.headers.get('allow')]).toEqual([204, allow]);
  });

  it('a broken percent-encoding is refused', async () => {
    const { status, json } = await api.get('/v1/authorities/%E0%A4%A/case');
    expect([status, json.code]).toEqual([400, 'malformed-request']);
  });

  it('every problem has a page behind its type', async () => {
    const { json } = await api.get('/problems');
    expect(json.problems.map((one: { code: string }) => one.code)).toEqual(problemCodes);
    for (const { type, code, status } of json.problems) {
      const page = await api.get(type);
      expect(page.json).toMatchObject({ code, status, type });
    }
    expect((await api.get('/problems/none')).json.code).toBe('unknown-problem');
  });

  it('says nothing of what it is made with, and lets browsers do nothing with it', async () => {
    const { headers } = await api.get('/healthz');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe("default-src 'none';frame-ancestors 'none'");
  });
});
