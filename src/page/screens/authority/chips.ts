import type { Caseline, Question } from '../../../caseline.ts';
import { formatDay } from '../../../domain/time/civil-day.ts';
import { dayInWords } from '../../../domain/time/edtf-in-english.ts';
import type { Clocks } from './clocks.ts';
import type { Moment } from './moments.ts';

/** A link that moves both clocks to a moment. */
export interface Chip {
  readonly id: string;
  readonly text: string;
  readonly date: string;
  readonly href: string;
  readonly isHere: boolean;
  /** What happened on it came to be known to this viewer later. */
  readonly knownLater: boolean;
}

interface Asked {
  readonly caseline: Caseline;
  readonly la: string;
  /** Who asks, and of which part of the log. */
  readonly question: Question;
  readonly moments: readonly Moment[];
  readonly clocks: Clocks;
  readonly hrefOf: (asOf: string | undefined) => string;
}

/** Links to the moments that matter, of which today is the last. */
export async function chipsOf({
  caseline,
  la,
  question,
  moments,
  clocks,
  hrefOf,
}: Asked): Promise<readonly Chip[]> {
  const { validAt, knownAt, today } = clocks;
  const chips = await Promise.all(
    moments.map(async (moment, index) => ({
      id: `moment-${index}`,
      text: moment.text,
      date: moment.date,
      href: hrefOf(formatDay(moment.day)),
      isHere: moment.day === validAt && moment.day === knownAt,
      knownLater: await isKnownLater(moment),
    })),
  );
  const isNow = validAt === today && knownAt === today;
  const now = { id: 'moment-today', text: 'Today', date: dayInWords(today), href: hrefOf(undefined) };
  return [...chips, { ...now, isHere: isNow, knownLater: false }];

  async function isKnownLater({ day, event }: Moment): Promise<boolean> {
    if (event === null || day > today) return false;
    const then = await caseline.facts(la, { ...question, asOf: formatDay(day) });
    return !then.facts.some((fact) => fact.event.id === event);
  }
}
