import { type Caseline, type ImportedRows, openCaseline } from '../../src/caseline.ts';
import { bundledCaptured, bundledTables, type TableFile } from '../../src/ingest/bundled-tables.ts';
import { readBundledHistories } from '../../src/ingest/history.ts';
import { type KindOfTable, tableColumns } from '../../src/ingest/tables/kind-of-table.ts';
import type { RowProblem } from '../../src/ingest/tables/table-row.ts';
import type { Row } from './england-by-hand.ts';

/** Caseline with all that comes with it, over a clock that stands where it is put. */
export async function bundledEngland(log = 'memory:', today = '2026-11-22') {
  const clock = { now: Date.parse(`${today}T12:00:00Z`) };
  const caseline = openCaseline({ log, now: () => clock.now });
  for (const history of await readBundledHistories()) await caseline.importHistory(history);
  const imported = await delivered(caseline, bundledTables, bundledCaptured);
  return { caseline, clock, imported };
}

/** Imports tables; tells of rows and problems. */
export async function delivered(
  caseline: Caseline,
  files: readonly TableFile[],
  captured: string,
): Promise<ImportedRows & { readonly problems: readonly RowProblem[] }> {
  const problems: RowProblem[] = [];
  const recordedBy = { name: 'Test import', party: 'recorder' } as const;
  const imported = await caseline.importTables({
    files,
    captured,
    recordedBy,
    report: (problem) => problems.push(problem),
  });
  return { ...imported, problems };
}

const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** One line of a table, without its line break. */
export const lineOf = (kind: KindOfTable, row: Row): string =>
  tableColumns[kind].map((column) => quoted(row[column] ?? '')).join();

/** A table as it is delivered. */
export function tableOf(kind: KindOfTable, rows: readonly Row[], name = `${kind}.csv`): TableFile {
  const text = [tableColumns[kind].join(), ...rows.map((row) => lineOf(kind, row)), ''].join('\r\n');
  return {
    name,
    open: async function* () {
      yield Buffer.from(text);
    },
  };
}
