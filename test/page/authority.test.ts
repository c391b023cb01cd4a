import { openPages } from '../../src/page/pages.ts';
import { bradfordLoaded } from '../support/bradford.ts';
import { anEvent } from '../support/events.ts';
import { sent, startTestApi, type TestApi } from '../support/http.ts';
import { makeSigner, type Signer } from '../support/http-tokens.ts';
import { attribute, inWords, mainText, rowsOf } from '../support/page-text.ts';
import { visit } from '../support/visitor.ts';

const pages = openPages();

let signer: Signer;
let api: TestApi;
beforeAll(async () => {
  signer = await makeSigner();
  const { caseline } = await bradfordLoaded();
  api = await startTestApi({ verifier: signer.verifier, caseline, pages, conforming: false });
});
afterAll(() => api.close());

const session = (party?: string) => (party === undefined ? undefined : signer.sign({ party }));

async function page(
  query: string,
  party?: string,
  of = api,
  path = '/authorities/bradford',
): Promise<string> {
  const as = await session(party);
  const { status, text } = await visit(of, `${path}?${query}`, as === undefined ? {} : { session: as });
  expect([status, status === 200 ? '' : mainText(text)]).toEqual([200, '']);
  return text;
}

const part = (html: string, name: string): string =>
  new RegExp(`<(section|div|nav)[^>]*data-part="${name}"[\\s\\S]*?</\\1>`).exec(html)?.[0] ?? '';
const standing = (html: string): string => inWords(part(html, 'standing')).replaceAll(' ,', ',');
const chips = (html: string): readonly string[] =>
  (part(html, 'moments').match(/<a [\s\S]*?<\/a>/g) ?? []).map(inWords);
const factIds = (html: string): readonly string[] =>
  [...html.matchAll(/<li[^>]*id="fact-([^"]+)"/g)].map(([, id = '']) => id);
const factRow = (html: string, title: string): string =>
  (part(html, 'facts').match(/<li[\s\S]*?<\/li>/g) ?? []).map(inWords).find((row) => row.includes(title)) ??
  '';
const spells = (html: string) => rowsOf(html, /<table class="[^"]*cl-history__spells"/);

describe('Bradford on 26 October 2018', () => {
  const query = 'asOf=2018-10-26';

  it('is inadequate under embargo to its council, and requires improvement to all who could not know', async () => {
    const said: Record<string, string> = {};
    for (const party of [undefined, 'council:380', 'council:381', 'ofsted'])
      said[party ?? 'public'] = standing(await page(query, party));
    const written = 'From what was written down here by 1 December 2026, 12:00.';
    expect(said).toEqual({
      public: `On 26 October 2018, as the public knew it that day: Requires improvement, since 23 May 2014 ${written}`,
      'council:380': `On 26 October 2018, as the council of Bradford knew it that day: Inadequate, under embargo until 29 October 2018 The authority received the report on 24 October 2018. ${written}`,
      'council:381': `On 26 October 2018, as the council of authority 381 knew it that day: Requires improvement, since 23 May 2014 ${written}`,
      ofsted: `On 26 October 2018, as Ofsted knew it that day: Inadequate, under embargo until 29 October 2018 The authority received the report on 24 October 2018. ${written}`,
    });
  });

  it('tells the public nothing of what was under embargo, in no byte but the links to other days', async () => {
    const html = await page(query);
    const rest = html.replace(part(html, 'moments'), '');
    expect(rest).not.toMatch(/inadequate|2018-ilacs|29 October 2018|4 February 2019/i);
    const hidden = (await api.get('/v1/authorities/bradford/timeline?limit=500')).json.timeline
      .map(({ id }: { id: string }) => id)
      .filter((id: string) => !factIds(html).includes(id));
    expect(hidden.length).toBeGreaterThan(80);
    for (const id of hidden) expect(html).not.toContain(id);
  });

  it('lists every fact that the viewer knew, in order, and says how many there are', async () => {
    for (const party of [undefined, 'council:380']) {
      const as = await session(party);
      const html = await page(query, party);
      const { timeline } = (await api.get(`/v1/authorities/380/timeline?limit=500&${query}`, { as })).json;
      expect(factIds(html)).toEqual(timeline.map(({ id }: { id: string }) => id));
      expect(attribute(html, /<body[^>]*>/, 'data-says')).toBe(
        `${timeline.length} facts as at 26 October 2018`,
      );
      expect(inWords(part(html, 'facts'))).toContain(
        `${timeline.length} facts about what had happened by 26 October 2018`,
      );
    }
  });

  it('owes a statement of action by 4 February 2019, as the letter and the law have it, as far as its council knew', async () => {
    const owed = inWords(part(await page(query, 'council:380'), 'owed'));
    expect(owed).toContain('Statement of action Due : 4 February 2019 (101 days left)');
    expect(owed).toContain('Stated: 4 February 2019');
    expect(owed).toContain('70 working days');
    expect(owed).toContain('Both name the same day.');
    expect(owed).toContain('Statement of action requested by 4 February 2019');
    const known = inWords(part(await page(query), 'owed'));
    expect(known).toContain('Nothing is known to be due on that day.');
    expect(known).toContain('Not recorded : between 24 June and 2 September 2014');
    expect(known).toContain('Nothing here says whether it was met.');
  });

  it('has the state of that day: areas, inspection, who delivers, who held office', async () => {
    const html = await page(query, 'council:380');
    expect(rowsOf(html, /<table class="govuk-table cl-history__table"/)).toEqual([
      [
        'The impact of leaders on social work practice with children and families',
        'Requires improvement',
        '24 October 2018',
      ],
      [
        'The experiences and progress of children who need help and protection',
        'Inadequate',
        '24 October 2018',
      ],
      [
        'The experiences and progress of children in care and care leavers',
        'Requires improvement',
        '24 October 2018',
      ],
    ]);
    const state = inWords(part(html, 'state'));
    expect(state).toContain('its final report is with the authority, under embargo until 29 October 2018');
    expect(state).toContain('Intervention None is recorded.');
    expect(state).toContain('Who delivers the services The council.');
    expect(state).toContain('Michael Jameson , Strategic Director of Children’s Services named 23 May 2014');
  });
});

