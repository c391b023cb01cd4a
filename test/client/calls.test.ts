import { merge, Subject, takeUntil } from 'rxjs';
import { CaselineProblem, type Client, connect } from '../../src/client/client.ts';
import { anEvent } from '../support/events.ts';
import { sent, startTestApi, type TestApi } from '../support/http.ts';
import { history, recordedHistory } from '../support/http-history.ts';
import { makeSigner, type Signer } from '../support/http-tokens.ts';
import { startScriptedService } from '../support/scripted-service.ts';

let api: TestApi;
let signer: Signer;
let caseline: Client;
let recorder: Client;
let recordersToken: string;

/** `GET /v1/authorities/bradford/case`: what the client asked. */
const asked: string[] = [];
const remembering: typeof fetch = (url, init) => {
  asked.push(`${init?.method} ${String(url).slice(api.url.length)}`);
  return fetch(url, init);
};

beforeAll(async () => {
  signer = await makeSigner();
  api = await startTestApi({ verifier: signer.verifier, events: recordedHistory });
  recordersToken = await signer.sign({ party: 'recorder', record: '*' });
  caseline = connect(api.url, { fetch: remembering });
  recorder = connect(`${api.url}/`, { fetch: remembering, token: recordersToken });
});
afterAll(() => api.close());

describe('every answer', () => {
  const asOf = '2018-10-26';
  const inBradford = '/v1/authorities/bradford';
  const after = history.judged2018.id;
  it.each<[string, () => Promise<unknown>]>([
    [
      '/v1/authorities?asOf=2018-10-26&q=brad&sort=-days&limit=1',
      () => caseline.authorities({ asOf, q: 'brad', sort: '-days', limit: 1 }),
    ],
    [inBradford, () => caseline.authority('bradford')],
    [`${inBradford}/case?asOf=2018-10-26`, () => caseline.case('bradford', { asOf })],
    [`${inBradford}/journey?asOf=2018-10-26`, () => caseline.journey('bradford', { asOf })],
    [`${inBradford}/deadlines?asOf=2018-10-26`, () => caseline.deadlines('bradford', { asOf })],
    [
      '/v1/deadlines?authority=bradford%2C381&status=due%2Coverdue&region=North+East%2C+Yorkshire+and+the+Humber&limit=2',
      () =>
        caseline.deadlines({
          authorities: ['bradford', '381'],
          status: ['due', 'overdue'],
          region: 'North East, Yorkshire and the Humber',
          limit: 2,
        }),
    ],
    [
      `${inBradford}/improvement?knownAt=2018-10-26T09%3A00%3A00%2B01%3A00`,
      () => caseline.improvement('bradford', { knownAt: '2018-10-26T09:00:00+01:00' }),
    ],
    [
      `${inBradford}/anomalies?certainty=certain`,
      () => caseline.anomalies('bradford', { certainty: 'certain' }),
    ],
    [
      `${inBradford}/timeline?process=inspection&limit=2`,
      () => caseline.timeline('bradford', { process: 'inspection', limit: 2 }),
    ],
    [`${inBradford}/events?limit=3`, () => caseline.events('bradford', { limit: 3 })],
    [
      `${inBradford}/changes?from.asOf=2018-10-26&to.asOf=2018-10-30&certainty=possible`,
      () =>
        caseline.changes('bradford', { from: { asOf }, to: { asOf: '2018-10-30' }, certainty: 'possible' }),
    ],
    [`/v1/events/${history.judged2018.id}`, () => caseline.event(history.judged2018.id)],
    ['/v1/england', () => caseline.englandIndex()],
    ['/v1/england/board?asOf=2018-10-26', () => caseline.england('board', { asOf })],
    ['/v1/england/series?step=year', () => caseline.england('series', { step: 'year' })],
    [
      '/v1/england/transitions?kind=metropolitan_district',
      () => caseline.england('transitions', { kind: 'metropolitan_district' }),
    ],
    ['/v1/england/time-inadequate', () => caseline.england('time-inadequate')],
    ['/v1/england/movers?since=2014-01-01', () => caseline.england('movers', { since: '2014-01-01' })],
    ['/v1/england/spells?asOf=2018-10-26', () => caseline.england('spells', { asOf })],
    ['/v1/sources', () => caseline.sources()],
    ['/v1/sources/ofsted-2018-10-29', () => caseline.source('ofsted-2018-10-29')],
    [
      `${inBradford}/changes?from.asOf=2018-10-26&after=${after}`,
      () => caseline.changes('bradford', { from: { asOf }, after }),
    ],
    [`/v1/england/board?after=${after}`, () => caseline.england('board', { after })],
    [
      `${inBradford}/timeline?limit=1&afterPosition=${after}`,
      () => caseline.timeline('bradford', { limit: 1, afterPosition: after }),
    ],
  ])('is what the service says at %s', async (path, ask) => {
    const { status, json } = await api.get(path);
    expect(status).toBe(200);
    expect(await ask()).toEqual(json);
    expect(asked.at(-1)).toBe(`GET ${path}`);
  });
});

