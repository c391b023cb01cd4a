import type { CivilDay } from './civil-day.ts';
import { firstDay, type ImpreciseDate, isExact, lastDay, type Span } from './edtf.ts';

/**
 * What a date says of its event, fixed by the event's type: an `extent` fills its days (an inspection on site);
 * a `moment` lies on one unknown day within them (a notice drafted in October 2018).
 */
export type Reading = 'moment' | 'extent';

/**
 * The three answers. `certain`: so on every reading of the date. `possible`: so on some. `no`: on none. Knowing
 * a date better can turn `possible` into either other answer, and never changes those.
 */
export type Certainty = 'certain' | 'possible' | 'no';

/**
 * Had it begun by the end of a day? Of a discontinuous extent: had the first stretch begun? Once certain, it
 * stays so for every later day. Give none of these functions a date that ends before it starts.
 */
export function begunBy(date: ImpreciseDate, reading: Reading, day: CivilDay): Certainty {
  const bounds = boundsOf(date, reading);
  return answer(bounds.latestStart <= day, bounds.earliestStart <= day);
}

/** Was the whole of it over by the end of a day? Its last day counts as over when that day ends. */
export function endedBy(date: ImpreciseDate, reading: Reading, day: CivilDay): Certainty {
  const bounds = boundsOf(date, reading);
  return answer(bounds.latestEnd <= day, bounds.earliestEnd <= day);
}

/**
 * Did it fall on a day? An extent fills its days, so it can be certain of many; a moment only of the one day
 * that is left to it. Between the stretches of a discontinuous extent, or the candidates of a set: `no`.
 */
export function within(date: ImpreciseDate, reading: Reading, day: CivilDay): Certainty {
  const possible = date.spans.some((span) => span.earliestStart <= day && day <= span.latestEnd);
  if (reading === 'moment') return answer(possible && isExact(date), possible);
  const filled = (span: Span) => span.latestStart <= day && day <= span.earliestEnd;
  return answer(date.anyOne ? date.spans.every(filled) : date.spans.some(filled), possible);
}

/** Did the whole of `a` end before `b` began, on an earlier day? On the same day is not before. */
export function before(a: ImpreciseDate, aReading: Reading, b: ImpreciseDate, bReading: Reading): Certainty {
  const first = boundsOf(a, aReading);
  const second = boundsOf(b, bReading);
  return answer(first.latestEnd < second.earliestStart, first.earliestEnd < second.latestStart);
}

/**
 * Where it stands in a history. `begins` is the day from which `begunBy` is certain, so that a replay up to a
 * day takes in a prefix of the order; `earliest`, the first day for which it is possible, settles ties.
 */
export function orderKey(
  date: ImpreciseDate,
  reading: Reading,
): { readonly begins: CivilDay; readonly earliest: CivilDay } {
  const bounds = boundsOf(date, reading);
  return { begins: bounds.latestStart, earliest: bounds.earliestStart };
}

/** The days from which `endedBy` is possible, and certain. */
export function endKey(
  date: ImpreciseDate,
  reading: Reading,
): { readonly ends: CivilDay; readonly earliest: CivilDay } {
  const bounds = boundsOf(date, reading);
  return { ends: bounds.latestEnd, earliest: bounds.earliestEnd };
}

/** The bounds of the beginning and the end of the whole date, under a reading. */
function boundsOf(date: ImpreciseDate, reading: Reading): Span {
  const earliest = firstDay(date);
  const latest = lastDay(date);
  if (reading === 'moment') {
    return { earliestStart: earliest, latestStart: latest, earliestEnd: earliest, latestEnd: latest };
  }
  // Of all its members, the whole has begun once any has, and is over once all are. Of one member that nobody
  // can name, it is the other way about: begun for certain only when every candidate would have.
  const starts = date.spans.map((span) => span.latestStart);
  const ends = date.spans.map((span) => span.earliestEnd);
  return {
    earliestStart: earliest,
    latestStart: date.anyOne ? Math.max(...starts) : Math.min(...starts),
    earliestEnd: date.anyOne ? Math.min(...ends) : Math.max(...ends),
    latestEnd: latest,
  };
}

function answer(certain: boolean, possible: boolean): Certainty {
  return certain ? 'certain' : possible ? 'possible' : 'no';
}
