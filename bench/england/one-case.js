// One case among a hundred, and one among ten thousand: what is not asked about should cost nothing.
import Database from 'better-sqlite3';
import { codeOf } from '../generate.js';
import { randomOf } from '../journeys/random.js';
import { median, quantile } from '../numbers.js';
import { inChild } from './in-child.js';
import { logOf, sizes } from './logs.js';
import { opened } from './opened.js';
import { randomDays } from './random-days.js';
import { duration } from './table.js';

export const title = 'One case replayed, 500 draws';

const SMALL = '10000';
const LARGE = '1000000';
const ROUNDS = 3;
/** A case is cold once in an opening, and the smaller log has a hundred cases. */
const OPENINGS = 5;
const DRAWN = 100;

export async function lines(folder) {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const taken = {};
    for (const size of [SMALL, LARGE]) {
      const { file } = await logOf(folder, size);
      taken[size] = await inChild(import.meta.url, 'replays', { file, cases: sizes[size].cases });
    }
    rounds.push(taken);
  }
  const over = (measure) => median(rounds.map(measure));
  const rows = [];
  for (const how of ['cold', 'warm'])
    for (const size of [SMALL, LARGE]) {
      const p99 = over(({ [size]: taken }) => quantile(taken[how], 0.99));
      const raw = how === 'cold' && {
        raw: duration(over(({ [size]: taken }) => median(taken.bare))),
        ratio: over(({ [size]: taken }) => median(taken.bare) / median(taken.cold)),
      };
      const { events } = rounds[0][size];
      const among = `${sizes[size].name}, ${Math.round(events)} in each drawn, ${how}`;
      rows.push({
        what: `${among}, median`,
        ours: duration(over(({ [size]: taken }) => median(taken[how]))),
        ...raw,
      });
      rows.push({
        what: `${among}, 99th percentile`,
        ours: duration(p99),
        aim: '< 1 ms',
        reached: p99 < 1,
      });
    }
  for (const how of ['cold', 'warm']) {
    const ratio = over(({ [SMALL]: small, [LARGE]: large }) => median(large[how]) / median(small[how]));
    rows.push({
      what: `median among 1,000,000 over median among 10,000, ${how}`,
      ours: ratio.toFixed(2),
      aim: '< 1.2',
      reached: ratio < 1.2,
    });
  }
  return rows;
}

/** First a whole opening that counts for nothing: it is data that shall be cold, not code. */
export async function replays({ file, cases }) {
  const taken = { cold: [], warm: [], bare: [], events: 0 };
  const bare = bareReads(file);
  for (let opening = 0; opening <= OPENINGS; opening += 1) {
    const caseline = await opened(file);
    const days = randomDays(DRAWN, opening);
    const asked = drawn(cases, opening).map((code, index) => ({ code, asOf: days[index] }));
    const into = opening === 0 ? { cold: [], warm: [], bare: [] } : taken;
    for (const how of ['cold', 'warm'])
      for (const { code, asOf } of asked) {
        const start = performance.now();
        await caseline.replay('case', code, { viewer: 'public', asOf });
        into[how].push(performance.now() - start);
      }
    for (const { code } of asked) {
      const start = performance.now();
      const events = bare.read(code);
      into.bare.push(performance.now() - start);
      if (opening > 0) taken.events += events / (OPENINGS * DRAWN);
    }
    await caseline.close();
  }
  bare.close();
  return taken;
}

/** Codes of different cases, in no order. */
function drawn(cases, seed) {
  const random = randomOf(seed, -13);
  const kept = new Set();
  while (kept.size < DRAWN) kept.add(random.below(cases));
  return [...kept].map((index) => codeOf(index, cases));
}

/** The raw limit of a case that is not in memory: its rows, each parsed. */
function bareReads(file) {
  const database = new Database(file, { readonly: true });
  const select = database
    .prepare('SELECT position, revision, event FROM events WHERE case_id = ? ORDER BY revision')
    .raw();
  return {
    read(code) {
      const rows = select.all(`authority-${code}`);
      for (const [, , event] of rows) JSON.parse(event);
      return rows.length;
    },
    close: () => database.close(),
  };
}
