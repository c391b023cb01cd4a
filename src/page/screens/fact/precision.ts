import type { Reading } from '../../../domain/time/certainty.ts';
import { type CivilDay, formatDay } from '../../../domain/time/civil-day.ts';
import { firstDay, type ImpreciseDate, isExact, lastDay, type Span } from '../../../domain/time/edtf.ts';
import { dayInWords, inEnglish } from '../../../domain/time/edtf-in-english.ts';

/** How exactly a date is known, in a sentence; for what happened within it, or for what fills it. */
export function precisionInWords(when: ImpreciseDate, reading: Reading): string {
  if (isExact(when)) return 'The day is known.';
  const doubt = when.qualified
    ? ' The source is itself not sure, so a little more room is left on both sides.'
    : '';
  return `${reading === 'moment' ? momentInWords(when) : extentInWords(when)}${doubt}`;
}

const momentInWords = (when: ImpreciseDate): string =>
  when.spans.length > 1
    ? `One day of those: the source does not say which.`
    : `One day ${between(firstDay(when), lastDay(when))}: the source does not say which.`;

function extentInWords(when: ImpreciseDate): string {
  if (when.anyOne) return 'One of those: the source does not say which.';
  const spans = when.spans;
  const gaps = spans.length > 1 ? ` In ${spans.length} parts, with a gap between them.` : '';
  const vague = spans.find((span) => !hasExactEnds(span));
  if (!vague) return `All the days from the first to the last.${gaps}`;
  return `${looselyInWords(vague)}${gaps}`;
}

const hasExactEnds = ({ earliestStart, latestStart, earliestEnd, latestEnd }: Span): boolean =>
  earliestStart === latestStart && earliestEnd === latestEnd;

function looselyInWords({ earliestStart, latestStart, earliestEnd, latestEnd }: Span): string {
  if (latestStart >= earliestEnd)
    return `Some time ${between(earliestStart, latestEnd)}: the source does not say on which day it began, nor on which it ended.`;
  const began = `began ${onOrBetween(earliestStart, latestStart)}`;
  const ended = `ended ${onOrBetween(earliestEnd, latestEnd)}`;
  return `It ${began} and ${ended}: the source does not say more.`;
}

const onOrBetween = (first: CivilDay, last: CivilDay): string =>
  first === last ? `on ${dayInWords(first)}` : between(first, last);

const between = (first: CivilDay, last: CivilDay): string =>
  inEnglish(`${formatDay(first)}/${formatDay(last)}`);
