import { anEvent } from '../support/events.ts';
import { sent, startTestApi, type TestApi } from '../support/http.ts';
import { history, recordedHistory } from '../support/http-history.ts';
import { makeSigner, type Signer } from '../support/http-tokens.ts';

let api: TestApi;
let signer: Signer;
let bradford: string;
let calderdale: string;
let recorder: string;
let auditor: string;

beforeAll(async () => {
  signer = await makeSigner();
  api = await startTestApi({ verifier: signer.verifier, events: recordedHistory });
  bradford = await signer.sign({ party: 'council:380', record: ['380'] });
  calderdale = await signer.sign({ party: 'council:381' });
  recorder = await signer.sign({ party: 'recorder', record: '*' });
  auditor = await signer.sign({ party: 'auditor' });
});
afterAll(() => api.close());

const inBradford = (rest: string): string => `/v1/authorities/bradford/${rest}`;

describe('26 October 2018, two days after the report was shared and three before it was published', () => {
  const question = inBradford('case?asOf=2018-10-26');

  it('tells the public what was judged in 2014, and nothing of a report', async () => {
    const { status, json, text } = await api.get(question);
    expect(status).toBe(200);
    expect(json.basis).toMatchObject({ viewer: 'public', validAt: '2018-10-26' });
    expect(json.case.judgement.current).toMatchObject({
      overall: 'requires_improvement',
      framework: 'SIF',
      since: '2014-05-23',
    });
    expect(json.case.openDeadlines).toEqual([]);
    expect(text).not.toMatch(/2018-ilacs|inadequate|2018-10-2[49]|2019/);
  });

  it('tells the council that it is inadequate, under embargo, with its statement due on 4 February 2019', async () => {
    const { json } = await api.get(question, { as: bradford });
    expect(json.case.judgement.current).toMatchObject({
      overall: 'inadequate',
      issued: '2018-10-24',
      published: null,
      underEmbargoUntil: '2018-10-29',
    });
    const due = json.case.openDeadlines.find(
      (one: { id: string }) => one.id === '2018-ilacs/statement-of-action',
    );
    expect(due).toMatchObject({ due: '2019-02-04', basis: { agree: true } });
  });

  it('tells the council of another authority what it tells the public', async () => {
    const [another, anybody] = [await api.get(question, { as: calderdale }), await api.get(question)];
    expect(another.json.case).toEqual(anybody.json.case);
    const asPublic = await api.get(`${question}&viewAs=public`, { as: calderdale });
    expect(asPublic.text).toBe(anybody.text);
  });

  it('tells everybody in hindsight that it was inadequate', async () => {
    const { json } = await api.get(inBradford('case?validAt=2018-10-26'));
    expect(json.case.judgement.current.overall).toBe('inadequate');
  });
});

describe('every projection', () => {
  it.each([
    ['case', 'case'],
    ['journey', 'journey'],
    ['deadlines', 'deadlines'],
    ['improvement', 'improvement'],
    ['anomalies', 'reconciliation'],
  ])('is at /%s under its own name, %s', async (segment, name) => {
    const { status, json } = await api.get(inBradford(segment));
    expect(status).toBe(200);
    expect(Object.keys(json)).toEqual(['basis', name, 'links']);
  });

  it('is the same by code as by name', async () => {
    const [byName, byCode] = [
      await api.get(inBradford('journey')),
      await api.get('/v1/authorities/380/journey'),
    ];
    expect(byName.text).toBe(byCode.text);
    expect(byName.headers.get('etag')).toBe(byCode.headers.get('etag'));
  });
});

describe('permanent links', () => {
  const questions = [
    'case',
    'case?asOf=2018-10-26',
    'case?validAt=2018-10-15&certainty=certain',
    'journey?knownAt=2018-10-26T12:00:00%2B01:00',
    'deadlines?validAt=2030-01-01',
    'anomalies?recordedAt=2026-06-01',
    'case?position=start&knownAt=2020-01-01',
    'timeline?process=inspection&limit=2',
    `timeline?type=ReportPublished&after=${history.published2014.id}`,
    'events?limit=3',
    'changes?from.asOf=2018-10-26&to.asOf=2018-10-30',
  ];

  it.each(questions)(
    'give the bytes of %s again, also once more was recorded and by other clocks',
    async (question) => {
      let now = Date.parse('2026-06-01T09:00:00Z');
      const aging = await startTestApi({
        verifier: signer.verifier,
        events: recordedHistory,
        now: () => now,
      });
      const asker = question.startsWith('journey') ? bradford : undefined;
      const first = await aging.get(inBradford(question), { as: asker });
      expect(first.status).toBe(200);
      const again = await aging.get(first.json.links.self, { as: asker });
      expect(again.text).toBe(first.text);

      now = Date.parse('2027-01-01T00:00:00Z');
      const late = anEvent('ReportPublished', {
        data: { by: 'authority' },
        occurred: { date: '2018-11-01' },
      });
      expect((await aging.post(inBradford('events'), sent(late), { as: recorder })).status).toBe(201);
      const later = await aging.get(first.json.links.self, { as: asker });
      expect(later.text).toBe(first.text);
      expect(later.headers.get('etag')).toBe(first.headers.get('etag'));
      await aging.close();
    },
  );

  it('of a council are not the public’s to follow', async () => {
    const { json } = await api.get(inBradford('case?asOf=2018-10-26'), { as: bradford });
    const refused = await api.get(json.links.self);
    expect(refused.status).toBe(403);
    expect(refused.json.code).toBe('not-entitled');
    const narrowed = await api.get(json.links.self, { as: auditor });
    expect(narrowed.json.basis.viewer).toBe('council:380');
  });
});

