import { inEnglish } from '../../../domain/time/edtf-in-english.ts';
import type { Value } from '../../fields.ts';

/** The parts in which a case is told, in that order. */
export const sections = [
  'Judgement',
  'Inspection',
  'Intervention',
  'Who delivers',
  'People',
  'Areas for improvement',
  'Deadlines',
  'The authority',
  'Other',
] as const;
export type Section = (typeof sections)[number];

/** One line of a case. */
export interface CaseRow {
  readonly section: Section;
  /** The same on both sides. */
  readonly key: string;
  readonly label: string;
  /** Null: there is none. */
  readonly value: Value | null;
  /** What is said where there is none, if that is more than that. */
  readonly absent?: Value;
  /** JSON Pointers to what it tells of a case; all beneath them too. */
  readonly tells: readonly string[];
}

export const row = (
  section: Section,
  label: string,
  value: Value | null,
  tells: readonly string[],
): CaseRow => ({ section, key: label, label, value, tells });

export const text = (words: string): Value => ({ kind: 'text', text: words });

/** A value with a word on it; without, where there is none to say. */
export const noted = (value: Value, note: string): Value =>
  note === '' ? value : { kind: 'noted', value, note };

/** What a view dates. */
export interface Dated {
  /** EDTF. */
  readonly date: string;
  readonly certainty: 'certain' | 'possible';
}

/** "October 2018, possibly" */
export const when = ({ date, certainty }: Dated): string =>
  `${inEnglish(date)}${certainty === 'possible' ? ', possibly' : ''}`;

/** "since October 2018, possibly" */
export const sayingWhen = (word: string, date: string, certainty: Dated['certainty']): string =>
  `${word} ${when({ date, certainty })}`;
