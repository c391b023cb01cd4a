import { daysInadequate, type Row } from './rows.ts';

/** Shows those whose name holds a text, and says how many they are. */
export function filter(rows: readonly Row[], text: string): string {
  const wanted = text.trim().toLowerCase();
  let shown = 0;
  for (const { element, name } of rows) {
    element.hidden = !name.toLowerCase().includes(wanted);
    if (!element.hidden) shown += 1;
  }
  const all = rows.length;
  const said =
    shown === all ? `${all} ${all === 1 ? 'authority' : 'authorities'}` : `${shown} of ${all} authorities`;
  const number = document.getElementById('shown');
  if (number) number.textContent = said;
  return said;
}

/** Puts the rows in another order; those that are alike stand by name. */
export function sort(rows: readonly Row[], order: string, day: number): void {
  const grades = [...document.querySelectorAll<HTMLElement>('.cl-tile')].map(({ dataset }) => dataset.place);
  const rank = ({ spell }: Row): number => (spell ? grades.indexOf(spell.place) : grades.length);
  const orders: Readonly<Record<string, (a: Row, b: Row) => number>> = {
    region: (a, b) => compare(a.region, b.region),
    grade: (a, b) => rank(a) - rank(b),
    inadequate: (a, b) => daysInadequate(b.spells, day) - daysInadequate(a.spells, day),
  };
  const sorted = rows
    .toSorted((a, b) => compare(a.name, b.name))
    .sort(orders[order] ?? (() => 0))
    .map(({ element }) => element);
  const body = sorted[0]?.parentElement;
  body?.append(...sorted);
  const table = body?.closest('table');
  if (table) table.className = `cl-strips cl-strips--by-${order}`;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
