// Recording, rules and schemas included, beside a bare better-sqlite3 loop that stores the same bytes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCaseline } from '../dist/caseline.js';
import { bareFile, storedRows } from './bare-rows.js';
import { inspection, perInspection, registration } from './journey.js';
import { median } from './numbers.js';

const CASES = 64;
const INSPECTIONS = 5;
const recordedBy = { name: 'bench', party: 'recorder' };

/** For each of 64 cases: its registration and the events of five inspections. */
const histories = Array.from({ length: CASES }, (_, index) => {
  const first = index * 10_000 + 1;
  const events = [registration(100 + index, first)];
  for (let nth = 0; nth < INSPECTIONS; nth += 1)
    events.push(...inspection(nth, first + 1 + nth * perInspection));
  return { caseId: `authority-${100 + index}`, events };
});
const total = histories.reduce((sum, { events }) => sum + events.length, 0);

const folder = mkdtempSync(join(tmpdir(), 'caseline-bench-'));
const file = (name) => join(folder, `${name}.db`);

async function timed(work) {
  const start = performance.now();
  await work();
  return Math.round(total / ((performance.now() - start) / 1000));
}

async function oneAtATime(name) {
  const caseline = openCaseline({ log: `sqlite:${file(name)}` });
  const rate = await timed(async () => {
    // Round robin over the cases, as facts arrive in life.
    for (let turn = 0; turn < (histories[0]?.events.length ?? 0); turn += 1)
      for (const { caseId, events } of histories)
        await caseline.record({ caseId, recordedBy, events: [events[turn]] });
  });
  await caseline.close();
  return rate;
}

async function sixtyFourAtOnce(name) {
  const caseline = openCaseline({ log: `sqlite:${file(name)}` });
  const rate = await timed(() =>
    Promise.all(
      histories.map(async ({ caseId, events }) => {
        for (const event of events) await caseline.record({ caseId, recordedBy, events: [event] });
      }),
    ),
  );
  await caseline.close();
  return rate;
}

/** The rows that a run of Caseline stored, inserted again one by one without Caseline. */
async function bare(name, from) {
  const rows = storedRows(file(from));
  const { database, insert } = bareFile(file(name), Object.keys(rows[0] ?? {}));
  const rate = await timed(async () => {
    for (const row of rows) insert.run(row);
  });
  database.close();
  return rate;
}

const rounds = [];
for (let round = 0; round < 5; round += 1) {
  const one = await oneAtATime(`one-${round}`);
  const loop = await bare(`bare-${round}`, `one-${round}`);
  const many = await sixtyFourAtOnce(`many-${round}`);
  rounds.push({ one, loop, many });
}
rmSync(folder, { recursive: true });

console.log(`${total} events over ${CASES} cases, medians of ${rounds.length} rounds`);
console.log(
  `bare better-sqlite3 loop, one at a time   ${median(rounds.map(({ loop }) => loop))} events a second`,
);
console.log(
  `caseline, one at a time                   ${median(rounds.map(({ one }) => one))} events a second`,
);
console.log(
  `caseline, 64 recorders at once            ${median(rounds.map(({ many }) => many))} events a second`,
);
console.log(
  `one at a time / bare                      ${median(rounds.map(({ one, loop }) => one / loop)).toFixed(2)} (aim 0.7)`,
);
console.log(
  `64 at once / one at a time                ${median(rounds.map(({ one, many }) => many / one)).toFixed(1)} (aim 6)`,
);
