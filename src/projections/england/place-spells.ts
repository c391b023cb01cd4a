import type { CivilDay } from '../../domain/time/civil-day.ts';
import type { Published } from '../published.ts';
import { type Place, placeOf } from './counts.ts';
import type { Standing } from './standing.ts';

/** An unbroken run of one place, and the judgements that put the authority there. */
export interface PlaceSpell {
  readonly place: Place;
  readonly from: CivilDay;
  /** The first day of the next spell, or the first on which the authority did not exist; infinite while it lasts. */
  readonly to: CivilDay;
  /** In order of publication. Those that another of the same day replaced are only here where both gave one place. */
  readonly judgements: readonly Published[];
}

/** Where an authority stood, one spell after the other, for as long as it existed: no day is in two, none in none. */
export function placeSpellsOf({ registered, ended, published }: Standing): PlaceSpell[] {
  const end = ended ?? Number.POSITIVE_INFINITY;
  if (registered >= end) return [];
  const spells: { place: Place; from: CivilDay; judgements: Published[] }[] = [
    { place: placeOf(undefined), from: registered, judgements: [] },
  ];
  for (const one of published) {
    if (one.from >= end) break;
    const place = placeOf(one);
    const from = Math.max(one.from, registered);
    const before = spells.at(-1);
    if (before?.place !== place && before?.from === from) spells.pop(); // it did not stand for a day
    const last = spells.at(-1);
    if (last?.place === place) last.judgements.push(one);
    else spells.push({ place, from, judgements: [one] });
  }
  return spells.map((spell, index) => ({ ...spell, to: spells[index + 1]?.from ?? end }));
}
