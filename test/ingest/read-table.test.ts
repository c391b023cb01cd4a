import { tableColumns } from '../../src/ingest/tables/kind-of-table.ts';
import { readTable } from '../../src/ingest/tables/read-table.ts';
import type { KnownAuthority, RowProblem, TableRow } from '../../src/ingest/tables/table-row.ts';
import { knownCase, validEvent } from './known-case.ts';
import {
  all,
  bytes,
  context,
  type Fields,
  hackney2016,
  inspectionHeader,
  inspectionLine,
  southTyneside2023,
  types,
} from './tables.ts';

const read = (...chunks: readonly (string | Uint8Array)[]) =>
  all(readTable(bytes(...chunks), 'table.csv', context()));

const rowsOf = (items: readonly (TableRow | RowProblem)[]) =>
  items.flatMap((item) => ('decide' in item ? [item] : []));
const problemsOf = (items: readonly (TableRow | RowProblem)[]) =>
  items.flatMap((item) => ('rule' in item ? [item] : []));

describe('reading a table', () => {
  it('tells by its header, in any order, which table it is; columns of somebody’s own do not matter', async () => {
    const columns = [...tableColumns.inspections, 'checked_by'].toReversed();
    const line = columns.map((column) => hackney2016[column] ?? '').map((cell) => `"${cell}"`);
    const [row] = rowsOf(await read(`${columns.join()}\r\n${line.join()}\r\n`));
    expect(row?.caseId).toBe('authority-204');
    expect(types(row?.decide(knownCase('authority-204')) ?? [])).toContain('JudgementsIssued');
  });

  it('makes the authorities of one table known to the rows of the next', async () => {
    const known = new Map<string, KnownAuthority>();
    const asking = { ...context(), authorityOf: (urn: string) => known.get(urn) };
    const authorities = `${tableColumns.authorities}\n80496,204,E09000012,Hackney,London,London borough,\n`;
    const inspections = `${inspectionHeader}\n${inspectionLine(hackney2016)}\n`;
    const early = await all(readTable(bytes(inspections), 'inspections.csv', asking));
    expect(problemsOf(early).map(({ rule }) => rule)).toEqual(['unknown-authority']);
    for (const row of rowsOf(await all(readTable(bytes(authorities), 'authorities.csv', asking))))
      if (row.registers) known.set(row.registers.urn, row.registers);
    const late = await all(readTable(bytes(inspections), 'inspections.csv', asking));
    expect(rowsOf(late)).toHaveLength(1);
  });

  it('reads a table of mentions', async () => {
    const line = `80496,Hackney,2016-09-21,"${hackney2016.source_file}",8,focused_visit,2015-03,,focused visit on care leavers`;
    const found = await read(`${tableColumns.mentions.join()}\n${line}\n`);
    expect(rowsOf(found).map(({ caseId }) => caseId)).toEqual(['authority-204']);
  });

  it.each([
    ['of no table', 'date,amount,payee\n2016-01-01,3,x\n', null, 'unknown-table'],
    [
      'without a column that it must have',
      `${tableColumns.authorities.join().replace(',region', '')}\n1,2,3,4,5,6\n`,
      'region',
      'missing-column',
    ],
    ['without several', `${tableColumns.mentions.slice(3).join()}\n1,2,3\n`, null, 'missing-column'],
    ['in UTF-16', Buffer.from(inspectionHeader, 'utf16le'), null, 'not-utf-8'],
    ['that is empty', '', null, 'empty-file'],
  ])('gives one problem for a file %s', async (_, content, column, rule) => {
    const items = await read(content);
    expect(items).toEqual([expect.objectContaining({ file: 'table.csv', line: 1, column, rule })]);
  });

  it('says which columns a table should have', async () => {
    const [problem] = problemsOf(await read('a,b\n1,2\n'));
    for (const column of ['la_code', 'inspection_type', 'mentioned_in_published_date'])
      expect(problem?.message).toContain(column);
  });

  it('closes its file when it is not read to the end', async () => {
    let isClosed = false;
    async function* file() {
      try {
        for (;;) yield Buffer.from(`${inspectionHeader}\n${inspectionLine(hackney2016)}\n`);
      } finally {
        isClosed = true;
      }
    }
    for await (const _ of readTable(file(), 'inspections.csv', context())) break;
    expect(isClosed).toBe(true);
  });
});

