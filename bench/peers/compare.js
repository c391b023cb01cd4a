// Caseline beside event stores that do the same work, with the same events, in one run: appends that survive a
// power cut, reading and folding one stream, and reading and folding everything. See docs/benchmarks.md.
//
//   npm install --prefix bench/peers
//   node bench/peers/compare.js
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { historyOf } from '../generate.js';
import { asUsed, logAlone } from './caseline.js';
import * as emmett from './emmett.js';
import * as evtstore from './evtstore.js';

const ROUNDS = 5;
const CASES = 40;
const PER_CASE = 50;
const LONG = 1_000;
const ALL_CASES = 300;

const folder = mkdtempSync(join(tmpdir(), 'caseline-peers-'));
let files = 0;
const newFile = () => {
  files += 1;
  return join(folder, `${files}.db`);
};

const eventsOf = (index, perCase) => historyOf(index, { perCase }).map(({ event }) => event);
const caseIdOf = (index) => `authority-${10_000 + index}`;

/** So many cases with the first so many events of each, as one store wants them. */
const shapedFor = (contender, cases, perCase, size = 100) =>
  Array.from({ length: cases }, (_, index) => {
    const caseId = caseIdOf(index);
    const events = eventsOf(index, size).slice(0, perCase);
    return { caseId, events: events.map((event) => contender.shaped(caseId, event)) };
  });

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function secondsOf(work) {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** Events a second, appended so many at a time, round robin over the cases as facts arrive in life. */
async function appendsOf(contender, atATime) {
  const cases = shapedFor(contender, CASES, PER_CASE);
  const store = await contender.open(newFile());
  const seconds = await secondsOf(async () => {
    for (let from = 0; from < PER_CASE; from += atATime)
      for (const { caseId, events } of cases)
        await store.append(caseId, from, events.slice(from, from + atATime));
  });
  await store.close();
  return (CASES * PER_CASE) / seconds;
}

async function filled(contender, cases) {
  const store = await contender.open(newFile());
  for (const { caseId, events } of cases)
    for (let from = 0; from < events.length; from += 100)
      await store.append(caseId, from, events.slice(from, from + 100));
  return store;
}

/** Milliseconds to read and fold one stream of 1,000 events. */
async function foldOf(store) {
  const times = [];
  for (let run = 0; run < 30; run += 1) times.push(1000 * (await secondsOf(() => store.fold(caseIdOf(0)))));
  return median(times);
}

/** Runs each contender in each round, in turn, so that all of them meet the same weather. */
async function measured(contenders, measure) {
  const found = new Map(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1)
    for (const contender of contenders) found.get(contender.name).push(await measure(contender));
  return found;
}

/** Prints each contender's median, and beside it, round by round, Caseline's rate over its. */
function printed(title, unit, found, ours, higherIsBetter) {
  console.log(`\n${title}`);
  for (const [name, values] of found) {
    const ratios = ours.map((name_) =>
      median(
        found
          .get(name_)
          .map((value, round) => (higherIsBetter ? value / values[round] : values[round] / value)),
      ),
    );
    const beside = ours.includes(name)
      ? ''
      : ours.map((name_, index) => `${ratios[index].toFixed(2)} ${name_}`).join(', ');
    const value = median(values);
    console.log(`  ${name.padEnd(34)} ${value.toFixed(value < 100 ? 2 : 0).padStart(9)} ${unit}   ${beside}`);
  }
}

const settings = {
  'emmett-sqlite': await emmett.settings(newFile()),
  evtstore: await evtstore.settings(newFile()),
};
console.log('What the libraries set by themselves (synchronous 2 is FULL, 1 NORMAL):');
for (const [name, { journal, synchronous }] of Object.entries(settings))
  console.log(`  ${name.padEnd(34)} journal ${journal}, synchronous ${synchronous}`);
console.log('Here all of them: WAL, synchronous FULL, a checkpoint every 4,000 pages.');

const writers = [
  logAlone,
  asUsed,
  emmett.oneConnection,
  emmett.asShipped,
  evtstore.providerAlone,
  evtstore.byCommand,
];
const ours = [logAlone.name, asUsed.name];
for (const contender of writers) await appendsOf(contender, 10); // warm
printed(
  'Durable appends, one at a time: events a second, and how many times that Caseline does',
  '/s',
  await measured(writers, (contender) => appendsOf(contender, 1)),
  ours,
  true,
);
printed(
  'Durable appends, in tens: events a second',
  '/s',
  await measured(writers, (contender) => appendsOf(contender, 10)),
  ours,
  true,
);

const readers = [logAlone, emmett.oneConnection, evtstore.providerAlone];
const long = new Map();
for (const contender of [...readers, asUsed])
  long.set(contender, await filled(contender, shapedFor(contender, 1, LONG, LONG * 2)));
printed(
  'Reading and folding a stream of 1,000 events',
  'ms',
  await measured([...readers, asUsed], (contender) => foldOf(long.get(contender))),
  [logAlone.name, asUsed.name],
  false,
);
for (const store of long.values()) await store.close();

const all = new Map();
let total = 0;
for (const contender of readers) {
  const cases = shapedFor(contender, ALL_CASES, Number.POSITIVE_INFINITY);
  total = cases.reduce((sum, { events }) => sum + events.length, 0);
  all.set(contender, await filled(contender, cases));
}
printed(
  `Rebuild: ${total} events of ${ALL_CASES} cases read and folded, events a second`,
  '/s',
  await measured(readers, async (contender) => total / (await secondsOf(() => all.get(contender).rebuild()))),
  [logAlone.name],
  true,
);
for (const store of all.values()) await store.close();
rmSync(folder, { recursive: true });
console.log(
  `\nemmett-sqlite had to be asked again ${emmett.triedAgain.times} times, when its own statements were in the way.`,
);
