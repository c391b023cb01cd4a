import { CaselineError } from '../domain/failure.ts';
import {
  type EnglandName,
  type EnglandTable,
  type EnglandView,
  england,
  type TableWithRows,
} from '../projections/england/england.ts';

/** The names of the tables that an answer about England has: one, or several that say different things of it. */
export const tableNamesOf = (name: EnglandName): readonly string[] =>
  england[name].tables.map(({ table }) => table.name);

/** The table that is meant where none is named. */
export const firstTableOf = (name: EnglandName): string => tableNamesOf(name)[0] ?? name;

/** One table of an answer, as rows and columns. */
export function englandTable<Name extends EnglandName>(
  name: Name,
  view: EnglandView<Name>,
  wanted: string,
): TableWithRows {
  const { tables } = england[name] as unknown as EnglandTable<EnglandView<Name>>; // the entry of that very name made the view
  const found = tables.find(({ table }) => table.name === wanted);
  if (!found)
    throw new CaselineError('invalid-question', `table: ${name} has ${tableNamesOf(name).join(', ')}`, {
      parameter: 'table',
    });
  return { table: found.table, rows: found.rows(view) };
}
