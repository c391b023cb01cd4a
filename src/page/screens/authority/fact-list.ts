import type { Fact } from '../../../caseline.ts';
import { eventTypeOf } from '../../../domain/events/catalogue.ts';
import { orderKey } from '../../../domain/time/certainty.ts';
import { dateOf } from '../../../domain/time/civil-day.ts';
import { timelineEntry } from '../../../projections/timeline.ts';
import { documentName } from '../../words.ts';

/** A fact in the list, which says what the picture draws. */
interface FactRow {
  readonly id: string;
  readonly title: string;
  readonly href: string;
  readonly when: string;
  readonly verbatim: string | null;
  /** Where it is written: "Ofsted report second, page 1". */
  readonly source: string | null;
  readonly possibly: boolean;
  /** The pages of the corrections that shaped it. */
  readonly corrections: readonly string[];
  readonly underWay: 'certain' | 'possible' | null;
  /** It tells of the record itself: a source taken in, a claim, a correction. */
  readonly isOfRecord: boolean;
}

/** The facts that had certainly begun in one year, in order. */
export interface YearOfFacts {
  readonly year: number;
  readonly facts: readonly FactRow[];
}

export function factsByYear(facts: readonly Fact[], hrefOf: (id: string) => string): readonly YearOfFacts[] {
  const years: { year: number; facts: FactRow[] }[] = [];
  for (const fact of facts) {
    const { begins } = orderKey(fact.event.when, eventTypeOf(fact.event.type).reading);
    const { year } = dateOf(begins);
    const last = years.at(-1);
    const row = rowOf(fact, hrefOf);
    if (last?.year === year) last.facts.push(row);
    else years.push({ year, facts: [row] });
  }
  return years;
}

function rowOf(fact: Fact, hrefOf: (id: string) => string): FactRow {
  const { id, title, when, verbatim, source, certainty, ended, correctedBy, process } = timelineEntry(fact);
  const fillsItsDays = eventTypeOf(fact.event.type).reading === 'extent';
  return {
    id,
    title,
    href: hrefOf(id),
    when,
    verbatim: verbatim === when ? null : verbatim,
    source: source && [documentName(source.id), ...(source.page ? [`page ${source.page}`] : [])].join(', '),
    possibly: certainty === 'possible',
    corrections: correctedBy.map(hrefOf),
    underWay:
      !fillsItsDays || ended === 'certain' || certainty === 'possible'
        ? null
        : ended === 'no'
          ? 'certain'
          : 'possible',
    isOfRecord: process === 'record',
  };
}
