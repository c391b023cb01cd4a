import type { Span } from '../../domain/time/edtf.ts';
import type { Item, Shape } from './lanes.ts';
import { tenths } from './rounded.ts';
import type { TimeScale } from './time-scale.ts';

/** Days drawn as a bar: it fades where it is not known whether they belong to it. */
export interface Bar {
  readonly x: number;
  readonly width: number;
  /** `flat`: not known either, all across what is shown of it. */
  readonly fade: 'none' | 'in' | 'out' | 'both' | 'flat';
}

/** `closed`: it begins or ends here. `open`: it goes on. `fuzzy`: it begins or ends somewhere within the fading. */
export type Edge = 'closed' | 'open' | 'fuzzy';

/** One unbroken stretch of days. */
export interface Stretch {
  readonly x: number;
  readonly width: number;
  readonly left: Edge;
  readonly right: Edge;
  readonly bars: readonly Bar[];
}

/** An item along the line of time. */
export interface Drawn {
  readonly item: Item;
  readonly stretches: readonly Stretch[];
  /** Thin lines between the stretches, and on to those that are not shown: days that do not belong to it. */
  readonly joins: readonly { readonly x: number; readonly width: number }[];
  readonly mark: { readonly shape: Shape; readonly x: number } | null;
  /** All that is drawn of it. */
  readonly left: number;
  readonly right: number;
}

/** Half of what a mark is wide. */
export const markRadius = 7;
/** Nothing is drawn thinner: it could not be seen, or not be told from another. */
const thinnest = { band: 3, pin: 3, extent: 5, moment: 12 } as const;

/** Where an item is drawn; undefined where it lies outside of what is shown. */
export function drawn(item: Item, scale: TimeScale): Drawn | undefined {
  const { mark, form } = item;
  const markX = mark ? scale.middleOf(mark.on) : undefined;
  const isInside = markX !== undefined && markX > scale.left && markX < scale.right;
  // A day that is known needs no bar beside its mark.
  const isOneDay = form === 'pin' || (mark !== null && item.spans.every(isDay));
  const stretches = isOneDay ? [] : item.spans.flatMap((span) => stretchOf(span, item, scale) ?? []);
  if (!isInside && stretches.length === 0) return undefined;
  const reach = [
    ...stretches.flatMap(({ x, width }) => [x, x + width]),
    ...(isInside ? [markX - markRadius, markX + markRadius] : []),
  ];
  return {
    item,
    stretches: stretches.map((stretch, index) =>
      item.lasting && index === stretches.length - 1 ? { ...stretch, right: 'open' } : stretch,
    ),
    joins: isOneDay ? [] : joinsOf(item, stretches, scale),
    mark: mark && isInside ? { shape: mark.shape, x: markX } : null,
    left: Math.min(...reach),
    right: Math.max(...reach),
  };
}

const isDay = ({ earliestStart, latestEnd }: Span): boolean => earliestStart === latestEnd;

function stretchOf(span: Span, { form }: Item, scale: TimeScale): Stretch | undefined {
  const from = scale.startOf(span.earliestStart);
  const to = scale.endOf(span.latestEnd);
  if (to <= scale.left || from >= scale.right) return undefined;
  const whole = atLeast(thinnest[form], from, to, scale);
  const isKnown = form !== 'moment' && span.latestStart <= span.earliestEnd;
  const solidFrom = scale.startOf(span.latestStart);
  const solidTo = scale.endOf(span.earliestEnd);
  const isThin = whole.to - whole.from > to - from;
  const parts: readonly (readonly [number, number, Bar['fade']])[] =
    !isKnown || solidTo <= solidFrom
      ? [[whole.from, whole.to, 'both']]
      : isThin
        ? [[whole.from, whole.to, 'none']]
        : [
            [from, solidFrom, 'in'],
            [solidFrom, solidTo, 'none'],
            [solidTo, to, 'out'],
          ];
  const bars = parts.flatMap(([start, end, fade]) => {
    const x = Math.max(start, scale.left);
    const width = tenths(Math.min(end, scale.right) - x);
    return width > 0 ? { x, width, fade: cutFade(fade, start < x, end > scale.right) } : [];
  });
  const [first] = bars;
  const last = bars.at(-1);
  if (!first || !last) return undefined;
  return {
    x: first.x,
    width: tenths(last.x + last.width - first.x),
    left: whole.from < scale.left ? 'open' : first.fade === 'none' ? 'closed' : 'fuzzy',
    right: whole.to > scale.right ? 'open' : last.fade === 'none' ? 'closed' : 'fuzzy',
    bars,
  };
}

function joinsOf({ spans }: Item, stretches: readonly Stretch[], { left, right, ...scale }: TimeScale) {
  const isBefore = spans.some(({ latestEnd }) => scale.endOf(latestEnd) <= left);
  const isAfter = spans.some(({ earliestStart }) => scale.startOf(earliestStart) >= right);
  const joined = [
    ...(isBefore ? [{ x: left, width: 0 }] : []),
    ...stretches,
    ...(isAfter ? [{ x: right, width: 0 }] : []),
  ];
  return joined.slice(1).flatMap(({ x: to }, index) => {
    const from = joined[index] ? joined[index].x + joined[index].width : to;
    return to > from ? { x: tenths(from), width: tenths(to - from) } : [];
  });
}

/** What fades towards an end that is not shown does not fade within what is. */
function cutFade(fade: Bar['fade'], isCutLeft: boolean, isCutRight: boolean): Bar['fade'] {
  if (fade !== 'both') return fade;
  if (isCutLeft) return isCutRight ? 'flat' : 'out';
  return isCutRight ? 'in' : 'both';
}

/** The same middle, and not thinner than can be seen; within what is shown. */
function atLeast(width: number, from: number, to: number, { left, right }: TimeScale) {
  if (to - from >= width) return { from, to };
  const start = Math.min(Math.max((from + to - width) / 2, left), right - width);
  return { from: tenths(start), to: tenths(start + width) };
}
