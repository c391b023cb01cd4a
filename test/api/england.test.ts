import { parse } from 'csv-parse/sync';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { formatDay } from '../../src/domain/time/civil-day.ts';
import { source } from '../../src/export/source.ts';
import type { EnglandView } from '../../src/projections/england/england.ts';
import { day } from '../domain/time/dates.ts';
import { type Answer, sent, startTestApi, type TestApi, testNow } from '../support/http.ts';
import { makeSigner, type Signer } from '../support/http-tokens.ts';
import { formula, hidden, reregistered, smallEngland, smallEnglandEvents } from '../support/small-england.ts';
import { countsOn } from '../support/spells-on.ts';

let api: TestApi;
let signer: Signer;
let hiddenCouncil: string;

beforeAll(async () => {
  signer = await makeSigner();
  hiddenCouncil = await signer.sign({ party: `council:${hidden.la}` });
  api = await startTestApi({ verifier: signer.verifier, events: smallEnglandEvents });
});
afterAll(() => api.close());

const at = (rest: string): string => `/v1/england/${rest}`;

/** Every answer, with what it has to be asked. */
const answers = [
  'board?',
  'series?',
  'transitions?',
  'time-inadequate?',
  'movers?since=2014-01-01&',
  'spells?',
] as const;

const csvOf = ({ text }: Answer): readonly Readonly<Record<string, string>>[] =>
  parse(text, { columns: true, record_delimiter: '\r\n' });

const linesOf = ({ text }: Answer): readonly Readonly<Record<string, unknown>>[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

const arrayBufferOf = ({ bytes }: Answer): ArrayBuffer => Uint8Array.from(bytes).buffer;

/** The rows of a Parquet file, days as text again. */
async function parquetOf(answer: Answer): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const rows = await parquetReadObjects({ file: arrayBufferOf(answer) });
  const plain = (value: unknown): unknown =>
    value instanceof Date ? value.toISOString().slice(0, 10) : value;
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])),
  );
}

describe('England over HTTP', () => {
  it('says what there is, what the columns mean, and where it comes from', async () => {
    const { json } = await api.get('/v1/england');
    expect(json.england.map((one: { name: string }) => one.name)).toEqual([
      'board',
      'series',
      'transitions',
      'time-inadequate',
      'movers',
      'spells',
    ]);
    expect(json.source).toEqual(source);
    for (const { name, tables, links } of json.england) {
      expect(links.self).toBe(at(name));
      for (const { columns } of tables) {
        const names = columns.map((one: { name: string }) => one.name);
        expect(new Set(names).size).toBe(names.length);
        expect(names.slice(-2)).toEqual(['source', 'licence']);
      }
    }
  });

  it('has a board of what was in force on a day', async () => {
    const { json } = await api.get(at('board?asOf=2018-12-31'));
    expect(json.basis).toMatchObject({ viewer: 'public', validAt: '2018-12-31' });
    expect(json.board.counts).toMatchObject({ outstanding: 1, good: 1, inadequate: 2, not_yet_judged: 2 });
    expect(json.board.rows.find((one: { la: string }) => one.la === '380')).toMatchObject({
      name: 'Bradford',
      overall: 'inadequate',
      since: '2018-10-29',
      days: 63,
    });
    expect(json.source.statement).toBe(source.statement);
  });

  it('counts by the end of each period', async () => {
    const { json } = await api.get(at('series?asOf=2018-12-31&step=year&since=2017-01-01'));
    expect(json.series.points).toMatchObject([
      { day: '2017-12-31', counts: { requires_improvement: 1, good: 2, inadequate: 1 } },
      { day: '2018-12-31', counts: { outstanding: 1, good: 1, inadequate: 2 } },
    ]);
    expect((await api.get(at('series?asOf=2018-12-31'))).json.series.points[0].day).toBe('2012-01-31');
  });

  it('tells who moved between two days, and how grades followed each other', async () => {
    const { json } = await api.get(at('movers?since=2018-10-01&asOf=2018-12-31'));
    expect(json.movers.movers).toMatchObject([
      { name: 'Bradford', direction: 'worse' },
      { name: 'Leeds', direction: 'better' },
    ]);
    const transitions = (await api.get(at('transitions'))).json.transitions;
    expect(transitions.count).toBe(4);
  });

  it('tells how long inadequate lasts, as spells and as an estimate', async () => {
    const { json } = await api.get(at('time-inadequate'));
    expect(json['time-inadequate'].spells.map((one: { name: string }) => one.name)).toEqual([
      'Cumbria',
      'Camden',
      'Bradford',
    ]);
    expect(json['time-inadequate'].survival).toMatchObject({ n: 3, events: 1 });
  });

  it('has the whole time of each authority in spells: on each day as many as the board counts', async () => {
    for (const as of [undefined, hiddenCouncil]) {
      const { json } = await api.get(at('spells?validAt=2023-12-31'), { as });
      const view: EnglandView<'spells'> = json.spells;
      expect(view.rows).toHaveLength(as ? 7 : 6);
      const firstDays = view.rows.flatMap(({ spells }) => spells.map(({ from }) => day(from)));
      for (const on of new Set([...firstDays, ...firstDays.map((first) => first - 1), day('2023-12-31')])) {
        const { board } = (await api.get(at(`board?validAt=${formatDay(on)}`), { as })).json;
        expect([formatDay(on), countsOn(formatDay(on), view)]).toEqual([formatDay(on), board.counts]);
      }
    }
  });

  it('can be narrowed to a region and a kind', async () => {
    const { json } = await api.get(at('board?region=East&kind=county'));
    expect(json.board.rows.map((one: { la: string }) => one.la)).toEqual(['881']);
  });

  it('shows each viewer what that viewer may know', async () => {
    const names = async (as?: string) =>
      (await api.get(at('board'), { as })).json.board.rows.map((one: { name: string }) => one.name);
    expect(await names()).not.toContain(hidden.name);
    expect(await names(hiddenCouncil)).toContain(hidden.name);
    const index = await api.get('/v1/england', { as: hiddenCouncil });
    expect((await api.get(index.json.england[0].links.self, { as: hiddenCouncil })).json.basis.viewer).toBe(
      `council:${hidden.la}`,
    );
  });
});

