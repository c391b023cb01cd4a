import { openPages } from '../../src/page/pages.ts';
import { deadlineStatuses } from '../../src/projections/deadlines/view.ts';
import { bradfordLoaded } from '../support/bradford.ts';
import { anEvent } from '../support/events.ts';
import { startTestApi, type TestApi } from '../support/http.ts';
import { makeSigner, type Signer } from '../support/http-tokens.ts';
import { attribute, inWords, mainText, rowsIn, rowsOf } from '../support/page-text.ts';
import { smallEngland } from '../support/small-england.ts';
import { visit } from '../support/visitor.ts';

const pages = openPages();

let signer: Signer;
let api: TestApi;
let council: string;
beforeAll(async () => {
  signer = await makeSigner();
  council = await signer.sign({ party: 'council:380' });
  const { caseline } = await bradfordLoaded();
  api = await startTestApi({ verifier: signer.verifier, caseline, pages, conforming: false });
});
afterAll(() => api.close());

const at = (query: string): string => `/deadlines?${query}`;
const page = async (query = '', session?: string, of = api): Promise<string> => {
  const { status, text } = await visit(of, at(query), session === undefined ? {} : { session });
  expect([status, status === 200 ? '' : mainText(text)]).toEqual([200, '']);
  return text;
};

const table = /<table class="govuk-table cl-deadlines__table"/;
/** Due, what, who and how it stands. */
const listed = (html: string): readonly (readonly string[])[] =>
  rowsOf(html, table).map((cells) => cells.slice(0, 4));
const rowOf = (html: string, title: string): string =>
  rowsIn(html, table).find((row) => inWords(row).includes(title)) ?? '';

const tile = /<a class="cl-standings__link"[\s\S]*?<\/a>/g;
/** By status: how many there are. */
const counted = (html: string): Readonly<Record<string, number>> =>
  Object.fromEntries(
    (html.match(tile) ?? []).map((link) => {
      const [, count = '', name = ''] = /^([\d,]+) (.*)$/.exec(inWords(link)) ?? [];
      return [name, Number(count.replace(',', ''))];
    }),
  );

