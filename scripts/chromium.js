import { chromium } from 'playwright-core';

/** Chromium without a window: the one at CHROMIUM_PATH, or where Debian has it. */
export const openChromium = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu'],
  });
