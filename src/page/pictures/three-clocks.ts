import { scaleBand } from 'd3-scale';
import { dateOf, readDay } from '../../domain/time/civil-day.ts';
import { gradeName } from '../words.ts';
import { hundredths } from './rounded.ts';

/** What three questions about a day are answered with: the ids of grades. */
export interface ThreeAnswers {
  readonly day: string;
  readonly happened: string;
  readonly councilKnew: string;
  readonly publicKnew: string;
}

type Clock = Exclude<keyof ThreeAnswers, 'day'>;

/** Days in a row with one answer. */
interface Spell {
  readonly grade: string;
  readonly x: number;
  readonly width: number;
  /** Where there is room for its name. */
  readonly named: 'everywhere' | 'where-wide' | 'nowhere';
}

/** One history, read three ways. All `x` and `width` are percentages of the picture, `y` and `height` are pixels. */
export interface ThreeClocks {
  readonly height: number;
  readonly rows: readonly { readonly clock: Clock; readonly y: number; readonly spells: readonly Spell[] }[];
  readonly barHeight: number;
  readonly days: readonly { readonly x: number; readonly label: string }[];
  /** The day at which the three are compared. */
  readonly moment: number;
  /** All that it shows, as they come. */
  readonly grades: readonly string[];
}

const clocks: readonly Clock[] = ['happened', 'councilKnew', 'publicKnew'];
const head = 48;
const pitch = 70;
const barHeight = 36;
/** The widths of the picture on a small phone, and where a page begins to be wide. */
const narrow = 320;
const wide = 700;
const letter = 8.6;
const besideName = 46;

/**
 * The picture of some days in a row.
 *
 * @param moment the day at which the three are compared
 */
export function threeClocks(answers: readonly ThreeAnswers[], moment: string): ThreeClocks {
  const across = scaleBand(
    answers.map(({ day }) => day),
    [0, 100],
  );
  const middle = (day: string): number => (across(day) ?? 0) + across.bandwidth() / 2;
  return {
    height: head + pitch * clocks.length,
    barHeight,
    rows: clocks.map((clock, index) => ({
      clock,
      y: head + pitch * index,
      spells: runs(answers, clock).map(({ grade, from, days }) => {
        const x = across(from) ?? 0;
        const width = across.bandwidth() * days;
        // The line of the moment does not cross a name.
        const isCrossed = x < middle(moment) && middle(moment) < x + width;
        const named = namedWithin(isCrossed ? middle(moment) - x : width, grade);
        return { grade, x: hundredths(x), width: hundredths(width), named };
      }),
    })),
    days: answers.map(({ day }) => ({
      x: hundredths(middle(day)),
      label: String(dateOf(readDay(day)).day),
    })),
    moment: hundredths(middle(moment)),
    grades: [...new Set(answers.flatMap((answer) => clocks.map((clock) => answer[clock])))],
  };
}

function runs(answers: readonly ThreeAnswers[], clock: Clock) {
  const found: { readonly grade: string; readonly from: string; days: number }[] = [];
  for (const { day, [clock]: grade } of answers) {
    const latest = found.at(-1);
    if (latest?.grade === grade) latest.days += 1;
    else found.push({ grade, from: day, days: 1 });
  }
  return found;
}

function namedWithin(room: number, grade: string): Spell['named'] {
  const needed = gradeName(grade).length * letter + besideName;
  if ((room * narrow) / 100 >= needed) return 'everywhere';
  return (room * wide) / 100 >= needed ? 'where-wide' : 'nowhere';
}
