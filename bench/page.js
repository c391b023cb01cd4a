/**
 * England's page in a real browser: its first paint beside that of the same bytes from memory, and how many steps
 * a second its slider takes beside a page that does nothing at each. See docs/benchmarks.md.
 *
 *   node bench/page.js
 *
 * The browser is Chromium at CHROMIUM_PATH, or /usr/bin/chromium.
 */
import { openChromium } from '../scripts/chromium.js';
import { duration, rate, table } from './england/table.js';
import { median, quantile } from './numbers.js';
import { serveEngland } from './page/server.js';

const LOADS = 15;
const ROUNDS = 5;
const STEPS = 300;

const england = await serveEngland();
const browser = await openChromium();

/** Milliseconds from asking to the first content on the screen, in a browser that has seen nothing before. */
async function firstPaint(url) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(url, { waitUntil: 'load' });
  const painted = await page.evaluate(
    () =>
      new Promise((resolve) => {
        new PerformanceObserver((list) =>
          resolve(list.getEntriesByName('first-contentful-paint')[0]?.startTime),
        ).observe({
          type: 'paint',
          buffered: true,
        });
      }),
  );
  await context.close();
  return painted;
}

/** One step of the slider for each frame; with `moves` false the same loop, and nothing to do in it. */
const drag = (page, moves) =>
  page.evaluate(
    async ({ steps, moves }) => {
      const slider = document.querySelector('#slider');
      const [least, most] = [Number(slider.min), Number(slider.max)];
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const taken = [];
      await frame();
      const began = performance.now();
      for (let step = 0; step < steps; step += 1) {
        const before = performance.now();
        if (moves) {
          slider.value = String(Math.round(least + ((most - least) * step) / steps));
          slider.dispatchEvent(new Event('input', { bubbles: true }));
        }
        taken.push(performance.now() - before);
        await frame();
      }
      return { perSecond: (steps * 1000) / (performance.now() - began), taken };
    },
    { steps: STEPS, moves },
  );

const paints = { ours: [], bare: [] };
await firstPaint(england.ours);
await firstPaint(england.bare);
for (let load = 0; load < LOADS; load += 1) {
  paints.ours.push(await firstPaint(england.ours));
  paints.bare.push(await firstPaint(england.bare));
}

const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
await page.goto(england.ours, { waitUntil: 'load' });
await page.waitForSelector('#slider:visible');
// Its stream begins with what there is, upon which the page looks once whether anything came in between.
await page.waitForResponse((response) => response.url() === england.ours);
const asked = [];
page.on('request', (request) => asked.push(request.url()));
const rounds = [];
for (let round = 0; round < ROUNDS; round += 1)
  rounds.push({ moving: await drag(page, true), still: await drag(page, false) });
const authorities = await page.evaluate(() => document.querySelectorAll('#strips tbody tr').length);
await browser.close();
await england.close();

const perSecond = (of) => median(rounds.map((round) => round[of].perSecond));
const stepping = rounds.flatMap(({ moving }) => moving.taken);
console.log(
  table([
    {
      what: 'first contentful paint, median',
      ours: duration(median(paints.ours)),
      raw: duration(median(paints.bare)),
      ratio: median(paints.ours.map((ours, load) => ours / paints.bare[load])),
    },
    {
      what: `steps of the slider, ${authorities} strips`,
      ours: rate(perSecond('moving'), 'steps'),
      raw: rate(perSecond('still'), 'frames'),
      ratio: perSecond('moving') / perSecond('still'),
      aim: '30 a second',
      reached: perSecond('moving') >= 30,
    },
    { what: 'what a step takes, median', ours: duration(median(stepping)) },
    { what: 'what a step takes, 99th percentile', ours: duration(quantile(stepping, 0.99)) },
    {
      what: 'asked of the server meanwhile',
      ours: String(asked.length),
      aim: 'none',
      reached: asked.length === 0,
    },
  ]),
);
