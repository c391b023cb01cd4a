import type { NewEvent } from '../../src/domain/events/catalogue.ts';
import { openPages } from '../../src/page/pages.ts';
import { bradfordLoaded, today } from '../support/bradford.ts';
import { startTestApi, type TestApi } from '../support/http.ts';
import { makeSigner, type Signer } from '../support/http-tokens.ts';
import { attribute, mainText, rowsOf } from '../support/page-text.ts';
import { smallEngland } from '../support/small-england.ts';
import { visit } from '../support/visitor.ts';

const pages = openPages();
const table = /<table class="govuk-table cl-about__days"/;

let signer: Signer;
let api: TestApi;
beforeAll(async () => {
  signer = await makeSigner();
  const { caseline } = await bradfordLoaded();
  api = await startTestApi({ verifier: signer.verifier, caseline, pages, conforming: false });
});
afterAll(() => api.close());

const about = async (session?: string): Promise<string> =>
  (await visit(api, '/about', session === undefined ? {} : { session })).text;

describe('the example of three clocks', () => {
  it('says of each day what had happened, what the council knew, and what the public knew', async () => {
    const before = 'Requires improvement';
    const after = 'Inadequate';
    expect(rowsOf(await about(), table)).toEqual([
      ['23 October 2018', before, before, before],
      ['24 October 2018', after, after, before],
      ['26 October 2018', after, after, before],
      ['29 October 2018', after, after, after],
      ['30 October 2018', after, after, after],
    ]);
    expect(mainText(await about())).toContain(
      'On 26 October 2018 Bradford had been judged inadequate. The council knew it. The public could know only the judgement before: requires improvement.',
    );
  });

  it('agrees with what the council itself is told', async () => {
    const council = await signer.sign({ party: 'council:380' });
    for (const [day = '', , knew] of rowsOf(await about(), table)) {
      const asOf = `2018-10-${day.slice(0, 2)}`;
      const { json } = await api.get(`/v1/authorities/bradford/case?asOf=${asOf}`, { as: council });
      expect(json.case.judgement.current.overall.replace('_', ' ')).toBe(knew?.toLowerCase());
    }
  });

  it('is drawn as the table has it', async () => {
    const html = await about();
    const picture = /<svg class="cl-clocks"[\s\S]*?<\/svg>\s*<figcaption>/.exec(html)?.[0] ?? '';
    const bars = [...picture.matchAll(/cl-fill--(\w+)" x="([\d.]+)%" width="([\d.]+)%"/g)].map(
      ([, grade, x, width]) => [grade, Number(x), Number(width)],
    );
    // Ten days, from the 21st: the 24th is the fourth, the 29th the ninth.
    expect(bars).toEqual([
      ['requires_improvement', 0, 30],
      ['inadequate', 30, 70],
      ['requires_improvement', 0, 30],
      ['inadequate', 30, 70],
      ['requires_improvement', 0, 80],
      ['inadequate', 80, 20],
    ]);
    expect(attribute(picture, /<svg[^>]*>/, 'aria-label')).toContain('The table below says the same.');
  });

  it('says when it was written down here', async () => {
    expect(mainText(await about())).toContain('It wrote the judgement down on 1 December 2026, 12:00.');
  });

  it('is the same whoever looks', async () => {
    const sessions = await Promise.all(
      ['council:380', 'auditor', 'dfe'].map((party) => signer.sign({ party })),
    );
    const open = rowsOf(await about(), table);
    for (const session of sessions) expect(rowsOf(await about(session), table)).toEqual(open);
  });

  it('leads to the day as it could be known, to the day as it is known now, and to its fact', async () => {
    const html = await about();
    for (const href of ['/authorities/bradford?asOf=2018-10-26', '/authorities/bradford?validAt=2018-10-26'])
      expect(html).toContain(`href="${href}"`);
    const [, id] = /href="\/events\/([^"]+)"/.exec(html) ?? [];
    const { json } = await api.get(`/v1/events/${id}`);
    expect(json.event).toMatchObject({ type: 'JudgementsIssued', occurred: { date: '2018-10-24' } });
  });
});

describe('the example is left out', () => {
  const without = async (events: readonly NewEvent[] = []): Promise<string> => {
    const one = await startTestApi({
      verifier: signer.verifier,
      events,
      pages,
      now: () => today,
      conforming: false,
    });
    const { status, text } = await visit(one, '/about');
    await one.close();
    expect(status).toBe(200);
    expect(text).not.toContain('cl-about__days');
    return text;
  };

  it('where the record holds nothing', async () => {
    expect(mainText(await without([]))).toContain('Three questions about every day');
  });

  it('where it does not know Bradford', async () => {
    await without(smallEngland[383]);
  });

  it('where the council knew nothing before the public', async () => {
    await without(smallEngland[380]);
  });
});

describe('the about page', () => {
  it('says how far the record goes, as it is', async () => {
    expect(mainText(await about())).toContain(
      'There is one authority here now, and the latest published report is of 31 January 2023.',
    );
  });

  it('leads to every other screen, and to headings that are there', async () => {
    const html = await about();
    for (const href of ['/', '/deadlines', '/docs'])
      expect(html).toMatch(new RegExp(`<dt><a [^>]*href="${href}"`));
    const targets = [...html.matchAll(/href="#(\w+)"/g)].map(([, id]) => id);
    expect(targets.length).toBeGreaterThan(5);
    for (const id of targets) expect(html).toContain(`id="${id}"`);
  });
});
