import type { Locator, Page } from 'playwright-core';
import type { Caseline, Question } from '../../src/caseline.ts';
import type { NewEvent } from '../../src/domain/events/catalogue.ts';
import { openPages } from '../../src/page/pages.ts';
import { timelineEntry } from '../../src/projections/timeline.ts';
import { bradfordLoaded } from '../support/bradford.ts';
import { describeInBrowser, type OpenBrowser, openBrowser } from '../support/browser.ts';
import { asks, dayNumber, drag, hasFocus, says, signIn, tabTo } from '../support/driving.ts';
import { anEvent } from '../support/events.ts';
import { sent, startTestApi, type TestApi } from '../support/http.ts';
import { makeSigner, type Signer } from '../support/http-tokens.ts';
import { watched } from '../support/watched.ts';

const bradford = '/authorities/bradford';
const onTheEve = `${bradford}?asOf=2018-10-26&window=one-quarter`;

let signer: Signer;
let caseline: Caseline;
let api: TestApi;
let browser: OpenBrowser;
let wrong: () => readonly string[];

/** What somebody knows of Bradford, by the engine that the page asks as well. */
async function known(question: Question): Promise<readonly { id: string; title: string }[]> {
  const { facts } = await caseline.facts('380', question);
  return facts.map((fact) => ({ id: fact.event.id, title: timelineEntry(fact).title }));
}

const standing = (page: Page): Locator => page.getByRole('region', { name: 'Where Bradford stands' });
const status = (page: Page): Locator => page.getByRole('status');
const viewer = (page: Page): Locator => page.getByRole('region', { name: 'Who is looking' });
const slider = (page: Page, name: string): Locator => page.getByRole('slider', { name });

/** What somebody sees and can do nothing with where no script runs: it is of no form, or of one that nothing sends. */
const deadControls = `
  [...document.querySelectorAll('input, select, textarea, button')]
    .filter((one) => one.checkVisibility() && !one.readOnly)
    .filter(({ form }) => !form || [...form.elements].every((one) => one.type !== 'submit' || !one.checkVisibility()))
    .concat(...document.querySelectorAll('[type=range], [type=button]'))
    .filter((one) => one.checkVisibility())
    .map((one) => one.outerHTML)`;

