import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import type { Caseline } from '../../src/caseline.ts';
import type { EventTypeName } from '../../src/domain/events/catalogue.ts';
import { openPages } from '../../src/page/pages.ts';
import { describeInBrowser, type OpenBrowser, openBrowser } from '../support/browser.ts';
import { says, signIn } from '../support/driving.ts';
import { bundledEngland } from '../support/england-log.ts';
import { anEvent } from '../support/events.ts';
import { sent, startTestApi, type TestApi } from '../support/http.ts';
import { makeSigner, type Signer } from '../support/http-tokens.ts';
import { watched } from '../support/watched.ts';

const pages = openPages();
const bradford = '/authorities/bradford';

/** Every screen by its pattern, and what it is looked at with; a fact by its type. */
const screens: Readonly<Record<string, readonly string[]>> = {
  '/': ['/?validAt=2018-12-31', '/?region=London&sort=inadequate&asOf=2019-06-30'],
  '/authorities/{authority}': [
    bradford,
    `${bradford}?asOf=2018-10-26&window=one-quarter`,
    '/authorities/north-northamptonshire',
  ],
  '/authorities/{authority}/changes': [
    `${bradford}/changes?from.asOf=2018-10-26&to.asOf=2018-10-30`,
    `${bradford}/changes?from.recordedAt=2026-11-21`,
  ],
  '/deadlines': ['/deadlines', '/deadlines?asOf=2018-12-01'],
  '/deadlines/feeds': ['/deadlines/feeds'],
  '/about': ['/about'],
  '/docs': ['/docs'],
  '/events/{id}': ['FactualAccuracyChecked', 'JudgementsIssued', 'MeasureReported', 'StrengthsNoted'],
  '/sign-in': ['/sign-in'],
};

/** Leaves three of what there are hundreds of, one made like the other. */
const thinOut = `{
  const like = (one, other) => one.tagName === other.tagName && one.getAttribute('class') === other.getAttribute('class');
  const many = [...document.querySelectorAll('li, tr, article, details, g')].filter((one) =>
    [...one.parentElement.children].filter((other) => like(one, other)).indexOf(one) >= 3);
  for (const one of many) one.remove();
}`;

