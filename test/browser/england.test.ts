import type { Locator, Page } from 'playwright-core';
import { inEnglish } from '../../src/domain/time/edtf-in-english.ts';
import { openPages } from '../../src/page/pages.ts';
import { gradeName } from '../../src/page/words.ts';
import { describeInBrowser, type OpenBrowser, openBrowser } from '../support/browser.ts';
import { asks, dayNumber, hold, says, tabTo, until } from '../support/driving.ts';
import { bundledEngland } from '../support/england-log.ts';
import { startTestApi, type TestApi } from '../support/http.ts';
import { makeSigner } from '../support/http-tokens.ts';
import { watched } from '../support/watched.ts';

const today = '2026-11-22';

/** What the page shows of a day: counts by grade, and of each authority its grade and since when. */
interface Shown {
  readonly counts: Readonly<Record<string, number>>;
  readonly rows: readonly (readonly [name: string, grade: string, since: string])[];
}

/** Read in one go, so that nothing moves meanwhile. The lines of the day all stand in one place. */
const reading = `(() => {
  const said = (element) => element.textContent.trim().replace(/\\s+/g, ' ');
  return {
    counts: Object.fromEntries([...document.querySelectorAll('.cl-tile')].map((tile) =>
      [said(tile.querySelector('dt')), Number(said(tile.querySelector('dd')))])),
    rows: [...document.querySelectorAll('#strips tbody tr:not([hidden])')].map(({ cells }) =>
      [said(cells[0]), said(cells[2]), said(cells[3])]),
    lines: [...new Set([...document.querySelectorAll('.cl-day-line')].map((line) => line.getAttribute('x1')))],
  };
})()`;

/** What has the focus, where something else covers it. */
const behind = `(() => {
  const { left, top, width, height } = document.activeElement.getBoundingClientRect();
  const onTop = document.elementFromPoint(left + width / 2, top + height / 2);
  return document.activeElement.contains(onTop) ? null : document.activeElement.outerHTML;
})()`;

