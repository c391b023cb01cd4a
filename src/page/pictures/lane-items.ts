import type { Bar, Drawn, Stretch } from './lane-bars.ts';
import { type Placeable, type Slot, slotsOf } from './lane-rows.ts';
import { countWidth, reachOf, type Text, textOf } from './lane-texts.ts';
import { firstDayOf, lastDayOf } from './lanes/item.ts';
import { daysInWords } from './lanes/words.ts';
import type { Item, Lane, Shape } from './lanes.ts';
import { tenths } from './rounded.ts';
import type { Room } from './time-scale.ts';

/** Of one row, and of what a finger can hit: more than 24 pixels also where the picture is at its smallest. */
export const rowHeight = 28;

/** One thing to draw, and to choose: a link. */
export interface DrawnItem {
  /** Unique in the picture, and the same however much of it is shown. */
  readonly id: string;
  readonly href: string;
  /** What it is and when, in words. */
  readonly name: string;
  readonly form: Item['form'] | 'cluster';
  readonly grade: Item['grade'];
  readonly plan: boolean;
  readonly possible: boolean;
  /** The middle of its row, and its bars around it. */
  readonly y: number;
  readonly top: number;
  readonly height: number;
  readonly hit: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly stretches: readonly Stretch[];
  readonly joins: Drawn['joins'];
  readonly mark: { readonly shape: Shape; readonly x: number } | null;
  /** Where several stand in one place: how many. */
  readonly count: { readonly value: number; readonly x: number; readonly width: number } | null;
  readonly text: Text | null;
}

interface Where {
  readonly room: Room;
  /** Of the first row. */
  readonly top: number;
  /** Upright lines, which are not written upon. */
  readonly lines: readonly number[];
  readonly hrefOf: (event: string) => string;
  readonly lane: Pick<Lane, 'id' | 'of'>;
}

/** A thing, and how much of its row it takes. */
interface Placed extends Placeable {
  readonly thing: Drawn;
}

const heights = { band: 20, pin: 20, extent: 16, moment: 14, cluster: 14 } as const;

/** Gives all that is in a lane a row there, a text where one fits, and what can be hit. In the order of time. */
export function drawnItems(
  inLane: readonly Drawn[],
  where: Where,
): { readonly items: readonly DrawnItem[]; readonly rows: number } {
  const all = inLane.map((thing) => placed(thing, where.room));
  const slots = slotsOf(all.filter(({ thing }) => thing.item.form !== 'pin'));
  const pins = all.filter(({ thing }) => thing.item.form === 'pin');
  const onBands = pins.map((pin): Slot<Placed> => ({ row: rowBeneath(pin, slots), members: [pin] }));
  const everywhere = [...slots, ...onBands];
  const items = everywhere.map((slot) => {
    const others = everywhere.filter((other) => other !== slot && other.row === slot.row);
    return drawnSlot(slot, others, where);
  });
  return {
    items: items.sort((a, b) => a.hit.x - b.hit.x || a.y - b.y),
    rows: Math.max(1, ...slots.map(({ row }) => row + 1)),
  };
}

/** The row of the band that it is a mark on. */
const rowBeneath = ({ thing: { mark } }: Placed, slots: readonly Slot<Placed>[]): number =>
  slots.find(
    ({ members: [{ isBand, thing }] }) => isBand && mark && thing.left <= mark.x && mark.x <= thing.right,
  )?.row ?? 0;

/** A band takes what is drawn of it; the rest at least what a finger needs, within the room. */
function placed(thing: Drawn, room: Room): Placed {
  const { form, main } = thing.item;
  const isBand = form === 'band';
  const { left, right } = isBand ? withoutFades(thing) : widened(thing, room);
  return { thing, isBand, main, left, right, reach: isBand ? right : Math.max(right, reachOf(thing)) };
}

