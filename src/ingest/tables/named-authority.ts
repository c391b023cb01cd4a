import type { Cells } from './cells.ts';
import type { KnownAuthority, TableContext } from './table-row.ts';

/** The authority that a row names by `urn` and `authority`: the two must be of one authority. */
export function namedAuthority(cells: Cells, context: TableContext): KnownAuthority | undefined {
  const urn = cells.required('urn');
  const name = cells.required('authority');
  if (!urn) return undefined;
  const known = context.authorityOf(urn);
  if (!known) {
    const message = `No authority has the number '${urn.slice(0, 80)}'; check it, or read the table of authorities first.`;
    return cells.refuse('urn', 'unknown-authority', message);
  }
  if (!name) return undefined;
  if ([known.name, ...known.otherNames].some((other) => sameName(other, name))) return known;
  const message = `The number ${urn} is that of ${known.name}, and the row names ${name.slice(0, 80)}; correct the one that is wrong.`;
  return cells.refuse('authority', 'authority-mismatch', message, { urn, known: known.name });
}

const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
