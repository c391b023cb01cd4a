import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import type { NewEvent } from '../../src/domain/events/catalogue.ts';
import { anEvent } from '../support/events.ts';
import { type ServingProcess, startServingProcess } from '../support/serving-process.ts';

const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = process.env.CHROMIUM_PATH ?? usual.find((path) => existsSync(path));
const missing = `there is no Chromium at CHROMIUM_PATH, ${usual.join(', ')}: apt-get install chromium`;
const mayBeSkipped = !executablePath && !process.env.CI;
if (mayBeSkipped) process.stderr.write(`live.test.ts: skipped, since ${missing}\n`);

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Keeps what comes. */
const html = `<!doctype html><title>Caseline</title><script>
  const kept = { events: [], states: [] };
  const events = new EventSource('/v1/live/events?after=start');
  events.onmessage = ({ lastEventId, data }) => kept.events.push({ id: lastEventId, data });
  const bradford = new EventSource('/v1/live/cases/bradford');
  for (const type of ['state', 'patch'])
    bradford.addEventListener(type, ({ data }) => kept.states.push({ type, data }));
</script>`;

interface Kept {
  readonly events: readonly { readonly id: string; readonly data: string }[];
  readonly states: readonly { readonly type: 'state' | 'patch'; readonly data: string }[];
}

(mayBeSkipped ? describe.skip : describe)('a real EventSource', () => {
  let service: ServingProcess;
  let browser: BrowserContext;
  let page: Page;
  let profile: string;

  beforeAll(async () => {
    profile = await mkdtemp(join(tmpdir(), 'caseline-browser-'));
    if (!executablePath) throw new Error(missing);
    service = await startServingProcess();
    await service.record(anEvent('AuthorityRegistered'));
    browser = await chromium.launchPersistentContext(profile, { executablePath, args: flags });
    page = await browser.newPage();
    // The API has no page of its own yet: this one stands in for it, at its origin. Nothing else is answered here.
    await page.route(`${service.url}/page`, (route) =>
      route.fulfill({ contentType: 'text/html', body: html }),
    );
    await page.goto(`${service.url}/page`);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await service?.remove();
    await rm(profile, { recursive: true, force: true });
  }, 20_000);

  /** Every other one may be known to nobody but its recorder. */
  const directors: readonly NewEvent[] = Array.from({ length: 30 }, (_, n) =>
    anEvent('OfficeHolderNamed', {
      disclosures: n % 2 === 0 ? [{ to: 'public', from: '2018-10-24' }] : [],
      data: { name: `Director ${n}` },
    }),
  );

  it('follows events and a state, also when the service is killed and started again', async () => {
    await page.waitForFunction('kept.events.length === 1 && kept.states.length === 1');
    const half = directors.length / 2;
    for (const event of directors.slice(0, half)) await service.record(event);
    await page.waitForFunction(`kept.events.length > ${half / 2}`);
    await service.end('SIGKILL');
    await service.startAgain();
    for (const event of directors.slice(half)) await service.record(event);

    const answer = await fetch(`${service.url}/v1/authorities/bradford/events?limit=500`);
    const { events } = (await answer.json()) as { events: { id: string }[] }; // this API's own answer
    const last = events.at(-1)?.id;
    await page.waitForFunction(
      `kept.events.at(-1).id === '${last}' && kept.states.at(-1).data.includes('${last}')`,
    );
    const kept: Kept = await page.evaluate('kept');
    expect(kept.events.map(({ data }) => JSON.parse(data))).toEqual(events);
    expect(kept.events.map(({ id }) => id)).toEqual(events.map(({ id }) => id));

    const [whole, ...patches] = kept.states.map(({ type, data }) => ({ type, ...JSON.parse(data) }));
    expect(whole).toMatchObject({ type: 'state', state: {} });
    expect(patches.length).toBeGreaterThan(0);
    let { hash } = whole;
    for (const { type, before, after } of patches) {
      expect([type, before]).toEqual(['patch', hash]);
      hash = after;
    }
  }, 60_000);
});