/** To the middle of where it fades: there one band ends and the next begins, and nobody knows where. */
function withoutFades({ left, right, stretches }: Drawn): Room {
  const bars = stretches.flatMap((stretch) => stretch.bars);
  const half = (bar: Bar | undefined, fade: Bar['fade']) => (bar?.fade === fade ? bar.width / 2 : 0);
  return { left: left + half(bars[0], 'in'), right: right - half(bars.at(-1), 'out') };
}

function widened({ left, right }: Room, room: Room): Room {
  const missing = Math.max(0, rowHeight - (right - left));
  const start = Math.min(Math.max(left - missing / 2, room.left), room.right - (right - left) - missing);
  return { left: tenths(start), right: tenths(start + right - left + missing) };
}

function drawnSlot({ row, members }: Slot<Placed>, others: readonly Slot<Placed>[], where: Where): DrawnItem {
  const [host] = members;
  const { thing } = host;
  const { item, stretches, joins, mark } = thing;
  const rowTop = where.top + row * rowHeight;
  const y = rowTop + rowHeight / 2;
  const inRow = others.map(({ members: [other] }) => other);
  const starts = inRow.map((other) => (other.thing.item.form === 'pin' ? other.thing.left : other.left));
  const next = Math.min(where.room.right, ...starts.filter((left) => left > host.left));
  const several = members.length > 1;
  const form: DrawnItem['form'] = several ? 'cluster' : item.form;
  const text = several || form === 'pin' ? null : textOf(thing, next, where.lines);
  const { left, right } = hitOf(host, text, inRow, where.room);
  const drawn = {
    form,
    y,
    top: y - heights[form] / 2,
    height: heights[form],
    hit: { x: left, y: rowTop, width: tenths(right - left), height: rowHeight },
    stretches,
    joins,
    text,
  };
  if (!several) {
    const { name, grade, plan, possible, event } = item;
    return {
      ...drawn,
      id: idOf(where, item),
      href: where.hrefOf(event),
      name,
      grade,
      plan,
      possible,
      mark,
      count: null,
    };
  }
  const width = countWidth(members.length);
  return {
    ...drawn,
    ...clusterOf(
      members.map((member) => member.thing.item),
      where,
    ),
    mark: null,
    count: { value: members.length, x: tenths((host.left + host.right - width) / 2), width },
  };
}

const idOf = ({ lane }: Where, { id, event }: Item): string => `${lane.id}-${id ?? event}`;

/** Several where there is room for one: it leads to the first of them in the list beneath the picture. */
function clusterOf(
  items: readonly Item[],
  where: Where,
): Pick<DrawnItem, 'id' | 'href' | 'name' | 'grade' | 'plan' | 'possible'> {
  const [first] = items.toSorted((a, b) => firstDayOf(a) - firstDayOf(b));
  if (!first) throw new RangeError('a cluster of nothing');
  const days = daysInWords(Math.min(...items.map(firstDayOf)), Math.max(...items.map(lastDayOf)));
  const possible = items.every((item) => item.possible);
  return {
    id: idOf(where, first),
    href: `#fact-${first.event}`,
    name: `${items.length} ${where.lane.of}, ${days}${possible ? ': possibly not yet' : ''}`,
    grade: null,
    plan: items.every(({ plan }) => plan),
    possible,
  };
}

/** With its text; a narrow band is given what a finger needs, which its wider neighbours leave to it. */
function hitOf(
  { thing, isBand, left, right }: Placed,
  text: Text | null,
  inRow: readonly Placed[],
  room: Room,
): Room {
  if (!isBand) return { left, right: Math.max(right, text && !text.isInside ? text.x + text.width : right) };
  if (right - left < rowHeight) return widened(thing, room);
  const narrow = inRow.filter((other) => other.isBand && other.right - other.left < rowHeight);
  const taken = narrow.map((other) => widened(other.thing, room));
  return {
    left: Math.max(left, ...taken.filter((other) => other.left <= left).map((other) => other.right)),
    right: Math.min(right, ...taken.filter((other) => other.right >= right).map((other) => other.left)),
  };
}
