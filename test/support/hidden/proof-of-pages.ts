import { type Asked, type Heard, headerOf } from './client.ts';
import { addressesIn, Difference, here, same, sameThroughout, viewerOf } from './difference.ts';
import type { Draw } from './draw.ts';
import { inABrowser } from './in-a-browser.ts';
import { loggedTheSame } from './logged-lines.ts';
import { pageNames, pageProbes } from './page-probes.ts';
import { type Cast, feedsFor } from './proof-of-answers.ts';
import { anyLog, anyLogOfBradford, now } from './random-log.ts';
import { anyRequest, numbered } from './request.ts';
import { serveTwo, type TwoServices } from './service.ts';
import { smallest } from './smallest.ts';
import { namesIn, unknownId } from './values.ts';
import { anyViewer, type Viewer } from './viewers.ts';
import type { Entry } from './who-may-know.ts';

/** How often each page is asked for in one try; what shows no facts is asked for less often. */
const requestsEach = 2;
const showsNoFacts: ReadonlySet<string> = new Set([
  ...['get /docs', 'get /assets/{file}'],
  ...['get /sign-in', 'post /sign-in', 'post /sign-out'],
]);

/** How many links of a page are followed: none to what shows no facts, and none to what never ends. */
const linksEach = 1;
const leadsNowhere = /^\/(docs|assets|sign-in|v1\/live)\b/;

/** There is a page about Bradford in October 2018. */
const anyLogOfPages = (draw: Draw): readonly Entry[] =>
  draw.chance(70) ? anyLog(draw) : anyLogOfBradford(draw);

/**
 * Looks at every page over a random log, as a random viewer with a browser, and over that log without what this
 * viewer may not know. All bytes have to be the same, also of what the pages lead to, and all that is logged.
 *
 * @throws Error that says what differs, to whom, with the smallest log that shows it
 */
export const pagesTellNothing =
  ({ signer, viewers, ...how }: Cast, logOf: (draw: Draw) => readonly Entry[] = anyLogOfPages) =>
  async (draw: Draw): Promise<void> => {
    const log = logOf(draw);
    const viewer = anyViewer(viewers, draw);
    const options = { signer, clock: { now }, ...how };
    const two = await serveTwo(log, viewer.party, now, options);
    const ofOthers: string[] = [];
    try {
      const names = pageNames(namesIn(log, await feedsFor(viewer, two)), viewer);
      for (const [operation, probe] of Object.entries(pageProbes)) {
        const times = showsNoFacts.has(operation) ? Number(draw.chance(25)) : requestsEach;
        for (let n = 0; n < times; n += 1) {
          const asked = inABrowser(anyRequest(operation, probe(names), viewer, draw), draw);
          if (asked.method === 'GET' && draw.chance(20))
            ofOthers.push(await lookedAtBefore(two, asked, viewers, draw));
          await leadsOn(two, asked, await sameThroughout(two, asked), viewer, draw);
        }
      }
      const nowhere = { method: 'GET', path: `/nowhere/${draw.one([...names.ids, unknownId])}` };
      await same(two, inABrowser(numbered(nowhere, viewer), draw));
      await loggedTheSame(two, ofOthers);
    } catch (error) {
      throw error instanceof Difference ? await smallest(log, viewer.party, now, error, options) : error;
    } finally {
      await two.close();
    }
  };

/**
 * An auditor looks at the same page first, and sees another one: nothing of it may be kept for who comes next.
 *
 * @returns the id of their request
 */
async function lookedAtBefore(
  { whole, without }: TwoServices,
  { path }: Asked,
  viewers: readonly Viewer[],
  draw: Draw,
): Promise<string> {
  const { pathname, searchParams } = new URL(path, here);
  searchParams.delete('viewAs');
  const auditor = viewers.find(({ party }) => party === 'auditor');
  const asked = numbered({ method: 'GET', path: `${pathname}?${searchParams}` }, { token: auditor?.token });
  const inTheirs = inABrowser(asked, draw);
  await Promise.all([whole.ask(inTheirs), without.ask(inTheirs)]);
  return asked.headers['X-Request-Id'] ?? '';
}

/** Goes where a page leads to, as the same viewer. */
async function leadsOn(
  two: TwoServices,
  { headers: { 'If-None-Match': _, 'Content-Type': __, ...headers } }: Asked,
  heard: Heard,
  { looksAs }: Viewer,
  draw: Draw,
): Promise<void> {
  const to = headerOf(heard, 'location');
  const open = (to === undefined ? addressesIn(heard) : [to]).filter(
    (address) => !leadsNowhere.test(address) && (looksAs === undefined || viewerOf(address) === looksAs),
  );
  for (let n = 0; n < linksEach && open.length > 0; n += 1)
    await same(two, { method: 'GET', path: draw.one(open), headers });
}
