import type { Party } from '../domain/parties.ts';
import type { Cell, Column, Table } from '../projections/england/table.ts';
import { source } from './source.ts';

/** What a table rests on: the basis of its answer. */
export interface RestsOn {
  readonly validAt: string;
  readonly knownAt: string;
  readonly viewer: Party;
  readonly position: string;
  readonly certainty: 'possible' | 'certain';
}

/** A table with its rows and what it rests on, before it is written in one format or another. */
export interface Sheet {
  readonly columns: readonly Pick<Column<never>, 'name' | 'type'>[];
  /** A cell for each column. */
  readonly rows: readonly (readonly Cell[])[];
  readonly restsOn: RestsOn;
}

/** Every row says what it rests on: a file that was renamed, cut or pasted elsewhere still does. */
const provenance: readonly Column<RestsOn>[] = [
  {
    name: 'valid_at',
    type: 'day',
    about: 'What had happened by the end of this day.',
    of: (on) => on.validAt,
  },
  { name: 'known_at', type: 'string', about: 'What could be known by then.', of: (on) => on.knownAt },
  { name: 'viewer', type: 'string', about: 'As whom the answer was given.', of: (on) => on.viewer },
  {
    name: 'position',
    type: 'string',
    about: 'The last event that the answer could rest on.',
    of: (on) => on.position,
  },
  {
    name: 'certainty',
    type: 'string',
    about: "'certain' leaves out what may not have happened yet.",
    of: (on) => on.certainty,
  },
  { name: 'source', type: 'string', about: 'Where it comes from.', of: () => source.statement },
  { name: 'licence', type: 'string', about: 'Under which licence.', of: () => source.licenceUrl },
];

/** The columns that follow a table's own in every file. */
export const provenanceColumns: readonly Omit<Column<never>, 'of'>[] = provenance;

export function sheetOf<Row>(table: Table<Row>, rows: readonly Row[], restsOn: RestsOn): Sheet {
  const trailing = provenance.map(({ of }) => of(restsOn));
  return {
    columns: [...table.columns, ...provenance].map(({ name, type }) => ({ name, type })),
    rows: rows.map((row) => [...table.columns.map(({ of }) => of(row)), ...trailing]),
    restsOn,
  };
}

/** What a sheet rests on, by the names of its trailing columns. */
export const provenanceOf = (restsOn: RestsOn): readonly (readonly [name: string, value: string])[] =>
  provenance.map(({ name, of }) => [name, String(of(restsOn))]);
