import type { Caseline } from '../../src/caseline.ts';
import { openPages } from '../../src/page/pages.ts';
import { caseRows } from '../../src/page/screens/changes/case-rows.ts';
import { effectsOf } from '../../src/page/screens/changes/effects.ts';
import { comparedSides } from '../../src/page/screens/changes/question.ts';
import { day } from '../domain/time/dates.ts';
import { bradfordLoaded } from '../support/bradford.ts';
import { anEvent } from '../support/events.ts';
import { sent, startTestApi, type TestApi } from '../support/http.ts';
import { history, recordedHistory, secretWords } from '../support/http-history.ts';
import { makeSigner, type Signer } from '../support/http-tokens.ts';
import { attribute, mainText, rowsOf } from '../support/page-text.ts';
import { visit } from '../support/visitor.ts';

const pages = openPages();
const path = '/authorities/bradford/changes';

let signer: Signer;
let council: string;
beforeAll(async () => {
  signer = await makeSigner();
  council = await signer.sign({ party: 'council:380' });
});

/** The part of the page that is compared, and not how to compare otherwise. */
const comparison = (html: string): string =>
  /<div data-part="comparison">[\s\S]*<\/main>/.exec(html)?.[0] ?? '';

/** The table under a heading. */
const table = (section: string): RegExp => new RegExp(`${section}</h3>\\s*<table class="cl-compared`);

const pageOf = async (api: TestApi, query: string, session?: string): Promise<string> => {
  const { status, text } = await visit(api, `${path}${query}`, session === undefined ? {} : { session });
  if (status !== 200) throw new Error(`${status}: ${mainText(text)}`);
  return text;
};