describe('a table with a hundred broken rows', () => {
  /** An inspection of its own for every row: a day in January of another year and another file. */
  const good = (n: number): Fields => {
    const year = 1810 + n;
    return {
      ...hackney2016,
      start_date: `${year}-01-04`,
      end_date: `${year}-01-28`,
      on_site: `${year}-01-04/${year}-01-28`,
      published_date: `${year}-03-21`,
      published_stated: '',
      source_file: `${n}.pdf`,
    };
  };
  const latin1 = (fields: Fields) => Buffer.from(inspectionLine(fields), 'latin1');
  const first = inspectionLine(good(0));

  /** Each makes a broken row, the nth, and says which rule it breaks. */
  const breakages: readonly ((n: number) => { readonly line: string | Uint8Array; readonly rule: string })[] =
    [
      (n) => ({ line: inspectionLine({ ...good(n), end_date: `${1810 + n}-01-32` }), rule: 'not-a-day' }),
      (n) => ({ line: inspectionLine({ ...good(n), published_date: '5 May' }), rule: 'not-a-date' }),
      (n) => ({ line: inspectionLine({ ...good(n), urn: `9${n}` }), rule: 'unknown-authority' }),
      (n) => ({
        line: inspectionLine({
          ...southTyneside2023,
          looked_after_scope: 'children_in_care',
          source_file: `${n}`,
        }),
        rule: 'wrong-area',
      }),
      (n) => ({
        line: inspectionLine({ ...good(n), on_site: '1950-02-02/1950-02-01' }),
        rule: 'end-before-start',
      }),
      () => ({ line: first, rule: 'duplicate-row' }),
      (n) => ({
        line: inspectionLine({ ...good(0), source_file: `${n}.pdf` }),
        rule: 'duplicate-inspection',
      }),
      (n) => ({ line: latin1({ ...good(n), lead_inspector: 'Máire Atherton' }), rule: 'not-utf-8' }),
      (n) => ({ line: `${n},"open quote`, rule: 'quote-not-closed' }),
      (n) => ({ line: `${inspectionLine(good(n)).slice(0, -1)}"`, rule: 'stray-quote' }),
      (n) => ({ line: `${inspectionLine(good(n))},more`, rule: 'wrong-column-count' }),
      (n) => ({ line: `${n},few`, rule: 'wrong-column-count' }),
      (n) => ({
        line: inspectionLine({ ...good(n), lead_inspector: 'N\u0000' }),
        rule: 'unreadable-character',
      }),
      (n) => ({
        line: inspectionLine({ ...good(n), extraction_notes: 'x'.repeat(70_000) }),
        rule: 'row-too-long',
      }),
    ];

  const broken = Array.from({ length: 100 }, (_, n) => breakages[n % breakages.length]?.(n + 1));

  async function* file() {
    yield Buffer.from(`${inspectionHeader}\r\n${first}\r\n`);
    for (const [n, breakage] of broken.entries()) {
      yield Buffer.concat([Buffer.from(breakage?.line ?? ''), Buffer.from('\r\n')]);
      yield Buffer.from(`${inspectionLine({ ...good(n + 101), extraction_notes: 'on\r\ntwo lines' })}\r\n`);
    }
    for (let megabyte = 0; megabyte < 50; megabyte += 1) yield Buffer.alloc(1_000_000, ',');
    yield Buffer.from(`\r\n${inspectionLine(good(99 + 102))}\r\n`);
  }

  it('reports each with its line, and reads every good row between them', async () => {
    const items = await all(readTable(file(), 'inspections.csv', context()));
    // A broken row has one line, a good one two, and the first of them stands on line 3.
    expect(problemsOf(items).map(({ line, rule }) => `${line}: ${rule}`)).toEqual([
      ...broken.map((breakage, n) => `${3 + 3 * n}: ${breakage?.rule}`),
      '303: row-too-long',
    ]);
    const rows = rowsOf(items);
    expect(rows.map(({ line }) => line)).toEqual([2, ...broken.map((_, n) => 4 + 3 * n), 304]);
    for (const row of rows) {
      const events = row.decide(knownCase(row.caseId));
      expect(types(events)).toEqual([
        'SourceCaptured',
        'InspectionCarriedOut',
        'JudgementsIssued',
        'ReportPublished',
      ]);
      for (const event of events) validEvent(row.caseId, event);
    }
  });
});