describe('permanent links of England', () => {
  it.each([
    'board?asOf=2018-12-31&region=Yorkshire',
    'board?certainty=certain&format=csv',
    'series?step=quarter&kind=county',
    'series',
    'movers?since=2018-01-01',
    'time-inadequate?table=survival',
    'transitions?knownAt=2019-01-01',
    'spells?asOf=2020-12-31&region=North%20West',
  ])('give the bytes of %s again, also once more was recorded, as JSON and as files', async (question) => {
    let now = testNow;
    const events = smallEnglandEvents;
    const aging = await startTestApi({ verifier: signer.verifier, events, now: () => now });
    const { json } = await aging.get(at(question.replace('&format=csv', '')));
    const links: readonly string[] = Object.values(json.links);
    const first = await Promise.all(links.map((link) => aging.get(link)));
    expect(first.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(first[0]?.json.links).toEqual(json.links);

    now = Date.parse('2027-01-01T00:00:00Z');
    const recorder = await signer.sign({ party: 'recorder', record: '*' });
    const moved = sent(reregistered('202', { region: 'Yorkshire' }, '2026-12-01'));
    expect((await aging.post('/v1/authorities/202/events', moved, { as: recorder })).status).toBe(201);
    for (const [index, link] of links.entries()) {
      const again = await aging.get(link);
      expect(again.bytes.equals(first[index]?.bytes ?? Buffer.alloc(0))).toBe(true);
      expect(again.headers.get('etag')).toBe(first[index]?.headers.get('etag'));
    }
    await aging.close();
  });

  it('still answer for a region that a correction has taken away since', async () => {
    const { json } = await api.get(at('board?region=London'));
    const renamed = await startTestApi({
      verifier: signer.verifier,
      events: [...smallEnglandEvents, reregistered('202', { region: 'Inner London' }, '2026-05-01')],
    });
    expect((await renamed.get(json.links.self)).json.board.rows).toHaveLength(1);
    expect((await renamed.get(at('board?region=London'))).status).toBe(400);
    await renamed.close();
  });
});

describe('England as files', () => {
  it.each([
    ['csv', 'text/csv; charset=utf-8; header=present'],
    ['ndjson', 'application/x-ndjson'],
    ['parquet', 'application/vnd.apache.parquet'],
  ])('as %s has its media type, a telling name and its licence', async (format, type) => {
    const { headers } = await api.get(at(`board?asOf=2018-12-31&format=${format}`));
    expect(headers.get('content-type')).toBe(type);
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="england-board-2018-12-31.${format}"`,
    );
    expect(headers.get('link')).toBe(
      '<https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/>; rel="license"',
    );
    const narrowed = await api.get(
      at(`time-inadequate?table=survival&validAt=2018-12-31&region=East&format=${format}`),
      { as: hiddenCouncil },
    );
    expect(narrowed.headers.get('content-disposition')).toBe(
      `attachment; filename="england-time-inadequate-survival-2018-12-31-east-council-899.${format}"`,
    );
  });

  it.each(answers)('of %s say the same in every format, row for row', async (question) => {
    const ask = (format: string) => api.get(at(`${question}asOf=2020-12-31&format=${format}`));
    const [lines, columns] = [linesOf(await ask('ndjson')), await parquetOf(await ask('parquet'))];
    expect(lines.length).toBeGreaterThan(1);
    expect(columns).toEqual(lines);
    const asText = lines.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name,
          value === null ? '' : value === formula ? `'${formula}` : String(value),
        ]),
      ),
    );
    expect(csvOf(await ask('csv'))).toEqual(asText);
  });

  it('have the rows of the JSON', async () => {
    const { json } = await api.get(at('board?asOf=2018-12-31'));
    const rows = await parquetOf(await api.get(json.links.parquet));
    const { rows: board } = json.board;
    expect(rows.map(({ la, overall, since, days }) => ({ la, overall, since, days }))).toEqual(
      board.map(({ la, overall, since, days }: Record<string, unknown>) => ({ la, overall, since, days })),
    );
    expect(rows[0]).toMatchObject({
      valid_at: '2018-12-31',
      known_at: json.basis.knownAt,
      viewer: 'public',
      position: json.basis.position,
      certainty: 'possible',
      source: source.statement,
      licence: source.licenceUrl,
    });
  });

  it('let no spreadsheet run a name', async () => {
    const rows = csvOf(await api.get(at('board?format=csv')));
    expect(rows.find(({ la }) => la === '881')?.name).toBe(`'${formula}`);
  });

  it('have their header or schema without a row', async () => {
    const none = 'transitions?region=East';
    const csv = await api.get(at(`${none}&format=csv`));
    expect(csv.text).toMatch(/^la,name,from_grade,.*,source,licence\r\n$/);
    expect((await api.get(at(`${none}&format=ndjson`))).text).toBe('');
    const { schema, num_rows } = parquetMetadata(arrayBufferOf(await api.get(at(`${none}&format=parquet`))));
    expect(num_rows).toBe(0n);
    expect(schema.slice(1).map(({ name }) => name)).toEqual(csv.text.trimEnd().split(','));
  });

  it.each(['csv', 'ndjson', 'parquet'])('as %s are not sent again to who has them', async (format) => {
    const question = at(`series?asOf=2018-12-31&format=${format}`);
    const first = await api.get(question);
    const etag = first.headers.get('etag') ?? '';
    const second = await api.get(question, { headers: { 'If-None-Match': etag } });
    expect(second.status).toBe(304);
    expect(second.bytes).toHaveLength(0);
    const head = await api.request('HEAD', question);
    expect(head.headers.get('content-length')).toBe(String(first.bytes.length));
    expect(head.headers.get('etag')).toBe(etag);
  });
});

