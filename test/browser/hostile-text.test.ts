import type { Page } from 'playwright-core';
import { titleOf } from '../../src/domain/events/catalogue.ts';
import { openPages } from '../../src/page/pages.ts';
import { describeInBrowser, type OpenBrowser, openBrowser } from '../support/browser.ts';
import { drag, says, signIn } from '../support/driving.ts';
import { anEvent } from '../support/events.ts';
import { hostile, hostileEvents, timesIn } from '../support/hostile.ts';
import { sent, startTestApi, type TestApi } from '../support/http.ts';
import { makeSigner, type Signer } from '../support/http-tokens.ts';
import { watched } from '../support/watched.ts';

/** What would stand in a page if the text were taken for markup. */
const doings = 'img, [onerror], [onload], body script, a[href^="javascript:" i]';

describeInBrowser('text that would be a script, an address or a template somewhere', () => {
  const events = hostileEvents();
  let signer: Signer;
  let api: TestApi;
  let browser: OpenBrowser;
  let wrong: () => readonly string[];
  let page: Page;

  beforeAll(async () => {
    signer = await makeSigner();
    api = await startTestApi({ verifier: signer.verifier, events, pages: openPages(), conforming: false });
    browser = await openBrowser({ baseURL: api.url, viewport: { width: 320, height: 800 } });
    wrong = await watched(browser.context);
    page = await browser.context.newPage();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await api?.close();
  }, 20_000);

  /** How often the page that is open shows it, having done nothing. */
  async function shown(): Promise<number> {
    const [text = '', hacked, ...made]: readonly string[] = await page.evaluate(
      `[document.body.textContent, typeof hacked, ...[...document.querySelectorAll('${doings}')].map((one) => one.outerHTML)]`,
    );
    expect([hacked, made, wrong()]).toEqual(['undefined', [], []]);
    return text.split(hostile).length - 1;
  }

  const isTooWide = (): Promise<boolean> =>
    page.evaluate('document.documentElement.scrollWidth > innerWidth');

  it('stands as text on the page of a fact of every type, however long its words', async () => {
    const faults: string[] = [];
    for (const event of events) {
      await page.goto(`/events/${event.id}`);
      const [times, held] = [await shown(), timesIn(event)];
      if (times < held) faults.push(`${event.type}: ${times} of ${held}`);
      if (await isTooWide()) faults.push(`${event.type} does not fit a telephone`);
    }
    expect(faults).toEqual([]);
  });

  it.each([
    ['of the authority', '/authorities/bradford'],
    [
      'of the authority, of what is certain',
      '/authorities/bradford?certainty=certain&window=one-year&validAt=2018-11-01',
    ],
    ['of two days', '/authorities/bradford/changes?from.asOf=1974-04-02'],
    ['of deadlines', '/deadlines?validAt=2018-12-01&status=due,overdue,late,met,not_recorded,passed,lapsed'],
    ['of England', '/'],
  ])('stands as text on the page %s', async (_, path) => {
    await page.goto(path);
    expect(await shown()).toBeGreaterThan(0);
  });

  it('stands as text also when the page is made anew by its script', async () => {
    await page.goto('/authorities/bradford', { waitUntil: 'networkidle' });
    const as = await signer.sign({ party: 'recorder', record: '*', sub: hostile });
    const event = anEvent('ReportConsidered', { data: { title: `${hostile} again`, body: hostile } });
    await api.post('/v1/authorities/bradford/events', sent(event), { as });
    const list = page.getByRole('region', { name: 'Every fact, in order' });
    await list.getByRole('link', { name: titleOf(event) }).waitFor();
    const happened = page.getByRole('slider', { name: 'What had happened by' });
    await drag(page, happened, Number(await happened.getAttribute('min')) + 3000);
    await says(page.getByRole('status'), /as at/);
    await shown();
  });

  it('stands as text in what somebody searches for, and in the name of who is signed in', async () => {
    await page.goto(`/?q=${encodeURIComponent(hostile.slice(0, 100))}`);
    await page.getByLabel('Find an authority').fill(hostile);
    await signIn(page, await signer.sign({ party: 'council:380', sub: hostile }));
    await says(page.getByRole('region', { name: 'Who is looking' }), `(signed in: ${hostile})`);
    expect(await shown()).toBeGreaterThan(0);
  });
});
