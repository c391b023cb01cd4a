import type { CivilDay } from '../../domain/time/civil-day.ts';
import { lastDay, parseEdtf } from '../../domain/time/edtf.ts';

/** The last day that an EDTF date allows. Dates in a state are those of recorded events: all of them can be read. */
export function lastPossible(date: string): CivilDay {
  const parsed = parseEdtf(date);
  return parsed.ok ? lastDay(parsed.value) : Number.POSITIVE_INFINITY;
}