describe('questions about England that cannot be asked', () => {
  it.each([
    ['board?region=Atlantis', 'region'],
    ['board?kind=parish', 'kind'],
    ['board?step=year', 'step'],
    ['board?since=2018-01-01', 'since'],
    ['board?format=xlsx', 'format'],
    ['board?table=survival', 'table'],
    ['series?step=week', 'step'],
    ['series?since=2018', 'since'],
    ['time-inadequate?table=curve', 'table'],
    ['movers', 'since'],
    ['movers?since=2018-12-31&validAt=2018-12-31', 'since'],
    ['movers?since=2019-01-01&asOf=2018-12-31', 'since'],
  ])('%s is refused, naming %s', async (question, parameter) => {
    const { status, json } = await api.get(at(question));
    expect(status).toBe(400);
    expect(json.parameters[0].name).toBe(parameter);
    expect(json.detail.length).toBeGreaterThan(10);
  });

  it('are told the regions and kinds that there are, as far as one may know', async () => {
    const anybody = await api.get(at('board?region=Atlantis'));
    expect(anybody.json.detail).toContain('there are: East; London; North West; Yorkshire');
    expect((await api.get(at(`board?region=${hidden.region}`))).json.detail).toBe(
      anybody.json.detail.replace('Atlantis', hidden.region),
    );
    const kinds = await api.get(at('board?kind=sui_generis'));
    expect(kinds.status).toBe(400);
    const asked = await api.get(at(`board?region=${hidden.region}&kind=sui_generis`), { as: hiddenCouncil });
    expect(asked.json.board.rows).toHaveLength(1);
  });

  it('rest on a position that one may know', async () => {
    const secret = smallEngland[hidden.la]?.[0]?.id;
    expect((await api.get(at(`board?position=${secret}`))).status).toBe(404);
  });
});