/** What axe finds on a page that is open. */
async function found(page: Page): Promise<readonly string[]> {
  const axe = new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .options({ resultTypes: ['violations'] }) // else most of the time goes to list all that is well
    .setLegacyMode(); // no screen has frames
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

describeInBrowser('every screen', () => {
  let caseline: Caseline;
  let signer: Signer;
  let api: TestApi;
  let browser: OpenBrowser;
  let phone: Page;
  let desk: Page;
  let wrong: () => readonly string[];
  /** Those of this service that a screen has shown, by what they are alike in. */
  const links = new Map<string, string>();

  beforeAll(async () => {
    ({ caseline } = await bundledEngland());
    signer = await makeSigner();
    api = await startTestApi({ caseline, verifier: signer.verifier, pages, conforming: false });
    const [corrected, withdrawn] = await Promise.all([idOf('MeasureReported'), idOf('StrengthsNoted')]);
    const as = await signer.sign({ party: 'recorder', record: '*' });
    const amendments = [
      anEvent('EventCorrected', {
        data: { target: corrected, replacement: { source: { id: 'council-news-item', page: 2 } } },
      }),
      anEvent('EventWithdrawn', { data: { target: withdrawn } }),
    ];
    for (const event of amendments)
      expect((await api.post(`/v1${bradford}/events`, sent(event), { as })).status).toBe(201);
    browser = await openBrowser({ baseURL: api.url });
    wrong = await watched(browser.context);
    [phone, desk] = await Promise.all([browser.context.newPage(), browser.context.newPage()]);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await api?.close();
  }, 20_000);

  /** The first fact of a type in Bradford's history. */
  async function idOf(type: EventTypeName): Promise<string> {
    const { facts } = await caseline.facts('380', { viewer: 'public' });
    return facts.find(({ event }) => event.type === type)?.event.id ?? `no ${type}`;
  }

  /** What is the matter with the page that is open, at these widths, once all that is folded on it is unfolded. */
  async function faults(page: Page, ...widths: readonly number[]): Promise<readonly string[]> {
    await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');
    await page.setViewportSize({ width: 320, height: 900 });
    const wide = Number(await page.evaluate('document.documentElement.scrollWidth'));
    const faults = [...(wide > 320 ? [`it is ${wide} wide where 320 fit`] : []), ...(await astray(page))];
    await page.evaluate(thinOut);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      faults.push(...(await found(page)).map((fault) => `${fault} (at ${width})`));
    }
    return [...faults, ...wrong()];
  }

  /** What is the matter with the page at an address, on a telephone and on a desk. */
  async function faultsOf(path: string): Promise<readonly string[]> {
    await Promise.all([
      desk.setViewportSize({ width: 1280, height: 900 }),
      desk.goto(path),
      phone.goto(path),
    ]);
    return (await Promise.all([faults(phone, 375), faults(desk, 1280)])).flat();
  }

  /** Keeps the links to other pages of this service; says which lead to no place within this one. */
  async function astray(page: Page): Promise<readonly string[]> {
    const [places, hrefs]: readonly (readonly string[])[] = await page.evaluate(
      '[[...document.querySelectorAll("[id]")].map(({ id }) => id), [...document.links].map(({ href }) => href.baseVal ?? href)]',
    );
    const here = new URL(page.url());
    const nowhere: string[] = [];
    for (const href of new Set(hrefs)) {
      const { origin, pathname, search, searchParams, hash } = new URL(href, here);
      if (origin !== api.url) continue;
      if (pathname === here.pathname && search === here.search && hash !== '') {
        if (!places?.includes(hash.slice(1))) nowhere.push(`${hash} leads nowhere`);
        continue;
      }
      const path = pathname.replace(/(authorities|events|problems)\/[^/]+/, '$1/*');
      const kind = [path, ...searchParams.keys(), searchParams.get('viewAs')].join();
      if (!links.has(kind)) links.set(kind, `${pathname}${search}`);
    }
    return nowhere;
  }

  it('is looked at here', () => {
    const there = pages.addresses.filter(({ method, path }) => method === 'get' && path !== '/assets/{file}');
    expect(Object.keys(screens).sort()).toEqual(there.map(({ path }) => path).sort());
  });

  it('would be told of with what is wrong on it', async () => {
    await phone.goto('/about');
    await phone.evaluate(`{
      document.querySelector('h1').append(document.createElement('button'));
      document.querySelector('main').style.width = '400px';
      document.links[1].href = '#gone';
    }`);
    expect(await faults(phone, 375)).toEqual([
      'it is 415 wide where 320 fit',
      '#gone leads nowhere',
      'button-name: <button></button> (at 375)',
    ]);
  });

  const addressOf = async (of: string): Promise<string> =>
    of.startsWith('/') ? of : `/events/${await idOf(of as EventTypeName)}`; // it is no address

  it.each(Object.values(screens).map(([first = '']) => first))('%s can be used by everybody', async (of) => {
    expect(await faultsOf(await addressOf(of))).toEqual([]);
  });

  it.each(Object.values(screens).flatMap(([, ...others]) => others))(
    '%s can be used by everybody with a telephone',
    async (of) => {
      await phone.goto(await addressOf(of));
      expect(await faults(phone, 375)).toEqual([]);
    },
  );

  it.each([
    ['/nowhere', 404],
    ['/?viewAs=auditor', 403],
  ])('%s can be used by everybody, where it is a problem', async (path, problem) => {
    await phone.goto(path);
    expect(wrong()).toEqual([expect.stringContaining(`${problem}`)]); // of which the console tells as well
    expect(await faults(phone, 375, 1280)).toEqual([]);
  });

  it('can be used by everybody who signs in, wrongly at first', async () => {
    await phone.goto('/deadlines/feeds');
    await signIn(phone, '');
    await phone.getByRole('alert').waitFor();
    expect(wrong()).toEqual([expect.stringContaining('422')]);
    expect(await faults(phone, 375, 1280)).toEqual([]);
    await phone.getByLabel('Your token').fill(await signer.sign({ party: 'council:380' }));
    await phone.getByRole('button', { name: 'Sign in' }).click();
    await phone.getByRole('button', { name: 'Make a private address' }).click();
    await says(phone.getByRole('region', { name: 'Your new address' }), /shown this once/);
    expect(await faults(phone, 375, 1280)).toEqual([]);
    expect(await faultsOf(`${bradford}?asOf=2018-10-26&window=one-quarter`)).toEqual([]);
  });

  it('leads to nothing that is not there', async () => {
    const session = `caseline-session=${await signer.sign({ party: 'council:380' })}`;
    const broken: string[] = [];
    for (const path of links.values()) {
      const Cookie = path.includes('viewAs=council') ? session : '';
      const { status, body } = await fetch(`${api.url}${path}`, { headers: { Accept: 'text/html', Cookie } });
      await body?.cancel(); // a live stream has no end
      if (status >= 400) broken.push(`${status} ${path}`);
    }
    expect(broken).toEqual([]);
    expect(links.size).toBeGreaterThan(60);
  });
});
