/** A cell of a table that leaves the product: a day is written `2018-10-29`. */
export type Cell = string | number | boolean | null;

/** One column of a table, as data: exports and documentation read it. */
export interface Column<Row> {
  /** snake_case, as the delivered tables have it. */
  readonly name: string;
  readonly type: 'string' | 'day' | 'integer' | 'number' | 'boolean';
  readonly about: string;
  readonly of: (row: Row) => Cell;
}

/** Rows with their columns: what is exported as CSV, NDJSON or Parquet. */
export interface Table<Row> {
  /** In file names and addresses: 'board'. */
  readonly name: string;
  readonly about: string;
  readonly columns: readonly Column<Row>[];
}
