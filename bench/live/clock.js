/**
 * Milliseconds on the clock that all processes of a machine share and that nobody sets (CLOCK_MONOTONIC, which
 * `process.hrtime` reads): when one process sent and when another received can be compared.
 */
export function now() {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1_000 + nanoseconds / 1e6;
}

/** What to add to an instant of `Date.now()` to have it on the shared clock: taken when the former ticks. */
export function sinceEpoch() {
  const before = Date.now();
  let tick = before;
  while (tick === before) tick = Date.now();
  return now() - tick;
}