describe('ETags', () => {
  it('name the position and the bytes, and save sending them again', async () => {
    const first = await api.get(inBradford('case'));
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(new RegExp(`^"${first.json.basis.position}\\.[0-9a-f]{32}"$`));
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    expect(first.headers.get('vary')).toBe('Authorization, Cookie');
    for (const held of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await api.get(inBradford('case'), { headers: { 'If-None-Match': held } });
      expect(again.status).toBe(304);
      expect(again.text).toBe('');
      expect(again.headers.get('etag')).toBe(etag);
    }
    const other = await api.get(inBradford('case'), { headers: { 'If-None-Match': '"other"' } });
    expect(other.status).toBe(200);
  });

  it('differ between viewers who are told different things', async () => {
    const [anybody, council] = [
      await api.get(inBradford('case')),
      await api.get(inBradford('case'), { as: bradford }),
    ];
    expect(anybody.headers.get('etag')).not.toBe(council.headers.get('etag'));
  });

  it('come with HEAD too, without a body', async () => {
    const [got, head] = [await api.get(inBradford('case')), await api.request('HEAD', inBradford('case'))];
    expect(head.status).toBe(200);
    expect(head.text).toBe('');
    expect(head.headers.get('etag')).toBe(got.headers.get('etag'));
    expect(head.headers.get('content-length')).toBe(String(Buffer.byteLength(got.text)));
  });
});

describe('pages', () => {
  it.each(['timeline', 'events'])(
    'of %s do not move while something is recorded in between',
    async (list) => {
      const growing = await startTestApi({ verifier: signer.verifier, events: recordedHistory });
      const whole = (await growing.get(inBradford(list))).json[list].map((one: { id: string }) => one.id);
      const paged: string[] = [];
      let next: string | null = inBradford(`${list}?limit=4`);
      for (let page = 0; next !== null; page += 1) {
        const answer = await growing.get(next);
        expect(answer.status).toBe(200);
        paged.push(...answer.json[list].map((one: { id: string }) => one.id));
        next = answer.json.links.next;
        const late = anEvent('VisitCarriedOut', { data: { visitId: `visit-${page}` } });
        const put = await growing.post(inBradford('events'), sent(late), { as: recorder });
        expect(put.status).toBe(201);
      }
      expect(paged).toEqual(whole);
      expect((await growing.get(inBradford(list))).json[list].length).toBeGreaterThan(whole.length);
      await growing.close();
    },
  );

  it('can be of one process or one type', async () => {
    const { json } = await api.get(inBradford('timeline?process=authority'));
    expect(json.timeline.map((one: { type: string }) => one.type)).toEqual(['AuthorityRegistered']);
    const reports = await api.get(inBradford('timeline?type=ReportPublished&limit=1'));
    expect(reports.json.timeline).toHaveLength(1);
    const rest = await api.get(reports.json.links.next);
    expect(rest.json.timeline.map((one: { id: string }) => one.id)).toEqual([history.published2018.id]);
    expect(rest.json.links.next).toBeNull();
  });

  it('cannot go on after an entry that is not there, hidden or unknown', async () => {
    const [hidden, unknown] = await Promise.all(
      [history.considered.id, '00000000-0000-4000-8000-ffffffffffff'].map((id) =>
        api.get(inBradford(`timeline?after=${id}`)),
      ),
    );
    expect(hidden?.status).toBe(400);
    expect(hidden?.text).toBe(unknown?.text);
  });
});

