import { mostFeeds } from '../../src/api/feeds.ts';
import { anEvent } from '../support/events.ts';
import { type Answer, startTestApi, type TestApi } from '../support/http.ts';
import { makeSigner, type Signer } from '../support/http-tokens.ts';

let signer: Signer;
let api: TestApi;
let council: string;
beforeAll(async () => {
  signer = await makeSigner();
  council = await signer.sign({ party: 'council:380' });
});
beforeEach(async () => {
  const events = [
    anEvent('AuthorityRegistered'),
    anEvent('ReportShared', { disclosures: [{ to: 'council:380', from: '2018-10-24' }] }),
  ];
  api = await startTestApi({ verifier: signer.verifier, events });
});
afterEach(() => api.close());

const make = (as?: string, query = ''): Promise<Answer> => api.request('POST', `/v1/feeds${query}`, { as });
const list = async (as: string) => (await api.get('/v1/feeds', { as })).json.feeds;
const entriesIn = ({ text }: Answer): number => text.split('BEGIN:VEVENT').length - 1;

const refusal = ({ status, headers, text }: Answer) => [
  status,
  [...headers].filter(([name]) => name !== 'date' && name !== 'x-request-id'),
  text,
];

describe('a calendar feed', () => {
  it('shows programs that can send no header what its maker may see', async () => {
    const made = await make(council);
    expect(made.status).toBe(201);
    expect(made.headers.get('cache-control')).toBe('no-store');
    const { id, party, token, calendars } = made.json;
    expect(party).toBe('council:380');
    expect(token).toMatch(new RegExp(`^${id}\\.[\\w-]{43}$`));
    expect(calendars).toEqual({
      all: `/v1/deadlines.ics?feed=${token}`,
      own: `/v1/authorities/380/deadlines.ics?feed=${token}`,
    });
    for (const path of [calendars.all, calendars.own, `${calendars.all}&authority=bradford`]) {
      const seen = await api.get(path);
      expect(entriesIn(seen)).toBe(2);
      expect(seen.text).toBe((await api.get(path.replace(/[?&]feed=[^&]+&?/, '?'), { as: council })).text);
    }
    expect(entriesIn(await api.get('/v1/deadlines.ics'))).toBe(0);
  });

  it('looks at calendars and at nothing else', async () => {
    const { token } = (await make(council)).json;
    for (const path of ['/v1/deadlines', '/v1/authorities/380/deadlines', '/v1/events/x', '/v1/feeds'])
      expect((await api.get(`${path}?feed=${token}`)).status).toBeGreaterThanOrEqual(400);
    expect((await api.get('/v1/authorities/380/deadlines', { as: token })).status).toBe(401);
  });

  it('can be made to see less than its maker, and never more', async () => {
    const open = (await make(council, '?viewAs=public')).json;
    expect(open).toMatchObject({ party: 'public', calendars: { own: null } });
    expect(entriesIn(await api.get(open.calendars.all))).toBe(0);
    expect((await make(council, '?viewAs=ofsted')).status).toBe(403);
    const auditor = await signer.sign({ party: 'auditor' });
    const trust = (await make(auditor, '?viewAs=trust:380')).json;
    expect(trust.calendars.own).toMatch(/^\/v1\/authorities\/380\//);
    expect((await api.get(`${trust.calendars.all}&viewAs=council:380`)).status).toBe(403);
    const all = (await make(auditor)).json.calendars.all;
    expect(entriesIn(await api.get(`${all}&viewAs=council:380`))).toBe(2);
    expect(entriesIn(await api.get(`${all}&viewAs=public`))).toBe(0);
  });

  it('is not told its token again', async () => {
    const { id, party, created, token } = (await make(council)).json;
    const listed = await api.get('/v1/feeds', { as: council });
    expect(listed.json.feeds).toEqual([{ id, party, created }]);
    expect(listed.text).not.toContain(token.split('.')[1]);
  });

  it('is over at once when it is revoked, and its token is refused like any that was never given out', async () => {
    const { id, token } = (await make(council)).json;
    const other = (await make(council)).json;
    const path = '/v1/deadlines.ics?feed=';
    expect((await api.get(`${path}${token}`)).status).toBe(200);
    const revoked = await api.request('DELETE', `/v1/feeds/${id}`, { as: council });
    expect([revoked.status, revoked.json.id]).toEqual([200, id]);
    const refused = await api.get(`${path}${token}`);
    expect(refused.json.code).toBe('token-not-accepted');
    for (const never of ['', 'x', `${other.id}.${token.split('.')[1]}`, `${other.token}x`, id])
      expect(refusal(await api.get(`${path}${never}`))).toEqual(refusal(refused));
    expect(refusal(await api.get('/v1/deadlines.ics', { as: 'x' }))).toEqual(refusal(refused));
    expect(await list(council)).toEqual([{ id: other.id, party: 'council:380', created: other.created }]);
    expect((await api.request('DELETE', `/v1/feeds/${id}`, { as: council })).status).toBe(404);
  });

  it('is its maker’s own: of others it is not there', async () => {
    const { id, calendars } = (await make(council)).json;
    for (const claims of [{ party: 'council:380', sub: 'Somebody Else' }, { party: 'council:381' }]) {
      const another = await signer.sign(claims);
      expect(await list(another)).toEqual([]);
      const refused = await api.request('DELETE', `/v1/feeds/${id}`, { as: another });
      const unknown = await api.request('DELETE', '/v1/feeds/x', { as: another });
      expect(refusal(refused)).toEqual(refusal(unknown));
      expect(refused.json.code).toBe('unknown-feed');
    }
    expect((await api.get(calendars.own)).status).toBe(200);
  });

  it('needs a bearer token to be made, listed and revoked', async () => {
    for (const answer of [
      await make(),
      await api.get('/v1/feeds'),
      await api.request('DELETE', '/v1/feeds/x'),
    ])
      expect([answer.status, answer.json.code]).toEqual([401, 'token-needed']);
    expect((await make('x')).json.code).toBe('token-not-accepted');
    expect((await make(council, '?party=dfe')).json.code).toBe('invalid-question');
    expect((await api.request('PUT', '/v1/feeds', { as: council })).headers.get('allow')).toBe(
      'POST, GET, HEAD, OPTIONS',
    );
  });

  it('is not read beside a bearer token, nor twice', async () => {
    const { calendars, token } = (await make(council)).json;
    const both = await api.get(calendars.all, { as: council });
    expect([both.status, both.json.code]).toEqual([400, 'malformed-request']);
    expect((await api.get(`${calendars.all}&feed=${token}`)).json.code).toBe('invalid-question');
  });

  it('can be had so many times, however fast they are asked for, until one is revoked', async () => {
    const answers = await Promise.all(Array.from({ length: mostFeeds + 5 }, () => make(council)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(mostFeeds);
    expect(answers.filter(({ json }) => json.code === 'too-many-feeds')).toHaveLength(5);
    expect((await make(await signer.sign({ party: 'council:380', sub: 'Another' }))).status).toBe(201);
    const [first] = await list(council);
    await api.request('DELETE', `/v1/feeds/${first.id}`, { as: council });
    expect((await make(council)).status).toBe(201);
  });

  it('leaves no token in the log', async () => {
    const { token, calendars, id } = (await make(council)).json;
    await api.get(calendars.all);
    await api.get(`${calendars.all}&x=1`);
    await api.get(calendars.all, { as: council });
    await api.request('DELETE', `/v1/feeds/${id}`, { as: council });
    await api.get(calendars.all);
    const lines = api.logged.join('');
    expect(lines).toContain('"party":"council:380"');
    expect(lines).not.toContain(token);
    expect(lines).not.toContain(token.split('.')[1]);
  });
});
