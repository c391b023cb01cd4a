import type { Grade } from '../../../domain/frameworks/frameworks.ts';
import type { CivilDay } from '../../../domain/time/civil-day.ts';
import {
  firstDay,
  type ImpreciseDate,
  isExact,
  lastDay,
  parseEdtf,
  type Span,
} from '../../../domain/time/edtf.ts';
import type { DeadlineStatus } from '../../../projections/deadlines/view.ts';

/** What marks a day that is known: each lane has its own, and deadlines have one for each status. */
export type Shape =
  | 'circle'
  | 'square'
  | 'diamond'
  | 'house'
  | 'triangle'
  | 'person'
  | 'notch'
  | DeadlineStatus;

/**
 * One thing in a lane. A `band` is a state that lasts, a `pin` a mark on a band, an `extent` fills its days, a
 * `moment` lies on one day of them.
 */
export interface Item {
  readonly form: 'band' | 'pin' | 'extent' | 'moment';
  /** The id of the fact that it leads to. */
  readonly event: string;
  /** Its own in its lane, where several lead to one fact. */
  readonly id?: string;
  /** What, and when, in words: for who does not see the picture. */
  readonly name: string;
  /** What can be written in it or beside it, longest first. */
  readonly texts: readonly string[];
  /** The days on which it lies or can lie, earliest first. */
  readonly spans: readonly Span[];
  /** The shape drawn on one day of it. */
  readonly mark: { readonly shape: Shape; readonly on: CivilDay } | null;
  readonly grade: Grade | null;
  /** A plan, a proposal, or a judgement that does not count yet. */
  readonly plan: boolean;
  /** It may not have happened by the day asked about. */
  readonly possible: boolean;
  /** It goes on, as far as this record tells. */
  readonly lasting: boolean;
  /** What the eye should find first, where there is no room for all. */
  readonly main: boolean;
}

/** What most items are. */
export const plain = {
  mark: null,
  grade: null,
  plan: false,
  possible: false,
  lasting: false,
  main: true,
} as const;

/** The shape on the day, where the day is known. */
export const markOn = (when: ImpreciseDate, shape: Shape): Item['mark'] =>
  isExact(when) ? { shape, on: firstDay(when) } : null;

/** How long what has no end is drawn, and whether it may go on. */
export interface Until {
  readonly day: CivilDay;
  readonly open: boolean;
}

/** The days of a state that began on one date and lasts until another, which is no part of it, or until now. */
export function lasts(
  start: ImpreciseDate,
  end: ImpreciseDate | null,
  until: Until,
): Pick<Item, 'form' | 'spans' | 'lasting'> {
  const earliestStart = firstDay(start);
  const earliestEnd = Math.max(earliestStart, end ? firstDay(end) - 1 : until.day);
  const latestEnd = Math.max(earliestStart, end ? lastDay(end) - 1 : until.day);
  // What may have begun by now may also begin later: it is drawn as far as it may begin.
  const latestStart = end ? Math.min(lastDay(start), latestEnd) : lastDay(start);
  const span = { earliestStart, latestStart, earliestEnd, latestEnd: Math.max(latestEnd, latestStart) };
  return { form: 'band', spans: [span], lasting: !end && until.open };
}

/** A date of a view: what a projection wrote can be read. */
export function readDate(edtf: string): ImpreciseDate {
  const parsed = parseEdtf(edtf);
  if (!parsed.ok) throw new RangeError(`a view says '${edtf}' for a date: ${parsed.problem}`);
  return parsed.value;
}

/** The first day on which any of it can lie. */
export const firstDayOf = ({ spans }: Item): CivilDay =>
  Math.min(...spans.map(({ earliestStart }) => earliestStart));

/** The last. */
export const lastDayOf = ({ spans }: Item): CivilDay => Math.max(...spans.map(({ latestEnd }) => latestEnd));
