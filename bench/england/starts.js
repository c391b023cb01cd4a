// How long a process that has just started takes to its first answer about England.
import { readFileSync, rmSync } from 'node:fs';
import { median } from '../numbers.js';
import { inChild } from './in-child.js';
import { logOf, sizes } from './logs.js';
import { opened } from './opened.js';
import { duration } from './table.js';

export const title = 'From loading the library to the first board';

const ROUNDS = [
  ['england', 5],
  ['100000', 5],
  ['1000000', 3],
];

export async function lines(folder) {
  const rows = [];
  for (const [size, rounds] of ROUNDS) {
    const log = await logOf(folder, size);
    const taken = { coldStart: [], bareRows: [], warmStart: [], bareCache: [] };
    for (let round = 0; round < rounds; round += 1)
      for (const [name, times] of Object.entries(taken))
        times.push(await inChild(import.meta.url, name, log));
    const row = (how, ours, raw) => ({
      what: `${sizes[size].name}, ${how}`,
      ours: duration(median(ours)),
      raw: duration(median(raw)),
      ratio: median(ours.map((ms, round) => raw[round] / ms)),
    });
    rows.push(row('cold', taken.coldStart, taken.bareRows));
    const warm = row('warm', taken.warmStart, taken.bareCache);
    if (size === '1000000') Object.assign(warm, { aim: '< 2 s', reached: median(taken.warmStart) < 2_000 });
    rows.push(warm);
  }
  return rows;
}

/** Reads the log, and leaves a cache behind. */
export async function coldStart(log) {
  rmSync(log.cache, { force: true });
  return warmStart(log);
}

export async function warmStart({ file, cache }) {
  const start = performance.now();
  const caseline = await opened(file, cache);
  await caseline.england('board', { viewer: 'public' });
  const ms = performance.now() - start;
  await caseline.close();
  return ms;
}

/** What a cold start reads: the rows of those types, each parsed. */
export async function bareRows({ file }) {
  const { typesOfEveryCase } = await import('../../dist/caseline/every-case.js');
  const { default: Database } = await import('better-sqlite3');
  const start = performance.now();
  const database = new Database(file, { readonly: true });
  const one = 'SELECT position, revision, event FROM events WHERE type = ?';
  for (const type of typesOfEveryCase)
    for (const [, , event] of database.prepare(one).raw().iterate(type)) JSON.parse(event);
  database.close();
  return performance.now() - start;
}

/** What a warm start reads: the file, each line of it parsed, but for the digest at its end. */
export function bareCache({ cache }) {
  const start = performance.now();
  const bytes = readFileSync(cache);
  let from = 0;
  for (let to = bytes.indexOf('\n'); to >= 0; to = bytes.indexOf('\n', from)) {
    JSON.parse(bytes.utf8Slice(from, to));
    from = to + 1;
  }
  return performance.now() - start;
}
