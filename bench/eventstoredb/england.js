import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCaseline } from '../../dist/caseline.js';
import { bundledCaptured, bundledTables } from '../../dist/ingest/bundled-tables.js';
import { readBundledHistories } from '../../dist/ingest/history.js';
import { storedForm } from '../../dist/log/eventstoredb/stored-form.js';
import { duration } from '../england/table.js';
import { median } from '../numbers.js';
import { inTurn, ratio, whole } from './rounds.js';

const ROUNDS = 3;
/** So many events go to the server in one append. */
const LONGEST = 100;
export const title = 'Import of what comes with Caseline: Bradford, and all of England';

const recordedBy = { name: 'bench', party: 'recorder' };

async function seconds(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function imported(log) {
  const caseline = openCaseline({ log, cache: false });
  const ms = await seconds(async () => {
    for (const history of await readBundledHistories()) await caseline.importHistory(history);
    await caseline.importTables({
      files: bundledTables,
      captured: bundledCaptured,
      recordedBy,
      report: (problem) => {
        throw new Error(problem.message);
      },
    });
  });
  await caseline.close();
  return ms;
}

/** The runs of events that the log stored case by case, as the client takes them. */
async function runsIn(server, name) {
  const log = server.openLog(name);
  const cases = new Map();
  let last;
  for await (const entry of log.entries()) {
    const runs = cases.get(entry.caseId) ?? [];
    cases.set(entry.caseId, runs);
    if (entry.caseId !== last || runs.at(-1).length >= LONGEST) runs.push([]);
    runs.at(-1).push(storedForm(entry.event, entry));
    last = entry.caseId;
  }
  await log.close();
  return cases;
}

async function bare(server, cases) {
  const client = server.openBare({ calls: true });
  const ms = await seconds(() =>
    Promise.all(
      [...cases].map(async ([caseId, runs]) => {
        let revision = -1;
        for (const run of runs) {
          await client.append(caseId, run, revision);
          revision += run.length;
        }
      }),
    ),
  );
  await client.close();
  return ms;
}

export async function report(server) {
  const folder = mkdtempSync(join(tmpdir(), 'caseline-bench-'));
  let files = 0;
  const example = server.logNamed();
  await imported(example);
  const cases = await runsIn(server, example);
  const measured = await inTurn(ROUNDS, {
    log: () => imported(server.logNamed()),
    file: () => imported(`sqlite:${join(folder, `${files++}.db`)}`),
    bare: () => bare(server, cases),
  });
  rmSync(folder, { recursive: true });
  const runs = [...cases.values()].flat();
  const row = (what, name) => [
    what,
    duration(median(measured[name])),
    name === 'log' ? '' : ratio(measured.log, measured[name]),
  ];
  return {
    head: ['', 'time', 'the log takes so many times it'],
    rows: [
      row('the log on the server, every schema and rule included', 'log'),
      row('the same into a file (SQLite)', 'file'),
      row(
        `bare client: the very ${whole(runs.flat().length)} events, in ${whole(runs.length)} appends, all cases at once`,
        'bare',
      ),
    ],
  };
}