describe('the days around the publication of October 2018', () => {
  it('tell the public the one grade on the eve, and the other on the day', async () => {
    expect(standing(await page('asOf=2018-10-28'))).toContain('Requires improvement, since 23 May 2014');
    const html = await page('asOf=2018-10-29');
    expect(standing(html)).toContain('Inadequate, since 29 October 2018');
    expect(spells(html)).toEqual([
      ['Requires improvement', '23 May 2014 – 29 October 2018', '1,620 days'],
      ['Inadequate (worse than before)', '29 October 2018 – still in force', '0 days'],
    ]);
  });

  it('look otherwise with what came to be known later', async () => {
    const hindsight = await page('validAt=2018-10-26');
    expect(standing(hindsight)).toContain(
      'On 26 October 2018, as the public knows it today: Inadequate, under embargo until 29 October 2018',
    );
    expect(spells(hindsight)[1]).toEqual([
      'Inadequate',
      'Received 24 October 2018, not published: it does not count yet',
      '',
    ]);
    expect(standing(await page('validAt=2018-10-26&knownAt=2018-10-29'))).toContain(
      'On 26 October 2018, as the public knew it by 29 October 2018: Inadequate',
    );
    expect(standing(await page('validAt=2018-10-26&knownAt=2018-10-29T08:30:00Z'))).toContain(
      'as the public knew it by 29 October 2018, 08:30: Inadequate',
    );
  });

  it('are a click away, for whoever may know of them by now', async () => {
    expect(chips(await page('asOf=2018-10-26'))).toEqual([
      'Day before publication 22 May 2014',
      'Report published 23 May 2014',
      'Report shared with the council 24 October 2018, known later',
      'Day before publication 28 October 2018',
      'Report published 29 October 2018',
      'Improvement notice proposed by 31 October 2018, known later',
      'Improvement notice drafted by 31 October 2018, known later',
      'Commissioner appointed by 30 September 2021, known later',
      'Day before publication 30 January 2023',
      'Report published 31 January 2023',
      'Trust went live 1 April 2023',
      'Today 1 December 2026',
    ]);
    const council = await page('asOf=2018-10-28&certainty=certain&window=one-year', 'council:380');
    expect(chips(council)[2]).toBe('Report shared with the council 24 October 2018');
    expect(part(council, 'moments')).toContain(
      'href="/authorities/bradford?asOf=2018-10-29&amp;window=one-year&amp;certainty=certain&amp;viewAs=council:380"',
    );
    expect(inWords(/<a[^>]*aria-current="date"[\s\S]*?<\/a>/.exec(council)?.[0] ?? '')).toBe(
      'Day before publication 28 October 2018',
    );
  });
});

