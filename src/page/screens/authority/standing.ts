import type { Basis } from '../../../caseline.ts';
import { inEnglish } from '../../../domain/time/edtf-in-english.ts';
import type { CaseView } from '../../../projections/case/case.ts';
import type { JudgementView } from '../../../projections/case/judgement.ts';
import { gradeName, listed } from '../../words.ts';
import { asKnown, asWritten, type Clocks, type HistoryQuery, onDay } from './clocks.ts';
import { inspectionOn } from './inspection-on.ts';

/** Where an authority stands, in a sentence that says by which clocks. */
export interface Standing {
  /** "On 26 October 2018, as the public knew it that day". */
  readonly clocks: string;
  /** What is said where there is no grade. */
  readonly instead: string | null;
  readonly grade: string | null;
  /** What follows the grade: "since 23 May 2014". */
  readonly since: string;
  /** What else one should know at once. */
  readonly notes: readonly string[];
  readonly written: string | null;
  /** The same without a cut of the log; null where there is none. */
  readonly uncut: string | null;
}

type Judgement = NonNullable<JudgementView['current']>;

interface Seen {
  readonly query: HistoryQuery;
  readonly basis: Basis;
  readonly clocks: Clocks;
  /** The viewer, in words. */
  readonly who: string;
  /** The address of the same without a cut of the log. */
  readonly uncut: string;
}

export function standingOf(state: CaseView, { query, basis, clocks, who, uncut }: Seen): Standing {
  const { authority, judgement, inspection } = state;
  const { current, possiblySuperseded: perhaps } = judgement;
  const underWay = inspectionOn(inspection);
  const ended = authority?.succeeded;
  return {
    clocks: `${onDay(clocks)}, ${asKnown(who, clocks, basis)}`,
    grade: current && (current.overall ?? 'no_overall_judgement'),
    since: current ? sinceWords(current) : '',
    instead: current ? null : authority ? 'No judgement is known' : 'Nothing was known of it',
    notes: [
      ...(ended ? [`It ended on ${inEnglish(ended.on)}. ${listed(ended.by)} took over.`] : []),
      ...(perhaps ? [`A later judgement may have been issued by then: ${laterWords(perhaps)}.`] : []),
      ...(current && current.published === null
        ? [`The authority received the report ${onOrBetween(current.issued)}.`]
        : underWay.isUnderWay
          ? [underWay.text]
          : []),
    ],
    written: asWritten(query, basis),
    uncut: query.recordedAt === undefined && query.position === undefined ? null : uncut,
  };
}

/** The words that follow the grade. */
export function sinceWords({ since, published, underEmbargoUntil }: Judgement): string {
  if (underEmbargoUntil !== null) return `under embargo until ${inEnglish(underEmbargoUntil)}`;
  if (published === null) return 'not published yet';
  return `since ${inEnglish(since)}`;
}

const laterWords = ({ overall, issued }: Judgement): string =>
  `${gradeName(overall ?? 'no_overall_judgement')}, ${onOrBetween(issued)}`;

/** "on 24 October 2018", "in October 2018", "between 12 March and 23 May 2014". */
export function onOrBetween(edtf: string): string {
  const words = inEnglish(edtf);
  if (/^\d{4}-\d\d-\d\d$/.test(edtf)) return `on ${words}`;
  return /^\d{4}(-\d\d)?$/.test(edtf) ? `in ${words}` : words;
}
