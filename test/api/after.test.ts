import { jest } from '@jest/globals';
import { Caseline } from '../../src/caseline.ts';
import { anEvent } from '../support/events.ts';
import { differenceOf } from '../support/hidden/difference.ts';
import { unknownId } from '../support/hidden/values.ts';
import { type Answer, sent, startTestApi, type TestApi } from '../support/http.ts';
import { history, recordedHistory } from '../support/http-history.ts';
import { makeSigner, type Signer } from '../support/http-tokens.ts';
import { type LogBehind, logBehind } from '../support/log-behind.ts';
import { World } from '../support/world.ts';

/** Two instances over one file. */
let world: World;
let log: LogBehind;
let one: TestApi;
let another: TestApi;
/** A service that soon gives up waiting. */
let hasty: TestApi;

let signer: Signer;
let recorder: string;
let council: string;

beforeAll(async () => {
  signer = await makeSigner();
  const { verifier } = signer;
  recorder = await signer.sign({ party: 'recorder', record: '*' });
  council = await signer.sign({ party: 'council:380', record: ['380'] });
  world = await World.inFile();
  for (const event of recordedHistory) await world.write([event]);
  log = logBehind(world.another()[0]);
  one = await startTestApi({ verifier, caseline: world.caseline });
  another = await startTestApi({ verifier, caseline: new Caseline(log, () => world.now) });
  hasty = await startTestApi({ verifier, events: recordedHistory, longestWait: 20 });
});
afterAll(async () => {
  await hasty.close();
  await another.close();
  await one.close();
  await world.end();
});

const inBradford = (rest: string): string => `/v1/authorities/bradford/${rest}`;

/** Records something of Bradford's with the first instance; answers with its position. */
async function recorded(as = recorder, event = anEvent('MeasureReported')): Promise<string> {
  const { status, json } = await one.post(inBradford('events'), sent(event), { as });
  expect(status).toBe(201);
  return json.position;
}

const idsIn = ({ json }: Answer): string[] => json.timeline.map(({ id }: { id: string }) => id);

describe('who has just recorded', () => {
  it('is answered with it by any instance', async () => {
    const position = await recorded();
    for (const instance of [one, another]) {
      const { status, json } = await instance.get(inBradford(`case?after=${position}`));
      expect([status, json.basis.position]).toEqual([200, position]);
      expect(idsIn(await instance.get(inBradford(`timeline?afterPosition=${position}`)))).toContain(position);
    }
  });

  it('is answered with it under embargo, and nobody else', async () => {
    const disclosures = [{ to: 'council:380', from: '2018-10-24' }];
    const event = anEvent('MeasureReported', { disclosures });
    const { json } = await hasty.post(inBradford('events'), sent(event), { as: council });
    const question = inBradford(`case?after=${json.position}`);
    expect((await hasty.get(question, { as: council })).json.basis.position).toBe(json.position);
    expect((await hasty.get(question)).json.code).toBe('not-yet-known');
    expect((await hasty.get(`${question}&viewAs=public`, { as: council })).json.code).toBe('not-yet-known');
  });

  it('is answered as soon as another instance knows of what it knew nothing', async () => {
    log.isBehind = true;
    const position = await recorded();
    const asked = another.get(inBradford(`events?afterPosition=${position}&limit=500`));
    await log.missed(3);
    log.isBehind = false;
    const { status, json } = await asked;
    expect([status, json.events.at(-1).id]).toEqual([200, position]);
  });

  it('may ask another instance before the write is there', async () => {
    const event = anEvent('MeasureReported');
    const asked = another.get(`/v1/events/${event.id}?after=${event.id}`);
    await log.missed(3);
    await recorded(recorder, event);
    expect((await asked).json.event.id).toBe(event.id);
  });

  it('gets what they would have got without asking for it: the same bytes, ETag and permanent link', async () => {
    const position = await recorded();
    for (const question of [
      'case?validAt=2018-12-01',
      'deadlines?asOf=2018-10-26',
      'anomalies?position=start',
    ]) {
      const path = inBradford(question);
      const waited = await one.get(`${path}&after=${position}`);
      const plain = await one.get(path);
      expect(waited.status).toBe(200);
      expect(waited.text).toBe(plain.text);
      expect(waited.json.links.self).not.toContain('after');
      for (const header of ['ETag', 'Cache-Control'])
        expect(waited.headers.get(header)).toBe(plain.headers.get(header));
      const headers = { 'If-None-Match': plain.headers.get('ETag') ?? '' };
      expect((await one.get(`${path}&after=${position}`, { headers })).status).toBe(304);
    }
  });

  it('goes on to further pages of that very answer', async () => {
    const position = await recorded();
    const first = await one.get(`/v1/authorities?limit=1&afterPosition=${position}`);
    expect(first.json.links.next).not.toContain('afterPosition');
    expect((await another.get(first.json.links.next)).json.basis).toEqual(first.json.basis);
  });
});

