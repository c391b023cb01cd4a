import type { EventToRecord } from '../../src/ingest/stated.ts';
import { tableColumns } from '../../src/ingest/tables/kind-of-table.ts';
import type {
  Establishment,
  KnownAuthority,
  RowProblem,
  TableContext,
  TableRecord,
  TableRow,
} from '../../src/ingest/tables/table-row.ts';

export type Fields = Readonly<Record<string, string>>;

/** A file, in chunks as a stream may bring them. */
export async function* bytes(...chunks: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
}

export async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** One line of a table of inspections, without its line break. */
export const inspectionLine = (fields: Fields): string =>
  tableColumns.inspections.map((column) => quoted(fields[column] ?? '')).join();

export const inspectionHeader = tableColumns.inspections.join();

export const record = (fields: Fields, line = 2, file = 'inspections.csv'): TableRecord => ({
  file,
  line,
  fields: { ...Object.fromEntries(tableColumns.inspections.map((column) => [column, ''])), ...fields },
});

const authorities: readonly KnownAuthority[] = [
  { urn: '80449', la: '380', name: 'Bradford', otherNames: ['City of Bradford'] },
  { urn: '80496', la: '204', name: 'Hackney', otherNames: [] },
  { urn: '80450', la: '201', name: 'City of London', otherNames: ['London Corporation'] },
  { urn: '80557', la: '393', name: 'South Tyneside', otherNames: [] },
  { urn: '80460', la: '830', name: 'Derbyshire', otherNames: [] },
  { urn: '80551', la: '373', name: 'Sheffield', otherNames: [] },
  { urn: '80567', la: '936', name: 'Surrey', otherNames: [] },
  { urn: '80476', la: '886', name: 'Kent', otherNames: [] },
  { urn: '80429', la: '330', name: 'Birmingham', otherNames: [] },
];

export const context = (established: Readonly<Record<string, Establishment>> = {}): TableContext => ({
  captured: '2026-11-22',
  authorityOf: (urn) => authorities.find((authority) => authority.urn === urn),
  established: (la) => established[la],
  establish: () => {},
});

/** The row that a record was read as; a test fails where there are problems with it. */
export function theRow(read: TableRow | readonly RowProblem[]): TableRow {
  if ('decide' in read) return read;
  throw new Error(read.map(({ column, rule, message }) => `${column}: ${rule}: ${message}`).join('\n'));
}

/** The problems with a record, as 'column: rule'; a test fails where there are none. */
export function problemsWith(read: TableRow | readonly RowProblem[]): readonly string[] {
  if ('decide' in read) throw new Error('the row was read');
  return read.map(({ column, rule }) => `${column}: ${rule}`);
}

/** What kinds of events there are, in their order. */
export const types = (events: readonly EventToRecord[]): readonly string[] => events.map(({ type }) => type);

/** The one event of a type. */
export function the(type: string, events: readonly EventToRecord[]): EventToRecord {
  const [one, ...more] = events.filter((event) => event.type === type);
  if (!one || more.length > 0) throw new Error(`expected one ${type}, found ${types(events).join(', ')}`);
  return one;
}

export const hackney2016: Fields = {
  urn: '80496',
  authority: 'Hackney',
  framework: 'SIF',
  inspection_type: 'sif',
  start_date: '2016-07-04',
  end_date: '2016-07-28',
  on_site: '2016-07-04/2016-07-28',
  published_date: '2016-09-21',
  published_stated: '2016-09-20',
  overall: 'good',
  leadership: 'good',
  help_and_protection: 'good',
  looked_after: 'good',
  looked_after_scope: 'children_looked_after_and_permanence',
  adoption: 'good',
  care_leavers: 'outstanding',
  lscb: 'outstanding',
  lead_inspector: 'Jansy Kelly',
  pages: '44',
  source_file: "80496_hackney/children's services inspection - 21 september 2016.pdf",
  extraction_notes:
    "report itself says published 2016-09-20; file name (Ofsted's web listing) says 2016-09-21",
};

export const southTyneside2023: Fields = {
  urn: '80557',
  authority: 'South Tyneside',
  framework: 'ILACS',
  inspection_type: 'ilacs',
  start_date: '2022-12-05',
  end_date: '2023-02-15',
  on_site: '2022-12-05/2022-12-09; 2023-02-14/2023-02-15',
  published_date: '2023-05-10',
  overall: 'inadequate',
  leadership: 'inadequate',
  help_and_protection: 'requires_improvement',
  looked_after: 'inadequate',
  looked_after_scope: 'children_in_care_and_care_leavers',
  lead_inspector: 'Rebecca Quested',
  pages: '11',
  source_file: "80557_south tyneside/children's services inspection - 10 may 2023.pdf",
  extraction_notes: 'on site in two parts (see on_site); short or standard cannot be told from the dates',
};

const bradford: Fields = { urn: '80449', authority: 'Bradford' };

export const bradfordRows: readonly Fields[] = [
  {
    ...bradford,
    framework: 'SIF',
    inspection_type: 'sif',
    start_date: '2014-02-18',
    end_date: '2014-03-12',
    on_site: '2014-02-18/2014-03-12',
    published_date: '2014-05-23',
    overall: 'requires_improvement',
    leadership: 'good',
    help_and_protection: 'requires_improvement',
    looked_after: 'good',
    looked_after_scope: 'children_looked_after_and_permanence',
    adoption: 'good',
    care_leavers: 'good',
    lscb: 'good',
    lead_inspector: 'Lynn Radley',
    pages: '34',
    source_file: "80449_bradford/children's services inspection - 23 may 2014.pdf",
  },
  {
    ...bradford,
    framework: 'ILACS',
    inspection_type: 'ilacs_standard',
    start_date: '2018-09-17',
    end_date: '2018-09-28',
    on_site: '2018-09-17/2018-09-28',
    published_date: '2018-10-29',
    overall: 'inadequate',
    leadership: 'requires_improvement',
    help_and_protection: 'inadequate',
    looked_after: 'requires_improvement',
    looked_after_scope: 'children_in_care_and_care_leavers',
    lead_inspector: 'Neil Penswick',
    pages: '10',
    source_file: "80449_bradford/children's services inspection - 29 october 2018.pdf",
  },
  {
    ...bradford,
    framework: 'ILACS',
    inspection_type: 'ilacs_standard',
    start_date: '2022-11-21',
    end_date: '2022-12-02',
    on_site: '2022-11-21/2022-12-02',
    published_date: '2023-01-31',
    overall: 'inadequate',
    leadership: 'inadequate',
    help_and_protection: 'inadequate',
    looked_after: 'inadequate',
    looked_after_scope: 'children_in_care_and_care_leavers',
    lead_inspector: 'Matt Reed',
    pages: '13',
    source_file: "80449_bradford/children's services inspection - 31 january 2023.pdf",
  },
];
