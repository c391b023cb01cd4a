import { addMonths, type CivilDay, dayFrom, firstDayOfMonth } from './civil-day.ts';
import { type Parsed, readWritten, type WrittenDate, type WrittenMember } from './edtf-syntax.ts';

/**
 * A date as far as its source knows it.
 *
 * `spans` says on which civil days it can lie, earliest first, and serves both readings of a date
 * (`certainty.ts`): a *moment* lies on one unknown day from `earliestStart` to `latestEnd` of some span; an
 * *extent* fills every day from its start to its end, and both of those have bounds of their own.
 */
export interface ImpreciseDate {
  /** The text that was read, unchanged. */
  readonly edtf: string;
  readonly spans: readonly Span[];
  /** A set in brackets: exactly one of the spans is meant, and the source does not know which. */
  readonly anyOne: boolean;
  /** Some part carries `?`, `~` or `%`, and was widened for it. */
  readonly qualified: boolean;
}

/**
 * One stretch of days: the first lies from `earliestStart` to `latestStart`, the last from `earliestEnd` to
 * `latestEnd`, and never before the first. All four are inclusive.
 *
 * | written | earliestStart | latestStart | earliestEnd | latestEnd |
 * | --- | --- | --- | --- | --- |
 * | `2014-02-05` | 5 Feb | 5 Feb | 5 Feb | 5 Feb |
 * | `2014-02-05/2014-02-20` | 5 Feb | 5 Feb | 20 Feb | 20 Feb |
 * | `2014-02/2014-03` | 1 Feb | 28 Feb | 1 Mar | 31 Mar |
 * | `2014-02` and `2014-02-XX` | 1 Feb | 28 Feb | 1 Feb | 28 Feb |
 *
 * The last row is the point: "in February" names neither a start nor an end, only the month that holds both.
 * So nothing there is certain of one day (`latestStart` is after `earliestEnd`), and yet by the 28th it has
 * certainly begun. A year is the same, a year wide.
 */
export interface Span {
  readonly earliestStart: CivilDay;
  readonly latestStart: CivilDay;
  readonly earliestEnd: CivilDay;
  readonly latestEnd: CivilDay;
}

/**
 * Reads a date in EDTF (ISO 8601-2), the subset that sources need:
 *
 * - a day `2018-10-24`, a month `2018-10`, a year `2018`, some day of a month `2018-10-XX`;
 * - an interval `2014-02/2014-03`, whose ends may differ in precision;
 * - a set, all of it `{2022-12-05..2022-12-09,2023-02-14..2023-02-15}` or one of it `[2018-10-01,2018-10-03]`;
 *   members are dates, ranges `a..b` and intervals `a/b`. Among all of a set the two mean the same; of one,
 *   a range is a choice (some one day from a to b) and an interval a candidate (from a to b).
 * - `?`, `~` or `%` at the end of any date. ISO 8601-2 gives these no width. Caseline's own reading: each
 *   widens its date on both sides by one unit of what is written (a day by a day, a month by a month, a year by
 *   a year; `2018-10-XX` names a month, and so by a month).
 *
 * Years are 1800 to 2200. Open ends, decades, seasons and times of day are refused. An interval that ends
 * before it starts can be read: ask `endsBeforeItStarts`.
 *
 * A refusal's `problem` is a sentence for the person who wrote the date: what was wrong, at which character
 * (counted from 1), and what to write instead.
 */
export function parseEdtf(text: string): Parsed<ImpreciseDate> {
  const known = parsedBefore.get(text);
  if (known) return known;
  if (parsedBefore.size >= remembered) parsedBefore.clear();
  const parsed = parse(text);
  parsedBefore.set(text, parsed);
  return parsed;
}

/** A case repeats few dates often, and each is read when it is recorded, decoded, checked and shown. */
const parsedBefore = new Map<string, Parsed<ImpreciseDate>>();
const remembered = 10_000;

function parse(text: string): Parsed<ImpreciseDate> {
  const written = readWritten(text);
  if (!written.ok) return written;
  const { set, members } = written.value;
  const spans = members.map((member) => spanOf(member, set === 'one'));
  spans.sort((a, b) => a.earliestStart - b.earliestStart || a.latestEnd - b.latestEnd);
  const qualified = members.some((member) =>
    member.kind === 'date'
      ? member.date.qualifier !== ''
      : member.start.qualifier !== '' || member.end.qualifier !== '',
  );
  return { ok: true, value: { edtf: text, spans, anyOne: set === 'one', qualified } };
}

/**
 * Whether no reading of the dates makes sense of it: in some span even the latest possible end is before the
 * earliest possible start. Nothing else here or in `certainty.ts` gives a meaningful answer for such a date.
 */
export function endsBeforeItStarts(date: ImpreciseDate): boolean {
  return date.spans.some((span) => span.latestEnd < span.earliestStart);
}

/** The earliest day on which any of it can lie. */
export function firstDay(date: ImpreciseDate): CivilDay {
  return date.spans.reduce((first, span) => Math.min(first, span.earliestStart), Number.POSITIVE_INFINITY);
}

/** The latest day on which any of it can lie. */
export function lastDay(date: ImpreciseDate): CivilDay {
  return date.spans.reduce((last, span) => Math.max(last, span.latestEnd), Number.NEGATIVE_INFINITY);
}

/** Whether it is a single day, and known: the two readings then agree. */
export function isExact(date: ImpreciseDate): boolean {
  return firstDay(date) === lastDay(date);
}

function spanOf(member: WrittenMember, choice: boolean): Span {
  const start = daysOf(member.kind === 'date' ? member.date : member.start);
  const end = member.kind === 'date' ? start : daysOf(member.end);
  if (member.kind === 'date' || (member.kind === 'range' && choice)) {
    return {
      earliestStart: start.first,
      latestStart: end.last,
      earliestEnd: start.first,
      latestEnd: end.last,
    };
  }
  const span = {
    earliestStart: start.first,
    latestStart: start.last,
    earliestEnd: end.first,
    latestEnd: end.last,
  };
  if (span.latestEnd < span.earliestStart) return span;
  // Each end narrows the other: of 2018/2018-03 the start, too, lies before April.
  return {
    ...span,
    latestStart: Math.min(span.latestStart, span.latestEnd),
    earliestEnd: Math.max(span.earliestEnd, span.earliestStart),
  };
}

/** The days that one written date covers, widened where it is qualified. */
function daysOf(date: WrittenDate): { readonly first: CivilDay; readonly last: CivilDay } {
  const units = date.qualifier === '' ? 0 : 1;
  if (date.precision === 'day') {
    const day = dayFrom(date.year, date.month, date.day);
    return { first: day - units, last: day + units };
  }
  const first = date.precision === 'year' ? dayFrom(date.year, 1, 1) : firstDayOfMonth(date.year, date.month);
  const months = date.precision === 'year' ? 12 : 1;
  return {
    first: addMonths(first, -units * months),
    last: addMonths(first, (1 + units) * months) - 1,
  };
}
