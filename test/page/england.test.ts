import { openPages } from '../../src/page/pages.ts';
import { anEvent } from '../support/events.ts';
import { startTestApi, type TestApi, testNow } from '../support/http.ts';
import { makeSigner, type Signer } from '../support/http-tokens.ts';
import { attribute, inWords, mainText, rowsIn, rowsOf } from '../support/page-text.ts';
import { formula, hidden, reregistered, smallEnglandEvents } from '../support/small-england.ts';
import { visit } from '../support/visitor.ts';

const pages = openPages();

let signer: Signer;
let api: TestApi;
let auditor: string;
beforeAll(async () => {
  signer = await makeSigner();
  auditor = await signer.sign({ party: 'auditor' });
  api = await startTestApi({
    verifier: signer.verifier,
    events: smallEnglandEvents,
    pages,
    conforming: false,
  });
});
afterAll(() => api.close());

const england = async (query = '', session?: string, of = api): Promise<string> => {
  const { status, text } = await visit(of, `/?${query}`, session === undefined ? {} : { session });
  expect([status, status === 200 ? '' : mainText(text)]).toEqual([200, '']);
  return text;
};

const strips = /<table class="cl-strips/;
const movers = /<table class="cl-movers/;

/** Name, grade on the day, and since when: those that are not hidden. */
const standing = (html: string): readonly (readonly (string | undefined)[])[] =>
  rowsIn(html, strips)
    .map((row, index) => ({
      isHidden: row.startsWith('<tr hidden'),
      cells: rowsOf(html, strips)[index] ?? [],
    }))
    .filter(({ isHidden }) => !isHidden)
    .map(({ cells: [name, , grade, since] }) => [name, grade, since]);
const names = (html: string) => standing(html).map(([name]) => name);

/** The numbers by what they count. */
const counted = (html: string): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [...html.matchAll(/<dt>([\s\S]*?)<\/dt>\s*<dd>(\d+)<\/dd>/g)].map(([, name = '', count]) => [
      inWords(name),
      Number(count),
    ]),
  );

/** A part of the page that is fetched again, without what leads elsewhere. */
const part = (html: string, name: string): string =>
  (new RegExp(`data-part="${name}"[\\s\\S]*?(?=data-part=|</main>)`).exec(html)?.[0] ?? '').replaceAll(
    / (href|data-today)="[^"]*"/g,
    '',
  );

describe('England on a day', () => {
  it('says where each authority stood, and since when', async () => {
    expect(standing(await england('validAt=2018-10-28'))).toEqual([
      [formula, 'Not yet judged', ''],
      ['Bradford', 'Requires improvement', '23 May 2014'],
      ['Camden', 'Good', '1 December 2017'],
      ['Cumbria', 'Inadequate', '13 May 2015'],
      ['Leeds', 'Good', '27 March 2015'],
      ['Southend', 'Not yet judged', ''],
    ]);
  });

  it('counts a judgement from the day of its report', async () => {
    const bradfordOn = async (day: string) =>
      standing(await england(`validAt=${day}`)).find(([name]) => name === 'Bradford');
    expect(await bradfordOn('2018-10-28')).toEqual(['Bradford', 'Requires improvement', '23 May 2014']);
    expect(await bradfordOn('2018-10-29')).toEqual(['Bradford', 'Inadequate', '29 October 2018']);
  });

  it('counts what the API counts', async () => {
    for (const day of ['2012-01-01', '2014-05-23', '2018-10-29', '2023-03-31', '2023-04-01']) {
      const { json } = await api.get(`/v1/england/board?validAt=${day}`);
      const { outstanding, good, requires_improvement, inadequate, not_yet_judged, authorities } =
        json.board.counts;
      expect(counted(await england(`validAt=${day}`))).toEqual({
        Outstanding: outstanding,
        Good: good,
        'Requires improvement': requires_improvement,
        Inadequate: inadequate,
        'Not yet judged': not_yet_judged,
        Authorities: authorities,
      });
    }
  });

  it('says of an authority that was abolished that it did not exist', async () => {
    expect(standing(await england('validAt=2023-06-01'))).toContainEqual(['Cumbria', 'Did not exist', '']);
  });

  it('says how far the record goes, and when a judgement counts', async () => {
    const text = mainText(await england('validAt=2016-01-01'));
    expect(text).toContain('The record here ends with reports published on 27 January 2023.');
    expect(text).toContain('A judgement counts from the day its report was published');
  });

  it('says of a day after the end of the record that it shows what was last known', async () => {
    const isSaid = async (day: string) => !/id="after" hidden/.test(await england(`validAt=${day}`));
    expect(await isSaid('2023-01-27')).toBe(false);
    expect(await isSaid('2023-01-28')).toBe(true);
    const text = mainText(await england('validAt=2025-01-01'));
    expect(text).toContain('As last known: this record ends with reports published on 27 January 2023.');
    expect(text).toContain('of what has changed since then it says nothing');
  });

  it('is today where no day is asked for', async () => {
    const html = await england();
    expect(mainText(html)).toContain('On 1 June 2026');
    expect(attribute(html, /<body[^>]*>/, 'data-says')).toBe(
      'On 1 June 2026: 1 outstanding, 1 good, 1 inadequate, 2 not yet judged',
    );
  });
});

