import type { countables } from '../events/record.ts';
import type { CivilDay } from '../time/civil-day.ts';
import { endsBeforeItStarts, firstDay, type ImpreciseDate, lastDay } from '../time/edtf.ts';
import type { CaseFacts, DatedEvent } from './case-facts.ts';
import { earliestEnd } from './events-in-time.ts';

export type Countable = (typeof countables)[number];

export interface Period {
  readonly from: CivilDay;
  readonly to: CivilDay;
}

const names: Readonly<Record<Countable, readonly [one: string, many: string]>> = {
  monitoring_visit: ['monitoring visit', 'monitoring visits'],
  focused_visit: ['focused visit', 'focused visits'],
  joint_targeted_area: ['joint targeted area inspection', 'joint targeted area inspections'],
  inspection: ['inspection', 'inspections'],
};

/** `1 monitoring visit`, `9 monitoring visits`. */
export const countInWords = (count: number, of: Countable): string =>
  `${count} ${names[of][count === 1 ? 0 : 1]}`;

const kinds = {
  monitoring_visit: 'monitoring',
  focused_visit: 'focused',
  joint_targeted_area: 'joint_targeted_area',
} as const;

/** What the record holds of what a claim counts, in recorded order. */
function recorded(of: Countable, facts: CaseFacts): readonly DatedEvent[] {
  const events: readonly DatedEvent[] =
    of === 'inspection'
      ? facts.ofType('InspectionCarriedOut')
      : facts.ofType('VisitCarriedOut').filter(({ data }) => data.kind === kinds[of]);
  return events.filter(({ when }) => !endsBeforeItStarts(when));
}

/** Those that can have lain, in part at least, within a period. */
export const possiblyWithin = (period: Period, of: Countable, facts: CaseFacts): readonly DatedEvent[] =>
  recorded(of, facts).filter(({ when }) => lastDay(when) >= period.from && firstDay(when) <= period.to);

/** Those that lay wholly within a period, on every reading of their dates. */
const certainlyWithin = (period: Period, of: Countable, facts: CaseFacts): readonly DatedEvent[] =>
  recorded(of, facts).filter(({ when }) => firstDay(when) >= period.from && lastDay(when) <= period.to);

export interface CountedOver {
  readonly certainly: readonly DatedEvent[];
  readonly possibly: readonly DatedEvent[];
}

/**
 * What the record holds over the days that a source counts over, in the source's favour both ways: what may
 * lie there is not missing, and what may not is not too many.
 */
export const countedOver = (over: ImpreciseDate, of: Countable, facts: CaseFacts): CountedOver => ({
  certainly: certainlyWithin({ from: latestStart(over), to: earliestEnd(over) }, of, facts),
  possibly: possiblyWithin({ from: firstDay(over), to: lastDay(over) }, of, facts),
});

/** The day by which the days counted over have certainly begun. */
const latestStart = ({ spans }: ImpreciseDate): CivilDay =>
  Math.max(...spans.map((span) => span.latestStart));
