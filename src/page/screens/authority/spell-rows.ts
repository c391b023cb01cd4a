import { inEnglish } from '../../../domain/time/edtf-in-english.ts';
import type { JourneyView } from '../../../projections/journey/journey.ts';

/** A spell of one overall judgement, or a judgement that does not count yet. */
export interface SpellRow {
  readonly grade: string;
  readonly from: string;
  readonly to: string | null;
  readonly days: number | null;
  /** Against the one before; empty for the first. */
  readonly direction: string;
}

const directions = {
  first: '',
  better: 'better than before',
  worse: 'worse than before',
  same: 'the same as before',
  not_comparable: 'on another scale than before',
} as const;

export const spellRows = ({ spells, awaitingPublication }: JourneyView): readonly SpellRow[] => [
  ...spells.map(({ grade, from, to, days, direction }) => ({
    grade,
    from: inEnglish(from),
    to: to === null ? null : inEnglish(to),
    days,
    direction: directions[direction],
  })),
  ...awaitingPublication.map(({ overall, issued, certainty }) => ({
    grade: overall ?? 'no_overall_judgement',
    from: `Received ${inEnglish(issued)}${certainty === 'possible' ? ', possibly' : ''}`,
    to: 'not published: it does not count yet',
    days: null,
    direction: '',
  })),
];
