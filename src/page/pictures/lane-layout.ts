import { type CivilDay, formatDay } from '../../domain/time/civil-day.ts';
import { dayInWords } from '../../domain/time/edtf-in-english.ts';
import { type Drawn, drawn } from './lane-bars.ts';
import { type DrawnItem, drawnItems, rowHeight } from './lane-items.ts';
import type { Lane } from './lanes.ts';
import { type Tick, type TimeScale, timeScale, type Window } from './time-scale.ts';

export type { DrawnItem } from './lane-items.ts';

/** What the picture is of: the days across, and where the two clocks stand. */
export interface Frame {
  readonly window: Window;
  readonly validAt: CivilDay;
  readonly knownAt: CivilDay;
  /** The address of a fact's page, by its id. */
  readonly hrefOf: (event: string) => string;
}

/** One of the two clocks: an upright line at the end of its day. */
export interface ClockLine {
  readonly clock: 'validAt' | 'knownAt';
  readonly x: number;
  /** Where its words stand: beside it, on the side where there is room. */
  readonly side: 'start' | 'end';
  readonly words: string;
  /** Whether it lies within the days shown. */
  readonly isShown: boolean;
}

/** A lane from top to bottom of its ground. */
export interface DrawnLane {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly top: number;
  readonly height: number;
  /** Where its name stands. */
  readonly nameY: number;
  /** Every other ground is shaded, so that the eye can follow a lane across. */
  readonly isShaded: boolean;
  /** The heading above it, where it is the first of those that stand under it. */
  readonly heading: { readonly text: string; readonly y: number } | null;
  readonly isUnder: boolean;
  /** In the order of time. */
  readonly items: readonly DrawnItem[];
}

/** Everything that the template draws, in units of the picture. A day is `width / (to - from + 1)` wide. */
export interface LanesPicture {
  readonly width: number;
  readonly height: number;
  readonly plot: {
    readonly left: number;
    readonly width: number;
    readonly top: number;
    readonly bottom: number;
  };
  /** First and last day shown, `2018-10-24`; both are part of it. */
  readonly from: string;
  readonly to: string;
  readonly ticks: readonly Tick[];
  readonly clocks: readonly ClockLine[];
  readonly lanes: readonly DrawnLane[];
}

const width = 1200;
const room = { left: 172, right: 1184 };
const top = 56;
const foot = 26;
const headingHeight = 24;
/** Between the rows and the edges of their lane. */
const gap = 4;

/** Where everything is: lanes of one authority, drawn over a window of days. */
export function layOut(lanes: readonly Lane[], frame: Frame): LanesPicture {
  const { window } = frame;
  const scale = timeScale(window, room);
  const shown = lanes
    .map((lane) => ({ lane, inside: lane.items.flatMap((item): Drawn | [] => drawn(item, scale) ?? []) }))
    // Of the areas, those that were judged in these years.
    .filter(({ lane, inside }) => lane.under === null || inside.length > 0);
  const clocks = [clockLine('validAt', frame, scale), clockLine('knownAt', frame, scale)];
  const lines = clocks.filter(({ isShown }) => isShown).map(({ x }) => x);
  let y = top;
  let ground = 0;
  const drawnLanes = shown.map(({ lane, inside }, index): DrawnLane => {
    const isFirst = lane.under === null || shown[index - 1]?.lane.under !== lane.under;
    const isLast = lane.under === null || shown[index + 1]?.lane.under !== lane.under;
    const laneTop = y;
    const heading = isFirst ? lane.under : null;
    if (isFirst) y += gap + (heading === null ? 0 : headingHeight);
    const rowsTop = y;
    const { items, rows } = drawnItems(inside, {
      room,
      lines,
      top: rowsTop,
      hrefOf: frame.hrefOf,
      lane,
    });
    y += rows * rowHeight + (isLast ? gap : 0);
    if (isFirst) ground += 1;
    return {
      id: lane.id,
      name: lane.name,
      label: lane.label,
      top: laneTop,
      height: y - laneTop,
      nameY: rowsTop + rowHeight / 2,
      isShaded: ground % 2 === 1,
      heading: heading === null ? null : { text: heading, y: laneTop + gap + headingHeight / 2 },
      isUnder: lane.under !== null,
      items,
    };
  });
  return {
    width,
    height: y + foot,
    plot: { left: room.left, width: room.right - room.left, top, bottom: y },
    from: formatDay(window.from),
    to: formatDay(window.to),
    ticks: scale.ticks,
    clocks,
    lanes: drawnLanes,
  };
}

const clockWords = { validAt: 'had happened by', knownAt: 'was known by' } as const;

function clockLine(clock: 'validAt' | 'knownAt', frame: Frame, scale: TimeScale): ClockLine {
  const day = frame[clock];
  const x = Math.min(Math.max(scale.endOf(day), room.left), room.right);
  return {
    clock,
    x,
    side: x > (room.left + room.right) / 2 ? 'end' : 'start',
    words: `${clockWords[clock]} ${dayInWords(day)}`,
    isShown: day >= frame.window.from && day <= frame.window.to,
  };
}
