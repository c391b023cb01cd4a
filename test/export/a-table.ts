import { type RestsOn, type Sheet, sheetOf } from '../../src/export/sheet.ts';
import type { Cell, Column, Table } from '../../src/projections/england/table.ts';

/** One row of a table with a column of each type. */
export interface Row {
  readonly text: string | null;
  readonly on: string | null;
  readonly days: number | null;
  readonly share: number | null;
  readonly open: boolean | null;
}

const column = (name: keyof Row, type: Column<Row>['type']): Column<Row> => ({
  name,
  type,
  about: `The ${name}.`,
  of: (row): Cell => row[name],
});

export const aTable: Table<Row> = {
  name: 'example',
  about: 'A column of each type.',
  columns: [
    column('text', 'string'),
    column('on', 'day'),
    column('days', 'integer'),
    column('share', 'number'),
    column('open', 'boolean'),
  ],
};

export const restsOn: RestsOn = {
  viewer: 'council:380',
  validAt: '2018-12-31',
  knownAt: '2018-12-31T23:59:59.999Z',
  position: '7f3f2a52-5d0e-8c56-9d0b-6f1c2f6f1d11',
  certainty: 'possible',
};

export const aRow: Row = { text: 'Bradford', on: '2018-10-29', days: 63, share: 0.125, open: true };
export const emptyRow: Row = { text: null, on: null, days: null, share: null, open: null };

export const sheet = (rows: readonly Row[]): Sheet => sheetOf(aTable, rows, restsOn);

export const columnNames = [
  ...['text', 'on', 'days', 'share', 'open'],
  ...['valid_at', 'known_at', 'viewer', 'position', 'certainty', 'source', 'licence'],
];
