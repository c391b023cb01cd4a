import { existsSync } from 'node:fs';
import { type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core';

const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = process.env.CHROMIUM_PATH ?? usual.find((path) => existsSync(path));
const missing = `there is no Chromium at CHROMIUM_PATH, ${usual.join(', ')}: apt-get install chromium`;
const mayBeSkipped = !executablePath && !process.env.CI;

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

/** Tests that want a real browser. Where there is none they are skipped aloud; in CI they fail. */
export function describeInBrowser(what: string, tests: () => void): void {
  if (mayBeSkipped) process.stderr.write(`skipped, since ${missing}: ${what}\n`);
  (mayBeSkipped ? describe.skip : describe)(what, tests);
}

export interface OpenBrowser {
  readonly context: BrowserContext;
  /** Somebody else, with nothing that anybody has kept. */
  another(options?: BrowserContextOptions): Promise<BrowserContext>;
  close(): Promise<void>;
}

/** A browser that nobody has used before. */
export async function openBrowser(options: BrowserContextOptions = {}): Promise<OpenBrowser> {
  if (!executablePath) throw new Error(missing);
  const browser = await chromium.launch({ executablePath, args: flags });
  return {
    context: await browser.newContext(options),
    another: (others = {}) => browser.newContext(others),
    close: () => browser.close(),
  };
}