describe('a position that does not come to be known here', () => {
  it('is refused with 503, and with when to try again', async () => {
    const { status, headers, json } = await hasty.get(inBradford(`case?after=${unknownId}`));
    expect(status).toBe(503);
    expect(headers.get('Retry-After')).toBe('1');
    expect(headers.get('Cache-Control')).toBe('no-store');
    expect(json).toEqual({
      type: '/problems/not-yet-known',
      title: 'Not known here yet',
      status: 503,
      detail: expect.stringContaining('try again'),
      code: 'not-yet-known',
    });
  });

  it('is explained behind its type', async () => {
    const { json } = await hasty.get('/problems/not-yet-known');
    expect(json).toMatchObject({ code: 'not-yet-known', status: 503 });
    expect(json.about).toMatch(/another instance recorded it.*answered like what is not there/);
  });

  it.each([
    inBradford('case?after='),
    inBradford('timeline?afterPosition='),
    '/v1/authorities/nowhere?after=',
    '/v1/england/board?format=csv&after=',
    '/v1/deadlines.ics?after=',
    '/v1/sources/nothing?after=',
    `/v1/events/${unknownId}?after=`,
  ])('is refused alike where it is hidden and where it is not there: %s', async (address) => {
    const heard = async (id: string) => {
      const headers = { 'X-Request-Id': 'request-1' };
      const { status, headers: all, bytes } = await hasty.get(`${address}${id}`, { headers });
      return { status, headers: [...all].filter(([name]) => name !== 'date'), body: bytes };
    };
    const hidden = await heard(history.considered.id);
    expect(hidden.status).toBe(503);
    expect(differenceOf(hidden, await heard(unknownId))).toBeUndefined();
  });

  it('is nothing that went wrong: the log has a line for the request, and no failure', async () => {
    const before = hasty.logged.length;
    await hasty.get(inBradford(`case?after=${unknownId}`));
    const lines = hasty.logged.slice(before).map((line) => JSON.parse(line));
    expect(lines).toMatchObject([{ status: 503, problem: 'not-yet-known', msg: 'refused' }]);
  });

  it('is waited for no longer than its reader stays', async () => {
    const patient = await startTestApi({ verifier: signer.verifier, longestWait: 600_000 });
    const reached = jest.spyOn(patient.caseline, 'reached');
    const leaving = new AbortController();
    const asked = fetch(`${patient.url}/v1/sources?after=${unknownId}`, { signal: leaving.signal });
    while (reached.mock.results.length === 0) await new Promise(setImmediate);
    leaving.abort();
    await expect(asked).rejects.toThrow();
    await expect(reached.mock.results[0]?.value).resolves.toBe(false);
    await patient.close();
    expect(patient.logged.map((line) => JSON.parse(line).msg)).not.toContain('internal-error');
  });
});

describe('what is no position', () => {
  it('is refused at once, and so is a position where it is the last entry of a page', async () => {
    const wrong = await hasty.get(inBradford('case?after=nonsense'));
    expect([wrong.status, wrong.json.parameters[0].name]).toEqual([400, 'after']);
    for (const address of ['case?afterPosition=start', `timeline?after=${unknownId}`])
      expect((await hasty.get(inBradford(address))).status).toBe(400);
  });

  it('is waited for nowhere: the start is always there', async () => {
    expect((await hasty.get(inBradford('case?after=start'))).status).toBe(200);
    expect((await hasty.get(inBradford('events?afterPosition=start'))).status).toBe(200);
  });
});

interface Operations {
  readonly get?: {
    readonly parameters?: readonly { readonly name: string; readonly description?: string }[];
    readonly responses: Readonly<Record<string, { readonly description: string; readonly headers?: object }>>;
  };
}

describe('the OpenAPI document', () => {
  it('has it on every address that answers from facts, and says what it waits for and for how long', async () => {
    const { paths } = (await hasty.get('/openapi.json')).json;
    const waiting: string[] = [];
    for (const [path, { get }] of Object.entries<Operations>(paths)) {
      const { parameters = [], responses = {} } = get ?? {};
      const awaited = parameters.find(({ description = '' }) => description.includes('rests on at least'));
      const isAboutFacts = parameters.some(({ name }) => name === 'viewAs') && !path.startsWith('/v1/live/');
      expect([path, awaited !== undefined]).toEqual([path, isAboutFacts]);
      if (!awaited) continue;
      waiting.push(`${path} ${awaited.name}`);
      expect(awaited.description).toContain('up to 2 seconds');
      expect(responses['503']?.description).toContain('not-yet-known');
      expect(responses['503']?.headers).toHaveProperty('Retry-After');
    }
    expect(waiting.filter((one) => one.endsWith(' afterPosition'))).toEqual([
      '/v1/authorities afterPosition',
      '/v1/authorities/{authority}/timeline afterPosition',
      '/v1/authorities/{authority}/events afterPosition',
      '/v1/deadlines afterPosition',
    ]);
    expect(waiting).toContain('/v1/authorities/{authority}/deadlines.ics after');
  });
});
