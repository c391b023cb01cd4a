/**
 * Of the numbers of many lists together, NaN left out: those that such shares of them are below, by nearest rank
 * as in numbers.js. Millions of them, so they are sorted once, and as what they are.
 *
 * @param lists of Float32Array
 */
export function quantiles(lists, shares) {
  const all = new Float32Array(lists.reduce((sum, { length }) => sum + length, 0));
  let count = 0;
  for (const list of lists) for (const number of list) if (!Number.isNaN(number)) all[count++] = number;
  const sorted = all.subarray(0, count).sort();
  return shares.map((share) => sorted[Math.min(count - 1, Math.floor(count * share))] ?? Number.NaN);
}
