import type { CivilDay } from './civil-day.ts';
import { firstDay, type ImpreciseDate, lastDay } from './edtf.ts';
import { addWorkingDays } from './working-days.ts';

/** A period that the law sets running when an authority receives an inspection report. */
export interface StatutoryClock {
  /** Working days of England; the day of receipt is day 0. */
  readonly workingDays: number;
  /** The law that sets it. */
  readonly citation: string;
}

export type StatutoryClockName = 'statement-of-action' | 'authority-publishes-report';

/** The clocks, by name. A working day is what SI 2007/462, reg. 1(2) says it is: see `working-days.ts`. */
export const statutoryClocks: Readonly<Record<StatutoryClockName, StatutoryClock>> = {
  'statement-of-action': {
    workingDays: 70,
    citation:
      'Education and Inspections Act 2006, s. 137(3) and (4)(b); Education and Inspections Act 2006 ' +
      '(Inspection of Local Authorities) Regulations 2007 (SI 2007/462), reg. 3',
  },
  'authority-publishes-report': {
    workingDays: 30,
    citation:
      'Education and Inspections Act 2006, s. 137(4)(a); Education and Inspections Act 2006 ' +
      '(Inspection of Local Authorities) Regulations 2007 (SI 2007/462), reg. 2',
  },
};

/**
 * When a clock runs out, for a receipt whose day may be imprecise. The receipt is read as a moment; the two
 * days are equal when it is exact. Something is certainly late only after `latest`. Bradford received its
 * report on 24 October 2018: its statement of action was due on 4 February 2019.
 */
export function dueFrom(
  clock: StatutoryClockName,
  receipt: ImpreciseDate,
): { readonly earliest: CivilDay; readonly latest: CivilDay } {
  const { workingDays } = statutoryClocks[clock];
  return {
    earliest: addWorkingDays(firstDay(receipt), workingDays),
    latest: addWorkingDays(lastDay(receipt), workingDays),
  };
}
