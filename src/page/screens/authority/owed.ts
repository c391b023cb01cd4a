import type { Deadline } from '../../../projections/deadlines/view.ts';
import { type DeadlineRow, rowOf } from '../deadlines/rows.ts';
import type { FactLink, LinkFacts } from './fact-links.ts';

interface OwedRow extends Omit<DeadlineRow, 'facts'> {
  /** What the silence of the record says, and does not say. */
  readonly silence: string | null;
  readonly facts: readonly FactLink[];
}

/** The deadlines of a case. */
export interface Owed {
  /** What is still to be done, and what the latest inspection and a notice have left undone. */
  readonly open: readonly OwedRow[];
  /** The rest, latest first. */
  readonly others: readonly OwedRow[];
  /** How many of the rest are overdue, as far as is recorded. */
  readonly overdue: number;
}

/** @param open the ids of the deadlines that the state of the case has as open */
export function owedOn(
  deadlines: readonly Deadline[],
  open: ReadonlySet<string>,
  linkFacts: LinkFacts,
): Owed {
  const row = (one: Deadline): OwedRow => ({
    ...rowOf(one),
    silence: silences[one.status] ?? null,
    facts: linkFacts(one.events),
  });
  const isOpen = ({ id }: Deadline): boolean => open.has(id);
  const others = deadlines.filter((one) => !isOpen(one)).reverse();
  return {
    open: deadlines.filter(isOpen).map(row),
    others: others.map(row),
    overdue: others.filter(({ status }) => status === 'overdue').length,
  };
}

const silences: Partial<Readonly<Record<Deadline['status'], string>>> = {
  not_recorded: 'Nothing here says whether it was met.',
  passed: 'The day is over. It bound nobody, and nothing here says what became of it.',
  lapsed: 'What it rested on ended before it was met.',
};
