import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const child = fileURLToPath(new URL('child.js', import.meta.url));

/**
 * Runs a function that a module exports in a process of its own, and returns what it returned: one size, or one
 * way of doing it, leaves nothing behind for the next.
 *
 * @param module its URL, `import.meta.url`
 * @param flags of node, for this process alone
 */
export function inChild(module, name, argument, flags = []) {
  const running = fork(child, [module, name, JSON.stringify(argument)], {
    execArgv: [...process.execArgv, ...flags],
  });
  return new Promise((resolve, reject) => {
    let result;
    running.once('message', (message) => {
      result = message;
    });
    running.once('error', reject);
    running.once('exit', (code, signal) => {
      if (code === 0) resolve(result);
      else reject(new Error(`${name} of ${module} ended with ${signal ?? code}`));
    });
  });
}
