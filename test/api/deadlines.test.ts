import { startTestApi, type TestApi } from '../support/http.ts';
import { recordedHistory } from '../support/http-history.ts';
import { makeSigner } from '../support/http-tokens.ts';

let api: TestApi;
let council: string;

beforeAll(async () => {
  const signer = await makeSigner();
  api = await startTestApi({ verifier: signer.verifier, events: recordedHistory });
  council = await signer.sign({ party: 'council:380' });
});
afterAll(() => api.close());

const idsOf = (rows: readonly { readonly la: string; readonly id: string }[]): string[] =>
  rows.map(({ la, id }) => `${la}/${id}`);

const all = [
  '380/2014-sif/report-publication',
  '380/2014-sif/statement-of-action',
  '380/2018-ilacs/report-publication',
  '380/2018-ilacs/statement-of-action',
];

describe('the deadlines of all authorities', () => {
  it('are listed with whose they are and what they rest on, as the viewer knew them', async () => {
    const { json } = await api.get('/v1/deadlines?asOf=2018-12-01');
    expect(idsOf(json.deadlines)).toEqual(all);
    expect(json.deadlines[3]).toMatchObject({ la: '380', authority: 'Bradford', due: '2019-02-04' });
    expect(json.basis).toMatchObject({ viewer: 'public', validAt: '2018-12-01' });
    const early = '/v1/deadlines?asOf=2018-10-26';
    expect(idsOf((await api.get(early)).json.deadlines)).toEqual(all.slice(0, 2));
    expect(idsOf((await api.get(early, { as: council })).json.deadlines)).toEqual(all);
  });

  it('come in pages that lead on, under permanent links', async () => {
    const found: string[] = [];
    for (let next: string | null = '/v1/deadlines?asOf=2018-12-01&limit=3&authority=bradford'; next; ) {
      const page = await api.get(next);
      found.push(...idsOf(page.json.deadlines));
      expect((await api.get(page.json.links.self)).text).toBe(page.text);
      next = page.json.links.next;
    }
    expect(found).toEqual(all);
    const unknown = await api.get('/v1/deadlines?after=380/nothing');
    expect(unknown.json).toMatchObject({ code: 'invalid-question', parameters: [{ name: 'after' }] });
  });

  it('can be narrowed, and say so in their links', async () => {
    const asked = 'asOf=2018-12-06&authority=bradford,381&status=overdue,due&region=';
    const region = 'North East, Yorkshire and the Humber';
    const { json } = await api.get(`/v1/deadlines?${asked}${encodeURIComponent(region)}`);
    expect(idsOf(json.deadlines)).toEqual(all.slice(2));
    expect(json.deadlines.map(({ status }: { status: string }) => status)).toEqual(['overdue', 'due']);
    const self = new URL(json.links.self, 'http://x').searchParams;
    expect(Object.fromEntries(self)).toMatchObject({ authority: '380,381', status: 'overdue,due', region });
  });

  it('refuse what cannot be asked', async () => {
    for (const [asked, code] of [
      ['authority=nowhere', 'unknown-authority'],
      ['authority=380,', 'invalid-question'],
      ['region=Atlantis', 'invalid-question'],
      ['status=late,soon', 'invalid-question'],
      ['position=00000000-0000-4000-8000-ffffffffffff', 'unknown-position'],
      ['feed=x', 'invalid-question'],
    ])
      expect([asked, (await api.get(`/v1/deadlines?${asked}`)).json.code]).toEqual([asked, code]);
  });

  it('are the same bytes until something changes them', async () => {
    const first = await api.get('/v1/deadlines');
    const again = await api.get('/v1/deadlines', {
      headers: { 'If-None-Match': first.headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);
  });
});