describe('answers', () => {
  it('have the types of what the service says', async () => {
    const { case: bradford, basis } = await caseline.case('bradford', { asOf: '2018-10-26' });
    const overall: 'inadequate' | 'requires_improvement' | undefined =
      bradford.judgement.current?.overall === 'requires_improvement' ? 'requires_improvement' : undefined;
    expect([overall, basis.validAt]).toEqual(['requires_improvement', '2018-10-26']);

    const { event } = await caseline.event(history.judged2018.id);
    expect(event.type === 'JudgementsIssued' && event.data.framework).toBe('ILACS_2018');

    // @ts-expect-error: the earlier of the two days has to be named
    await expect(caseline.england('movers')).rejects.toMatchObject({ code: 'invalid-question' });
    // @ts-expect-error: what is not in pages calls it `after`
    await expect(caseline.case('bradford', { afterPosition: 'start' })).rejects.toThrow('afterPosition');
    // @ts-expect-error: there is no such parameter
    await expect(caseline.case('bradford', { asof: '2018-10-26' })).rejects.toThrow('asof');
  });

  it('are for the party that one looks as', async () => {
    const token = await signer.sign({ party: 'council:380' });
    const council = connect(api.url, { token });
    const narrowed = connect(api.url, { token, viewAs: 'public' });
    const asOf = '2018-10-26';
    const overall = async (as: Client, viewAs?: string) =>
      (await as.case('bradford', { asOf, viewAs })).case.judgement.current?.overall;
    expect(await overall(council)).toBe('inadequate');
    expect(await overall(narrowed)).toBe('requires_improvement');
    expect(await overall(council, 'public')).toBe('requires_improvement');
  });

  it('of several pages can be read one after the other', async () => {
    const ids: string[] = [];
    for await (const { timeline } of caseline.pages(caseline.timeline('bradford', { limit: 4 })))
      ids.push(...timeline.map(({ id }) => id));
    const { timeline } = await caseline.timeline('bradford', { limit: 500 });
    expect(ids.length).toBeGreaterThan(8);
    expect(ids).toEqual(timeline.map(({ id }) => id));
  });

  it('come as files too', async () => {
    const board = await caseline.file('board', 'csv', { asOf: '2018-12-31' });
    expect(await board.text()).toBe((await api.get('/v1/england/board?asOf=2018-12-31&format=csv')).text);
    expect(board.headers.get('Content-Disposition')).toContain('england-board-2018-12-31.csv');
    const survival = await caseline.file('time-inadequate', 'parquet', { table: 'survival' });
    expect(
      Buffer.from(await survival.arrayBuffer())
        .subarray(0, 4)
        .toString(),
    ).toBe('PAR1');
    const list = await caseline.file('authorities', 'ndjson', { q: 'calder' });
    expect((await list.text()).trim().split('\n')).toHaveLength(1);
  });
});

describe('recording', () => {
  const {
    caseId: _case,
    recordedBy: _recorder,
    ...visit
  } = anEvent('VisitCarriedOut', {
    occurred: { date: '2019-05-21' },
    data: { visitId: 'visit-by-client' },
  });

  it('is done once however often it is sent, one event or several', async () => {
    const receipt = await recorder.record('bradford', visit);
    expect(receipt).toMatchObject({ events: [visit.id], position: visit.id, alreadyThere: false });
    expect(await recorder.record('380', [visit])).toMatchObject({ alreadyThere: true });
  });

  it('is read by who has just done it', async () => {
    const { caseId: _case, recordedBy: _recorder, ...measured } = anEvent('MeasureReported');
    const { position } = await recorder.record('bradford', measured);
    const { basis } = await recorder.case('bradford', { after: position });
    expect(basis.position).toBe(position);
  });

  it('is done on what was read, or refused', async () => {
    const { basis } = await recorder.case('bradford');
    const { id: _id, ...another } = sent(
      anEvent('MeasureReported', { occurred: { date: '2019-06' } }),
    ) as typeof visit;
    const options = { ifMatch: basis.position, idempotencyKey: 'measured-in-june' };
    const { position } = await recorder.record('bradford', another, options);
    expect(await recorder.record('bradford', another, options)).toMatchObject({ alreadyThere: true });
    const late = recorder.record(
      'bradford',
      { ...another, data: { ...another.data } },
      { ifMatch: basis.position },
    );
    await expect(late).rejects.toMatchObject({
      code: 'revision-conflict',
      status: 412,
      problem: { expected: basis.position, actual: position },
    });
  });
});