describeInBrowser('the page about Bradford', () => {
  let page: Page;

  beforeAll(async () => {
    const loaded = await bradfordLoaded();
    caseline = loaded.caseline;
    signer = await makeSigner();
    api = await startTestApi({
      caseline,
      verifier: signer.verifier,
      pages: openPages(),
      conforming: false,
    });
    browser = await openBrowser({ baseURL: api.url, viewport: { width: 1280, height: 900 } });
    wrong = await watched(browser.context);
    page = await browser.context.newPage();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await api?.close();
  }, 20_000);
  afterEach(async () => {
    await page.emulateMedia({ media: null });
    await browser.context.clearCookies();
    expect(wrong()).toEqual([]);
  });

  describe('replayed to October 2018 as the public', () => {
    beforeEach(async () => {
      await page.goto(onTheEve);
    });

    it('goes by keyboard from the eve of the report to the report, and back', async () => {
      await says(
        standing(page),
        /On 26 October 2018, as the public knew it that day:\s*Requires improvement/,
      );
      const happened = slider(page, 'What had happened by');
      await tabTo(page, happened);
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowRight');
      await asks(page, { asOf: '2018-10-28' });
      await says(standing(page), /On 28 October 2018.*Requires improvement/s);
      await page.keyboard.press('ArrowRight');
      await says(standing(page), /On 29 October 2018.*Inadequate/s);
      await asks(page, { asOf: '2018-10-29' });
      const { length } = await known({ viewer: 'public', asOf: '2018-10-29' });
      await says(status(page), `${length} facts as at 29 October 2018`);
      expect(await happened.getAttribute('aria-valuetext')).toBe('29 October 2018');
      expect(await hasFocus(page, happened)).toBe(true);
      for (let back = 0; back < 3 && !page.url().includes('asOf=2018-10-26'); back += 1) await page.goBack();
      await says(standing(page), /On 26 October 2018.*Requires improvement/s);
      await asks(page, { asOf: '2018-10-26', window: 'one-quarter' });
      await says(page.locator('[data-words="knownAt"]'), '26 October 2018');
      expect(await happened.inputValue()).toBe(String(dayNumber('2018-10-26')));
    });

    it('goes by mouse to the day of the report', async () => {
      await drag(page, slider(page, 'What had happened by'), dayNumber('2018-10-29'));
      await says(standing(page), /On 29 October 2018, as the public knew it that day:\s*Inadequate/);
      await asks(page, { asOf: '2018-10-29' });
      await page.reload();
      await says(standing(page), /On 29 October 2018.*Inadequate/s);
    });

    it('tells what came to be known later of the same day, by the other slider alone', async () => {
      await page.getByLabel('Move both together').uncheck();
      const knownBy = slider(page, 'What was known by');
      await drag(page, knownBy, dayNumber('2018-10-28'));
      await asks(page, { validAt: '2018-10-26', knownAt: '2018-10-28' });
      await says(standing(page), /On 26 October 2018.*by 28 October 2018.*Requires improvement/s);
      await knownBy.press('ArrowRight');
      await asks(page, { validAt: '2018-10-26', knownAt: '2018-10-29' });
      await says(standing(page), /On 26 October 2018.*by 29 October 2018.*Inadequate/s);
      expect(await slider(page, 'What had happened by').inputValue()).toBe(String(dayNumber('2018-10-26')));
    });

    it('holds nothing of what the public could not know, but for the days to go on to', async () => {
      const moments = page.getByRole('navigation', { name: 'Moments that matter' });
      const chips = await moments.getByRole('link').allInnerTexts();
      expect(chips.map((chip) => chip.replaceAll(/\s+/g, ' ')).filter((chip) => /2018/.test(chip))).toEqual([
        'Report shared with the council 24 October 2018, known later',
        'Day before publication 28 October 2018',
        'Report published 29 October 2018',
        'Improvement notice proposed by 31 October 2018, known later',
        'Improvement notice drafted by 31 October 2018, known later',
      ]);
      await page.evaluate(`document.querySelector('nav[aria-label="Moments that matter"]').remove()`);
      const then = await known({ viewer: 'public', asOf: '2018-10-26' });
      const hidden = (await known({ viewer: 'auditor' })).filter(({ id }) =>
        then.every((one) => one.id !== id),
      );
      const toldThen = new Set(then.map(({ title }) => title));
      const content = await page.content();
      const inWords = await page.evaluate('document.documentElement.innerText');
      const secrets = [
        ...hidden.map(({ id }) => id),
        ...hidden.map(({ title }) => title).filter((title) => !toldThen.has(title)),
        ...['2018-ilacs', '2018-notice', '24 October', '2018-10-24', '29 October', '2018-10-29', 'embargo'],
        ...['Inadequate', 'inadequate', 'ofsted-report-second', 'minister-letter', '17 September'],
      ];
      expect(hidden.length).toBeGreaterThan(60);
      expect(secrets.filter((one) => content.includes(one) || String(inWords).includes(one))).toEqual([]);
    });

    it('leads to a day that mattered by its chip', async () => {
      await page.getByRole('link', { name: 'Report published 29 October 2018' }).click();
      await asks(page, { asOf: '2018-10-29' });
      await says(standing(page), /On 29 October 2018.*Inadequate/s);
      await page.getByRole('link', { name: 'Day before publication 28 October 2018' }).click();
      await says(standing(page), /On 28 October 2018.*Requires improvement/s);
    });
  });

  describe('as the council', () => {
    it('says what was under embargo to whom has signed in, and where that one came from', async () => {
      await page.goto(onTheEve);
      await signIn(page, await signer.sign({ party: 'council:380', sub: 'Ann Other' }));
      expect(new URL(page.url()).pathname).toBe(bradford);
      await asks(page, { asOf: '2018-10-26', window: 'one-quarter' });
      await says(viewer(page), 'Looking as the council of Bradford (signed in: Ann Other)');
      await says(
        standing(page),
        /On 26 October 2018, as the council of Bradford knew it that day:\s*Inadequate\s*, under embargo until 29 October 2018/,
      );
      await viewer(page).getByRole('link', { name: 'Look as the public' }).click();
      await says(viewer(page), /Looking as the public/);
      await says(
        standing(page),
        /On 26 October 2018, as the public knew it that day:\s*Requires improvement/,
      );
      await asks(page, { asOf: '2018-10-26', viewAs: 'public' });
      await page.getByRole('link', { name: 'Report published 29 October 2018' }).click();
      await says(standing(page), /On 29 October 2018, as the public knew it/);
      await asks(page, { viewAs: 'public' });
      await page.goBack();
      await viewer(page).getByRole('link', { name: 'Look as the council of Bradford' }).click();
      await says(standing(page), /On 26 October 2018.*Inadequate/s);
      await page.getByRole('button', { name: 'Sign out' }).click();
      await says(viewer(page), 'Looking as the public');
      await says(
        standing(page),
        /On 26 October 2018, as the public knew it that day:\s*Requires improvement/,
      );
      expect(await browser.context.cookies()).toEqual([]);
    });

    it('slides from under the embargo to the day of publication', async () => {
      await page.goto(onTheEve);
      await signIn(page, await signer.sign({ party: 'council:380' }));
      await drag(page, slider(page, 'What had happened by'), dayNumber('2018-10-23'));
      await says(standing(page), /On 23 October 2018.*Requires improvement/s);
      await slider(page, 'What had happened by').press('ArrowRight');
      await says(standing(page), /On 24 October 2018.*Inadequate\s*, under embargo until 29 October 2018/s);
      await slider(page, 'What had happened by').press('PageUp');
      await says(standing(page), /On 24 November 2018.*Inadequate\s*, since/s);
    });

    it('looks as the public at the day it has slid to, and not at the one it came with', async () => {
      await page.goto(onTheEve);
      await signIn(page, await signer.sign({ party: 'council:380' }));
      await drag(page, slider(page, 'What had happened by'), dayNumber('2018-10-25'));
      await asks(page, { asOf: '2018-10-25' });
      await says(status(page), 'as at 25 October 2018');
      await viewer(page).getByRole('link', { name: 'Look as the public' }).click();
      await says(
        standing(page),
        /On 25 October 2018, as the public knew it that day:\s*Requires improvement/,
      );
      await page.getByRole('button', { name: 'Sign out' }).click();
      await says(standing(page), /On 25 October 2018, as the public knew it that day/);
    });

    it('is told where it stays when the token is none', async () => {
      await page.goto(onTheEve);
      await signIn(page, 'eyJhbGciOiJub25lIn0.e30.');
      await page.getByRole('alert').filter({ hasText: 'This token is not accepted' }).waitFor();
      expect(wrong()).toEqual([expect.stringContaining('422')]);
      await page.getByLabel('Your token').fill(await signer.sign({ party: 'council:380' }));
      await page.getByRole('button', { name: 'Sign in' }).click();
      await asks(page, { asOf: '2018-10-26', window: 'one-quarter' });
    });
  });

  it('leads from a mark of the lanes to the fact behind it: its source, its page, its data', async () => {
    await page.goto(onTheEve);
    await signIn(page, await signer.sign({ party: 'council:380' }));
    const lane = page.getByRole('list', { name: 'Inspections' });
    const mark = lane.getByRole('link', { name: /on site|inspection/i }).first();
    await tabTo(page, mark);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/events/*');
    const source = page.getByRole('region', { name: 'Where it is said' });
    await says(source, /Report of the ILACS inspection, 2018.*page 1/s);
    await says(page.getByRole('region', { name: 'Who could know it, and from when' }), /29 October 2018/);
    const data = page.getByRole('link', { name: 'The same as data (JSON)' });
    const response = await Promise.all([page.waitForResponse('**/v1/events/*'), data.click()]);
    const { event } = await response[0].json();
    expect(event).toMatchObject({ type: 'InspectionCarriedOut', data: { inspectionId: '2018-ilacs' } });
  });

  it('compares two days: what became known between them, and what that changed', async () => {
    await page.goto(`${bradford}/changes`);
    const day = page.getByLabel('As known on');
    await day.first().fill('2018-10-26');
    await day.last().fill('2018-10-30');
    await page.getByRole('button', { name: 'Compare' }).click();
    await asks(page, { 'from.asOf': '2018-10-26', 'to.asOf': '2018-10-30' });
    const judgement = page.getByRole('table', { name: 'Judgement' });
    await says(
      judgement.getByRole('row', { name: /^Overall judgement/ }),
      /Requires improvement.*Inadequate/s,
    );
    const became = page.getByRole('region', { name: /^Became known/ });
    await says(became, /Judged inadequate overall/);
    const then = await known({ viewer: 'public', asOf: '2018-10-26' });
    const later = await known({ viewer: 'public', asOf: '2018-10-30' });
    expect(await became.getByRole('link').count()).toBe(later.length - then.length);
    await page.getByRole('link', { name: 'Swap the two days' }).click();
    await asks(page, { 'from.asOf': '2018-10-30', 'to.asOf': '2018-10-26' });
    await says(
      judgement.getByRole('row', { name: /^Overall judgement/ }),
      /Inadequate.*Requires improvement/s,
    );
  });

  describe('while somebody records something', () => {
    const record = async (event: NewEvent): Promise<void> => {
      const as = await signer.sign({ party: 'recorder', record: '*', sub: 'The office' });
      const { status: recorded } = await api.post('/v1/authorities/bradford/events', sent(event), { as });
      expect(recorded).toBe(201);
    };
    const visit = (date: string, disclosures: NewEvent['disclosures']): NewEvent =>
      anEvent('ReportConsidered', {
        occurred: { date },
        disclosures,
        source: { id: 'executive-paper' },
        data: { title: `Paper of ${date}` },
      });
    const facts = (): Locator => page.getByRole('region', { name: 'Every fact, in order' });

    it('shows it without a jump: the page is not loaded again, and who reads stays where they were', async () => {
      await page.goto(bradford);
      await page.evaluate('document.documentElement.dataset.loaded = "once"');
      const reading = page.getByRole('link', { name: 'Trust went live' }).last();
      await reading.focus();
      await page.evaluate('scrollBy(0, 120)');
      const before = await known({ viewer: 'public' });
      const place = await reading.boundingBox();
      await record(visit('2026-05-04', [{ to: 'public', from: '2026-05-04' }]));
      await facts().getByRole('link', { name: 'Paper of 2026-05-04' }).waitFor();
      await says(status(page), `${before.length + 1} facts as at`);
      expect(await page.evaluate('document.documentElement.dataset.loaded')).toBe('once');
      expect(await reading.boundingBox()).toEqual(place);
      expect(await hasFocus(page, reading)).toBe(true);
    });

    it('says nothing to the public of what is under embargo, and asks for nothing', async () => {
      const session = await browser.context.newCDPSession(page);
      await session.send('Network.enable');
      const messages: string[] = [];
      session.on('Network.eventSourceMessageReceived', ({ eventName }) => messages.push(eventName));
      await page.goto(bradford, { waitUntil: 'networkidle' });
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      const [heard, counted] = [messages.length, (await known({ viewer: 'public' })).length];
      await record(visit('2026-05-05', [{ to: 'council:380', from: '2026-05-05' }]));
      await record(visit('2026-05-06', [{ to: 'public', from: '2030-01-01' }]));
      await record(visit('2026-05-07', [{ to: 'public', from: '2026-05-07' }]));
      await facts().getByRole('link', { name: 'Paper of 2026-05-07' }).waitFor();
      await says(status(page), `${counted + 1} facts as at`);
      expect(messages.slice(heard)).toEqual(['message']);
      expect(asked).toEqual([`${api.url}${bradford}`]);
      expect(await page.content()).not.toMatch(/Paper of 2026-05-0[56]/);
    });

    it('leaves a page of another day as it is', async () => {
      await page.goto(onTheEve, { waitUntil: 'networkidle' });
      expect(
        await page.evaluate('performance.getEntriesByType("resource").map(({ name }) => name)'),
      ).not.toContainEqual(expect.stringContaining('/v1/live/'));
    });
  });

  describe('without a script', () => {
    let plain: Page;
    beforeAll(async () => {
      plain = await (await browser.another({ baseURL: api.url, javaScriptEnabled: false })).newPage();
    });

    it('asks for other days with the form, and shows all that there is', async () => {
      await plain.goto(onTheEve);
      await says(standing(plain), /On 26 October 2018.*Requires improvement/s);
      expect(await plain.getByRole('slider').count()).toBe(0);
      expect(await plain.getByLabel('Move both together').isVisible()).toBe(false);
      await plain.getByRole('textbox', { name: 'What had happened by' }).fill('2018-10-29');
      await plain.getByRole('textbox', { name: 'What was known by' }).fill('2018-10-29');
      await plain.getByRole('button', { name: 'Show' }).click();
      await says(standing(plain), /On 29 October 2018.*Inadequate/s);
      await asks(plain, { validAt: '2018-10-29', knownAt: '2018-10-29', window: 'one-quarter' });
      const there = await known({ viewer: 'public', asOf: '2018-10-29' });
      const list = plain.getByRole('region', { name: 'Every fact, in order' });
      for (const { title } of there) await says(list, title);
      expect(await list.getByRole('listitem').count()).toBe(there.length);
      await plain.getByRole('list', { name: 'Inspections' }).getByRole('link').first().click();
      await plain.waitForURL('**/events/*');
    });

    it.each(['/', bradford, `${bradford}/changes`, '/deadlines', '/about', '/docs', '/sign-in'])(
      'shows no control at %s that would do nothing',
      async (path) => {
        await plain.goto(path);
        expect(await plain.evaluate(deadControls)).toEqual([]);
      },
    );
  });

  it('prints what an auditor takes along: the state, every fact, what it rests on, and no control', async () => {
    await page.goto(onTheEve);
    await page.emulateMedia({ media: 'print' });
    const there = await known({ viewer: 'public', asOf: '2018-10-26' });
    for (const name of ['Where Bradford stands', 'The state on that day', 'Every fact, in order'])
      expect(await page.getByRole('region', { name }).isVisible()).toBe(true);
    expect(
      await page.getByRole('region', { name: 'Every fact, in order' }).getByRole('listitem').count(),
    ).toBe(there.length);
    const basis = page.getByRole('region', { name: 'What this page rests on' });
    await says(basis, /Seen by\s*the public.*What could be known by\s*the end of 26 October 2018/s);
    await says(viewer(page), 'Looking as the public');
    expect(await page.locator('button:visible, input:visible, select:visible, nav:visible').all()).toEqual(
      [],
    );
    const folded = page.locator('details:not([open]) > :not(summary)');
    expect(await folded.first().isVisible()).toBe(true);
    const pdf = await page.pdf();
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  });
});
