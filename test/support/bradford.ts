import { type Caseline, openCaseline } from '../../src/caseline.ts';
import { readBundledHistories } from '../../src/ingest/history.ts';

/** Late enough that everything in the bundled histories has been disclosed. */
export const today = Date.UTC(2026, 11, 1, 12);

/** The engine with the bundled histories loaded, on a clock that can be set. */
export async function bradfordLoaded(
  log = 'memory:',
): Promise<{ caseline: Caseline; clock: { now: number } }> {
  const clock = { now: today };
  const caseline = openCaseline({ log, now: () => clock.now });
  for (const history of await readBundledHistories()) await caseline.importHistory(history);
  return { caseline, clock };
}
