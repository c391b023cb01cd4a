import type { BrowserContext } from 'playwright-core';

/**
 * What goes wrong in the pages of a browser: errors, what the policy stops, dialogs, what could not be fetched.
 *
 * @returns takes what has gone wrong since it was asked last
 */
export async function watched(context: BrowserContext): Promise<() => readonly string[]> {
  const wrong: string[] = [];
  const told: ReadonlySet<string> = new Set(['error', 'warning', 'assert']);
  context.on('console', (message) => {
    if (told.has(message.type())) wrong.push(`${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => wrong.push(`thrown: ${error.error().message}`));
  context.on('dialog', (dialog) => {
    wrong.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  // Scripts of a test run also where the page's own may not.
  await context.addInitScript(`addEventListener('securitypolicyviolation', (event) =>
    console.error('stopped by the policy: ' + event.violatedDirective + ' ' + event.blockedURI));`);
  return () => wrong.splice(0);
}