describe('the other answers', () => {
  it('list the authorities with links that lead on', async () => {
    const { json } = await api.get('/v1/authorities');
    expect(json.authorities.map((one: { slug: string }) => one.slug)).toEqual(['bradford', 'calderdale']);
    const one = await api.get(json.authorities[0].links.self);
    expect(one.json.authority).toMatchObject({ la: '380', name: 'Bradford' });
    for (const link of Object.values(one.json.links)) expect((await api.get(String(link))).status).toBe(200);
    expect(one.headers.get('etag')).toContain(history.published2018.id);
  });

  it('lead on as the same party', async () => {
    const { json } = await api.get('/v1/authorities/bradford', { as: bradford });
    const next = await api.get(json.links.case, { as: auditor });
    expect(next.json.basis.viewer).toBe('council:380');
  });

  it('say what a correction changed and why, and keep the old bytes', async () => {
    const changing = await startTestApi({ verifier: signer.verifier, events: recordedHistory });
    const before = await changing.get(inBradford('case?validAt=2018-10-26'));
    const correction = anEvent('EventCorrected', {
      occurred: { date: '2026-06-01' },
      disclosures: [{ to: 'public', from: '2026-06-01' }],
      data: {
        target: history.judged2018.id,
        reason: 'source_error',
        explanation: 'The report of 2018 was misread',
        replacement: { data: { ...history.judged2018.data, overall: 'requires_improvement' } },
      },
    });
    expect((await changing.post(inBradford('events'), sent(correction), { as: recorder })).status).toBe(201);
    const { json } = await changing.get(
      inBradford(
        `changes?from.position=${before.json.basis.position}&from.validAt=2018-10-26&to.validAt=2018-10-26`,
      ),
    );
    expect(json.changes.corrected).toHaveLength(1);
    expect(json.changes.corrected[0].amendments[0]).toEqual({
      by: correction.id,
      type: 'EventCorrected',
      reason: 'source_error',
      explanation: 'The report of 2018 was misread',
    });
    const effect = json.changes.effects.find(
      (one: { path: string }) => one.path === '/judgement/current/overall',
    );
    expect(effect).toMatchObject({ before: 'inadequate', after: 'requires_improvement' });
    expect((await changing.get(before.json.links.self)).text).toBe(before.text);
    await changing.close();
  });

  it('give one event as recorded, without its places in the log', async () => {
    const { json } = await api.get(`/v1/events/${history.judged2018.id}`);
    expect(json.event).toMatchObject({
      id: history.judged2018.id,
      type: 'JudgementsIssued',
      caseId: 'authority-380',
    });
    for (const inner of ['revision', 'position', 'when', 'entitled', 'recordedInstant'])
      expect(json.event).not.toHaveProperty(inner);
  });

  it('give the sources, by id too', async () => {
    const { json } = await api.get('/v1/sources');
    expect(json.sources).toEqual([
      expect.objectContaining({ id: 'ofsted-2018-10-29', authority: '380', publisher: 'Ofsted' }),
    ]);
    expect((await api.get('/v1/sources/ofsted-2018-10-29')).json).toEqual(json);
    expect((await api.get('/v1/sources/another')).status).toBe(404);
  });
});

describe('questions that cannot be asked', () => {
  it.each([
    ['case?asof=2018-10-26', 'asof'],
    ['case?asOf=2018-10-26&asOf=2018-10-27', 'asOf'],
    ['case?asOf=26%20October', 'asOf'],
    ['case?asOf=2018-10-26&validAt=2018-10-26', 'asOf'],
    ['case?knownAt=2199-01-01', 'knownAt'],
    ['case?recordedAt=yesterday', 'recordedAt'],
    ['case?position=here', 'position'],
    ['case?position=start&recordedAt=2026-01-01', 'position'],
    ['case?certainty=maybe', 'certainty'],
    ['case?viewAs=everybody', 'viewAs'],
    ['timeline?limit=0', 'limit'],
    ['timeline?limit=501', 'limit'],
    ['timeline?limit=ten', 'limit'],
    ['timeline?process=magic', 'process'],
    ['timeline?after=first', 'after'],
    ['changes?validAt=2018-10-26', 'validAt'],
    ['changes?from.asOf=x', 'from.asOf'],
  ])('%s is refused, naming %s', async (question, parameter) => {
    const { status, json } = await api.get(inBradford(question));
    expect(status).toBe(400);
    expect(json).toMatchObject({ type: '/problems/invalid-question', code: 'invalid-question', status: 400 });
    expect(json.parameters[0].name).toBe(parameter);
    expect(json.detail.length).toBeGreaterThan(10);
  });

  it('are told the parameters that there are', async () => {
    const { json } = await api.get(inBradford('case?asof=2018-10-26'));
    expect(json.detail).toContain('validAt, knownAt, asOf, recordedAt, position, certainty, viewAs');
  });

  it('take the + of an offset as it stands', async () => {
    const { json } = await api.get(inBradford('case?knownAt=2018-10-26T09:00:00+01:00'));
    expect(json.basis.knownAt).toBe('2018-10-26T08:00:00.000Z');
  });

  it('of what is not there are 404', async () => {
    for (const path of [
      '/v1/authorities/nowhere/case',
      '/v1/authorities/999',
      inBradford(`case?position=${history.considered.id}`),
    ])
      expect((await api.get(path)).status).toBe(404);
  });
});
