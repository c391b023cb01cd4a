import { type CivilDay, formatDay, readDay } from '../../../domain/time/civil-day.ts';
import { inEnglish } from '../../../domain/time/edtf-in-english.ts';
import { byText } from '../../../projections/england/asked.ts';
import { type Place, places } from '../../../projections/england/counts.ts';
import type { EnglandSpell, SpellsRow } from '../../../projections/england/spells.ts';
import { type Across, type Bar, bars, type Stretch } from '../../pictures/strips.ts';
import { firstDay } from '../../pictures/time-scale.ts';
import { capitalised, gradeName } from '../../words.ts';

/** In which order the strips may stand. */
export const sorts = ['name', 'region', 'grade', 'inadequate'] as const;
export type Sort = (typeof sorts)[number];

/** One authority: where it stood on the day, and its whole time. */
export interface Row {
  readonly la: string;
  readonly slug: string;
  readonly name: string;
  readonly region: string;
  /** Null where it did not exist on the day. */
  readonly place: Place | null;
  /** Since when; null where nothing had been judged. */
  readonly since: string | null;
  /** Up to the day, in all. */
  readonly daysInadequate: number;
  readonly isHidden: boolean;
  readonly bars: readonly Bar[];
  /** The strip in words. */
  readonly label: string;
}

interface Shown {
  readonly day: CivilDay;
  readonly across: Across;
  /** The last day of which the record knows. */
  readonly ends: CivilDay | null;
  /** Only those whose name holds it are shown. */
  readonly q: string;
  readonly sort: Sort;
}

/** Every authority as it stood on a day. */
export function rowsOn(rows: readonly SpellsRow[], { day, across, ends, q, sort }: Shown): Row[] {
  const wanted = q.toLowerCase();
  const on = formatDay(day);
  return rows
    .map(({ spells, ...row }) => {
      const spell = spells.find(({ from, to }) => from <= on && (to === null || on < to));
      const stretches = spells.map(stretchOf);
      return {
        la: row.la,
        slug: row.slug,
        name: row.name,
        region: row.region,
        place: spell?.place ?? null,
        since: spell && spell.place !== 'not_yet_judged' ? spell.from : null,
        daysInadequate: daysInadequate(stretches, day),
        isHidden: !row.name.toLowerCase().includes(wanted),
        bars: bars(stretches, across, ends),
        label: inWords({ ...row, spells }),
      };
    })
    .sort(orders[sort]);
}

/** They come by name, and those that are alike stay so. */
const orders: Readonly<Record<Sort, (a: Row, b: Row) => number>> = {
  name: () => 0,
  region: (a, b) => byText(a.region, b.region),
  grade: (a, b) => rank(a) - rank(b),
  inadequate: (a, b) => b.daysInadequate - a.daysInadequate,
};

const rank = ({ place }: Row): number => (place === null ? places.length : places.indexOf(place));

const stretchOf = ({ place, from, to }: EnglandSpell): Stretch => ({
  place,
  from: readDay(from),
  to: to === null ? null : readDay(to),
});

const daysInadequate = (stretches: readonly Stretch[], day: CivilDay): number =>
  stretches
    .filter(({ place, from }) => place === 'inadequate' && from < day)
    .reduce((sum, { from, to }) => sum + Math.min(to ?? day, day) - from, 0);

/** "Requires improvement from May 2014; inadequate from October 2018". */
function inWords({ registered, ended, spells }: SpellsRow): string {
  const began = readDay(registered) >= firstDay ? [`new in ${monthOf(registered)}`] : [];
  const judged = spells.filter(({ place }) => place !== 'not_yet_judged');
  const stood = judged.map(({ place, from }) => `${gradeName(place).toLowerCase()} from ${monthOf(from)}`);
  const over = ended === null ? [] : [`abolished in ${monthOf(ended)}`];
  return capitalised([...began, ...(stood.length > 0 ? stood : ['not yet judged']), ...over].join('; '));
}

const monthOf = (day: string): string => inEnglish(day.slice(0, 7));
