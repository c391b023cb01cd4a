import { median } from '../numbers.js';
import { histories, stored } from './events.js';
import { inTurn, rateOf, ratio, whole } from './rounds.js';

const ROUNDS = 5;
const CASES = 100;
const all = histories(CASES, 25);
const total = CASES * all[0].events.length;
export const title = `Reading ${whole(total)} events, events a second`;

/** So many events go to the server in one append. */
const TOGETHER = 100;

export async function report(server) {
  const prefix = `bench-reading-${Date.now()}-`;
  const log = server.logNamed(prefix);
  const writer = server.openBare({ prefix });
  for (const { caseId, events } of all)
    for (let first = 0; first < events.length; first += TOGETHER) {
      const some = events.slice(first, first + TOGETHER);
      const ready = some.map((event, n) => stored(event, first + n));
      await writer.append(caseId, ready);
    }
  await writer.close();
  const known = server.openLog(log);
  const client = server.openBare({ prefix });
  const measured = await inTurn(ROUNDS, {
    bare: () => rateOf(total, async () => mustBeAll(await client.readAll())),
    again: () => rateOf(total, async () => mustBeAll(await count(known.readAll()))),
    entries: () => rateOf(total, async () => mustBeAll(await count(known.entries()))),
    opened: async () => {
      const fresh = server.openLog(log);
      const rate = await rateOf(total, async () => mustBeAll(await count(fresh.readAll())));
      await fresh.close();
      return rate;
    },
  });
  await client.close();
  await known.close();
  const row = (what, name) => [what, whole(median(measured[name])), ratio(measured[name], measured.bare)];
  return {
    head: ['', 'events a second', 'ratio'],
    rows: [
      row('bare client: readAll, JSON parsed', 'bare'),
      row('the log: readAll, each event validated', 'again'),
      row('the log: entries, as they are kept, for a copy', 'entries'),
      row(
        'the log: readAll by a process that has just opened it, and has to learn where everything is',
        'opened',
      ),
    ],
  };
}

async function count(events) {
  let counted = 0;
  for await (const _ of events) counted += 1;
  return counted;
}

function mustBeAll(events) {
  if (events !== total) throw new Error(`${events} events were read, and there are ${total}`);
}
