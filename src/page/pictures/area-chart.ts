import { area, curveStepAfter, type SeriesPoint, stack } from 'd3-shape';
import type { CivilDay } from '../../domain/time/civil-day.ts';
import type { Counts, Place } from '../../projections/england/counts.ts';
import { hundredths } from './rounded.ts';
import type { Across } from './strips.ts';

/** How many stood where on a day, and until the next point. */
export interface Point {
  readonly day: CivilDay;
  readonly counts: Counts;
}

/** One count over time, on top of those before it. */
export interface Layer {
  readonly place: Place;
  /** A path, in thousandths across and authorities down. */
  readonly path: string;
  /** The middle of the room for its name, in per cent of the picture; null where there is none. */
  readonly label: { readonly x: number; readonly y: number } | null;
}

export interface AreaChart {
  /** How many authorities the picture is high. */
  readonly height: number;
  readonly layers: readonly Layer[];
  /** Round numbers of authorities, in per cent from the top. */
  readonly levels: readonly { readonly count: number; readonly y: number }[];
}

/**
 * Counts over time, stacked from the bottom in the order of `places`; each holds until the next point.
 *
 * @param ends the last day of which the record knows: names stand before it
 */
export function areaChart(
  points: readonly Point[],
  places: readonly Place[],
  { window, at }: Across,
  ends: CivilDay | null,
): AreaChart {
  const height = Math.max(...points.map(({ counts }) => counts.authorities), 1);
  const turns = withEnd(points.filter(changes), window.to + 1);
  const drawn = area<SeriesPoint<Point>>()
    .x(({ data }) => at(data.day) * 10)
    .y0(([bottom]) => height - bottom)
    .y1(([, top]) => height - top)
    .curve(curveStepAfter)
    .digits(1);
  const room = { height, right: ends === null ? 100 : at(ends) };
  const layers = stack<Point, Place>()
    .keys(places)
    .value(({ counts }, place) => counts[place])([...turns]);
  return {
    height,
    layers: layers.map((layer) => ({
      place: layer.key,
      path: drawn(layer) ?? '', // null only where it draws on a canvas
      label: labelOf(layer, room, at),
    })),
    levels: levelsUpTo(height).map((count) => ({ count, y: (1 - count / height) * 100 })),
  };
}

/** Whether a point is not the same as the one before. */
const changes = ({ counts }: Point, index: number, all: readonly Point[]): boolean => {
  const before = all[index - 1];
  return !before || JSON.stringify(before.counts) !== JSON.stringify(counts);
};

/** The last point holds to the end of the picture. */
function withEnd(points: readonly Point[], end: CivilDay): readonly Point[] {
  const last = points.at(-1);
  return last && last.day < end ? [...points, { ...last, day: end }] : points;
}

/** What a name takes: per cent of the picture's width to both sides, and of its height. */
const roomOfName = { aside: 7, high: 8 };

/** Where the layer is thickest for as long as its name is. */
function labelOf(
  layer: readonly SeriesPoint<Point>[],
  { height, right }: { readonly height: number; readonly right: number },
  at: Across['at'],
): Layer['label'] {
  const steps = layer.map(([bottom, top], index) => {
    const next = layer[index + 1];
    return { bottom, top, from: at(layer[index]?.data.day ?? 0), to: next ? at(next.data.day) : 100 };
  });
  const found = steps.flatMap(({ from, to }) => {
    const x = Math.min(Math.max((from + to) / 2, roomOfName.aside), right - roomOfName.aside);
    const along = steps.filter((one) => one.to > x - roomOfName.aside && one.from < x + roomOfName.aside);
    const bottom = Math.max(...along.map((one) => one.bottom));
    const top = Math.min(...along.map((one) => one.top));
    return along.length > 0 ? [{ x, y: (bottom + top) / 2, room: ((top - bottom) / height) * 100 }] : [];
  });
  const best = found.reduce((a, b) => (b.room > a.room ? b : a), { x: 0, y: 0, room: 0 });
  return best.room < roomOfName.high
    ? null
    : { x: hundredths(best.x), y: hundredths((1 - best.y / height) * 100) };
}

/** Three or so. */
function levelsUpTo(height: number): number[] {
  const step = [1, 2, 5, 10, 20, 50, 100].find((one) => height / one <= 4) ?? 200;
  return Array.from({ length: Math.floor(height / step) + 1 }, (_, index) => index * step);
}
