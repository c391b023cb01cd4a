import { daysInMonth, firstYear, lastYear } from './civil-day.ts';
import { problemInDate } from './edtf-problems.ts';

/** `?` uncertain, `~` approximate, `%` both (ISO 8601-2, section 8); `''` where the source has no doubt. */
export type Qualifier = '' | '?' | '~' | '%';

/** One date as it is written. `some-day` is `2018-10-XX`: a day of that month, the source does not say which. */
export type WrittenDate =
  | { readonly precision: 'year'; readonly year: number; readonly qualifier: Qualifier }
  | {
      readonly precision: 'month';
      readonly year: number;
      readonly month: number;
      readonly qualifier: Qualifier;
    }
  | {
      readonly precision: 'some-day';
      readonly year: number;
      readonly month: number;
      readonly qualifier: Qualifier;
    }
  | {
      readonly precision: 'day';
      readonly year: number;
      readonly month: number;
      readonly day: number;
      readonly qualifier: Qualifier;
    };

/** A date, an interval `a/b`, or a range `a..b` (in sets only). */
export type WrittenMember =
  | { readonly kind: 'date'; readonly date: WrittenDate }
  | { readonly kind: 'interval' | 'range'; readonly start: WrittenDate; readonly end: WrittenDate };

/** The whole text. `all` is a set in braces (each member happened), `one` a set in brackets (one of them did). */
export interface WrittenEdtf {
  readonly set: 'none' | 'all' | 'one';
  readonly members: readonly WrittenMember[];
}

/** What reading gives. `problem` is a sentence: what was wrong, at which character (from 1), what to write. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: string };

const longest = 2_000; // characters: no source needs more, and a hostile one should cost nothing

/**
 * Reads the form of an EDTF text, in the subset that Caseline takes (see `edtf.ts`), without asking what days
 * it covers.
 */
export function readWritten(text: string): Parsed<WrittenEdtf> {
  if (text === '') return problem('The date is empty; write one such as 2018-10-24, 2018-10 or 2018.');
  if (text.length > longest) {
    return problem(
      `The date is ${text.length} characters long, over the limit of ${longest}; write it as several.`,
    );
  }
  const space = text.indexOf(' ');
  if (space >= 0 && /^[\dX.,/{}[\]?~% -]*$/.test(text)) {
    return problem(
      `There is a space at character ${space + 1}; EDTF has none: write ${text.replaceAll(' ', '')}.`,
    );
  }
  const set = text.startsWith('{') ? 'all' : text.startsWith('[') ? 'one' : 'none';
  if (set === 'none') {
    const member = readMember(text, 1, false);
    return member.ok ? { ok: true, value: { set, members: [member.value] } } : member;
  }
  return readSet(text, set);
}

function readSet(text: string, set: 'all' | 'one'): Parsed<WrittenEdtf> {
  const closing = set === 'all' ? '}' : ']';
  const end = text.indexOf(closing);
  if (end < 0) {
    return problem(`The set opened at character 1 is not closed; write '${closing}' after its last date.`);
  }
  if (end < text.length - 1) {
    return problem(
      `'${text.slice(end + 1)}' at character ${end + 2} follows the end of the set; write nothing after ` +
        `'${closing}', and any qualifier after the date that it belongs to.`,
    );
  }
  const members: WrittenMember[] = [];
  let at = 2;
  for (const part of text.slice(1, end).split(',')) {
    const member = readMember(part, at, true);
    if (!member.ok) return member;
    members.push(member.value);
    at += part.length + 1;
  }
  return { ok: true, value: { set, members } };
}

function readMember(text: string, at: number, inSet: boolean): Parsed<WrittenMember> {
  const separator = /\.\.|\//.exec(text);
  if (separator === null) {
    const date = readDate(text, at);
    return date.ok ? { ok: true, value: { kind: 'date', date: date.value } } : date;
  }
  const startText = text.slice(0, separator.index);
  const endAt = at + separator.index + separator[0].length;
  const endText = text.slice(separator.index + separator[0].length);
  if (isOpen(startText) || isOpen(endText)) {
    const where = isOpen(startText) ? `start at character ${at}` : `end at character ${endAt}`;
    return problem(
      `'${text}' has no ${where}; Caseline takes no open or unknown ends: write the outermost day that it ` +
        'could be, or record the beginning and the end as two events.',
    );
  }
  if (separator[0] === '..' && !inSet) {
    return problem(
      `'..' at character ${at + separator.index} stands outside a set; write ${startText}/${endText} for an ` +
        `interval, or put the range in a set: {${text}} for all of it, [${text}] for one day of it.`,
    );
  }
  const start = readDate(startText, at);
  if (!start.ok) return start;
  const end = readDate(endText, endAt);
  if (!end.ok) return end;
  const kind = separator[0] === '/' ? 'interval' : 'range';
  return { ok: true, value: { kind, start: start.value, end: end.value } };
}

function isOpen(text: string): boolean {
  return text === '' || text === '..';
}

const dateForm = /^(\d{4})(?:-(\d\d)(?:-(\d\d|XX))?)?([?~%])?$/;

function readDate(text: string, at: number): Parsed<WrittenDate> {
  const parts = dateForm.exec(text);
  if (parts === null) return problem(problemInDate(text, at));
  const [, yearText, monthText, dayText, mark] = parts;
  const qualifier: Qualifier = mark === '?' || mark === '~' || mark === '%' ? mark : '';
  const year = Number(yearText);
  const month = Number(monthText);
  const day = Number(dayText);
  if (
    year < firstYear ||
    year > lastYear ||
    month < 1 ||
    month > 12 ||
    day < 1 ||
    day > daysInMonth(year, month)
  ) {
    return problem(problemInDate(text, at));
  }
  if (monthText === undefined) return { ok: true, value: { precision: 'year', year, qualifier } };
  if (dayText === undefined) return { ok: true, value: { precision: 'month', year, month, qualifier } };
  if (dayText === 'XX') return { ok: true, value: { precision: 'some-day', year, month, qualifier } };
  return { ok: true, value: { precision: 'day', year, month, day, qualifier } };
}

function problem(text: string): { readonly ok: false; readonly problem: string } {
  return { ok: false, problem: text };
}