describe('what the dates leave open', () => {
  it('is marked as possible on the day, and left out where only what is certain is asked for', async () => {
    const html = await page('validAt=2018-10-15');
    expect(factRow(html, 'Improvement notice drafted')).toBe(
      'a day in October 2018 x October 2018 Improvement notice drafted possibly by then Minister letter',
    );
    expect(inWords(part(html, 'state'))).toContain('possibly: the dates leave it open');
    expect(factRow(await page('validAt=2018-10-15&certainty=certain'), 'Improvement notice drafted')).toBe(
      '',
    );
  });

  it('does not hide that an inspection is on', async () => {
    const html = await page('asOf=2018-09-20', 'council:380');
    expect(standing(html)).toContain('inspectors are on site, since 17 September 2018');
    expect(factRow(html, 'ILACS inspection')).toContain('under way');
  });

  it('names the corrections that a fact has been through', async () => {
    expect(factRow(await page(''), 'Commissioner appointed: Steve Walker')).toContain('corrected');
  });
});

describe('what became of it all', () => {
  it('is told area by area, and where sources and record part', async () => {
    const html = await page('asOf=2023-09-01');
    const improvement = inWords(part(html, 'improvement'));
    expect(improvement).toContain('14 raised between 2 December 2022 and 31 January 2023');
    expect(improvement).toContain(
      'Enough staff, leaders and managers among them, who stay Seen again : some improvement',
    );
    const misfits = inWords(part(html, 'misfits'));
    expect(misfits).toContain(
      'A source counts 9 monitoring visits, 29 October 2018 to 19 July 2023; recorded here: 1.',
    );
    expect(misfits).toContain(
      'A commissioner (Steve Walker) was appointed (September 2021), and no direction',
    );
    expect(misfits).toContain('Sources disagree.');
    expect(inWords(part(html, 'state'))).toContain(
      'Bradford Children and Families Trust, since 1 April 2023.',
    );
  });
});

