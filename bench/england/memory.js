// What a process holds that has answered about England again and again.
import { rmSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { median } from '../numbers.js';
import { inChild } from './in-child.js';
import { logOf, sizes } from './logs.js';
import { opened } from './opened.js';
import { randomDays } from './random-days.js';
import { megabytes } from './table.js';

export const title = 'Memory after the first board and 20 more, garbage collected';

const ROUNDS = [
  ['england', 3],
  ['100000', 3],
  ['1000000', 1],
];

export async function lines(folder) {
  const rows = [];
  for (const [size, rounds] of ROUNDS) {
    const log = await logOf(folder, size);
    const taken = { withoutCache: [], withCache: [] };
    for (let round = 0; round < rounds; round += 1)
      for (const [name, found] of Object.entries(taken))
        found.push(await inChild(import.meta.url, name, log, ['--expose-gc']));
    for (const [name, how] of Object.entries({ withoutCache: 'cold', withCache: 'warm' })) {
      const rss = median(taken[name].map((found) => found.rss));
      const heap = median(taken[name].map(({ heapUsed }) => heapUsed));
      const aim = size === '1000000' && { aim: '< 400 MB', reached: rss < 400e6 };
      rows.push({
        what: `${sizes[size].name}, started ${how}: resident, heap`,
        ours: `${megabytes(rss)}, ${megabytes(heap)}`,
        ...aim,
      });
    }
  }
  return rows;
}

export async function withoutCache(log) {
  rmSync(log.cache, { force: true });
  return withCache(log);
}

export async function withCache({ file, cache }) {
  const caseline = await opened(file, cache);
  await caseline.england('board', { viewer: 'public' });
  for (const asOf of randomDays(20)) await caseline.england('board', { viewer: 'public', asOf });
  globalThis.gc();
  await setTimeout(1_000); // V8 gives pages back in a thread of its own
  globalThis.gc();
  const { rss, heapUsed } = process.memoryUsage();
  await caseline.close();
  return { rss, heapUsed };
}
