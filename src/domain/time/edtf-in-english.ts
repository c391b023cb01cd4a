import type { Reading } from './certainty.ts';
import { type CivilDay, dateOf } from './civil-day.ts';
import { type ImpreciseDate, parseEdtf } from './edtf.ts';
import { readWritten, type WrittenDate, type WrittenMember } from './edtf-syntax.ts';
import { monthNames } from './month-names.ts';

/**
 * A date in English, for people, no more exact than its source: `24 October 2018`, `October 2018`, `a day in
 * October 2018`. An interval is `between 12 March and 23 May 2014` as a moment and `12 March to 23 May 2014` as
 * an extent. Of a set, `and` joins what all happened, `or` what is not known apart. `~` becomes `about`, `?`
 * `perhaps`, `%` `perhaps about`.
 */
export function describe(date: ImpreciseDate, reading: Reading): string {
  const written = readWritten(date.edtf);
  if (!written.ok) return date.edtf; // cannot happen to a date that parseEdtf made; its text is still the truth
  const { set, members } = written.value;
  const phrases = members.map((member) => phraseOf(member, betweenEnds(member, reading, set === 'one')));
  const last = phrases.pop() ?? '';
  if (phrases.length === 0) return last;
  return `${phrases.join(', ')} ${set === 'all' && reading === 'extent' ? 'and' : 'or'} ${last}`;
}

/** Whether the event lies on one day between the two ends, rather than fills the days from one to the other. */
function betweenEnds(member: WrittenMember, reading: Reading, choice: boolean): boolean {
  return reading === 'moment' || (choice && member.kind === 'range');
}

function phraseOf(member: WrittenMember, between: boolean): string {
  if (member.kind === 'date') return inWords(member.date);
  const { start, end } = member;
  const full = inWords(end);
  if (inWords(start) === full) return full;
  const first = withoutRepeating(start, end);
  return between ? `between ${first} and ${full}` : `${first} to ${full}`;
}

function inWords(date: WrittenDate): string {
  switch (date.precision) {
    case 'year':
      return `${doubt(date)}${date.year}`;
    case 'month':
      return `${doubt(date)}${monthOf(date)} ${date.year}`;
    case 'some-day':
      return `${doubt(date)}a day in ${monthOf(date)} ${date.year}`;
    case 'day':
      return `${doubt(date)}${date.day} ${monthOf(date)} ${date.year}`;
  }
}

/** The start of an interval, leaving out the month and year that its end will name: "17 to 28 September 2018". */
function withoutRepeating(start: WrittenDate, end: WrittenDate): string {
  const plain = start.qualifier === '' && end.qualifier === '';
  if (!plain || start.precision === 'year' || end.precision === 'year' || start.year !== end.year) {
    return inWords(start);
  }
  switch (start.precision) {
    case 'month':
      return monthOf(start);
    case 'some-day':
      return `a day in ${monthOf(start)}`;
    case 'day': {
      const sameMonth = end.precision === 'day' && start.month === end.month;
      return sameMonth ? String(start.day) : `${start.day} ${monthOf(start)}`;
    }
  }
}

function doubt(date: WrittenDate): string {
  switch (date.qualifier) {
    case '':
      return '';
    case '~':
      return 'about ';
    case '?':
      return 'perhaps ';
    case '%':
      return 'perhaps about ';
  }
}

function monthOf(date: { readonly month: number }): string {
  return monthNames[date.month - 1] ?? '';
}

/** A civil day: `24 October 2018`. */
export function dayInWords(day: CivilDay): string {
  const { year, month, day: dayOfMonth } = dateOf(day);
  return `${dayOfMonth} ${monthOf({ month })} ${year}`;
}

/** What {@link describe} says of a date still written in EDTF; the text itself where it is none. */
export function inEnglish(edtf: string, reading: Reading = 'moment'): string {
  const parsed = parseEdtf(edtf);
  return parsed.ok ? describe(parsed.value, reading) : edtf;
}
