import type { BrowserContext, Locator, Page } from 'playwright-core';
import { openPages } from '../../src/page/pages.ts';
import { describeInBrowser, type OpenBrowser, openBrowser } from '../support/browser.ts';
import { says, signIn } from '../support/driving.ts';
import { anEvent } from '../support/events.ts';
import { sent, startTestApi, type TestApi } from '../support/http.ts';
import { recordedHistory, secretWords } from '../support/http-history.ts';
import { makeSigner, type Signer } from '../support/http-tokens.ts';
import { type ServingProcess, startServingProcess } from '../support/serving-process.ts';

const bradford = '/authorities/bradford';

const viewer = (page: Page): Locator => page.getByRole('region', { name: 'Who is looking' });
const basis = (page: Page): Locator => page.getByRole('region', { name: 'What this page rests on' });

describeInBrowser('a page that stays open', () => {
  let signer: Signer;
  let api: TestApi;
  let browser: OpenBrowser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    signer = await makeSigner();
    api = await startTestApi({
      verifier: signer.verifier,
      events: recordedHistory,
      pages: openPages(),
      conforming: false,
    });
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await api?.close();
  }, 20_000);
  beforeEach(async () => {
    context = await browser.another({ baseURL: api.url });
    page = await context.newPage();
  });
  afterEach(() => context.close());

  /** Something that anybody may know. */
  async function somethingHappens(name: string): Promise<void> {
    const fact = anEvent('OfficeHolderNamed', { data: { name } });
    const recorder = await signer.sign({ party: 'recorder', record: '*' });
    const { status } = await api.post('/v1/authorities/bradford/events', sent(fact), { as: recorder });
    expect(status).toBe(201);
  }

  /** In another tab of the same browser. */
  async function elsewhere(act: (tab: Page) => Promise<void>): Promise<void> {
    const tab = await context.newPage();
    await tab.goto('/about');
    await act(tab);
    await tab.close();
  }
  const signInElsewhere = async (): Promise<void> =>
    elsewhere(async (tab) => {
      await signIn(tab, await signer.sign({ party: 'council:380' }));
      await says(viewer(tab), 'Looking as the council of Bradford');
    });
  const signOutElsewhere = (): Promise<void> =>
    elsewhere(async (tab) => {
      await tab.getByRole('button', { name: 'Sign out' }).click();
      await says(viewer(tab), 'Looking as the public');
    });

  /** Whom the header names is who sees what is below it. */
  async function isSeenBy(name: string, isTold: boolean): Promise<void> {
    await says(viewer(page), `Looking as ${name}`);
    await says(basis(page), `Seen by${name}`);
    expect((await page.content()).includes(secretWords)).toBe(isTold);
  }

  it('says as whom it is seen once somebody has signed in elsewhere', async () => {
    await page.goto(bradford);
    await isSeenBy('the public', false);
    await signInElsewhere();
    await somethingHappens('Somebody');
    await isSeenBy('the council of Bradford', true);
  });

  it('shows the public’s once somebody has signed out elsewhere', async () => {
    await signInElsewhere();
    await page.goto(bradford);
    await isSeenBy('the council of Bradford', true);
    await signOutElsewhere();
    await somethingHappens('Somebody else');
    await isSeenBy('the public', false);
  });

  it('says so where another day is asked for, as whoever has signed out', async () => {
    await signInElsewhere();
    await page.goto(`${bradford}?asOf=2018-12-01&viewAs=council:380`);
    await isSeenBy('the council of Bradford', true);
    await signOutElsewhere();
    await page.getByRole('slider', { name: 'What had happened by' }).press('ArrowLeft');
    await page.getByRole('heading', { name: 'You may not do this' }).waitFor();
    expect(await page.content()).not.toContain(secretWords);
    expect(page.url()).toContain('asOf=2018-11-30');
  });

  it('does not outlive the token that it is seen with', async () => {
    const soon = new Date(Math.ceil(Date.now() / 1_000) * 1_000 + 3_000);
    await page.goto(`/sign-in?next=${bradford}`);
    await page.getByLabel('Your token').fill(await signer.sign({ party: 'council:380', expires: soon }));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await isSeenBy('the council of Bradford', true);
    await isSeenBy('the public', false);
    expect(Date.now()).toBeGreaterThanOrEqual(soon.getTime());
  });

  it('shows in its controls what was chosen, also where something happens meanwhile', async () => {
    await page.goto(bradford);
    const chosen = '2018-10-28';
    let asked = 0;
    await page.route(
      ({ searchParams }) => searchParams.get('asOf') === chosen,
      async (route) => {
        asked += 1;
        if (asked === 1) await new Promise((resolve) => setTimeout(resolve, 1_500)); // it takes its time
        await route.continue();
      },
    );
    await page.getByRole('link', { name: 'Day before publication' }).last().click();
    await somethingHappens('Somebody at the same time');
    await says(page.getByRole('region', { name: 'Where Bradford stands' }), 'On 28 October 2018');
    await page.waitForTimeout(2_000);
    expect(await page.locator('#validAt').inputValue()).toBe(chosen);
    expect(await page.locator('#knownAt').inputValue()).toBe(chosen);
  });

  it('opens the page that says what is wrong with a day that was chosen', async () => {
    await page.goto(bradford);
    await page.locator('#validAt').fill('2300-01-01');
    await page.getByRole('heading', { name: 'The question cannot be answered' }).waitFor();
  });
});

describeInBrowser('the page of England while the service is away', () => {
  let service: ServingProcess;
  let browser: OpenBrowser;

  beforeAll(async () => {
    service = await startServingProcess();
    await service.record(anEvent('AuthorityRegistered'));
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await service?.remove();
  }, 20_000);

  it('says so, and shows the whole day that was chosen once it is back', async () => {
    const page = await browser.context.newPage();
    await page.goto(`${service.url}/?validAt=2020-06-15`);
    const slider = page.getByRole('slider', { name: 'Day' });
    const alert = page.getByRole('alert').filter({ hasText: 'does not answer' });
    await service.end();
    await slider.press('PageDown');
    await alert.waitFor();
    await page.getByRole('heading', { name: 'On 15 May 2020' }).waitFor();
    await service.startAgain();
    await page.getByRole('heading', { name: 'Between 15 May 2019 and 15 May 2020' }).waitFor();
    await alert.waitFor({ state: 'hidden' });
    await page.close();
  }, 60_000);
});
