import type { Cell, Table } from './table.ts';

/** A row on its way out: one cell for each column, in their order. */
export type Cells = readonly Cell[];

/** A table with its rows, ready to be written. */
export interface TableWithRows {
  readonly table: Table<Cells>;
  readonly rows: readonly Cells[];
}

/** A table, and which rows of it an answer has. */
export interface ExportedTable<View> {
  readonly table: Table<Cells>;
  readonly rows: (view: View) => readonly Cells[];
}

/** The type of a row stays in here, so that one writer serves all tables. */
export function exportedTable<View, Row>(
  table: Table<Row>,
  rowsOf: (view: View) => readonly Row[],
): ExportedTable<View> {
  const { columns } = table;
  return {
    table: {
      ...table,
      columns: columns.map((column, index) => ({ ...column, of: (cells: Cells) => cells[index] ?? null })),
    },
    rows: (view) => rowsOf(view).map((row) => columns.map((column) => column.of(row))),
  };
}