describe('the strips', () => {
  /** How many stood where on a day, by what stands in the strips for the script. */
  const countedInStrips = (html: string, day: string): Readonly<Record<string, number>> => {
    const counts: Record<string, number> = {};
    for (const [bar] of html.matchAll(/<rect class="[^"]*" data-place=[^>]*data-from[^>]*>/g)) {
      const [place = '', from = '', to] = ['place', 'from', 'to'].map((name) =>
        attribute(bar, /<rect[^>]*>/, `data-${name}`),
      );
      if (from <= day && (to === undefined || day < to)) counts[place] = (counts[place] ?? 0) + 1;
    }
    return counts;
  };

  it('hold every other day too, as the API counts it', async () => {
    const html = await england('validAt=2014-01-01');
    for (const day of ['2012-01-01', '2014-05-22', '2014-05-23', '2018-12-18', '2023-03-31', '2026-06-01']) {
      const { json } = await api.get(`/v1/england/board?validAt=${day}`);
      const { authorities, ...counts } = json.board.counts;
      const inForce = Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0));
      expect([day, countedInStrips(html, day)]).toEqual([day, inForce]);
    }
  });

  it('are said in words', async () => {
    const row = rowsIn(await england(), strips).find((one) => one.includes('Bradford')) ?? '';
    expect(attribute(row, /<svg class="cl-strip"[^>]*>/, 'aria-label')).toBe(
      'Requires improvement from May 2014; inadequate from October 2018',
    );
  });

  it('are the same whichever day is looked at', async () => {
    const bars = (html: string) => html.match(/<rect class="[^"]*" data-place=[^>]*data-from[^>]*>/g);
    expect(bars(await england('validAt=2014-01-01'))).toEqual(bars(await england('validAt=2020-01-01')));
  });

  it('go as far as the viewer knew, where the page keeps to that', async () => {
    const html = await england('asOf=2016-12-31');
    expect(attribute(html, /<div data-part="strips"[^>]*>/, 'data-until')).toBe('2016-12-31');
    expect(countedInStrips(html, '2026-01-01')).toEqual({
      good: 1,
      inadequate: 2,
      requires_improvement: 1,
      not_yet_judged: 2,
    });
    expect(mainText(html)).toContain(
      'This page keeps to what the public could know by the end of 31 December 2016.',
    );
  });
});

