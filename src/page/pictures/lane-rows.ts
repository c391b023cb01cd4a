/** What takes room in a lane, from left to right. */
export interface Placeable {
  readonly left: number;
  readonly right: number;
  /** To where it would be written: that may be given up. */
  readonly reach: number;
  /** A band keeps a row, however many there are; marks share what is left. */
  readonly isBand: boolean;
  /** Where there is no room for all, it is placed before others. */
  readonly main: boolean;
}

/** What stands in one place: one thing, or several that there was no room to tell apart. */
export interface Slot<Thing> {
  readonly row: number;
  /** Never empty; the first is what the place was given to. */
  readonly members: readonly [Thing, ...Thing[]];
}

/** So many rows for marks. */
const markRows = 3;
/** What ends where another begins does not overlap it, whatever was rounded. */
const touch = 0.5;

/**
 * Gives each thing a row in which it overlaps nothing: bands first, then what matters most, each in the topmost
 * that has room, and if it can be for what is written too. What finds no room joins a mark that is in its way.
 */
export function slotsOf<Thing extends Placeable>(things: readonly Thing[]): Slot<Thing>[] {
  const slots: { row: number; members: [Thing, ...Thing[]] }[] = [];
  for (const pile of pilesOf(things)) {
    const [thing] = pile;
    const inTheWay = slots.filter(({ members: [other] }) => overlap(other, thing, 'right'));
    const besideText = slots.filter(({ members: [other] }) => overlap(other, thing, 'reach'));
    const bandRows = inTheWay.filter(({ members: [other] }) => other.isBand).map(({ row }) => row + 1);
    const rows = thing.isBand
      ? Number.POSITIVE_INFINITY
      : Math.max(markRows, ...bandRows.map((row) => row + 1));
    const row = [firstFree(besideText), firstFree(inTheWay)].find((free) => free < rows);
    const host = inTheWay.findLast(({ members: [other] }) => !other.isBand);
    if (row !== undefined) slots.push({ row, members: pile });
    else host?.members.push(...pile); // where no row is free, a mark stands in one of them
  }
  return slots;
}

const overlap = (one: Placeable, other: Placeable, to: 'right' | 'reach'): boolean =>
  one.left < other[to] - touch && other.left < one[to] - touch;

/** In the order in which they are placed; those that would lie on one another in more rows than there are, as one. */
function pilesOf<Thing extends Placeable>(things: readonly Thing[]): [Thing, ...Thing[]][] {
  const order = things.toSorted(
    (a, b) => Number(b.isBand) - Number(a.isBand) || Number(b.main) - Number(a.main) || a.left - b.left,
  );
  const piles = new Map<string, [Thing, ...Thing[]]>();
  for (const thing of order) {
    const key = [thing.isBand, thing.main, thing.left, thing.right].join();
    const pile = piles.get(key);
    if (pile) pile.push(thing);
    else piles.set(key, [thing]);
  }
  return [...piles.values()].flatMap((pile): [Thing, ...Thing[]][] =>
    pile.length > markRows && !pile[0].isBand ? [pile] : pile.map((thing) => [thing]),
  );
}

function firstFree(slots: readonly { readonly row: number }[]): number {
  const taken = new Set(slots.map(({ row }) => row));
  let row = 0;
  while (taken.has(row)) row += 1;
  return row;
}
