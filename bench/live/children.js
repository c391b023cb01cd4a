import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/**
 * Starts a module of this folder in a process of its own, which is asked for things by name: see `answer`.
 *
 * @param flags of node, for this process alone
 */
export function started(module, { variables = {}, flags = [] } = {}) {
  const running = fork(fileURLToPath(new URL(module, import.meta.url)), [], {
    execArgv: flags,
    env: { ...process.env, ...variables },
    serialization: 'advanced', // typed arrays stay what they are
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'], // a log of requests is written, and kept nowhere
  });
  const waiting = new Map();
  let asked = 0;
  let ended = false;
  running.on('message', ({ number, answer, problem }) => {
    const { resolve, reject } = waiting.get(number);
    waiting.delete(number);
    if (problem === undefined) resolve(answer);
    else reject(new Error(`${module}: ${problem}`));
  });
  const exited = once(running, 'exit').then(([code, signal]) => {
    ended = true;
    for (const { reject } of waiting.values()) reject(new Error(`${module} ended with ${signal ?? code}`));
    return signal ?? code;
  });
  return {
    exited,
    ask: (what, argument) =>
      new Promise((resolve, reject) => {
        if (ended) return reject(new Error(`${module} has ended`));
        asked += 1;
        waiting.set(asked, { resolve, reject });
        running.send({ number: asked, what, argument });
      }),
    signal: (name) => running.kill(name),
    /** Resolves with how it ended, once it has. */
    stop() {
      running.kill('SIGTERM');
      return exited;
    },
  };
}

/** In such a process: does what it is asked to, by name. */
export function answer(tasks) {
  process.on('message', async ({ number, what, argument }) => {
    try {
      process.send({ number, answer: await tasks[what](argument) });
    } catch (error) {
      process.send({ number, problem: error.stack });
    }
  });
  process.once('disconnect', () => process.exit()); // whoever started it is gone
}
