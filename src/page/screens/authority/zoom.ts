import { z } from 'zod';
import { addMonths, type CivilDay, formatDay, parseDay } from '../../../domain/time/civil-day.ts';
import { firstDay, type Window } from '../../pictures/time-scale.ts';

/** How much of a history the picture shows at once: so many months, around the day asked about. */
const zooms = [
  ['all', 'All years', null],
  ['three-years', '3 years', 36],
  ['one-year', '1 year', 12],
  ['one-quarter', '3 months', 3],
] as const;

export type Zoom = (typeof zooms)[number][0];

const names: readonly string[] = zooms.map(([name]) => name);

/** Two days with a stroke between them: what the picture shows while somebody moves within it. */
function daysIn(text: string): Window | undefined {
  const [from, to, ...rest] = text.split('/').map(parseDay);
  if (from === undefined || to === undefined || rest.length > 0) return undefined;
  return to - from < fewestDays ? undefined : { from, to };
}

/** The same days for ever, however late it is; as it was asked where no address can name them. */
export function fixed({ from, to }: Window, asked: string | undefined): string | undefined {
  const days = `${formatDay(from)}/${formatDay(to)}`;
  return daysIn(days) ? days : asked;
}

const fewestDays = 27;

/** What of the time is drawn: it changes nothing else on the screen. */
export const windowQuery = z
  .string()
  .refine(
    (text) => names.includes(text) || daysIn(text) !== undefined,
    `must be ${names.join(', ')}, or two days four weeks or more apart, such as 2018-01-01/2018-12-31`,
  )
  .optional();

export interface Shown {
  readonly window: Window;
  /** The zoom that it is, or comes next to. */
  readonly zoom: Zoom;
}

/** The days that the picture shows. It never goes on beyond today, or the day asked about. */
export function shownBy(text: string | undefined, validAt: CivilDay, today: CivilDay): Shown {
  const given = text === undefined ? undefined : daysIn(text);
  if (given) return { window: given, zoom: nearest(given.to - given.from) };
  const last = Math.max(today, validAt);
  const [zoom, , months] = zooms.find(([name]) => name === text) ?? zooms[0];
  if (months === null) return { window: { from: Math.min(firstDay, validAt), to: last }, zoom };
  const days = addMonths(validAt, months) - validAt;
  const to = Math.min(validAt + Math.round(days / 2), last);
  return { window: { from: to - days + 1, to }, zoom };
}

const nearest = (days: number): Zoom =>
  zooms.findLast(([, , months]) => months !== null && days <= months * 31)?.[0] ?? 'all';

/** The other zooms to choose from, and this one. */
export const zoomsAround = (
  { zoom }: Shown,
  hrefOf: (window: Zoom | undefined) => string,
): readonly {
  readonly text: string;
  readonly href: string;
  readonly isHere: boolean;
  readonly id: string;
}[] =>
  zooms.map(([name, text]) => ({
    id: `zoom-${name}`,
    text,
    href: hrefOf(name === 'all' ? undefined : name),
    isHere: name === zoom,
  }));
