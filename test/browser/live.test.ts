import type { Page } from 'playwright-core';
import type { NewEvent } from '../../src/domain/events/catalogue.ts';
import { describeInBrowser, type OpenBrowser, openBrowser } from '../support/browser.ts';
import { anEvent } from '../support/events.ts';
import { type ServingProcess, startServingProcess } from '../support/serving-process.ts';

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

describeInBrowser('a real EventSource', () => {
  let service: ServingProcess;
  let browser: OpenBrowser;
  let page: Page;

  beforeAll(async () => {
    service = await startServingProcess();
    await service.record(anEvent('AuthorityRegistered'));
    browser = await openBrowser();
    page = await browser.context.newPage();
    // A page that does nothing else, at the origin of the service.
    await page.route(`${service.url}/page`, (route) =>
      route.fulfill({ contentType: 'text/html', body: html }),
    );
    await page.goto(`${service.url}/page`);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await service?.remove();
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
