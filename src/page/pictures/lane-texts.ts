import { type Bar, type Drawn, markRadius } from './lane-bars.ts';
import type { Item } from './lanes.ts';
import { tenths } from './rounded.ts';

/** What is written of an item: the longest of its texts that there is room for. */
export interface Text {
  /** Empty where there is room for the shape of the grade alone. */
  readonly value: string;
  readonly x: number;
  readonly width: number;
  /** In the bar, and not beside it. */
  readonly isInside: boolean;
  /** Where the shape of the grade stands, before the text. */
  readonly shapeX: number | null;
}

/** A generous guess: where pages are made, no text can be measured. */
const characterWidth = 7;
/** Of the shape of a grade. */
const shapeWidth = 14;
const padding = 8;

const widthOf = (text: string): number => text.length * characterWidth;

/**
 * In the bar where it fits, or else beside it up to what comes next.
 *
 * @param next where the next thing in the row begins, or one that lies on this
 * @param lines upright lines: no text begins upon one
 */
export function textOf(thing: Drawn, next: number, lines: readonly number[]): Text | null {
  const { grade, possible } = thing.item;
  const within = inside(thing, next);
  // Nobody reads well what stands on hatching.
  if (possible) return beside(thing, next, lines) ?? within;
  if (within) return within;
  return beside(thing, next, lines) ?? (grade === null ? null : shapeAlone(thing));
}

function inside(thing: Drawn, next: number): Text | null {
  const bar = widest(thing, thing.item.form === 'moment' ? unknown : ['none']);
  if (!bar || thing.mark) return null;
  const end = Math.min(bar.x + bar.width, next);
  return written(thing.item, bar.x + padding, end - padding, true);
}

function beside({ item, right }: Drawn, next: number, lines: readonly number[]): Text | null {
  const start = right + 5;
  const inTheWay = lines.filter((line) => line > right - 2 && line < start + 4);
  return written(item, Math.max(start, ...inTheWay.map((line) => line + 6)), next - padding, false);
}

/** How far to the right a thing would reach with the shortest of its texts. */
export function reachOf(thing: Drawn): number {
  const shortest = thing.item.texts.at(-1);
  if (shortest === undefined || inside(thing, thing.right)) return thing.right;
  return thing.right + 5 + widthOf(shortest) + padding;
}

function written({ texts, grade }: Item, from: number, to: number, isInside: boolean): Text | null {
  const x = grade === null ? from : from + shapeWidth + 6;
  const value = texts.find((text) => x + widthOf(text) <= to);
  if (value === undefined) return null;
  return {
    value,
    x: tenths(x),
    width: widthOf(value),
    isInside,
    shapeX: grade === null ? null : tenths(from),
  };
}

function shapeAlone(thing: Drawn): Text | null {
  const bar = widest(thing, ['none']);
  if (!bar || bar.width < shapeWidth + 4) return null;
  const x = tenths(bar.x + Math.min(padding, (bar.width - shapeWidth) / 2));
  return { value: '', x, width: 0, isInside: true, shapeX: x };
}

const unknown = ['both', 'in', 'out', 'flat'] as const;

const widest = ({ stretches }: Drawn, fades: readonly Bar['fade'][]): Bar | undefined =>
  stretches
    .flatMap(({ bars }) => bars)
    .filter(({ fade }) => fades.includes(fade))
    .toSorted((a, b) => b.width - a.width)[0];

/** The number in a cluster, with some air. */
export const countWidth = (count: number): number =>
  Math.max(2 * markRadius + 8, widthOf(String(count)) + 14);
