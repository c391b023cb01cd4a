import { createReadStream, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inChild } from './in-child.js';
import { opened } from './opened.js';

/** What is measured: England as it comes with Caseline, and synthetic events over many cases. */
export const sizes = {
  england: { name: 'England, 153 cases', cases: 153 },
  10000: { name: '10,000 events, 100 cases', cases: 100 },
  100000: { name: '100,000 events, 10,000 cases', cases: 10_000 },
  1000000: { name: '1,000,000 events, 10,000 cases', cases: 10_000 },
};

/**
 * The file of a log, and of the cache beside it; the log is made where it is not there yet, and read through, so
 * that nobody who comes first pays for the disk.
 */
export async function logOf(folder, size) {
  const file = join(folder, size === 'england' ? 'england-imported.db' : `${size}.db`);
  if (!existsSync(file)) {
    console.log(`making the log of ${sizes[size].name}`);
    const unfinished = `${file}.unfinished`;
    removeLog(unfinished);
    await inChild(import.meta.url, size === 'england' ? 'imported' : 'made', { file: unfinished, size });
    renameSync(unfinished, file);
  }
  for await (const _ of createReadStream(file, { highWaterMark: 1024 ** 2 }));
  return { file, cache: `${file}.cases` };
}

export function removeLog(file) {
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
}

export async function made({ file, size }) {
  const { makeLog } = await import('../make-log.js');
  return makeLog(file, size);
}

/** The histories and tables that come with Caseline, recorded with every schema and rule. */
export async function imported({ file }) {
  const { bundledCaptured, bundledTables } = await import('../../dist/ingest/bundled-tables.js');
  const { readBundledHistories } = await import('../../dist/ingest/history.js');
  const caseline = await opened(file);
  for (const history of await readBundledHistories()) await caseline.importHistory(history);
  const { refused } = await caseline.importTables({
    files: bundledTables,
    captured: bundledCaptured,
    recordedBy: { name: 'Caseline bundled tables', party: 'recorder' },
    report: (problem) => console.error(problem),
  });
  await caseline.close();
  if (refused > 0) throw new Error(`${refused} bundled rows were refused`);
}

/** Makes the cache of a log anew, as the version at hand writes it. */
export const cached = (log) => inChild(import.meta.url, 'writeCache', log);

export async function writeCache({ file, cache }) {
  rmSync(cache, { force: true });
  const caseline = await opened(file, cache);
  await caseline.authorities('public');
  await caseline.close();
}
