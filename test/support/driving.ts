import { setTimeout } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';

/** Waits until an element says something. */
export async function says(where: Locator, text: string | RegExp): Promise<void> {
  await where.filter({ hasText: text }).waitFor({ state: 'attached' });
}

/** Waits until the address asks for something; null for what it is not to name. */
export const asks = (page: Page, parameters: Readonly<Record<string, string | null>>): Promise<void> =>
  page.waitForURL(({ searchParams }) =>
    Object.entries(parameters).every(([name, value]) => searchParams.get(name) === value),
  );

export const hasFocus = async (page: Page, target: Locator): Promise<boolean> =>
  (await target.and(page.locator(':focus')).count()) === 1;

/** Presses Tab until something has the focus. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let pressed = 0; !(await hasFocus(page, target)); pressed += 1) {
    if (pressed === 200) throw new Error('nobody comes there by keyboard');
    await page.keyboard.press('Tab');
  }
}

/** The thumb of a slider, held by the mouse. */
export interface Held {
  readonly to: (value: number) => Promise<void>;
  readonly letGo: () => Promise<void>;
}

export async function hold(page: Page, slider: Locator): Promise<Held> {
  await slider.scrollIntoViewIfNeeded();
  const box = await slider.boundingBox();
  if (!box) throw new Error('the slider is not shown');
  const [min, max] = [Number(await slider.getAttribute('min')), Number(await slider.getAttribute('max'))];
  const y = box.y + box.height / 2;
  const at = (value: number) => box.x + thumb / 2 + ((box.width - thumb) * (value - min)) / (max - min);
  await page.mouse.move(at(Number(await slider.inputValue())), y);
  await page.mouse.down();
  return {
    to: (value) => page.mouse.move(at(value), y, { steps: 8 }),
    letGo: () => page.mouse.up(),
  };
}

/** As wide as the page draws it, or nearly so. */
const thumb = 24;

/** Drags the thumb of a slider to a value. */
export async function drag(page: Page, slider: Locator, value: number): Promise<void> {
  const held = await hold(page, slider);
  await held.to(value);
  await held.letGo();
}

/** A day as sliders count it: since 1970. */
export const dayNumber = (day: string): number => Date.parse(day) / 86_400_000;

/** Signs in with the form, from wherever the page is. */
export async function signIn(page: Page, token: string): Promise<void> {
  await page.getByRole('link', { name: 'Sign in', exact: true }).first().click();
  await page.getByLabel('Your token').fill(token);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Waits until something is so; what waits within the page needs `eval`, which its policy forbids. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await setTimeout(20);
}
