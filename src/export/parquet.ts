import { parquetWriteBuffer, type SchemaElement } from 'hyparquet-writer';
import { parseDay } from '../domain/time/civil-day.ts';
import type { Cell, Column } from '../projections/england/table.ts';
import { provenanceOf, type Sheet } from './sheet.ts';

type ColumnType = Column<never>['type'];

/** How Parquet stores a type; a schema follows from the columns alone, never from what the rows hold. */
const stored: Readonly<Record<ColumnType, Omit<SchemaElement, 'name'>>> = {
  string: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
  // Days since 1970, which is what a civil day is.
  day: { type: 'INT32', converted_type: 'DATE', logical_type: { type: 'DATE' } },
  // Counts and days: the writer refuses what 32 bits cannot hold.
  integer: { type: 'INT32' },
  number: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
};

/** Apache Parquet: typed columns, and what the table rests on as key-value metadata too. */
export const parquet = ({ columns, rows, restsOn }: Sheet): Uint8Array =>
  new Uint8Array(
    parquetWriteBuffer({
      columnData: columns.map(({ name, type }, at) => ({
        name,
        data: rows.map((row) => storedCell(type, row[at] ?? null)),
      })),
      schema: [
        { name: 'table', num_children: columns.length },
        ...columns.map(
          ({ name, type }): SchemaElement => ({ name, repetition_type: 'OPTIONAL', ...stored[type] }),
        ),
      ],
      kvMetadata: provenanceOf(restsOn).map(([key, value]) => ({ key, value })),
      createdBy: 'caseline', // no version: the same basis gives the same bytes
    }),
  );

/** What is no day stays text, which the writer refuses: better no file than one with a hole in it. */
const storedCell = (type: ColumnType, cell: Cell): Cell =>
  type === 'day' && typeof cell === 'string' ? (parseDay(cell) ?? cell) : cell;
