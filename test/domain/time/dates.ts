import fc from 'fast-check';
import type { Certainty } from '../../../src/domain/time/certainty.ts';
import { type CivilDay, formatDay, parseDay } from '../../../src/domain/time/civil-day.ts';
import { type ImpreciseDate, parseEdtf } from '../../../src/domain/time/edtf.ts';

/** Reads a day that a test names, and fails the test if it is none. */
export function day(text: string): CivilDay {
  const parsed = parseDay(text);
  if (parsed === undefined) throw new Error(`A test names no such day: ${text}`);
  return parsed;
}

/** Reads a date that a test names, and fails the test if it cannot be read. */
export function date(text: string): ImpreciseDate {
  const parsed = parseEdtf(text);
  if (!parsed.ok) throw new Error(`A test names no such date: ${text}: ${parsed.problem}`);
  return parsed.value;
}

/** The problem that a text is refused with. */
export function refusal(text: string): string {
  const parsed = parseEdtf(text);
  if (parsed.ok) throw new Error(`A test expected a refusal, but this can be read: ${text}`);
  return parsed.problem;
}

/** Which certainties a better knowledge of the date may turn an answer into. */
export const refinesTo: Readonly<Record<Certainty, readonly Certainty[]>> = {
  certain: ['certain'],
  possible: ['certain', 'possible', 'no'],
  no: ['no'],
};

/** For monotone laws: an answer may only climb. */
export const rank: Readonly<Record<Certainty, number>> = { no: 0, possible: 1, certain: 2 };

/** Days around the life of the cases. */
export const anyDay: fc.Arbitrary<CivilDay> = fc.integer({ min: day('2012-01-01'), max: day('2028-12-31') });

/** A date as written, of any precision, with or without a qualifier. */
export const anyWrittenDate: fc.Arbitrary<string> = fc
  .tuple(anyDay, fc.constantFrom(4, 7, 10, 0), fc.constantFrom('', '', '?', '~', '%'))
  .map(([at, length, mark]) => {
    const text = formatDay(at);
    return `${length === 0 ? `${text.slice(0, 7)}-XX` : text.slice(0, length)}${mark}`;
  });

const forward = ([start, end]: [string, string], separator: string): string => {
  // The order of the texts is the order of the dates: four-figure years, and X sorts after the figures.
  return start <= end ? `${start}${separator}${end}` : `${end}${separator}${start}`;
};

const anyMember: fc.Arbitrary<string> = fc.oneof(
  anyWrittenDate,
  fc
    .tuple(fc.tuple(anyWrittenDate, anyWrittenDate), fc.constantFrom('/', '..'))
    .map(([ends, separator]) => forward(ends, separator)),
);

/** Any date of the subset that does not end before it starts. */
export const anyEdtf: fc.Arbitrary<string> = fc.oneof(
  anyWrittenDate,
  fc.tuple(anyWrittenDate, anyWrittenDate).map((ends) => forward(ends, '/')),
  fc.array(anyMember, { minLength: 1, maxLength: 4 }).map((members) => `{${members.join(',')}}`),
  fc.array(anyMember, { minLength: 1, maxLength: 4 }).map((members) => `[${members.join(',')}]`),
);
