import type { SourceReference } from '../../../domain/events/envelope.ts';
import { inEnglish } from '../../../domain/time/edtf-in-english.ts';
import type { Deadline, DeadlineBasis } from '../../../projections/deadlines/view.ts';
import { documentName, placeIn } from '../../words.ts';

/** A deadline in words. */
export interface DeadlineRow extends Pick<Deadline, 'id' | 'title' | 'status'> {
  readonly due: string;
  /** How far the day is away, or when it was met. */
  readonly left: string | null;
  /** What kind of obligation it is, and whose. */
  readonly owed: string;
  /** What one has to know beside that: in whole sentences. */
  readonly notes: readonly string[];
  readonly stated: { readonly due: string; readonly source: string | null } | null;
  readonly counted: { readonly due: string; readonly how: string; readonly citation: string } | null;
  readonly agreement: string | null;
  /** What it rests on. */
  readonly facts: readonly { readonly id: string; readonly text: string }[];
}

export function rowOf(deadline: Deadline): DeadlineRow {
  const { id, title, status, basis } = deadline;
  const { stated, computed } = basis;
  return {
    id,
    title,
    status,
    due: dueInWords(deadline),
    left: leftInWords(deadline),
    owed: owedInWords(deadline),
    notes: notesOf(deadline),
    stated: stated && { due: byTheEndOf(stated.due), source: stated.source && placeOf(stated.source) },
    counted: computed && {
      due: inEnglish(computed.due),
      how: countingOf(computed),
      citation: computed.citation,
    },
    agreement: agreementOf(basis),
    facts: factsOf(deadline),
  };
}

const isDay = (edtf: string): boolean => /^\d{4}-\d\d-\d\d$/.test(edtf);

/** A source that says "by April 2020" leaves the whole of April. */
const byTheEndOf = (due: string): string =>
  isDay(due) ? inEnglish(due) : `by the end of ${inEnglish(due, 'extent')}`;

const dueInWords = ({ basis, due }: Deadline): string => (basis.stated ? byTheEndOf(due) : inEnglish(due));

function leftInWords({ status, due, basis, daysLeft, metOn }: Deadline): string | null {
  // A period that began on nobody knows which day ran out on nobody knows which day.
  const isExact = isDay(due) || basis.stated !== null;
  switch (status) {
    case 'due':
      if (daysLeft === 0) return 'the last day';
      return `${isExact ? '' : 'at most '}${days(daysLeft)} left`;
    case 'overdue':
      return `${days(-daysLeft)} ago${isExact ? '' : ', or more'}`;
    case 'met':
    case 'late':
      return metOn === null ? null : `met ${inEnglish(metOn)}`;
    default:
      return null;
  }
}

const days = (count: number): string => `${count.toLocaleString('en-GB')} ${count === 1 ? 'day' : 'days'}`;

function owedInWords({ kind, owedBy, owedTo }: Deadline): string {
  switch (kind) {
    case 'duty':
      return `Duty of the ${owedBy} to ${owedTo}`;
    case 'aim':
      return `Aim of the ${owedBy}, set by ${owedTo}`;
    case 'invitation':
      return `Invitation to the ${owedBy} by ${owedTo}`;
  }
}

const notesOf = (deadline: Deadline): readonly string[] => [
  ...(deadline.status === 'overdue'
    ? ['Nothing on record meets it, which does not say that nothing was done.']
    : []),
  ...(deadline.standing === 'proposed'
    ? ['A term of a draft notice: it binds nobody until the notice is issued.']
    : []),
  ...(deadline.recurs ? [`The next of several: one every ${deadline.recurs.everyMonths} months.`] : []),
  ...(deadline.status === 'due' && deadline.metOn !== null
    ? [`It may have been met by now: ${inEnglish(deadline.metOn)}.`]
    : []),
  ...(deadline.statusCertainty === 'possible' ? [doubtOf(deadline)] : []),
  ...(deadline.certainty === 'possible' ? ['What it rests on may not have happened by this day.'] : []),
];

const doubtOf = ({ status, due, basis, metOn }: Deadline): string =>
  status === 'due' && metOn === null && basis.stated === null && !isDay(due)
    ? 'Its day may be over already: the record does not know it exactly.'
    : 'Not certain: the dates on record leave room for something else.';

const placeOf = (source: SourceReference): string =>
  [documentName(source.id), placeIn(source) ?? []].flat().join(', ');

function countingOf({ workingDays, months, from }: NonNullable<DeadlineBasis['computed']>): string {
  const day = isDay(from) ? inEnglish(from) : `${inEnglish(from)}: the exact day is not known`;
  return months === null
    ? `which is ${workingDays} working days after the authority got the final report (${day})`
    : `which is ${months} months after the last review, or else after the notice (${day})`;
}

function agreementOf({ stated, computed, agree }: DeadlineBasis): string | null {
  if (!stated || !computed) return null;
  if (agree === null) return 'The day that is stated counts. The other is not exact enough to compare.';
  return agree ? 'Both name the same day.' : 'They disagree. The day that is stated counts.';
}

function factsOf({ basis, events, status, title }: Deadline): DeadlineRow['facts'] {
  const last = events.at(-1);
  return events.map((id) => {
    if (id === basis.stated?.event) return { id, text: 'What states the day' };
    if (id === basis.computed?.event) return { id, text: 'What the counting begins with' };
    if (id !== last) return { id, text: 'What else it rests on' };
    if (status === 'met' || status === 'late') return { id, text: `${title}: what met it` };
    return { id, text: status === 'lapsed' ? 'What ended it' : 'What else it rests on' };
  });
}
