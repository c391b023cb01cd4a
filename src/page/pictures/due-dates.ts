import { scaleBand, scaleLinear } from 'd3-scale';
import { dateOf, daysInMonth, readDay } from '../../domain/time/civil-day.ts';
import { monthNames } from '../../domain/time/month-names.ts';
import type { DeadlineStatus } from '../../projections/deadlines/view.ts';
import { hundredths, tenths } from './rounded.ts';

/** A deadline, as far as it is drawn. */
interface Due {
  /** `2019-02-04` */
  readonly dueLatest: string;
  readonly status: DeadlineStatus;
}

/** The deadlines of one status in a month: a part of its bar. */
interface Part {
  readonly status: DeadlineStatus;
  readonly count: number;
  readonly y: number;
  readonly height: number;
}

interface Month {
  /** `2018-12`, EDTF. */
  readonly month: string;
  readonly count: number;
  readonly x: number;
  readonly width: number;
  /** From the foot of the bar up. */
  readonly parts: readonly Part[];
  /** What stands beneath it: every third month has its name, and January its year. */
  readonly label: { readonly x: number; readonly month: string; readonly year: string | null } | null;
}

/**
 * How many deadlines fall due in each month around a day. All `x` and `width` are percentages of the picture, so that
 * it fits any screen and its words stay readable; `y` and `height` are pixels.
 */
export interface DueDates {
  readonly height: number;
  /** Where the bars stand. */
  readonly foot: number;
  /** The day asked about. */
  readonly x: number;
  readonly months: readonly Month[];
  readonly levels: readonly { readonly count: number; readonly y: number }[];
  /** The statuses that it shows, in the order in which they lie on one another. */
  readonly statuses: readonly DeadlineStatus[];
}

/** So many months before that of the day, and as many after it. */
const reach = 12;
const head = 30;
const foot = 190;
const height = 232;
/** Left of the bars stand the numbers. */
const margin = 6;

/** What matters most stands at the foot, where heights can be compared. */
const order: readonly DeadlineStatus[] = [
  'overdue',
  'due',
  'late',
  'met',
  'not_recorded',
  'passed',
  'lapsed',
];

/** The picture of the deadlines around a day; null where there are none within a year of it. */
export function dueDates(deadlines: readonly Due[], day: string): DueDates | null {
  const asked = dateOf(readDay(day));
  const middle = asked.year * 12 + asked.month - 1;
  const months = Array.from({ length: 2 * reach + 1 }, (_, index) => middle - reach + index);
  const counts = countsOf(deadlines);
  const most = Math.max(...months.map((month) => sum(counts.get(month))));
  if (most === 0) return null;

  const across = scaleBand(months, [margin, 100]).paddingInner(0.24);
  const up = scaleLinear([0, most], [foot, head]).nice(3);
  const width = across.bandwidth();
  return {
    height,
    foot,
    x: hundredths((across(middle) ?? 0) + (width * (asked.day - 0.5)) / daysInMonth(asked.year, asked.month)),
    months: months.map((month) => {
      const x = hundredths(across(month) ?? 0);
      const count = sum(counts.get(month));
      return {
        month: nameOf(month),
        count,
        x,
        width: hundredths(width),
        parts: partsOf(counts.get(month), up),
        label: labelOf(month, hundredths(x + width / 2)),
      };
    }),
    levels: up
      .ticks(3)
      .filter((count) => Number.isInteger(count) && count > 0)
      .map((count) => ({ count, y: Math.round(up(count)) })),
    statuses: order.filter((status) => months.some((month) => counts.get(month)?.has(status))),
  };
}

type Counts = ReadonlyMap<DeadlineStatus, number>;

/** By month, counted from year 0, and then by status. */
function countsOf(deadlines: readonly Due[]): ReadonlyMap<number, Counts> {
  const counts = new Map<number, Map<DeadlineStatus, number>>();
  for (const { dueLatest, status } of deadlines) {
    const { year, month } = dateOf(readDay(dueLatest));
    const key = year * 12 + month - 1;
    const ofMonth = counts.get(key) ?? new Map<DeadlineStatus, number>();
    counts.set(key, ofMonth.set(status, (ofMonth.get(status) ?? 0) + 1));
  }
  return counts;
}

const sum = (counts: Counts | undefined): number =>
  [...(counts?.values() ?? [])].reduce((total, count) => total + count, 0);

function partsOf(counts: Counts | undefined, up: (count: number) => number): Part[] {
  let below = 0;
  return order.flatMap((status) => {
    const count = counts?.get(status);
    if (count === undefined) return [];
    const [top, bottom] = [tenths(up(below + count)), tenths(up(below))];
    below += count;
    return [{ status, count, y: top, height: tenths(bottom - top) }];
  });
}

const nameOf = (month: number): string =>
  `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;

function labelOf(month: number, x: number): Month['label'] {
  const index = month % 12;
  if (index % 3 !== 0) return null;
  const year = index === 0 ? String(Math.floor(month / 12)) : null;
  return { x, month: monthNames[index]?.slice(0, 3) ?? '', year };
}