describe('the address of the screen', () => {
  it('holds the whole question: a permanent one shows the same, whatever is recorded later', async () => {
    const { caseline } = await bradfordLoaded();
    const own = await startTestApi({ verifier: signer.verifier, caseline, pages, conforming: false });
    try {
      const asked = 'asOf=2018-10-26&window=one-year';
      const html = await page(asked, 'council:380', own);
      const permanent = attribute(html, /<a[^>]*>The address of exactly this page/, 'href') ?? '';
      expect(permanent).toMatch(
        /^\/authorities\/bradford\?validAt=2018-10-26&knownAt=.*&viewAs=council:380&window=2018-04-28%2F2019-04-27$/,
      );
      const later = anEvent('OfficeHolderNamed', { occurred: { date: '2018-10-20' } });
      const as = await signer.sign({ party: 'recorder', record: '*' });
      expect((await own.post('/v1/authorities/380/events', sent(later), { as })).status).toBe(201);
      expect(factIds(await page(asked, 'council:380', own))).toContain(later.id);
      const again = await page(permanent.split('?')[1] ?? '', 'council:380', own);
      for (const name of ['picture', 'state', 'owed', 'improvement', 'misfits', 'facts'])
        expect(part(again, name)).toBe(part(html, name));
      expect(standing(again)).toContain('what was written down here later is left out');
    } finally {
      await own.close();
    }
  });

  it('shows the same for ever where it is permanent, however old it is and whatever the authority is called', async () => {
    const { caseline, clock } = await bradfordLoaded();
    const own = await startTestApi({ verifier: signer.verifier, caseline, pages, conforming: false });
    const ofNow =
      /<form [\s\S]*?<\/form>|<(nav|section)[^>]*data-part="(moments|onward|zoom)"[\s\S]*?<\/\1>/g;
    try {
      for (const asked of [
        '',
        'asOf=2018-10-26',
        'validAt=2018-10-26&window=one-year',
        'validAt=2027-02-01',
        'validAt=1980-01-01',
      ]) {
        clock.now = Date.UTC(2026, 11, 1, 12);
        const html = await page(asked, undefined, own);
        const permanent = attribute(html, /<a[^>]*>The address of exactly this page/, 'href') ?? '';
        const before = await page(permanent.split('?')[1] ?? '', undefined, own);
        expect(part(before, 'facts')).toBe(part(html, 'facts'));
        clock.now = Date.UTC(2027, 2, 1, 12);
        const { json } = await own.get('/v1/authorities/380/events?limit=500');
        const registered = json.events.find(({ type }: { type: string }) => type === 'AuthorityRegistered');
        const renamed = anEvent('EventCorrected', {
          occurred: { date: '2026-12-05' },
          data: {
            target: registered.id,
            replacement: { data: { ...registered.data, name: `Not ${asked}` } },
          },
        });
        const as = await signer.sign({ party: 'recorder', record: '*' });
        expect((await own.post('/v1/authorities/380/events', sent(renamed), { as })).status).toBe(201);
        const after = await page(permanent.split('?')[1] ?? '', undefined, own);
        expect(after.replaceAll(ofNow, '')).toBe(before.replaceAll(ofNow, ''));
      }
    } finally {
      await own.close();
    }
  });

  it('is one that is answered, for whatever day there is', async () => {
    for (const asked of ['validAt=1800-01-01', 'validAt=2200-12-31', 'validAt=1800-01-01&window=one-year']) {
      const permanent = attribute(
        await page(asked),
        /<a[^>]*>The address of exactly this page/,
        'href',
      )?.split('?');
      await page(permanent?.[1] ?? 'none');
    }
  });

  it('chooses how much of the time the picture shows: around the day, and never beyond today', async () => {
    const shown = async (query: string) => {
      const html = await page(query);
      const svg = /<svg[^>]*data-from[^>]*>/;
      return [attribute(html, svg, 'data-from'), attribute(html, svg, 'data-to')];
    };
    expect(await shown('asOf=2018-10-26')).toEqual(['2012-01-01', '2026-12-01']);
    expect(await shown('asOf=1990-06-01')).toEqual(['1990-06-01', '2026-12-01']);
    expect(await shown('validAt=2027-01-31')).toEqual(['2012-01-01', '2027-01-31']);
    expect(await shown('asOf=2018-10-26&window=one-quarter')).toEqual(['2018-09-11', '2018-12-11']);
    expect(await shown('window=one-year')).toEqual(['2025-12-02', '2026-12-01']);
    const kept = await page('asOf=2018-10-26&window=2018-09-01/2018-11-30');
    expect(attribute(kept, /<svg[^>]*data-from[^>]*>/, 'data-from')).toBe('2018-09-01');
    expect(inWords(/<a[^>]*aria-current="true"[\s\S]*?<\/a>/.exec(kept)?.[0] ?? '')).toBe('3 months');
  });

  it('may name the authority by its code', async () => {
    const html = await page('asOf=2018-10-26', undefined, api, '/authorities/380');
    expect(html).toContain('<link rel="canonical" href="/authorities/bradford">');
    expect(part(html, 'moments')).toContain('href="/authorities/bradford?asOf=2018-10-29"');
  });

  it('is made by a form that works without scripts and keeps the viewer and the rest of the question', async () => {
    const html = await page('validAt=2018-10-26&knownAt=2018-11-01&window=one-year', 'council:380');
    const form = /<form[^>]*data-when[\s\S]*?<\/form>/.exec(html)?.[0] ?? '';
    expect(attribute(form, /<form[^>]*>/, 'action')).toBe('/authorities/bradford');
    expect(attribute(form, /<input[^>]*id="validAt"[^>]*>/, 'value')).toBe('2018-10-26');
    expect(attribute(form, /<input[^>]*id="knownAt"[^>]*>/, 'value')).toBe('2018-11-01');
    expect(attribute(form, /<input[^>]*name="viewAs"[^>]*>/, 'value')).toBe('council:380');
    expect(attribute(form, /<input[^>]*name="window"[^>]*>/, 'value')).toBe('one-year');
    expect(attribute(form, /<input[^>]*id="knownAt-slider"[^>]*>/, 'aria-valuetext')).toBe('1 November 2018');
    expect(form).not.toMatch(/id="together" checked/);
    // As a browser sends it where somebody has emptied a field.
    await page('viewAs=council:380&validAt=2018-10-26&knownAt=&certainty=possible', 'council:380');
  });

  it('follows what is recorded only where its question is open', async () => {
    const live = async (query: string, party?: string) =>
      attribute(await page(query, party), /<body[^>]*>/, 'data-live');
    expect(await live('')).toBe('/v1/live/events?authority=380');
    expect(await live('validAt=2018-10-26', 'council:380')).toBe(
      '/v1/live/events?authority=380&viewAs=council:380',
    );
    expect(await live('asOf=2018-10-26')).toBe('');
    expect(await live('recordedAt=2026-12-01')).toBe('');
  });

  it.each(['window=sometimes', 'window=2018-01-02/2018-01-01', 'asOf=soon', 'colour=red'])(
    'is refused where it asks for nothing that there is: %s',
    async (query) => {
      expect((await visit(api, `/authorities/bradford?${query}`)).status).toBe(400);
    },
  );

  it('of no authority is refused', async () => {
    const { status, text } = await visit(api, '/authorities/atlantis');
    expect([status, mainText(text).slice(0, 17)]).toEqual([404, 'No such authority']);
  });
});