describeInBrowser('the page of England', () => {
  let api: TestApi;
  let browser: OpenBrowser;
  let wrong: () => readonly string[];
  let page: Page;

  beforeAll(async () => {
    const { caseline } = await bundledEngland('memory:', today);
    const { verifier } = await makeSigner();
    api = await startTestApi({ caseline, verifier, pages: openPages(), conforming: false });
    browser = await openBrowser({ baseURL: api.url, viewport: { width: 1280, height: 900 } });
    wrong = await watched(browser.context);
    page = await browser.context.newPage();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await api?.close();
  }, 20_000);
  afterEach(async () => {
    await page.emulateMedia({ media: null, reducedMotion: null });
    page.removeAllListeners('request');
    expect(wrong()).toEqual([]);
  });

  const slider = (): Locator => page.getByRole('slider', { name: 'Day' });
  const play = (text: 'Play' | 'Pause'): Locator => page.getByRole('button', { name: text, exact: true });
  const heading = (): Locator => page.getByRole('heading', { name: /^On \d/ });
  const onDay = (day: string): Promise<void> => says(heading(), `On ${inEnglish(day)}`);
  /** The day that the slider is on. */
  const dayNow = async (): Promise<string> =>
    new Date(Number(await slider().inputValue()) * 86_400_000).toISOString().slice(0, 10);
  const shown = async (): Promise<Shown & { readonly lines: readonly string[] }> => page.evaluate(reading);

  /** What the API answers about a day, in the words of the page. */
  async function answered(day: string): Promise<Shown> {
    const { json } = await api.get(`/v1/england/board?validAt=${day}`);
    const { authorities, ...counts } = json.board.counts;
    const usual = ['outstanding', 'good', 'requires_improvement', 'inadequate', 'not_yet_judged'];
    const inWords = usual.map((grade) => [gradeName(grade), counts[grade]]);
    return {
      counts: { ...Object.fromEntries(inWords), Authorities: authorities },
      rows: json.board.rows.map(
        ({
          name,
          overall,
          status,
          since,
        }: {
          name: string;
          overall: string;
          status: string;
          since: string;
        }) => [
          name,
          gradeName(status === 'judged' ? overall : status),
          status === 'judged' ? inEnglish(since) : '',
        ],
      ),
    };
  }

  /** The page shows what the API answers about the day, also of who did not exist then. */
  async function expectToShow(day: string): Promise<void> {
    const { counts, rows, lines } = await shown();
    expect({ counts, rows: rows.filter(([, grade]) => grade !== 'Did not exist') }).toEqual(
      await answered(day),
    );
    expect(lines).toHaveLength(1);
  }

  it('shows at first sight what an expert knows of 31 December 2018', async () => {
    await page.goto('/?validAt=2018-12-31');
    await onDay('2018-12-31');
    expect((await shown()).counts).toEqual({
      Outstanding: 7,
      Good: 61,
      'Requires improvement': 59,
      Inadequate: 20,
      'Not yet judged': 0,
      Authorities: 147,
    });
    await expectToShow('2018-12-31');
  });

  it('is dragged to any day, and asks nobody until it is let go', async () => {
    await page.goto('/', { waitUntil: 'networkidle' });
    await onDay(today);
    const asked: string[] = [];
    page.on('request', (one) => one.resourceType() === 'fetch' && asked.push(one.url()));
    const held = await hold(page, slider());
    for (const day of ['2018-10-28', '2014-03-01', '2023-04-01']) {
      await held.to(dayNumber(day));
      const now = await dayNow();
      await onDay(now);
      await until(async () => (await shown()).lines.length === 1); // those out of sight follow a moment later
      await expectToShow(now);
    }
    expect(asked).toEqual([]);
    const { lines } = await shown();
    await held.letGo();
    const rested = await dayNow();
    await asks(page, { validAt: rested });
    await says(page.getByRole('status'), `On ${inEnglish(rested)}: `);
    await expectToShow(rested);
    expect((await shown()).lines).toEqual(lines);
    expect(asked).toEqual([page.url()]);
  });

  it('goes by keyboard: by days, by months, to the first and the last', async () => {
    await page.goto('/?validAt=2018-10-28');
    await tabTo(page, slider());
    const keys = [
      ['ArrowRight', '2018-10-29'],
      ['PageUp', '2018-11-29'],
      ['PageDown', '2018-10-29'],
      ['ArrowLeft', '2018-10-28'],
      ['Home', '2012-01-01'],
      ['End', today],
    ] as const;
    const asLastKnown = page.getByText('As last known: this record ends');
    for (const [key, day] of keys) {
      await page.keyboard.press(key);
      await onDay(day);
      expect(await asLastKnown.isVisible()).toBe(day === today);
      expect(await slider().getAttribute('aria-valuetext')).toBe(inEnglish(day));
    }
    await page.keyboard.press('PageDown');
    await asks(page, { validAt: '2026-10-22' });
    await says(page.getByRole('status'), 'On 22 October 2026: ');
    await page.getByLabel('Choose a day').fill('2018-12-31');
    await page.keyboard.press('Tab');
    await onDay('2018-12-31');
    await asks(page, { validAt: '2018-12-31' });
    await expectToShow('2018-12-31');
  });

  /** The days that the page has come to since now, in order, however short it stayed there. */
  async function daysSeen(): Promise<() => Promise<readonly string[]>> {
    await page.evaluate(`{
      const heading = document.querySelector('#when');
      window.seen = [];
      new MutationObserver(() => {
        const day = heading.textContent.slice('On '.length);
        if (day !== seen.at(-1)) seen.push(day);
      }).observe(heading, { childList: true });
    }`);
    return () => page.evaluate('seen');
  }

  it('plays month by month until somebody pauses it, and the address says where', async () => {
    await page.goto('/?validAt=2018-09-30');
    const seen = await daysSeen();
    await play('Play').click();
    await until(async () => (await seen()).length >= 3);
    await play('Pause').click();
    await play('Play').waitFor();
    expect((await seen()).slice(0, 3)).toEqual(['30 October 2018', '30 November 2018', '30 December 2018']);
    const stopped = await dayNow();
    await asks(page, { validAt: stopped });
    await says(page.getByRole('status'), `On ${inEnglish(stopped)}: `);
    await expectToShow(stopped);
  });

  it('stops playing at today, and begins again from the first day', async () => {
    await page.goto('/?validAt=2026-09-30');
    const seen = await daysSeen();
    await play('Play').click();
    await until(async () => (await seen()).includes(inEnglish(today)));
    await play('Play').waitFor();
    await asks(page, { validAt: null });
    expect(await seen()).toEqual(['30 October 2026', inEnglish(today)]);
    await play('Play').click();
    await until(async () => (await seen()).length > 2);
    await slider().press('Home');
    await play('Play').waitFor();
    expect((await seen())[2]).toBe('1 February 2012');
  });

  it('plays year by year for who does not want to see things move', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto('/?validAt=2016-06-30');
    const seen = await daysSeen();
    await play('Play').click();
    await until(async () => (await seen()).length > 0);
    await play('Pause').click();
    expect((await seen())[0]).toBe('30 June 2017');
  });

  it('finds an authority by a part of its name, and keeps the search in the address', async () => {
    await page.goto('/?validAt=2018-12-31');
    await page.getByLabel('Find an authority').pressSequentially('York');
    const names = async () => (await shown()).rows.map(([name]) => name);
    expect(await names()).toEqual(['East Riding of Yorkshire', 'North Yorkshire', 'York']);
    await asks(page, { q: 'York' });
    await says(page.getByRole('status'), /^3 of 15\d authorities$/);
    await page.reload();
    expect(await names()).toEqual(['East Riding of Yorkshire', 'North Yorkshire', 'York']);
    await page.getByLabel('Find an authority').clear();
    expect((await names()).length).toBeGreaterThan(147);
  });

  it('puts them in other orders, as its first page comes when that is asked for', async () => {
    await page.goto('/?validAt=2018-12-31');
    for (const order of ['Region', 'Grade on the day', 'Time inadequate']) {
      await page.getByLabel('In order of').selectOption(order);
      const sorted = await shown();
      await asks(page, { sort: { Region: 'region', 'Grade on the day': 'grade' }[order] ?? 'inadequate' });
      await page.reload();
      expect(await shown()).toEqual(sorted);
    }
    expect((await shown()).rows[0]).toEqual(['Slough', 'Inadequate', '14 February 2014']);
  });

  it('is all in its address: loaded again it is the same', async () => {
    await page.goto('/', { waitUntil: 'networkidle' });
    const chosen = (value: string) => page.waitForResponse((response) => response.url().includes(value));
    await Promise.all([
      chosen('region=London'),
      page.getByLabel('Region', { exact: true }).selectOption('London'),
    ]);
    await Promise.all([
      chosen('sort=grade'),
      page.getByLabel('In order of').selectOption('Grade on the day'),
    ]);
    await page.getByLabel('Compare with an earlier day').fill('2014-12-31');
    await page.keyboard.press('Tab');
    await page.getByRole('heading', { name: /^Between 31 December 2014/ }).waitFor();
    await slider().press('PageDown');
    await page.getByRole('heading', { name: 'Between 31 December 2014 and 22 October 2026' }).waitFor();
    await asks(page, { region: 'London', sort: 'grade', since: '2014-12-31', validAt: '2026-10-22' });
    const visible = 'document.querySelector("main").innerText';
    const before = await page.evaluate(visible);
    await page.reload();
    expect(await page.evaluate(visible)).toBe(before);
  });

  it('leaves unfolded what somebody has unfolded, whichever day they go on to', async () => {
    await page.goto('/?validAt=2018-12-31');
    await page.getByText('The same as a table, by year').click();
    const table = page.getByRole('table', { name: 'Authorities by grade at the end of each year' });
    expect(await table.isVisible()).toBe(true);
    await slider().press('ArrowLeft');
    await page.getByRole('heading', { name: 'Between 30 December 2017 and 30 December 2018' }).waitFor();
    expect(await table.isVisible()).toBe(true);
  });

  it('hides nothing that is reached backwards by keyboard behind the day, which stays on top', async () => {
    await page.goto('/?validAt=2018-12-31&region=London');
    await page.getByLabel('Compare with an earlier day').focus();
    const hidden: unknown[] = [];
    for (let pressed = 0; pressed < 40; pressed += 1) {
      await page.keyboard.press('Shift+Tab');
      hidden.push(await page.evaluate(behind));
    }
    expect(hidden.filter((one) => one !== null)).toEqual([]);
  });

  it('says what changed between two days, as the API does', async () => {
    await page.goto('/?validAt=2018-12-31&since=2017-12-31');
    const changed = page.getByRole('region', { name: 'What changed' });
    await says(changed, /23 better.*2 worse.*122 the same/s);
    const { json } = await api.get('/v1/england/movers?validAt=2018-12-31&since=2017-12-31');
    const movers: readonly { name: string }[] = json.movers.movers;
    const table = page.getByRole('table', { name: /whose grade is another/ });
    expect(await table.getByRole('rowheader').allInnerTexts()).toEqual(movers.map(({ name }) => name));
  });

  it('prints with the table that is folded on the screen, and without what there is to press', async () => {
    await page.goto('/?validAt=2018-12-31');
    await page.emulateMedia({ media: 'print' });
    await page.getByRole('rowheader', { name: '31 December 2018' }).waitFor();
    expect(await page.locator('button:visible, input:visible, select:visible, nav:visible').all()).toEqual(
      [],
    );
    await onDay('2018-12-31');
  });

  it('leads to an authority on the same day', async () => {
    await page.goto('/?validAt=2018-12-31');
    await page.getByRole('link', { name: 'Bradford' }).first().click();
    await asks(page, { validAt: '2018-12-31' });
    await says(
      page.getByRole('region', { name: 'Where Bradford stands' }),
      /On 31 December 2018.*Inadequate/s,
    );
  });
});
