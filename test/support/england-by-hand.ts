import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

/** A row of a delivered table, by its columns. */
export type Row = Readonly<Record<string, string>>;

const rowsOf = (name: string): readonly Row[] =>
  parse(readFileSync(new URL(`../../data/england/${name}.csv`, import.meta.url)), { columns: true });

export const authorities = rowsOf('authorities');
export const inspections = rowsOf('inspections');

/** By DfE code, the first day on which the authority certainly existed. */
const established = new Map(
  rowsOf('established').map(({ la_code = '', established: day = '' }) => [
    la_code,
    day.split('/').at(-1) ?? '',
  ]),
);

export const existsOn = ({ la_code = '' }: Row, day: string): boolean =>
  (established.get(la_code) ?? '') <= day;

/** The days on site in EDTF; of the one inspection whose first day is not printed, from the month before. */
export function onSiteOf({ start_date: start = '', end_date: end = '', on_site: spans = '' }: Row): string {
  if (start === '') return `${end.slice(0, 7)}~/${end}`;
  return spans.includes(';') ? `{${spans.replaceAll('/', '..').replaceAll('; ', ',')}}` : spans;
}

/** What the tables of England should say, worked out from the rows and from nothing of Caseline's. */
export class EnglandByHand {
  readonly #rows: ReadonlyMap<string, readonly Row[]>;

  constructor(rows: readonly Row[]) {
    this.#rows = new Map(
      authorities.map(({ urn = '' }) => [urn, rows.filter((row) => row.urn === urn).toSorted(byPublication)]),
    );
  }

  /** The rows with an overall judgement that were published by the day, the first one first. */
  judged({ urn = '' }: Row, day: string): readonly Row[] {
    return (this.#rows.get(urn) ?? []).filter((row) => row.overall !== '' && published(row) <= day);
  }

  /** The reports that can be read, the first one first. */
  reports({ urn = '' }: Row): readonly Row[] {
    return (this.#rows.get(urn) ?? []).filter((row) => row.inspection_type !== 'not_readable');
  }

  /** By DfE code, what was in force: as the board has it, for those that existed. */
  board(day: string): Readonly<Record<string, unknown>> {
    return Object.fromEntries(
      authorities
        .filter((authority) => existsOn(authority, day))
        .map((authority) => {
          const last = this.judged(authority, day).at(-1);
          return [authority.la_code, [last?.overall ?? null, last?.published_date ?? null]];
        }),
    );
  }

  counts(day: string): Readonly<Record<string, number>> {
    const grades = authorities
      .filter((authority) => existsOn(authority, day))
      .map((authority) => this.judged(authority, day).at(-1)?.overall ?? 'not_yet_judged');
    return { ...tally(grades), authorities: grades.length };
  }

  /** Every pair of consecutive judgements, as 'good > inadequate', with how many times it occurs. */
  transitions(day: string): Readonly<Record<string, number>> {
    return tally(
      authorities.flatMap((authority) => {
        const grades = this.judged(authority, day).map(({ overall }) => overall);
        return grades.slice(1).map((grade, index) => `${grades[index]} > ${grade}`);
      }),
    );
  }

  /** Walks each authority day after judged day, and opens and closes spells of inadequate. */
  spells(day: string): readonly Spell[] {
    return authorities.flatMap((authority) => {
      const spells: Spell[] = [];
      let open: Spell | undefined;
      for (const row of this.judged(authority, day)) {
        if (row.overall !== 'inadequate') {
          if (open) Object.assign(open, { to: published(row), days: days(open.from, published(row)) });
          open = undefined;
        } else if (open) {
          Object.assign(open, { judgements: open.judgements + 1 });
        } else {
          const from = published(row);
          open = { la: authority.la_code ?? '', from, to: null, days: days(from, day), judgements: 1 };
          spells.push(open);
        }
      }
      return spells;
    });
  }
}

export interface Spell {
  readonly la: string;
  readonly from: string;
  readonly to: string | null;
  readonly days: number;
  readonly judgements: number;
}

/**
 * The Kaplan-Meier curve by redistribution to the right (Efron 1967), not as a product: each spell begins with
 * the same share, and one that is only known until some day leaves its share to those that last longer.
 */
export function survivalByRedistribution(spells: readonly Spell[]): ReadonlyMap<number, number> {
  const inOrder = spells.toSorted((a, b) => a.days - b.days || Number(a.to === null) - Number(b.to === null));
  const shares = inOrder.map(() => 1 / inOrder.length);
  const curve = new Map<number, number>();
  let left = 1;
  for (const [index, spell] of inOrder.entries()) {
    const share = shares[index] ?? 0;
    const after = inOrder.length - index - 1;
    if (spell.to !== null) left -= share;
    else
      for (let later = index + 1; later < shares.length; later += 1)
        shares[later] = (shares[later] ?? 0) + share / after;
    curve.set(spell.days, left);
  }
  return curve;
}

/** Greenwood's sum at each day, counted anew for each from the spells themselves. */
export function greenwood(spells: readonly Spell[], until: number): number {
  const ends = new Set(
    spells.flatMap(({ to, days: lasted }) => (to !== null && lasted <= until ? [lasted] : [])),
  );
  let sum = 0;
  for (const end of ends) {
    const atRisk = spells.filter((spell) => spell.days >= end).length;
    const improved = spells.filter((spell) => spell.days === end && spell.to !== null).length;
    sum += improved / (atRisk * (atRisk - improved));
  }
  return sum;
}

export const tally = (words: readonly (string | undefined)[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word ?? ''] = (counts[word ?? ''] ?? 0) + 1;
  return counts;
};

const published = ({ published_date: day = '' }: Row): string => day;

const byPublication = (a: Row, b: Row): number => (published(a) < published(b) ? -1 : 1);

const days = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;
