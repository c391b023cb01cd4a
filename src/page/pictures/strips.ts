import { type CivilDay, formatDay } from '../../domain/time/civil-day.ts';
import type { Place } from '../../projections/england/counts.ts';
import { hundredths } from './rounded.ts';
import { type Tick, type TimeScale, timeScale, type Window } from './time-scale.ts';

/** A stretch of time in one place: the days from `from` to the day before `to`, or for good. */
export interface Stretch {
  readonly place: Place;
  readonly from: CivilDay;
  readonly to: CivilDay | null;
}

/** A stretch as it is drawn. What is across is in per cent of the picture, which can then be of any width. */
export interface Bar {
  readonly place: Place;
  /** When it really began, even where that is before the picture. */
  readonly from: string;
  readonly to: string | null;
  readonly x: number;
  /** Up to where the record ends. */
  readonly width: number;
  /** What is only thought to go on, after the end of the record. */
  readonly after: { readonly x: number; readonly width: number } | null;
  /** What tells it apart without its colour; null where there is no room. */
  readonly letters: { readonly text: string; readonly x: number } | null;
}

/** Days to per cent across a picture. */
export interface Across {
  readonly window: Window;
  readonly at: (day: CivilDay) => number;
  readonly years: readonly Tick[];
}

/** Scales count in tenths: so there are hundredths of a per cent. */
const perCent = 10;

/** A scale of per cent, and a tick for each year that begins in it. */
export function across(window: Window): Across {
  const scale = timeScale(window, { left: 0, right: 100 * perCent });
  return {
    window,
    at: (day) => hundredths(within(scale, scale.startOf(day)) / perCent),
    years: scale.ticks
      .filter(({ strong }) => strong)
      .map((tick) => ({ ...tick, x: hundredths(tick.x / perCent) })),
  };
}

const within = ({ left, right }: TimeScale, x: number): number => Math.min(Math.max(x, left), right);

/**
 * The bars of one strip: those of which something lies within the picture, in the order given.
 *
 * @param ends the last day of which the record knows; null where it knows of none
 */
export function bars(stretches: readonly Stretch[], { window, at }: Across, ends: CivilDay | null): Bar[] {
  const known = at(ends === null ? window.from : ends + 1);
  return stretches.flatMap(({ place, from, to }): Bar[] => {
    if (from > window.to || (to !== null && to <= window.from)) return [];
    const x = at(from);
    const end = at(to ?? window.to + 1);
    const width = hundredths(Math.max(Math.min(end, known), x) - x);
    const begins = Math.max(x, known);
    const text = letters[place];
    const fits = text !== '' && width >= text.length * roomOfLetter;
    return [
      {
        place,
        from: formatDay(from),
        to: to === null ? null : formatDay(to),
        x,
        width,
        after: end > begins ? { x: begins, width: hundredths(end - begins) } : null,
        letters: fits ? { text, x: hundredths(x + margin) } : null,
      },
    ];
  });
}

/** What a letter takes of a strip on a narrow telephone. */
const roomOfLetter = 2.4;
const margin = 0.7;

/** By which the bars of a strip can be told apart without their colours. */
export const letters: Readonly<Record<Place, string>> = {
  outstanding: 'O',
  good: 'G',
  requires_improvement: 'RI',
  inadequate: 'I',
  adequate: 'A',
  satisfactory: 'S',
  not_yet_judged: '',
  no_overall_judgement: 'N',
};