describe('Bradford', () => {
  let api: TestApi;
  let caseline: Caseline;
  beforeAll(async () => {
    ({ caseline } = await bradfordLoaded());
    api = await startTestApi({ verifier: signer.verifier, caseline, pages, conforming: false });
  });
  afterAll(() => api.close());

  const read = (query: string, session?: string): Promise<string> => pageOf(api, query, session);

  it('before and after its report of 2018 was published: what came to light, and what is different', async () => {
    const html = await read('?from.asOf=2018-10-28&to.asOf=2018-10-29');
    const said = mainText(html);
    expect(said).toContain('28 October 2018 as the public knew it that day');
    expect(said).toContain('9 facts became known.');
    expect(said).toContain(
      'Became known (9) On the first of the two days the public could not know them yet.',
    );
    expect(said).toContain('24 October 2018 Judged inadequate overall (ILACS) Inspection');
    expect(rowsOf(html, table('Judgement')).slice(0, 2)).toEqual([
      [
        'Overall judgement',
        '28 October 2018 Requires improvement since 23 May 2014',
        '29 October 2018 Inadequate since 29 October 2018',
      ],
      [
        'Leadership',
        '28 October 2018 Good since 23 May 2014',
        '29 October 2018 Requires improvement since 29 October 2018',
      ],
    ]);
    expect(rowsOf(html, table('Deadlines'))).toContainEqual([
      'Statement of action',
      '28 October 2018 None',
      '29 October 2018 Due: 4 February 2019 to Ofsted',
    ]);
    expect(said).not.toContain('Corrected (');
  });

  it('for its council is another on the day on which it got the report', async () => {
    const days = '?from.asOf=2018-10-23&to.asOf=2018-10-24';
    expect(mainText(await read(days))).toContain('Nothing is different between the two.');
    const html = await read(days, council);
    expect(mainText(html)).toContain('23 October 2018 as the council of Bradford knew it that day');
    expect(rowsOf(html, table('Judgement'))).toContainEqual([
      'Report',
      '23 October 2018 Published 23 May 2014, received between 12 March and 23 May 2014',
      '24 October 2018 Under embargo until 29 October 2018, received 24 October 2018',
    ]);
  });

  it('without dates is compared with the day before its latest report, and goes on', async () => {
    const html = await read('');
    expect(mainText(html)).toContain('30 January 2023 as the public knew it that day');
    expect(mainText(html)).toContain('Today, 1 December 2026 as the public knows it now');
    expect(attribute(html, /<body[^>]*>/, 'data-live')).toBe('/v1/live/events?authority=380');
    expect(attribute(html, /<a class="cl-pair__preset"[^>]*aria-current[^>]*>/, 'href')).toBe(
      `${path}?from.asOf=2023-01-30`,
    );
    expect(mainText(html)).toContain('Inspection (10)');
  });

  it('is live only while the second of the two is now', async () => {
    const live = async (query: string) => attribute(await read(query), /<body[^>]*>/, 'data-live');
    expect(await live('?from.asOf=2018-10-28&to.asOf=2018-10-29')).toBe('');
    expect(await live('?from.asOf=2018-10-28&to.recordedAt=2026-12-01')).toBe('');
    expect(await live('?from.asOf=2018-10-28&to.validAt=2018-10-29')).not.toBe('');
  });

  it('can be sent to somebody: the permanent address shows the same', async () => {
    for (const session of [undefined, council]) {
      const html = await read('?from.asOf=2018-10-28&to.asOf=2018-10-29', session);
      const permanent =
        attribute(html, /<a class="govuk-link" href="[^"]*position[^"]*"[^>]*>/, 'href') ?? '';
      const again = await read(permanent.slice(path.length), session);
      expect(comparison(again)).toBe(comparison(html));
    }
  });

  it('takes a form as a browser sends it, fields that are empty among it', async () => {
    const empty = [
      'from.validAt',
      'from.knownAt',
      'from.recordedAt',
      'to.validAt',
      'to.knownAt',
      'to.recordedAt',
    ];
    const form = ['from.asOf=2018-10-28', 'to.asOf=2018-10-29', ...empty.map((name) => `${name}=`)];
    const days = '?from.asOf=2018-10-28&to.asOf=2018-10-29';
    expect(comparison(await read(`?${form.join('&')}`))).toBe(comparison(await read(days)));
  });

  it('lets each clock be asked apart: hindsight knows on 26 October what the public did not', async () => {
    const html = await read('?from.asOf=2018-10-26&to.asOf=2018-10-26&to.knownAt=2018-10-29');
    expect(mainText(html)).toContain('26 October 2018 as the public knew it by the end of 29 October 2018');
    expect(rowsOf(html, table('Judgement'))[0]).toEqual([
      'Overall judgement',
      'The first of the two Requires improvement since 23 May 2014',
      'The second of the two Inadequate since 24 October 2018',
    ]);
    expect(html).toMatch(/id="to-knownAt"[^>]*value="2018-10-29"/);
    expect(html.match(/cl-pair__more" open/g)).toHaveLength(1);
  });

  it('says what was written down when, where that is asked', async () => {
    const said = mainText(await read('?from.recordedAt=2026-11-30'));
    expect(said).toContain(
      'Today, 1 December 2026 as the public knows it now, by what was written down here by the end of 30 November 2026',
    );
    expect(said).toMatch(/\d+ facts were newly written down\./);
  });

  it('can be turned round: what came is then not there yet', async () => {
    const html = await read('?from.asOf=2018-10-28&to.asOf=2018-10-29');
    const swapped = attribute(html, /<a class="govuk-link cl-pair__swap"[^>]*>/, 'href') ?? '';
    expect(swapped).toBe(`${path}?from.asOf=2018-10-29&to.asOf=2018-10-28`);
    expect(mainText(await read(swapped.slice(path.length)))).toContain('9 facts were not there yet.');
  });

  it('keeps as whom one looks, in links and in the form', async () => {
    const html = await read('?viewAs=public', council);
    expect(html).toContain('<input type="hidden" name="viewAs" value="public">');
    expect(attribute(html, /<a class="govuk-link cl-pair__swap"[^>]*>/, 'href')).toContain('viewAs=public');
  });

  it('asked what cannot be asked says so', async () => {
    const refused = await visit(api, `${path}?from.asOf=yesterday`);
    expect(refused.status).toBe(400);
    expect(mainText(refused.text)).toContain('must be a date such as 2018-10-26');
    expect((await visit(api, '/authorities/nowhere/changes')).status).toBe(404);
  });

  it.each(['2014-05-23', '2018-10-26', '2023-02-21', '2026-12-01'])(
    'has a line for all that its case says on %s',
    async (asOf) => {
      for (const viewer of ['public', 'council:380', 'auditor']) {
        const { case: state } = await caseline.replay('case', '380', { viewer, asOf });
        const told = caseRows(state).flatMap(({ tells }) => tells);
        const untold = placesIn(state).filter(
          (at) => !told.some((place) => at === place || at.startsWith(`${place}/`)),
        );
        expect(untold).toEqual([]);
      }
    },
  );
});

/** Lists that are told member by member. */
const lists = ['/judgement/current/areas', '/intervention/notices', '/officeHolders', '/openDeadlines'];

/** JSON Pointers to all else that is said, down to lists. */
function placesIn(value: object, at = ''): string[] {
  return Object.entries(value).flatMap(([name, member]) => {
    const place = `${at}/${name}`;
    if (member === null || lists.includes(place) || (Array.isArray(member) && member.length === 0)) return [];
    return typeof member === 'object' && !Array.isArray(member) ? placesIn(member, place) : [place];
  });
}

describe('what is corrected, withdrawn and restored', () => {
  let api: TestApi;
  let recorder: string;
  beforeEach(async () => {
    recorder = await signer.sign({ party: 'recorder', record: '*', sub: 'The office' });
    let now = Date.parse('2026-06-01T09:00:00Z');
    api = await startTestApi({
      verifier: signer.verifier,
      events: recordedHistory,
      pages,
      conforming: false,
      now: () => (now += 1_000),
    });
  });
  afterEach(() => api.close());

  const record = async (event: ReturnType<typeof anEvent>): Promise<string> => {
    const { status, text } = await api.post('/v1/authorities/380/events', sent(event), { as: recorder });
    if (status !== 201) throw new Error(text);
    return event.id;
  };
  const lastPosition = async (): Promise<string> =>
    (await api.get('/v1/authorities/380/case')).json.basis.position;

  const target = history.judged2014.id;
  const shown = [{ to: 'public', from: '2014-05-23' }];

  it('is told with the reason, and each field before and after', async () => {
    const before = await lastPosition();
    await record(
      anEvent('EventCorrected', {
        disclosures: shown,
        data: {
          target,
          reason: 'source_error',
          explanation: 'The front page was misprinted.',
          replacement: { data: { ...history.judged2014.data, overall: 'good' } },
        },
      }),
    );
    const html = await pageOf(api, `?from.position=${before}`);
    const said = mainText(html);
    expect(said).toContain('Corrected (1)');
    expect(said).toContain(
      'Judged good overall (SIF) Corrected: the source was wrong . The front page was misprinted.',
    );
    expect(said).toContain('Overall Before Requires improvement After Good');
    expect(html).toContain(`href="/events/${target}"`);
  });

  it('goes and comes back', async () => {
    const before = await lastPosition();
    const withdrawal = await record(
      anEvent('EventWithdrawn', { disclosures: shown, data: { target, reason: 'data_entry' } }),
    );
    const between = await lastPosition();
    await record(
      anEvent('EventWithdrawn', {
        disclosures: shown,
        data: { target: withdrawal, reason: 'data_entry', explanation: 'It was right.' },
      }),
    );
    expect(mainText(await pageOf(api, `?from.position=${before}&to.position=${between}`))).toContain(
      'Withdrawn (1)',
    );
    const back = mainText(await pageOf(api, `?from.position=${between}`));
    expect(back).toContain('Restored (1)');
    expect(back).toContain('It was right.');
  });

  it('tells nobody what they may not know', async () => {
    const before = await pageOf(api, '');
    await record(
      anEvent('EventCorrected', {
        disclosures: [],
        data: {
          target,
          reason: 'late_evidence',
          explanation: secretWords,
          replacement: { occurred: { date: '2014-05-22' } },
        },
      }),
    );
    expect(await pageOf(api, '')).toBe(before);
  });

  it('says hostile things as text', async () => {
    const hostile = '<script>alert(1)</script>"\'&{{7*7}}';
    const before = await lastPosition();
    await record(
      anEvent('EventCorrected', {
        disclosures: shown,
        data: {
          target: history.notified2018.id,
          reason: 'data_entry',
          explanation: hostile,
          replacement: { data: { inspectionId: '2018-ilacs', kind: hostile } },
        },
      }),
    );
    await record(
      anEvent('ReportConsidered', { disclosures: shown, data: { body: hostile, title: hostile } }),
    );
    const html = await pageOf(api, `?from.position=${before}`);
    expect(html).not.toContain('<script>alert');
    expect(mainText(html).split(hostile).length - 1).toBeGreaterThanOrEqual(4);
  });
});

describe('an address without dates', () => {
  const today = day('2024-02-29');
  const fromOf = (reports: readonly string[]) => comparedSides({}, reports.map(day), today).from;

  it('asks what has come since the day before the latest report', () => {
    expect(fromOf(['2023-01-31', '2018-10-29'])).toEqual({ asOf: '2023-01-30' });
  });

  it('leaves out a report that is still to come, and looks back a year where there is none', () => {
    expect(fromOf(['2024-03-01', '2018-10-29'])).toEqual({ asOf: '2018-10-28' });
    expect(fromOf([])).toEqual({ asOf: '2023-02-28' });
  });
});

describe('what a case says that no line tells yet', () => {
  it('is told by its place, in words', async () => {
    const { caseline } = await bradfordLoaded();
    const { case: state } = await caseline.replay('case', '380', { viewer: 'public' });
    const effects = effectsOf(state, state, [
      { path: '/inspection/nextStep/2018~1a', before: null, after: { stage: 'not_begun', by: '2019-02' } },
    ]);
    expect(effects).toEqual([
      {
        section: 'Other',
        rows: [
          {
            section: 'Other',
            label: 'Inspection: Next step: 2018/a',
            before: null,
            after: {
              kind: 'fields',
              fields: [
                { name: 'stage', label: 'Stage', value: { kind: 'text', text: 'Not begun' } },
                { name: 'by', label: 'By', value: { kind: 'text', text: 'February 2019' } },
              ],
            },
            changed: true,
          },
        ],
      },
    ]);
    await caseline.close();
  });
});
