export const median = (numbers) => quantile(numbers, 0.5);

/** By nearest rank from below: of 100 numbers, 0.99 gives the largest. */
export function quantile(numbers, share) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
