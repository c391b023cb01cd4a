import type { Basis } from '../../../caseline.ts';
import { formatDay, readDay } from '../../../domain/time/civil-day.ts';
import { inEnglish } from '../../../domain/time/edtf-in-english.ts';
import { dayOf, endOfDay, parseInstant } from '../../../domain/time/london.ts';
import { instantInWords } from '../../words.ts';
import type { AskedSide, SideName } from './question.ts';

/** One side of a comparison: what was asked, what it rests on, and how it can be asked otherwise. */
export interface Side {
  readonly name: SideName;
  /** "28 October 2018" */
  readonly day: string;
  /** "as the public knew it that day" */
  readonly known: string;
  readonly basis: Basis;
  readonly form: SideForm;
}

/** What the form of a side says now; '' where nothing is asked. */
export interface SideForm {
  readonly asOf: string;
  readonly validAt: string;
  readonly knownAt: string;
  readonly recordedAt: string;
  readonly position: string;
  /** Whether the clocks are asked apart. */
  readonly isApart: boolean;
}

export function sideOf(name: SideName, asked: AskedSide, basis: Basis, viewer: string, today: string): Side {
  const day = inEnglish(basis.validAt);
  const isToday = basis.validAt === today && asked.asOf === undefined && asked.knownAt === undefined;
  return {
    name,
    day: isToday ? `Today, ${day}` : day,
    known: `${knownWords(asked, basis, viewer)}${writtenWords(asked)}`,
    basis,
    form: formOf(asked),
  };
}

function knownWords(
  { asOf, knownAt: asked }: AskedSide,
  { validAt, knownAt }: Basis,
  viewer: string,
): string {
  if (asOf === undefined && asked === undefined) return `as ${viewer} knows it now`;
  return endOfDay(readDay(validAt)) === parseInstant(knownAt)
    ? `as ${viewer} knew it that day`
    : `as ${viewer} knew it by ${instantInWords(knownAt)}`;
}

/** Of a side that was asked to look at less than the whole record. */
function writtenWords({ recordedAt }: AskedSide): string {
  if (recordedAt === undefined) return '';
  const by =
    parseInstant(recordedAt) === undefined
      ? `the end of ${inEnglish(recordedAt)}`
      : instantInWords(recordedAt);
  return `, by what was written down here by ${by}`;
}

/** A permanent address names the last moment of a day: that is the day again. */
function formOf({
  asOf = '',
  validAt = '',
  knownAt = '',
  recordedAt = '',
  position = '',
}: AskedSide): SideForm {
  const known = dayOrInstant(knownAt);
  const isOneDay = asOf === '' && validAt !== '' && validAt === known;
  const form = isOneDay ? { asOf: validAt, validAt: '', knownAt: '' } : { asOf, validAt, knownAt: known };
  return {
    ...form,
    recordedAt: dayOrInstant(recordedAt),
    position,
    isApart: hasMore(form, recordedAt, position),
  };
}

const hasMore = ({ validAt, knownAt }: { validAt: string; knownAt: string }, ...more: string[]): boolean =>
  [validAt, knownAt, ...more].some((text) => text !== '');

function dayOrInstant(text: string): string {
  const instant = parseInstant(text);
  if (instant === undefined) return text;
  const day = dayOf(instant);
  return instant === endOfDay(day) ? formatDay(day) : text;
}
