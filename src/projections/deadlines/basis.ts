import { addMonths, type CivilDay, formatDay } from '../../domain/time/civil-day.ts';
import { firstDay, type ImpreciseDate, lastDay } from '../../domain/time/edtf.ts';
import { dueFrom, type StatutoryClockName, statutoryClocks } from '../../domain/time/statutory-clocks.ts';
import type { Noted, NotedDue } from './state.ts';
import type { DeadlineBasis } from './view.ts';

/** What a deadline rests on, and the days that it gives. */
export interface Ground {
  readonly basis: DeadlineBasis;
  /** EDTF. */
  readonly due: string;
  readonly days: Days;
  /** The event whose word governs. */
  readonly governs: Noted;
}

interface Days {
  readonly earliest: CivilDay;
  readonly latest: CivilDay;
}

interface Computed {
  readonly basis: NonNullable<DeadlineBasis['computed']>;
  readonly days: Days;
  readonly from: Noted;
}

/** A stated day governs a computed one: Ofsted's letter names the day that it will hold the authority to. */
export function groundOf(stated: NotedDue | null, computed: Computed | null): Ground | null {
  if (stated) {
    const days = byTheEndOf(stated.due);
    const said = { due: stated.due.edtf, event: stated.event, source: stated.source };
    const agree = computed && agreement(stated.due, computed.days);
    const basis = { stated: said, computed: computed?.basis ?? null, agree };
    return { basis, due: said.due, days, governs: stated };
  }
  if (!computed) return null;
  const basis = { stated: null, computed: computed.basis, agree: null };
  return { basis, due: computed.basis.due, days: computed.days, governs: computed.from };
}

/** The day on which a period that the law sets runs out. */
export function byStatute(clock: StatutoryClockName, from: Noted): Computed {
  const { workingDays, citation } = statutoryClocks[clock];
  const days = dueFrom(clock, from.when);
  return { basis: basisOf(clock, days, from, { workingDays, months: null, citation }), days, from };
}

/** The day by which the next review is to be held, so many months after the last. */
export function byReviewInterval(months: number, from: Noted): Computed {
  const days = {
    earliest: addMonths(firstDay(from.when), months),
    latest: addMonths(lastDay(from.when), months),
  };
  const period = { workingDays: null, months, citation: 'The terms of the improvement notice' };
  return { basis: basisOf('reviews-at-least-every', days, from, period), days, from };
}

function basisOf(
  rule: Computed['basis']['rule'],
  days: Days,
  from: Noted,
  period: Pick<Computed['basis'], 'workingDays' | 'months' | 'citation'>,
): Computed['basis'] {
  return { due: written(days), rule, ...period, from: from.when.edtf, event: from.event };
}

/** "By April 2020" leaves the whole of April: the day due is known, and it is the last. */
const byTheEndOf = (date: ImpreciseDate): Days => ({ earliest: lastDay(date), latest: lastDay(date) });

function agreement(stated: ImpreciseDate, computed: Days): boolean | null {
  const [first, last] = [firstDay(stated), lastDay(stated)];
  if (last < computed.earliest || first > computed.latest) return false;
  return first === last && computed.earliest === computed.latest ? true : null;
}

const written = ({ earliest, latest }: Days): string =>
  earliest === latest ? formatDay(latest) : `${formatDay(earliest)}/${formatDay(latest)}`;
