import type { z } from 'zod';
import type { questionQuery } from '../../../api/questions.ts';
import type { Basis } from '../../../caseline.ts';
import { type CivilDay, readDay } from '../../../domain/time/civil-day.ts';
import { dayInWords } from '../../../domain/time/edtf-in-english.ts';
import { dayOf, endOfDay, parseInstant } from '../../../domain/time/london.ts';
import { instantInWords } from '../../words.ts';

export type HistoryQuery = z.output<typeof questionQuery>;

/** Where the two clocks that a reader can move stand, and the day of now. */
export interface Clocks {
  readonly validAt: CivilDay;
  /** The London day of what could be known; today where that is left open. */
  readonly knownAt: CivilDay;
  readonly today: CivilDay;
  /** What could be known goes up to now. */
  readonly knowsAll: boolean;
}

/** Reads the clocks off a question and what it was answered with. */
export function clocksOf(query: HistoryQuery, basis: Basis, today: CivilDay): Clocks {
  const asked = query.asOf ?? query.knownAt;
  const instant = asked === undefined ? undefined : parseInstant(asked);
  const knownAt = asked === undefined ? today : instant === undefined ? readDay(asked) : dayOf(instant);
  return {
    validAt: readDay(basis.validAt),
    knownAt,
    today,
    knowsAll: instant === undefined && knownAt === today,
  };
}

/** On which day: "On 26 October 2018", "Today, 22 November 2026". */
export const onDay = ({ validAt, today, knowsAll }: Clocks): string =>
  validAt === today && knowsAll ? `Today, ${dayInWords(today)}` : `On ${dayInWords(validAt)}`;

/** With whose eyes, and of when: "as the public knew it that day". */
export function asKnown(who: string, clocks: Clocks, basis: Basis): string {
  const { validAt, today, knowsAll } = clocks;
  if (knowsAll) return validAt === today ? `as far as ${who} may know` : `as ${who} knows it today`;
  if (parseInstant(basis.knownAt) === endOfDay(validAt)) return `as ${who} knew it that day`;
  const known = clocks.knownAt;
  const isWholeDay = parseInstant(basis.knownAt) === endOfDay(known);
  return `as ${who} knew it by ${isWholeDay ? dayInWords(known) : instantInWords(basis.knownAt)}`;
}

/** Which part of what is written down here counts; null where nothing of it could be known. */
export function asWritten({ recordedAt, position }: HistoryQuery, basis: Basis): string | null {
  const until = basis.recordedAt === null ? null : instantInWords(basis.recordedAt);
  if (recordedAt === undefined && position === undefined)
    return until === null ? null : `From what was written down here by ${until}.`;
  return until === null
    ? 'As this record stood before anything of it was written down here.'
    : `As this record stood at ${until}: what was written down here later is left out.`;
}
