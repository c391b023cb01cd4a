import type { Fact } from '../../../caseline.ts';
import { eventTypeOf, titleOf } from '../../../domain/events/catalogue.ts';
import type { Grade } from '../../../domain/frameworks/frameworks.ts';
import { type CivilDay, formatDay } from '../../../domain/time/civil-day.ts';
import { dayInWords, describe, inEnglish } from '../../../domain/time/edtf-in-english.ts';
import { gradeName } from '../../words.ts';

/** From one day to another, both included: "17 to 28 September 2018". */
export const daysInWords = (first: CivilDay, last: CivilDay): string =>
  inEnglish(first === last ? formatDay(first) : `${formatDay(first)}/${formatDay(last)}`, 'extent');

/** Since when, or from when to when: "23 May 2014 to 29 October 2018". */
export const lastsInWords = (from: string, to: string | null): string =>
  to === null ? `since ${inEnglish(from)}` : `${inEnglish(from)} to ${inEnglish(to)}`;

/** What happened, and when: "ILACS inspection carried out, 17 to 28 September 2018". */
export function factInWords(fact: Fact, validAt: CivilDay): string {
  const { event } = fact;
  const { reading } = eventTypeOf(event.type);
  return `${titleOf(event)}, ${describe(event.when, reading)}${doubtInWords(fact, validAt)}`;
}

/** What cannot be told of it on the day asked about. */
function doubtInWords({ begun, ended, event }: Fact, validAt: CivilDay): string {
  if (begun === 'possible') return `: possibly not yet by ${dayInWords(validAt)}`;
  const fillsItsDays = eventTypeOf(event.type).reading === 'extent';
  return fillsItsDays && ended === 'no' ? `: not over by ${dayInWords(validAt)}` : '';
}

/** What is written of a grade, in full or as people in the field shorten it. */
export const gradeTexts = (grade: Grade): readonly string[] =>
  grade === 'requires_improvement' ? [gradeName(grade), 'RI'] : [gradeName(grade)];
