import { parse } from 'csv-parse/sync';
import { source } from '../../src/export/source.ts';
import { anEvent } from '../support/events.ts';
import { sent, startTestApi, type TestApi, testNow } from '../support/http.ts';
import { makeSigner, type Signer } from '../support/http-tokens.ts';
import { hidden, reregistered, smallEngland, smallEnglandEvents } from '../support/small-england.ts';

let api: TestApi;
let signer: Signer;

beforeAll(async () => {
  signer = await makeSigner();
  api = await startTestApi({ verifier: signer.verifier, events: smallEnglandEvents });
});
afterAll(() => api.close());

interface Entry {
  readonly la: string;
  readonly slug: string;
}

const list = async (query = '', as?: string) => (await api.get(`/v1/authorities${query}`, { as })).json;
const slugs = async (query: string): Promise<string[]> =>
  (await list(query)).authorities.map(({ slug }: Entry) => slug);

describe('the list of authorities', () => {
  it('has what was in force in each, and those that were not there on the day', async () => {
    const { basis, authorities } = await list('?validAt=2024-01-01');
    expect(basis).toMatchObject({ viewer: 'public', validAt: '2024-01-01' });
    expect(authorities.map(({ slug }: Entry) => slug)).toEqual([
      'anytown',
      'bradford',
      'camden',
      'cumbria',
      'leeds',
      'southend',
    ]);
    expect(authorities.find(({ la }: Entry) => la === '380')).toEqual({
      la: '380',
      slug: 'bradford',
      name: 'Bradford',
      region: 'Yorkshire',
      kind: 'metropolitan_district',
      overall: 'inadequate',
      status: 'judged',
      since: '2018-10-29',
      days: 1890,
      links: { self: '/v1/authorities/380' },
    });
    expect(authorities.find(({ la }: Entry) => la === '909')).toMatchObject({
      status: 'ended',
      overall: null,
      since: null,
    });
  });

  it('goes on to list who was not registered by the day', async () => {
    const { authorities } = await list('?validAt=1960-01-01');
    expect(authorities).toHaveLength(6);
    expect(authorities[0]).toMatchObject({ slug: 'anytown', status: 'not_registered', days: null });
  });

  it('has what a viewer may know of, and could by then', async () => {
    const as = await signer.sign({ party: `council:${hidden.la}` });
    expect((await list('', as)).authorities).toHaveLength(7);
    expect((await list('?position=start')).authorities).toEqual([]);
    expect((await list('?knownAt=1960-01-01')).authorities).toEqual([]);
  });

  it.each([
    ['?q=ADFO', ['bradford']],
    ['?q=leodis', ['leeds']],
    ['?q=380', ['bradford']],
    ['?q=8', []],
    ['?q=anytown', ['anytown']],
    ['?q=hidden', []],
    ['?region=Yorkshire', ['bradford', 'leeds']],
    ['?kind=county', ['anytown', 'cumbria']],
    ['?overall=outstanding', ['leeds']],
    ['?status=ended', ['cumbria']],
    ['?status=not_yet_judged&region=East', ['anytown', 'southend']],
    ['?q=zzz', []],
  ])('can be narrowed: %s', async (query, expected) => {
    expect(await slugs(query)).toEqual(expected);
  });

  it.each([
    ['name', ['anytown', 'bradford', 'camden', 'cumbria', 'leeds', 'southend']],
    ['-name', ['southend', 'leeds', 'cumbria', 'camden', 'bradford', 'anytown']],
    ['region', ['anytown', 'southend', 'camden', 'cumbria', 'bradford', 'leeds']],
    ['-region', ['bradford', 'leeds', 'cumbria', 'camden', 'anytown', 'southend']],
    ['overall', ['leeds', 'camden', 'bradford', 'anytown', 'cumbria', 'southend']],
    ['-overall', ['bradford', 'camden', 'leeds', 'anytown', 'cumbria', 'southend']],
    ['since', ['camden', 'bradford', 'leeds', 'anytown', 'cumbria', 'southend']],
    ['-days', ['camden', 'bradford', 'leeds', 'anytown', 'cumbria', 'southend']],
  ])('can be sorted by %s', async (sort, expected) => {
    expect(await slugs(`?sort=${sort}`)).toEqual(expected);
  });

  it.each([1, 2, 4, 6, 500])('comes in pages of %d, each authority once', async (limit) => {
    const seen: string[] = [];
    let next: string | null = `/v1/authorities?sort=-days&limit=${limit}`;
    while (next !== null) {
      const { json } = await api.get(next);
      expect(json.authorities.length).toBeLessThanOrEqual(limit);
      seen.push(...json.authorities.map(({ slug }: Entry) => slug));
      next = json.links.next;
    }
    expect(seen).toEqual(await slugs('?sort=-days'));
  });

  it('leaves as a file, whole', async () => {
    const { json, headers } = await api.get('/v1/authorities?validAt=2024-01-01&region=Yorkshire&limit=1');
    expect(headers.get('etag')).toMatch(/^"[0-9a-f]{32}"$/);
    const file = await api.get(json.links.csv);
    expect(file.headers.get('content-disposition')).toBe(
      'attachment; filename="authorities-2024-01-01-yorkshire.csv"',
    );
    expect(parse(file.text, { columns: true })).toMatchObject([
      { la: '380', overall: 'inadequate', days: '1890', source: source.statement },
      { la: '383', overall: 'outstanding' },
    ]);
    const page = await api.get('/v1/authorities?format=csv&limit=2');
    expect(page.json.parameters[0].name).toBe('limit');
  });

  it('gives its bytes again, also once there are more authorities and one has another name', async () => {
    let now = testNow;
    const events = smallEnglandEvents;
    const aging = await startTestApi({ verifier: signer.verifier, events, now: () => now });
    const recorder = await signer.sign({ party: 'recorder', record: '*' });
    const questions = [
      '',
      '?validAt=1960-01-01',
      '?status=ended',
      '?q=leodis',
      '?validAt=2024-01-01&limit=2',
    ];
    const first = await Promise.all(questions.map((query) => aging.get(`/v1/authorities${query}`)));
    now = Date.parse('2027-01-01T00:00:00Z');
    const newcomer = {
      type: 'AuthorityRegistered',
      occurred: { date: '1974-04-01' },
      disclosures: [{ to: 'public', from: '1974-04-01' }],
      data: { la: '384', slug: 'wakefield', name: 'Wakefield', kind: 'metropolitan_district', region: 'New' },
    };
    const another = { name: 'Another', alsoKnownAs: [] };
    for (const [la, event] of [
      ['384', newcomer],
      ['383', sent(reregistered('383', another, '2026-12-01'))],
      ['909', sent(reregistered('909', another, '2026-12-01'))],
    ] as const)
      expect((await aging.post(`/v1/authorities/${la}/events`, event, { as: recorder })).status).toBe(201);
    for (const one of first) expect((await aging.get(one.json.links.self)).text).toBe(one.text);
    expect((await aging.get('/v1/authorities')).json.authorities).toHaveLength(7);
    expect((await aging.get('/v1/authorities?q=leodis')).json.authorities).toEqual([]);
    expect((await aging.get('/v1/authorities?q=another')).json.authorities).toHaveLength(2);
    await aging.close();
  });

  it('goes on to list an authority whose registration was withdrawn', async () => {
    const withdrawn = await startTestApi({
      verifier: signer.verifier,
      events: [
        ...smallEnglandEvents,
        anEvent('EventWithdrawn', {
          caseId: 'authority-882',
          occurred: { date: '2026-05-01' },
          disclosures: [{ to: 'public', from: '2026-05-01' }],
          data: { target: smallEngland[882]?.[0]?.id ?? '', reason: 'data_entry' },
        }),
      ],
    });
    const { json } = await withdrawn.get('/v1/authorities');
    expect(json.authorities.at(-1)).toMatchObject({ slug: 'southend', status: 'not_registered' });
    await withdrawn.close();
  });

  it.each([
    ['sort=colour', 'sort'],
    ['q=', 'q'],
    ['region=Atlantis', 'region'],
    ['overall=fine', 'overall'],
    ['status=gone', 'status'],
    ['after=bradford', 'after'],
    [`after=${hidden.la}`, 'after'],
    ['limit=0', 'limit'],
  ])('refuses %s, naming %s', async (query, parameter) => {
    const { status, json } = await api.get(`/v1/authorities?${query}`);
    expect(status).toBe(400);
    expect(json.parameters[0].name).toBe(parameter);
  });
});
