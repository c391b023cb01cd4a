/**
 * All of England, and much more than England: starting, any date, one case among many, a rebuild, bulk import, a
 * page over HTTP and memory. Each line stands beside the raw limit: the same bytes without Caseline, in the same
 * run, in turn. See docs/benchmarks.md.
 *
 *   node bench/england.js
 *   node bench/england.js --only board,memory --logs some/folder
 *   node --cpu-prof --cpu-prof-dir some/folder bench/england.js --only rebuild
 *
 * Logs are made once, in the folder given or in the system's temporary one, and used again. Profiling is passed
 * on to the processes that do the work.
 */
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { table } from './england/table.js';

/** What can be asked for with --only, and the file of each. */
const parts = {
  start: 'starts',
  board: 'any-date',
  case: 'one-case',
  rebuild: 'rebuild',
  import: 'bulk-import',
  timeline: 'timeline-page',
  memory: 'memory',
};

const { values: asked } = parseArgs({ options: { only: { type: 'string' }, logs: { type: 'string' } } });
const folder = resolve(asked.logs ?? join(tmpdir(), 'caseline-bench-england'));
mkdirSync(folder, { recursive: true });
const wanted = asked.only?.split(',') ?? Object.keys(parts);
const unknown = wanted.find((part) => !(part in parts));
if (unknown !== undefined)
  throw new Error(`there is no ${unknown}; --only takes ${Object.keys(parts).join(', ')}`);

for (const part of wanted) {
  const { title, lines } = await import(`./england/${parts[part]}.js`);
  const begun = performance.now();
  const rows = await lines(folder);
  console.log(`\n${title} (${Math.round((performance.now() - begun) / 1000)} s)`);
  console.log(table(rows));
}
