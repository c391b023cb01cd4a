// One replay of Bradford in process, and folding from decoded events.
import { openCaseline } from '../dist/caseline.js';
import { readBundledHistories } from '../dist/ingest/history.js';
import { caseState } from '../dist/projections/case/case.js';
import { CaseHistory } from '../dist/replay/case-history.js';
import { rebuild } from '../dist/replay/projection.js';
import { quantile } from './numbers.js';

const caseline = openCaseline({ log: 'memory:' });
for (const history of await readBundledHistories()) await caseline.importHistory(history);

const question = { viewer: 'council:380', asOf: '2018-10-26' };

async function replays(name, asked) {
  for (let warm = 0; warm < 500; warm += 1) await caseline.replay(name, 'bradford', asked);
  const times = [];
  for (let run = 0; run < 2_000; run += 1) {
    const start = performance.now();
    await caseline.replay(name, 'bradford', asked);
    times.push(performance.now() - start);
  }
  return `${quantile(times, 0.5).toFixed(3)} ms median, ${quantile(times, 0.99).toFixed(3)} ms at the 99th percentile`;
}

console.log(`replay case, as of 2018-10-26             ${await replays('case', question)} (aim under 1 ms)`);
console.log(
  `replay case, today                        ${await replays('case', { viewer: 'public' })} (aim under 1 ms)`,
);

const { events } = await caseline.events('bradford', { viewer: 'auditor' });
const day = 25_000;
const perspective = {
  viewer: 'auditor',
  validAt: day,
  knownAt: Number.MAX_SAFE_INTEGER,
  certainty: 'possible',
};
const facts = new CaseHistory(events).facts(perspective);

function foldedPerSecond(rounds) {
  const start = performance.now();
  for (let round = 0; round < rounds; round += 1) rebuild(caseState, facts);
  return Math.round((rounds * facts.length) / ((performance.now() - start) / 1000));
}
foldedPerSecond(2_000);
console.log(
  `folded into the case state, frozen        ${foldedPerSecond(20_000)} events a second (aim 1,000,000)`,
);
await caseline.close();
