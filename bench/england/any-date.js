// England's board on any date, asked of a process that has its cases in memory.
import { median, quantile } from '../numbers.js';
import { inChild } from './in-child.js';
import { cached, logOf, sizes } from './logs.js';
import { opened } from './opened.js';
import { randomDays } from './random-days.js';
import { duration } from './table.js';

export const title = "England's board on a random date from 2013 to 2023";

const ASKED = [
  { size: 'england', dates: 200, aim: 5 },
  { size: '100000', dates: 60, aim: 60 },
  { size: '1000000', dates: 60, aim: 60 },
];

export async function lines(folder) {
  const rows = [];
  for (const { size, dates, aim } of ASKED) {
    const log = await logOf(folder, size);
    await cached(log);
    const { times, parsed } = await inChild(import.meta.url, 'boards', { ...log, dates });
    rows.push({
      what: `${sizes[size].name}, median of ${dates}`,
      ours: duration(median(times)),
      raw: duration(median(parsed)),
      ratio: median(parsed) / median(times),
      aim: `< ${aim} ms`,
      reached: median(times) < aim,
    });
    rows.push({ what: `${sizes[size].name}, 99th percentile`, ours: duration(quantile(times, 0.99)) });
  }
  return rows;
}

export async function boards({ file, cache, dates }) {
  const caseline = await opened(file, cache);
  const warmUp = dates / 10;
  const times = [];
  let text = '';
  for (const [index, asOf] of randomDays(dates + warmUp).entries()) {
    const start = performance.now();
    const answer = await caseline.england('board', { viewer: 'public', asOf });
    if (index >= warmUp) times.push(performance.now() - start);
    if (index === warmUp) text = JSON.stringify(answer);
  }
  await caseline.close();
  return { times, parsed: parsedAgain(text) };
}

/** The limit of an answer that is made anew: its objects alone. Rows that are remembered can be faster. */
function parsedAgain(text) {
  const times = [];
  for (let run = 0; run < 30; run += 1) {
    const start = performance.now();
    JSON.parse(text);
    times.push(performance.now() - start);
  }
  return times;
}
