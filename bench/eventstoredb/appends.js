import { median } from '../numbers.js';
import { histories, stored } from './events.js';
import { inTurn, rateOf, ratio, whole } from './rounds.js';

const ROUNDS = 5;
const CASES = 64;
const all = histories(CASES, 1);
const each = all[0].events.length;
const total = CASES * each;
export const title = `Appends, ${total} events of ${CASES} cases, events a second`;

/** As the bare client appends them. */
const ready = all.map(({ caseId, events }) => ({ caseId, events: events.map(stored) }));
/** All events to one case: its own, and those of a longer history. */
const [one] = histories(1, Math.ceil((total - 1) / 8));
const ofOne = { caseId: one.caseId, events: one.events.slice(0, total) };
const readyOne = { caseId: one.caseId, events: ofOne.events.map(stored) };

/** Round robin over the cases, as facts arrive in life. */
async function oneAtATime(cases, append) {
  for (let turn = 0; turn < each; turn += 1)
    for (const { caseId, events } of cases) await append(caseId, events[turn], turn - 1);
}

/** 64 recorders, each with a case of its own. */
const eachItsCase = (cases, append) =>
  Promise.all(
    cases.map(async ({ caseId, events }) => {
      for (const [turn, event] of events.entries()) await append(caseId, event, turn - 1);
    }),
  );

/** 64 recorders at one case, who expect nothing of it. */
async function allOneCase({ caseId, events }, append) {
  const left = events.values();
  const recorder = async () => {
    for (const event of left) await append(caseId, event, undefined);
  };
  await Promise.all(Array.from({ length: CASES }, recorder));
}

const ways = [
  ['one at a time', oneAtATime, all, ready],
  ['64 at once, each its case', eachItsCase, all, ready],
  ['64 at once, one case', allOneCase, ofOne, readyOne],
];

export async function report(server) {
  const rows = [];
  for (const [what, way, ours, theirs] of ways) {
    const bare = (calls) => async () => {
      const client = server.openBare({ calls });
      await client.append('warm', [stored(one.events[0], 0)]); // it connects with the first call
      const rate = await rateOf(total, () =>
        way(theirs, (caseId, event, expected) => client.append(caseId, [event], expected)),
      );
      await client.close();
      return rate;
    };
    const log = async () => {
      const opened = server.openLog(server.logNamed());
      await opened.head();
      const rate = await rateOf(total, () =>
        way(ours, (caseId, event, expected) => opened.append(caseId, expectedOf(expected), [event])),
      );
      await opened.close();
      return rate;
    };
    const measured = await inTurn(ROUNDS, { log, batch: bare(false), calls: bare(true) });
    rows.push([
      what,
      whole(median(measured.log)),
      whole(median(measured.batch)),
      ratio(measured.log, measured.batch),
      whole(median(measured.calls)),
      ratio(measured.log, measured.calls),
    ]);
  }
  return { head: ['', 'the log', 'bare client, as it comes', 'ratio', 'each a call', 'ratio'], rows };
}

const expectedOf = (revision) => (revision === undefined ? 'any' : revision < 0 ? 'none' : revision);