describe('a history as it stood in the record', () => {
  it('says so, and leads back to all that is written down', async () => {
    const html = await page('asOf=2018-10-26&recordedAt=2026-11-30');
    expect(standing(html)).toContain(
      'As this record stood before anything of it was written down here. Take in all of it',
    );
    expect(part(html, 'standing')).toContain('href="/authorities/bradford?asOf=2018-10-26"');
    expect(factIds(html)).toEqual([]);
    expect(chips(html)).toEqual(['Today 1 December 2026']);
  });
});

describe('other authorities', () => {
  const hostile = '<script>alert(1)</script>"\'{{ page }}';
  const everybody = [{ to: 'public', from: '2014-01-01' }];
  const calderdale = { caseId: 'authority-381', disclosures: everybody } as const;
  let other: TestApi;
  beforeAll(async () => {
    other = await startTestApi({
      verifier: signer.verifier,
      pages,
      conforming: false,
      events: [
        anEvent('AuthorityRegistered', {
          ...calderdale,
          data: { la: '381', slug: 'calderdale', name: hostile, region: hostile },
        }),
        anEvent('AuthoritySucceeded', {
          ...calderdale,
          occurred: { date: '2020-04-01' },
          data: {
            predecessors: [{ la: '381', name: hostile }],
            successors: [{ la: '999', name: hostile }],
          },
        }),
        anEvent('ImprovementActionTaken', { ...calderdale, data: { action: hostile, addresses: ['one'] } }),
        anEvent('OfficeHolderNamed', {
          ...calderdale,
          occurred: { date: '2018-10', verbatim: hostile },
          source: undefined,
          data: { name: hostile, title: hostile },
        }),
        anEvent('CommissionerAppointed', { ...calderdale, data: { name: hostile } }),
        anEvent('ClaimMade', {
          ...calderdale,
          data: { kind: 'count', of: 'inspection', value: 3, over: '2018', says: hostile, atLeast: false },
        }),
      ],
    });
  });
  afterAll(() => other.close());

  it('show what facts say as text', async () => {
    const html = await page('', undefined, other, '/authorities/calderdale');
    expect(html).not.toContain('<script>alert');
    expect(html).not.toMatch(/\son\w+="|style="/);
    expect(mainText(html).split('alert(1)').length).toBeGreaterThan(8);
    expect(factRow(html, 'named as')).toContain('no source');
  });

  it('say when one has ended, and of one with little what there is', async () => {
    const html = await page('', undefined, other, '/authorities/381');
    expect(standing(html)).toContain('No judgement is known It ended on 1 April 2020.');
    expect(chips(html).map((chip) => chip.split(' ')[0])).toContain('Authority');
    expect(spells(html)).toEqual([]);
    const before = await page('asOf=1990-01-01', undefined, other, '/authorities/381');
    expect(standing(before)).toBe(
      'On 1 January 1990, as the public knew it that day: Nothing was known of it',
    );
  });
});
