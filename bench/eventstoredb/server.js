import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { openEventStoreDBLog } from '../../dist/log/eventstoredb/eventstoredb-log.js';
import { Bare } from './bare.js';

const onDouble =
  'On the PROTOCOL DOUBLE of the tests, which is no server: it keeps events in memory, syncs nothing to a disk, and is written in JavaScript. Read the ratios, not the figures; CASELINE_TEST_ESDB names a real server.';

/** The server that everything runs on: one that CASELINE_TEST_ESDB names, or the double in a process of its own. */
export async function openedServer() {
  const connection = process.env.CASELINE_TEST_ESDB;
  if (connection)
    return { ...serverAt(connection), says: 'On the server that CASELINE_TEST_ESDB names.', close: () => {} };
  const double = await startedDouble();
  return { ...serverAt(double.connection), says: onDouble, close: double.close };
}

/** Logs on a server, and the client alone, each in streams of its own where no prefix is given. */
export const serverAt = (connection) => ({
  connection,
  /** The name of a log. */
  logNamed: (prefix = newPrefix()) =>
    `${connection}${connection.includes('?') ? '&' : '?'}streamPrefix=${prefix}`,
  openLog: (log) => openEventStoreDBLog({ connection: log, now: Date.now }),
  /** @param calls whether each append is a call of its own */
  openBare: ({ prefix = newPrefix(), calls = false } = {}) => new Bare(connection, { prefix, calls }),
});

export const newPrefix = () => `bench-${randomUUID()}-`;

async function startedDouble() {
  const double = spawn(
    process.execPath,
    [
      '--no-warnings',
      '--import',
      './test/support/run-typescript.mjs',
      'test/support/eventstoredb/serve-double.ts',
      '0',
    ],
    { cwd: new URL('../..', import.meta.url), stdio: ['ignore', 'pipe', 'inherit'] },
  );
  process.once('exit', () => double.kill());
  for await (const connection of createInterface(double.stdout))
    return { connection, close: () => double.kill() };
  throw new Error('the double did not start');
}