describe('what is asked of the table', () => {
  it('narrows everything by region and by kind', async () => {
    const html = await england('region=Yorkshire&validAt=2018-12-31');
    expect(names(html)).toEqual(['Bradford', 'Leeds']);
    expect(counted(html)).toMatchObject({ Outstanding: 1, Inadequate: 1, Good: 0, Authorities: 2 });
    expect(names(await england('kind=london_borough'))).toEqual(['Camden']);
  });

  it('says whose name holds a text, and keeps the others for the script', async () => {
    const html = await england('q=%20CAM%20');
    expect(names(html)).toEqual(['Camden']);
    expect(rowsIn(html, strips)).toHaveLength(6);
    expect(mainText(html)).toContain('1 of 6 authorities');
  });

  it('orders by region, by grade on the day and by time inadequate', async () => {
    const inOrder = async (sort: string) => names(await england(`sort=${sort}&validAt=2018-12-31`));
    expect(await inOrder('region')).toEqual([formula, 'Southend', 'Camden', 'Cumbria', 'Bradford', 'Leeds']);
    expect(await inOrder('grade')).toEqual(['Leeds', 'Camden', 'Bradford', 'Cumbria', formula, 'Southend']);
    expect(await inOrder('inadequate')).toEqual([
      'Cumbria',
      'Camden',
      'Bradford',
      formula,
      'Leeds',
      'Southend',
    ]);
  });

  it('says how long an authority had been inadequate by the day, in all', async () => {
    const years = rowsOf(await england('sort=inadequate&validAt=2020-01-01'), strips).map(
      ([name, , , , inadequate]) => [name, inadequate],
    );
    expect(years.slice(0, 4)).toEqual([
      ['Cumbria', '4.6'],
      ['Camden', '2.0'],
      ['Bradford', '1.2'],
      [formula, ''],
    ]);
  });

  it('takes a form whose fields are empty for one that asks for nothing', async () => {
    const empty = await england('validAt=&region=&kind=&q=&sort=name&since=');
    expect(standing(empty)).toEqual(standing(await england()));
  });

  it('is refused where it makes no sense', async () => {
    for (const query of ['sort=size', 'region=Atlantis', 'since=yesterday', 'colour=red', 'q=a&q=b'])
      expect([query, (await visit(api, `/?${query}`)).status]).toEqual([query, 400]);
  });
});

describe('what changed', () => {
  it('sets the day beside a year before', async () => {
    const html = await england('validAt=2018-12-31');
    expect(mainText(html)).toContain('Between 31 December 2017 and 31 December 2018');
    expect(rowsOf(html, movers)).toEqual([
      ['Bradford', 'Requires improvement', 'Inadequate', '29 October 2018', '▼ Worse'],
      ['Leeds', 'Good', 'Outstanding', '18 December 2018', '▲ Better'],
    ]);
    expect(mainText(html)).toContain('1 better 1 worse 0 judged for the first time 4 the same');
  });

  it('sets it beside any earlier day', async () => {
    const html = await england('validAt=2018-12-31&since=2015-06-01');
    expect(rowsOf(html, movers).map(([name, before, after]) => [name, before, after])).toEqual([
      ['Bradford', 'Requires improvement', 'Inadequate'],
      ['Camden', 'Not yet judged', 'Good'],
      ['Leeds', 'Good', 'Outstanding'],
    ]);
  });

  it('asks for an earlier day where it is given a later one', async () => {
    const html = await england('validAt=2018-12-31&since=2019-01-01');
    expect(mainText(html)).toContain('has to be earlier than 31 December 2018');
    expect(rowsOf(html, movers)).toEqual([]);
  });
});

