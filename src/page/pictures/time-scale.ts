import { scaleUtc } from 'd3-scale';
import { type CivilDay, dateOf, dayFrom } from '../../domain/time/civil-day.ts';
import { monthNames } from '../../domain/time/month-names.ts';
import { tenths } from './rounded.ts';

/** With which pictures of many years begin: a full inspection of every authority lies after it. */
export const firstDay = dayFrom(2012, 1, 1);

/** The days that a picture shows: both are part of it. */
export interface Window {
  readonly from: CivilDay;
  readonly to: CivilDay;
}

/** Where a picture has room for them: x from `left` to `right`. */
export interface Room {
  readonly left: number;
  readonly right: number;
}

export interface Tick {
  readonly x: number;
  readonly label: string;
  /** A year begins here. */
  readonly strong: boolean;
}

/** Days to x. A day is a stretch, from where it starts to where the next one does; nothing here is clipped. */
export interface TimeScale extends Room {
  readonly startOf: (day: CivilDay) => number;
  readonly middleOf: (day: CivilDay) => number;
  readonly endOf: (day: CivilDay) => number;
  /** Years, months or days, as many as can be read. */
  readonly ticks: readonly Tick[];
}

const msPerDay = 86_400_000;
/** About how far apart ticks are. */
const tickRoom = 68;
/** Room that a label needs: a year or a month, or a day and its month. */
const labelRoom = { month: 34, day: 50 } as const;

/**
 * Days to x, of a window and the room for it.
 *
 * @example timeScale({ from: day('2018-01-01'), to: day('2018-12-31') }, { left: 0, right: 365 }).endOf(day('2018-01-02')) // 2
 */
export function timeScale({ from, to }: Window, { left, right }: Room): TimeScale {
  const instant = (day: CivilDay): Date => new Date(day * msPerDay);
  const scale = scaleUtc()
    .domain([instant(from), instant(to + 1)])
    .range([left, right]);
  const at = (day: CivilDay): number => tenths(scale(instant(day)));
  const days = to + 1 - from;
  // Months are what people count in, where there are enough of them.
  const count = Math.min((right - left) / tickRoom, days > 100 ? days / 30.4 : days);
  const ticks = scale.ticks(count).map((date) => date.getTime() / msPerDay);
  return {
    left,
    right,
    startOf: at,
    middleOf: (day) => at(day + 0.5),
    endOf: (day) => at(day + 1),
    ticks: ticksOf(ticks.filter(Number.isInteger), at),
  };
}

/** A label says no more than what changes: the day, the month, and the year where one begins. */
function ticksOf(days: readonly CivilDay[], at: (day: CivilDay) => number): Tick[] {
  const isMonthly = days.every((day) => dateOf(day).day === 1);
  const room = isMonthly ? labelRoom.month : labelRoom.day;
  const apart = Math.min(...days.slice(1).map((day, index) => at(day) - at(days[index] ?? day)));
  const every = Math.max(1, Math.ceil(room / apart));
  return days
    .filter((_, index) => index % every === 0)
    .map((tick) => {
      const { year, month, day } = dateOf(tick);
      const strong = month === 1 && day === 1;
      const name = monthNames[month - 1]?.slice(0, 3);
      return { x: at(tick), label: strong ? `${year}` : isMonthly ? `${name}` : `${day} ${name}`, strong };
    });
}