describe('Bradford’s statement of action', () => {
  it('is due on 4 February 2019, as Ofsted’s letter states it and the law has it', async () => {
    const html = await page('validAt=2018-12-01');
    expect(listed(html)).toContainEqual([
      '4 February 2019 65 days left',
      'Statement of action Duty of the authority to Ofsted',
      'Bradford',
      'Due',
    ]);
    const row = rowOf(html, 'Statement of action');
    expect(inWords(row)).toContain('Stated: 4 February 2019 (source: Ofsted final report letter).');
    expect(inWords(row)).toContain(
      'Counted: 4 February 2019, which is 70 working days after the authority got the final report (24 October 2018). Rule: Education and Inspections Act 2006, s. 137(3)',
    );
    expect(inWords(row)).toContain('Both name the same day.');
  });

  it('leads to the authority on that day, and to the facts that it rests on', async () => {
    const html = await page('validAt=2018-12-01');
    const row = rowOf(html, 'Statement of action');
    expect(row).toContain('href="/authorities/bradford?validAt=2018-12-01"');
    const { deadlines } = (await api.get('/v1/deadlines?validAt=2018-12-01')).json;
    const { events } = deadlines.find(({ id }: { id: string }) => id === '2018-ilacs/statement-of-action');
    expect([...row.matchAll(/href="\/events\/([^"]+)"/g)].map(([, id]) => id)).toEqual(events);
  });

  it('was known to the council while the report was under embargo, and not to the public', async () => {
    const own = await page('asOf=2018-10-26', council);
    expect(listed(own)).toContainEqual([
      '4 February 2019 101 days left',
      'Statement of action Duty of the authority to Ofsted',
      'Bradford',
      'Due',
    ]);
    for (const session of [undefined, council]) {
      const open = await page('asOf=2018-10-26&viewAs=public', session);
      expect(counted(open)).toMatchObject({ Due: 0, Overdue: 0, 'Not recorded': 2 });
      expect(open).not.toContain('2019');
    }
  });

  it('is overdue once its day is over, which does not say that nothing was done', async () => {
    const html = await page('validAt=2019-02-05');
    expect(inWords(rowOf(html, 'Statement of action'))).toContain(
      '4 February 2019 1 day ago Statement of action Duty of the authority to Ofsted Bradford Overdue Nothing on record meets it, which does not say that nothing was done.',
    );
    expect(inWords(rowOf(await page('validAt=2019-02-04'), 'Statement of action'))).toContain('the last day');
  });
});

describe('the list', () => {
  it('begins with what is due and overdue, and says of the rest that nobody can tell', async () => {
    const html = await page('validAt=2019-01-10');
    expect(new Set(listed(html).map(([, , , stands]) => stands?.split(' ')[0]))).toEqual(
      new Set(['Due', 'Overdue']),
    );
    expect(mainText(html)).toContain('nobody can tell from this record whether they were met');
    expect(html).toContain('href="/deadlines?validAt=2019-01-10&amp;status=not_recorded"');
  });

  it.each(['', 'status=not_recorded', 'status=due,passed', `status=${deadlineStatuses.join()}`])(
    'holds what the API has for %j, in its order',
    async (asked) => {
      const { deadlines } = (
        await api.get(`/v1/deadlines?validAt=2018-12-01&${asked || 'status=due,overdue'}`)
      ).json;
      const titles = deadlines.map((one: { title: string; authority: string }) => [one.title, one.authority]);
      const rows = listed(await page(`validAt=2018-12-01&${asked}`));
      expect(
        rows.map(([, what, who]) => [
          titles.find(([title]: string[]) => what?.startsWith(title ?? ''))?.[0],
          who,
        ]),
      ).toEqual(titles);
      expect(titles.length).toBeGreaterThan(0);
    },
  );

  it('comes in pages, each at the same basis', async () => {
    const seen: string[] = [];
    let next: string | undefined = at('validAt=2018-12-01&limit=2');
    for (let count = 0; next !== undefined && count < 5; count += 1) {
      const { text } = await visit(api, next);
      seen.push(...listed(text).map(([, what]) => what ?? ''));
      next = attribute(text, /<a [^>]*rel="next"[^>]*>/, 'href');
      if (next) expect(next).toMatch(/position=.*&limit=2&after=380%2F/);
    }
    expect(seen).toEqual(listed(await page('validAt=2018-12-01')).map(([, what]) => what));
    expect((await visit(api, at('after=380/nothing'))).status).toBe(400);
  });

  it('takes a field that was left empty for one that was not filled in', async () => {
    const html = await page('validAt=&region=&authority=&status=');
    expect(mainText(html)).toBe(mainText(await page()));
  });

  it('refuses what the API would refuse', async () => {
    for (const query of [
      'validAt=soon',
      'status=done',
      'region=Nowhere',
      'asOf=2018-12-01&validAt=2018-12-01',
    ])
      expect((await visit(api, at(query))).status).toBe(400);
    expect((await visit(api, at('authority=nowhere'))).status).toBe(404);
  });
});

describe('the screen', () => {
  it('counts as the API does, and says so in one sentence', async () => {
    const { deadlines } = (await api.get('/v1/deadlines?validAt=2019-01-10')).json;
    const of = (status: string) =>
      deadlines.filter((one: { status: string }) => one.status === status).length;
    const html = await page('validAt=2019-01-10&status=met');
    expect(counted(html)).toEqual({
      Due: of('due'),
      Overdue: of('overdue'),
      'Met late': 0,
      Met: 0,
      'Not recorded': of('not_recorded'),
      Passed: of('passed'),
    });
    expect(attribute(html, /<body[^>]*>/, 'data-says')).toBe(
      `${of('due')} deadlines due, ${of('overdue')} overdue on 10 January 2019`,
    );
    expect(of('overdue')).toBe(1);
  });

  it('follows what comes to be known while its question is open, and only then', async () => {
    const live = async (query: string, session?: string) =>
      attribute(await page(query, session), /<body[^>]*>/, 'data-live');
    expect(await live('')).toBe('/v1/live/deadlines?status=due%2Coverdue');
    expect(await live('authority=bradford&status=late', council)).toBe(
      '/v1/live/deadlines?authority=380&status=late&viewAs=council:380',
    );
    for (const clock of [
      'validAt=2018-12-01',
      'asOf=2018-12-01',
      'knownAt=2018-12-01',
      'recordedAt=2026-11-30',
    ])
      expect(await live(clock)).toBe('');
  });

  it('names the address that shows the very same for ever', async () => {
    const html = await page('asOf=2018-12-01&authority=bradford', council);
    const permanent = attribute(html, /<a [^>]*>The address of exactly this page/, 'href') ?? '';
    expect(permanent).toMatch(
      /^\/deadlines\?validAt=2018-12-01&knownAt=[^&]+&position=[^&]+&certainty=possible&viewAs=council:380&authority=380&limit=50$/,
    );
    const { text } = await visit(api, permanent, { session: council });
    expect(listed(text)).toEqual(listed(html));
  });

  it('leads from what is known now to what could be known then, and back', async () => {
    const now = await page('validAt=2018-12-01');
    const then = attribute(now, /<a [^>]*>Only from what could be known/, 'href') ?? '';
    expect(then).toBe('/deadlines?asOf=2018-12-01');
    const { text } = await visit(api, then);
    expect(attribute(text, /<a [^>]*>From all that may be known now/, 'href')).toBe(
      '/deadlines?validAt=2018-12-01',
    );
    expect(attribute(text, /<input[^>]*id="on"[^>]*>/, 'name')).toBe('asOf');
    // What Ofsted’s letter and the minister’s ask for became public later.
    expect([listed(text).length, listed(now).length]).toEqual([2, 5]);
  });

  it('draws each month, and has the same as a table', async () => {
    const html = await page('validAt=2018-12-01');
    const months = rowsOf(html, /<table class="govuk-table cl-due-dates__table"/);
    expect(months).toEqual([
      ['November 2018', '', '1'],
      ['December 2018', '2', ''],
      ['February 2019', '1', ''],
      ['April 2019', '1', ''],
    ]);
    expect(
      [...html.matchAll(/<title>([A-Z][a-z]+ \d{4}: [^<]*)<\/title>/g)].map(([, title]) => title),
    ).toEqual([
      'November 2018: 1 passed',
      'December 2018: 2 due',
      'February 2019: 1 due',
      'April 2019: 1 due',
    ]);
  });

  it('says where to look when there is nothing near', async () => {
    const html = await page('validAt=2013-01-01');
    expect(mainText(html)).toContain('None is due or overdue on 1 January 2013.');
    const late = await page('validAt=2026-06-01');
    expect(mainText(late)).toContain('None falls due within a year of 1 June 2026.');
    expect(late).toMatch(/href="\/deadlines\?validAt=20\d\d-\d\d-\d\d">/);
  });

  it('offers calendars that anybody can subscribe to, of what was asked for', async () => {
    const field = async (query: string) =>
      attribute(await page(query), /<input[^>]*id="calendar"[^>]*>/, 'value');
    expect(await field('')).toBe(`${api.url}/v1/deadlines.ics`);
    expect(await field('authority=bradford')).toBe(`${api.url}/v1/authorities/380/deadlines.ics`);
    const region = await field('region=Yorkshire%20and%20the%20Humber');
    expect(region).toBe(`${api.url}/v1/deadlines.ics?region=Yorkshire%20and%20the%20Humber`);
    for (const address of [await field(''), await field('authority=bradford'), region]) {
      const calendar = await fetch(address ?? '');
      expect([calendar.status, calendar.headers.get('content-type')]).toEqual([
        200,
        'text/calendar; charset=utf-8',
      ]);
    }
    expect(await page('authority=bradford')).toContain(
      `href="${api.url.replace('http', 'webcal')}/v1/authorities/380/deadlines.ics"`,
    );
  });
});

describe('what became of a deadline', () => {
  const shared = anEvent('ReportShared', { disclosures: [{ to: 'public', from: '2018-10-24' }] });
  const standing = async (...more: ReturnType<typeof anEvent>[]): Promise<string> => {
    const events = [
      anEvent('AuthorityRegistered', { data: { name: '<b>Any</b>town', region: '"><script>' } }),
      shared,
      ...more,
    ];
    const one = await startTestApi({ verifier: signer.verifier, events, pages, conforming: false });
    try {
      return await page(`validAt=2019-03-01&status=${deadlineStatuses.join()}`, undefined, one);
    } finally {
      await one.close();
    }
  };
  const submitted = (date: string) => anEvent('StatementOfActionSubmitted', { occurred: { date } });

  it.each([
    ['2019-02-04', 'Met', 'met 4 February 2019'],
    ['2019-02-05', 'Met late', 'met 5 February 2019'],
  ])('that was met on %s is %s', async (day, name, left) => {
    const html = await standing(submitted(day));
    expect(counted(html)).toMatchObject({ [name]: 1, Overdue: 1 });
    const [due, , , stands] = listed(html).find(([, what]) => what?.startsWith('Statement')) ?? [];
    expect([due, stands]).toEqual([`4 February 2019 ${left}`, name]);
    expect(inWords(rowOf(html, 'Statement of action'))).toContain('Statement of action: what met it');
  });

  it('may be met, where its date leaves room', async () => {
    const html = await standing(submitted('2019-02'));
    const [due, , , stands] = listed(html).find(([, what]) => what?.startsWith('Statement')) ?? [];
    expect([due, stands]).toEqual([
      '4 February 2019 met February 2019',
      'Met Not certain: the dates on record leave room for something else.',
    ]);
  });

  it('shows names as text, whatever they hold', async () => {
    const html = await standing();
    expect(listed(html).map(([, , who]) => who)).toEqual(['<b>Any</b>town', '<b>Any</b>town']);
    expect(html).not.toContain('<b>Any');
    expect(html).not.toContain('"><script>');
  });

  it('is told of all authorities that one may know of, and of no other', async () => {
    const events = Object.values(smallEngland).flat();
    const some = await startTestApi({ verifier: signer.verifier, events, pages, conforming: false });
    const html = await page('validAt=2018-12-01', undefined, some);
    expect(html).not.toContain('Hidden Vale');
    expect(html).not.toContain('Nowhere');
    const leeds = await page(`authority=leeds,bradford&status=${deadlineStatuses.join()}`, undefined, some);
    expect(new Set(listed(leeds).map(([, , who]) => who))).toEqual(new Set(['Leeds', 'Bradford']));
    await some.close();
  });
});

describe('a private calendar address', () => {
  const feeds = '/deadlines/feeds';
  const tokenIn = (html: string): string | undefined => /feed=([\w.-]+)/.exec(html)?.[1];
  const entries = async (path: string): Promise<number> =>
    (await api.get(path)).text.split('BEGIN:VEVENT').length - 1;

  it('is made by a form, shown once, works where it says, and is over when it is revoked', async () => {
    const screen = await page('authority=bradford', council);
    expect(attribute(screen, /<form method="post" action="\/deadlines[^>]*>/, 'action')).toBe(
      `${feeds}?viewAs=council:380`,
    );
    const made = await visit(api, `${feeds}?viewAs=council:380`, {
      session: council,
      form: { authority: '380' },
    });
    expect([made.status, made.headers['cache-control']]).toEqual([201, 'no-store']);
    const all = attribute(made.text, /<input[^>]*id="all"[^>]*>/, 'value') ?? '';
    const own = attribute(made.text, /<input[^>]*id="own"[^>]*>/, 'value') ?? '';
    const token = tokenIn(made.text) ?? '';
    expect(all).toBe(`${api.url}/v1/deadlines.ics?feed=${token}&authority=380`);
    expect(own).toBe(`${api.url}/v1/authorities/380/deadlines.ics?feed=${token}`);
    for (const address of [all, own]) {
      const path = address.slice(api.url.length);
      expect((await api.get(path)).text).toContain('(council:380)');
      expect(await entries(path)).toBe(await entries('/v1/deadlines.ics'));
    }

    const list = await visit(api, feeds, { session: council });
    expect(mainText(list.text)).toContain('Looks as the council of Bradford');
    expect(mainText(list.text)).toContain(`it begins with ${token.slice(0, 8)}`);
    expect(list.text).not.toContain(token.split('.')[1]);

    const revoke =
      attribute(list.text, /<form method="post" action="\/deadlines\/feeds\/[^>]*>/, 'action') ?? '';
    const revoked = await visit(api, revoke, { session: council, form: {} });
    expect([revoked.status, revoked.headers.location]).toEqual([303, feeds]);
    expect((await api.get(own.slice(api.url.length))).status).toBe(401);
    expect(mainText((await visit(api, feeds, { session: council })).text)).toContain('You have none now.');
    expect((await visit(api, revoke, { session: council, form: {} })).status).toBe(404);
  });

  it('looks as its maker does on the screen, and never as somebody else', async () => {
    const made = await visit(api, `${feeds}?viewAs=public`, { session: council, form: {} });
    expect((await api.get(`/v1/deadlines.ics?feed=${tokenIn(made.text)}`)).text).not.toContain('council:380');
    expect((await visit(api, `${feeds}?viewAs=ofsted`, { session: council, form: {} })).status).toBe(403);
  });

  it('is its maker’s own', async () => {
    const made = await visit(api, feeds, { session: council, form: {} });
    const another = await signer.sign({ party: 'council:380', sub: 'Somebody Else' });
    const id = tokenIn(made.text)?.split('.')[0] ?? '';
    expect((await visit(api, feeds, { session: another })).text).not.toContain(id.slice(0, 8));
    expect((await visit(api, `${feeds}/${id}/revoke`, { session: another, form: {} })).status).toBe(404);
    expect((await visit(api, feeds, { session: council })).text).toContain(id.slice(0, 8));
  });

  it.each([{ 'Sec-Fetch-Site': 'cross-site' }, { Origin: 'https://evil.example' }])(
    'is neither made nor revoked by the form of another site (%j)',
    async (headers) => {
      const made = await visit(api, feeds, { session: council, form: {} });
      const id = tokenIn(made.text)?.split('.')[0] ?? '';
      const before = (await visit(api, feeds, { session: council })).text;
      for (const path of [feeds, `${feeds}/${id}/revoke`]) {
        const { status, text } = await visit(api, path, { session: council, form: {}, headers });
        expect(status).toBe(400);
        expect(mainText(text)).toContain('This form was sent from another site.');
      }
      expect((await visit(api, feeds, { session: council })).text).toBe(before);
    },
  );

  it('needs somebody who is signed in', async () => {
    for (const path of [feeds, `${feeds}/x/revoke`])
      expect((await visit(api, path, { form: {} })).status).toBe(401);
    expect(mainText((await visit(api, feeds)).text)).toContain('Sign in');
    expect(await page()).not.toContain('method="post" action="/deadlines');
  });
});
