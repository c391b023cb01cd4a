// Takes the pictures of docs/screens: every screen, on the bundled record, wide and narrow.
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openChromium } from './chromium.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'docs/screens');
const widths = [1280, 375];
const tallest = 1_600;

const screens = {
  england: '/?validAt=2018-12-31&since=2016-12-31',
  authority: '/authorities/bradford?asOf=2023-12-31',
  'authority-october-2018': '/authorities/bradford?asOf=2018-10-26&window=one-quarter',
  'authority-october-2018-council': '/authorities/bradford?asOf=2018-10-26&window=one-quarter',
  fact: async (url) => `/events/${await judgementsOf2018(url)}`,
  compare: '/authorities/bradford/changes?from.asOf=2018-10-26&to.asOf=2018-10-30',
  deadlines: '/deadlines?validAt=2018-12-01',
  about: '/about',
  docs: '/docs',
  'sign-in': '/sign-in',
};

async function judgementsOf2018(url) {
  const answer = await fetch(`${url}/v1/authorities/bradford/case?asOf=2018-12-01`);
  return (await answer.json()).case.judgement.current.event;
}

const scratch = await mkdtemp(join(tmpdir(), 'caseline-screens-'));
const service = spawn(process.execPath, [join(root, 'bin/caseline.js'), 'serve', '--demo'], {
  env: {
    ...process.env,
    CASELINE_LOG: `sqlite:${join(scratch, 'log.db')}`,
    CASELINE_PORT: '0',
    CASELINE_KEYS_FILE: join(scratch, 'keys.json'),
    CASELINE_FEEDS_FILE: join(scratch, 'feeds.ndjson'),
  },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const lines = [];
for await (const line of createInterface({ input: service.stdout })) {
  lines.push(line);
  if (line.startsWith('What there is:')) break;
}
service.stdout.resume();
const url = /http:\/\/127\.0\.0\.1:\d+/.exec(lines.join('\n'))[0];
const council = lines[lines.findIndex((line) => line.includes('(council:380)')) + 1];

await mkdir(folder, { recursive: true });
const browser = await openChromium();
for (const width of widths) {
  for (const [name, address] of Object.entries(screens)) {
    const context = await browser.newContext({ viewport: { width, height: 900 } });
    if (name.endsWith('-council'))
      await context.addCookies([{ name: 'caseline-session', value: council, url, httpOnly: true }]);
    const page = await context.newPage();
    await page.goto(url + (typeof address === 'string' ? address : await address(url)));
    await page.waitForLoadState('load');
    const height = Math.min(await page.evaluate('document.documentElement.scrollHeight'), tallest);
    await page.setViewportSize({ width, height });
    await page.screenshot({ path: join(folder, `${name}-${width}.png`) });
    await context.close();
  }
}
await browser.close();
service.kill();
await rm(scratch, { recursive: true });
console.log(`${Object.keys(screens).length * widths.length} pictures in ${folder}`);
