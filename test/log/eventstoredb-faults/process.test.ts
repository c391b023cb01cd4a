// What a log on a double of the server does to the process that it is in.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { closingScenarios } from './closing-scenarios.ts';
import { errorScenarios } from './error-scenarios.ts';

/** The scenarios that a process came through; it has to end by itself, and rejects where it does not end well. */
async function cameThrough(kind: 'closing' | 'errors'): Promise<readonly string[]> {
  const child = fileURLToPath(new URL('./scenario-child.ts', import.meta.url));
  const support = fileURLToPath(new URL('../../support/run-typescript.mjs', import.meta.url));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    // An error that goes to nobody ends the process.
    ['--no-warnings', '--unhandled-rejections=strict', '--import', support, child, kind],
    { timeout: 60_000 },
  );
  return stdout.trim().split('\n');
}

let closing: ReturnType<typeof cameThrough>;
let errors: ReturnType<typeof cameThrough>;
beforeAll(async () => {
  // Both mostly wait.
  closing = cameThrough('closing');
  errors = cameThrough('errors');
  await Promise.allSettled([closing, errors]);
}, 60_000);

it('closing ends what is under way at once, whatever that is, and leaves nothing behind', async () => {
  expect(await closing).toEqual(Object.keys(closingScenarios));
});

it('no error goes to nobody, and so ends the process', async () => {
  expect(await errors).toEqual(Object.keys(errorScenarios));
});
