/**
 * Live streams: a thousand clients follow the events while fifty a second are recorded; the server killed ten times
 * meanwhile; clients that read nothing; states and their patches. See docs/benchmarks.md.
 *
 *   node bench/live.js
 *   node bench/live.js --only kills,silent --seconds 60 --kills 10
 *   node bench/live.js --only events --rounds 1 --profile some/folder
 *
 * --clients, --rate and --rounds say how many. --profile writes a CPU profile of every server into a folder. With
 * --only all everything runs, which takes a quarter of an hour.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { prepared } from './live/servers.js';

const parts = ['events', 'england', 'kills', 'silent'];
const usual = ['events', 'england'];

const number = (usual) => ({ type: 'string', default: String(usual) });
const { values: asked } = parseArgs({
  options: {
    only: { type: 'string', default: usual.join() },
    seconds: number(60),
    clients: number(1_000),
    rate: number(50),
    rounds: number(2),
    kills: number(10),
    profile: { type: 'string' },
  },
});
const { only, profile, ...numbers } = asked;
const wanted = only === 'all' ? parts : only.split(',');
const unknown = wanted.find((part) => !parts.includes(part));
if (unknown !== undefined)
  throw new Error(`there is no ${unknown}; --only takes all, or ${parts.join(', ')}`);
const how = Object.fromEntries(Object.entries(numbers).map(([name, text]) => [name, Number(text)]));

const folder = mkdtempSync(join(tmpdir(), 'caseline-bench-live-'));
try {
  const ready = { ...(await prepared(folder)), profile };
  for (const part of wanted) {
    const { report } = await import(`./live/${part}.js`);
    const { title, tables } = await report(ready, how);
    console.log(`\n### ${title}\n\n${tables.join('\n\n')}`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
