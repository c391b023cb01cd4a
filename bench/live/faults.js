import { isDeepStrictEqual } from 'node:util';

/** What can be wrong with what a reader got; counted in events, over all readers. */
export const noFaults = () => ({ lost: 0, twice: 0, unexpected: 0, misplaced: 0, differing: 0, readers: 0 });

/**
 * Adds what is wrong with what one reader saw, by the numbers of the events, beside those that it should have seen.
 *
 * @param differing how many of them said something else than they said to others
 * @param expected -1 for an event that nobody saw
 */
export function faultsOf({ seen, differing }, expected, isOrdered, faults) {
  const place = new Map();
  expected.forEach((number, index) => {
    if (number >= 0) place.set(number, index);
  });
  const before = Object.values(faults).join();
  const found = new Set();
  let last = -1;
  for (const number of seen) {
    const index = place.get(number);
    if (index === undefined) faults.unexpected += 1;
    else if (found.has(number)) faults.twice += 1;
    else {
      found.add(number);
      if (isOrdered && index < last) faults.misplaced += 1;
      last = Math.max(last, index);
    }
  }
  faults.lost += expected.length - found.size;
  faults.differing += differing;
  if (Object.values(faults).join() !== before) faults.readers += 1;
}

/** Whether two texts of JSON say the same, be it in another order. */
export const saysTheSame = (a, b) => a === b || isDeepStrictEqual(JSON.parse(a), JSON.parse(b));

/** How many of the events say something else than they should. */
export const differing = (expected, texts, contents = []) =>
  contents.filter((content, index) => {
    const text = texts[expected[index]];
    return text !== undefined && !saysTheSame(text, content);
  }).length;

/** In words, for a table: '0' where nothing is wrong. */
export function inWords({ readers, ...faults }) {
  const found = Object.entries(faults).filter(([, count]) => count > 0);
  if (found.length === 0) return '0';
  return `**${found.map(([name, count]) => `${count} ${name}`).join(', ')}** in ${readers} clients`;
}