describe('problems', () => {
  it('are those of the service, with their code, status and members', async () => {
    const failure = await caseline.case('bradford', { asOf: '26 October' }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CaselineProblem);
    expect(failure).toMatchObject({
      name: 'CaselineProblem',
      message: expect.stringContaining('asOf: must be a date such as 2018-10-26'),
      code: 'invalid-question',
      status: 400,
      retryAfter: undefined,
      passing: false,
      problem: {
        type: '/problems/invalid-question',
        parameters: [expect.objectContaining({ name: 'asOf' })],
      },
    });
    await expect(caseline.record('bradford', [])).rejects.toMatchObject({
      code: 'token-needed',
      status: 401,
    });
    await expect(caseline.authority('no/where')).rejects.toMatchObject({ code: 'unknown-authority' });
  });

  it('say when to ask again, and are told from those of whatever else answers', async () => {
    const service = await startScriptedService();
    const bradford = connect(service.url).case('bradford');
    (await service.asked()).refuse(503, 'log-unavailable', { 'Retry-After': '5' });
    await expect(bradford).rejects.toMatchObject({ code: 'log-unavailable', retryAfter: 5, passing: true });
    const proxied = connect(service.url).case('bradford');
    (await service.asked()).answer(502, { 'Content-Type': 'text/html' }, '<h1>Bad gateway</h1>');
    await expect(proxied).rejects.toMatchObject({ code: 'not-caseline', status: 502, passing: true });
    await service.stop();
    const failure = await connect(service.url)
      .case('bradford')
      .catch((error: unknown) => error);
    expect(failure).toHaveProperty('cause.code'); // ECONNREFUSED, or of the connection that was open
  });
});

describe('a token', () => {
  it('is asked for each time, and once more where it was refused', async () => {
    const tokens = [await signer.sign({ party: 'auditor', expires: '-1m' }), recordersToken];
    const asker = connect(api.url, { token: () => tokens.shift() ?? 'none' });
    expect((await asker.case('bradford')).basis.viewer).toBe('recorder');
    expect(tokens).toEqual([]);
    await expect(asker.case('bradford')).rejects.toMatchObject({ code: 'token-not-accepted' });
  });

  it('that cannot be had fails the call with the reason', async () => {
    const asker = connect(api.url, { token: () => Promise.reject(new Error('no network at the ministry')) });
    await expect(asker.case('bradford')).rejects.toThrow('no network at the ministry');
  });
});

describe('calendars', () => {
  it('are told as calendar programs read them', async () => {
    const [own, all] = [
      await caseline.calendar('bradford', { viewAs: 'public' }),
      await caseline.calendar({ authorities: ['bradford', '381'] }),
    ];
    expect(own).toBe((await api.get('/v1/authorities/bradford/deadlines.ics')).text);
    expect(all).toBe((await api.get('/v1/deadlines.ics?authority=bradford,381')).text);
  });

  it('have feeds that are made, listed and revoked', async () => {
    const made = await recorder.makeFeed({ viewAs: 'public' });
    expect(made).toMatchObject({ party: 'public', token: expect.stringContaining(made.id) });
    const { id, party, created } = made;
    expect(await recorder.feeds()).toEqual([{ id, party, created }]);
    expect(await recorder.revokeFeed(id)).toEqual({ id, party, created });
    expect(await recorder.feeds()).toEqual([]);
  });
});

it('has a call or a stream for every address of the API', async () => {
  const { live } = caseline;
  const stop = new Subject<void>();
  merge(live.events(), live.case('bradford'), live.england('board'), live.deadlines())
    .pipe(takeUntil(stop))
    .subscribe();
  const { json } = await api.get('/openapi.json');
  stop.next();
  const described = Object.entries<object>(json.paths).flatMap(([path, operations]) =>
    path.startsWith('/v1/') ? Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`) : [],
  );
  const used = asked.map((one) => {
    const [method, path = ''] = one.split(' ');
    return `${method} ${api.conformance.templateOf(path)}`;
  });
  expect([...new Set(used)].toSorted()).toEqual(described.toSorted());
});
