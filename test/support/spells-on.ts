import { type Counts, noCounts } from '../../src/projections/england/counts.ts';
import type { EnglandView } from '../../src/projections/england/england.ts';

/** How many of the spells held on a day: what the board of that day should count. */
export function countsOn(day: string, { rows }: EnglandView<'spells'>): Counts {
  const counts = noCounts();
  for (const { place, from, to } of rows.flatMap(({ spells }) => spells)) {
    if (day < from || (to !== null && day >= to)) continue;
    counts[place] += 1;
    counts.authorities += 1;
  }
  return counts;
}
