import { median } from '../numbers.js';

/** Events a second. */
export async function rateOf(events, work) {
  const start = performance.now();
  await work();
  return events / ((performance.now() - start) / 1_000);
}

/** Every contestant once a round, one after the other; what each measured, round by round. */
export async function inTurn(rounds, contestants) {
  const measured = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]));
  // The first round warms up all of them alike.
  for (let round = -1; round < rounds; round += 1)
    for (const [name, measure] of Object.entries(contestants)) {
      const value = await measure();
      if (round >= 0) measured[name].push(value);
    }
  return measured;
}

/** The median of ratios, each taken within a round. */
export const ratio = (ones, others) => median(ones.map((one, round) => one / others[round])).toFixed(2);

export const whole = (number) => Math.round(number).toLocaleString('en');