describe('the addresses of the page', () => {
  const permanentOf = (html: string): string =>
    attribute(html, /<a[^>]*href="\/\?validAt=[^"]*position=[^>]*>/, 'href') ?? '';

  it('lead to the same page for ever', async () => {
    const own = await startTestApi({
      verifier: signer.verifier,
      events: smallEnglandEvents,
      pages,
      conforming: false,
      now: () => testNow,
    });
    const before = await england(
      'validAt=2018-12-31&region=Yorkshire&sort=grade&q=e&since=2015-01-01',
      undefined,
      own,
    );
    const permanent = permanentOf(before).replace('/?', '');
    expect(permanent).toContain('viewAs=public&region=Yorkshire&q=e&sort=grade&since=2015-01-01');
    const kept = await england(permanent, undefined, own);
    const token = await signer.sign({ party: 'recorder', record: '*' });
    const renamed = reregistered(
      '380',
      { la: '380', slug: 'bradford', name: 'Braford', region: 'Yorkshire' },
      '2018-01-01',
    );
    const { caseId, recordedBy, ...event } = renamed;
    const posted = await own.post(
      `/v1/authorities/380/events`,
      { events: [event] },
      { as: token, headers: { 'If-Match': '*' } },
    );
    expect(posted.status).toBeLessThan(300);
    expect(names(await england('validAt=2018-12-31', undefined, own))).toContain('Braford');
    const after = await england(permanent, undefined, own);
    expect(part(after, 'lead')).toBe(part(kept, 'lead'));
    for (const name of ['counts', 'strips', 'series', 'movers']) {
      expect(part(after, name)).toBe(part(kept, name));
      expect(part(kept, name)).toBe(part(before, name));
    }
    await own.close();
  });

  it('follow what comes to be known, unless the question is closed', async () => {
    const live = (html: string) => attribute(html, /<body[^>]*>/, 'data-live');
    expect(live(await england('region=London'))).toBe('/v1/live/england?table=spells&region=London');
    expect(live(await england('validAt=2018-12-31', auditor))).toBe(
      '/v1/live/england?table=spells&viewAs=auditor',
    );
    for (const closed of ['asOf=2018-12-31', 'knownAt=2018-12-31', 'recordedAt=2026-05-01', 'position=start'])
      expect([closed, live(await england(closed))]).toEqual([closed, '']);
  });

  it('lead to each authority on the same day, as the same viewer', async () => {
    const hrefs = (html: string) => attribute(html, /<a id="a380"[^>]*>/, 'href');
    expect(hrefs(await england())).toBe('/authorities/bradford');
    expect(hrefs(await england('asOf=2018-12-31', auditor))).toBe(
      '/authorities/bradford?validAt=2018-12-31&knownAt=2018-12-31&viewAs=auditor',
    );
  });

  it('give each table as a file', async () => {
    const html = await england('validAt=2018-12-31&region=Yorkshire&since=2015-06-01');
    const hrefs = [...html.matchAll(/href="(\/v1\/[^"]*format=csv)"/g)].map(([, href = '']) =>
      href.replaceAll('&amp;', '&'),
    );
    expect(hrefs.map((href) => /england\/(\w+)/.exec(href)?.[1])).toEqual([
      'spells',
      'board',
      'series',
      'movers',
    ]);
    for (const href of hrefs) {
      const { status, text } = await visit(api, href);
      expect([href, status]).toEqual([href, 200]);
      expect(text).not.toContain('Camden');
    }
  });

  it('keep the other clocks where another day is chosen without a script', async () => {
    const html = await england('asOf=2018-12-31&certainty=certain', auditor);
    const kept = [...html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)].map(
      ([, name, value]) => [name, value],
    );
    expect(kept).toContainEqual(['knownAt', '2018-12-31']);
    expect(kept).toContainEqual(['certainty', 'certain']);
    expect(kept).toContainEqual(['viewAs', 'auditor']);
  });
});

describe('who looks', () => {
  it('sees no authority that they may not know of', async () => {
    const council = await signer.sign({ party: `council:${hidden.la}` });
    expect(names(await england('', council))).toContain(hidden.name);
    for (const session of [undefined, await signer.sign({ party: 'council:380' })]) {
      const html = await england('', session);
      expect(html).not.toContain(hidden.name);
      expect(html).not.toContain(hidden.region);
    }
  });

  it('may not narrow to a region that they may not know of', async () => {
    expect((await visit(api, `/?region=${hidden.region}`)).status).toBe(400);
  });
});

describe('the page', () => {
  it('needs no script, and has nothing that a script has to start', async () => {
    const html = await england();
    expect(html).toMatch(/<div class="cl-when__slide" hidden>/);
    expect(html).toMatch(/<button[^>]*id="play" hidden>/);
    expect(html).toMatch(/<button[^>]*data-show>Show/);
    expect(html).not.toMatch(/ style=| on\w+=|javascript:/);
  });

  it('shows hostile text as text', async () => {
    const hostile = '<img src=x onerror=alert(1)>"\'{{ 7*7 }}';
    const own = await startTestApi({
      verifier: signer.verifier,
      events: [
        anEvent('AuthorityRegistered', {
          disclosures: [{ to: 'public', from: '2014-01-01' }],
          data: { la: '380', slug: 'bradford', name: hostile, region: hostile, kind: 'county' },
        }),
      ],
      pages,
      conforming: false,
    });
    const html = await england(
      `q=${encodeURIComponent(hostile)}&region=${encodeURIComponent(hostile)}`,
      undefined,
      own,
    );
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(names(html)).toEqual([hostile]);
    await own.close();
  });

  it('is there before anything was recorded', async () => {
    const own = await startTestApi({ verifier: signer.verifier, pages, conforming: false });
    const text = mainText(await england('', undefined, own));
    expect(text).toContain('There is no published report in this record yet.');
    expect(text).toContain('0 authorities');
    await own.close();
  });

  it('can be asked for any day that has a date', async () => {
    for (const query of ['validAt=1900-01-01', 'validAt=2005-01-01&knownAt=2005-01-01', 'validAt=2200-12-31'])
      await england(query);
  });
});
