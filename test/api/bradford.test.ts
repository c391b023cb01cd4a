import type { NewEvent } from '../../src/domain/events/catalogue.ts';
import { endOfDay } from '../../src/domain/time/london.ts';
import { entitledFrom } from '../../src/replay/visible.ts';
import { day } from '../domain/time/dates.ts';
import { bradfordLoaded, today } from '../support/bradford.ts';
import { startTestApi, type TestApi } from '../support/http.ts';
import { makeSigner, type Signer } from '../support/http-tokens.ts';

let signer: Signer;
let api: TestApi;

beforeAll(async () => {
  signer = await makeSigner();
  const { caseline } = await bradfordLoaded();
  api = await startTestApi({ verifier: signer.verifier, caseline });
});
afterAll(() => api.close());

const at = '/v1/authorities/bradford';

describe('Bradford over HTTP', () => {
  it('as of 26 October 2018, is inadequate under embargo to its council, and requires improvement to all others', async () => {
    const overall: Record<string, unknown> = {};
    for (const party of [undefined, 'council:380', 'council:381', 'ofsted']) {
      const as = party && (await signer.sign({ party }));
      const { current } = (await api.get(`${at}/case?asOf=2018-10-26`, { as })).json.case.judgement;
      overall[party ?? 'public'] = [current.overall, current.underEmbargoUntil];
    }
    expect(overall).toEqual({
      public: ['requires_improvement', null],
      'council:380': ['inadequate', '2018-10-29'],
      'council:381': ['requires_improvement', null],
      ofsted: ['inadequate', '2018-10-29'],
    });
  });

  it('pages through its whole timeline without losing or repeating an entry', async () => {
    const whole = (await api.get(`${at}/timeline?limit=500`)).json.timeline.map(
      (one: { id: string }) => one.id,
    );
    const paged: string[] = [];
    for (let next: string | null = `${at}/timeline?limit=7`; next !== null; ) {
      const { json } = await api.get(next);
      paged.push(...json.timeline.map((one: { id: string }) => one.id));
      next = json.links.next;
    }
    expect(whole.length).toBeGreaterThan(70);
    expect(paged).toEqual(whole);
  });

  it('gives the public of 26 October 2018 the bytes that it would if nothing later had ever been recorded', async () => {
    const then = endOfDay(day('2018-10-26'));
    const [known, hidden]: [NewEvent[], NewEvent[]] = [[], []];
    for await (const recorded of api.caseline.everything('auditor')) {
      const {
        revision: _1,
        position: _2,
        recordedAt: _3,
        when: _4,
        entitled: _5,
        recordedInstant: _6,
        ...event
      } = recorded;
      (entitledFrom(recorded, 'public') <= then ? known : hidden).push(event as NewEvent); // what is left is what was recorded
    }
    expect(known.length).toBeLessThan(hidden.length);
    const without = await startTestApi({ verifier: signer.verifier, events: known, now: () => today });
    try {
      const questions = [
        'case',
        'journey',
        'deadlines',
        'improvement',
        'anomalies',
        'timeline',
        'events',
      ].map((one) => `${one}?asOf=2018-10-26`);
      for (const question of [...questions, 'changes?from.asOf=2015-01-01&to.asOf=2018-10-26']) {
        const [got, expected] = [await api.get(`${at}/${question}`), await without.get(`${at}/${question}`)];
        expect(got.status).toBe(200);
        expect(got.text).toBe(expected.text);
        expect(got.headers.get('etag')).toBe(expected.headers.get('etag'));
      }
    } finally {
      await without.close();
    }
  });
});
