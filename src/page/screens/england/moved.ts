import type { Place } from '../../../projections/england/counts.ts';
import type { MoversView } from '../../../projections/england/movers.ts';
import type { SpellsView } from '../../../projections/england/spells.ts';

type Mover = MoversView['movers'][number];

/** An authority whose judgement in force is another than it was. */
export interface Moved {
  readonly name: string;
  readonly slug: string;
  /** Null where it did not exist on the earlier day. */
  readonly before: Place | null;
  readonly after: Place;
  readonly since: string;
  readonly direction: Mover['direction'];
}

export function movedIn({ movers, since }: MoversView, { rows }: SpellsView): Moved[] {
  const known = new Map(rows.map((row) => [row.la, row]));
  return movers.map(({ la, name, before, after, direction }) => {
    const row = known.get(la);
    const existed = row !== undefined && row.registered <= since;
    return {
      name,
      slug: row?.slug ?? la,
      before: before ? placeIn(before) : existed ? 'not_yet_judged' : null,
      after: placeIn(after),
      since: after.since,
      direction,
    };
  });
}

/** `not_judged` is printed in the place of a grade, and is none. */
const placeIn = ({ overall }: Mover['after']): Place =>
  overall === null || overall === 'not_judged' ? 'no_overall_judgement' : overall;
