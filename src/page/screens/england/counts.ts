import { type Counts, type Place, places } from '../../../projections/england/counts.ts';
import type { EnglandView } from '../../../projections/england/england.ts';
import { gradeName } from '../../words.ts';

/** One count of a day, and its part of a bar that holds them all, in per cent. */
export interface Tile {
  readonly place: Place;
  readonly count: number;
  readonly x: number;
  readonly width: number;
}

/** Grades that every reader has to be told of, whether or not anybody has them. */
const usual: readonly Place[] = [
  'outstanding',
  'good',
  'requires_improvement',
  'inadequate',
  'not_yet_judged',
];

/** The counts that are worth showing: the usual ones, and those that anybody was in at some time. */
export function placesShown({ rows }: EnglandView<'spells'>): readonly Place[] {
  const found = new Set([...usual, ...rows.flatMap(({ spells }) => spells.map(({ place }) => place))]);
  return places.filter((place) => found.has(place));
}

export function tilesOf(counts: Counts, shown: readonly Place[]): Tile[] {
  let before = 0;
  return shown.map((place) => {
    const count = counts[place];
    const tile = { place, count, x: share(before, counts), width: share(count, counts) };
    before += count;
    return tile;
  });
}

const share = (count: number, { authorities }: Counts): number =>
  authorities === 0 ? 0 : Math.round((count / authorities) * 10_000) / 100;

/** "7 outstanding, 61 good, 59 requires improvement and 20 inadequate". */
export function countsInWords(counts: Counts, shown: readonly Place[]): string {
  const said = shown
    .filter((place) => counts[place] > 0)
    .map((place) => `${counts[place]} ${gradeName(place).toLowerCase()}`);
  return said.length === 0 ? 'no authority' : said.join(', ');
}
