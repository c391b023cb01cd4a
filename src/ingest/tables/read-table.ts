import { authorityRow } from './authorities.ts';
import { readCsv } from './csv-rows.ts';
import { EarlierRows } from './earlier-rows.ts';
import { establishmentRow } from './establishments.ts';
import { inspectionRow } from './inspections.ts';
import { type KindOfTable, kindOfTable } from './kind-of-table.ts';
import { mentionRow } from './mentions.ts';
import type { RowProblem, TableContext, TableRecord, TableRow } from './table-row.ts';

/**
 * Reads a table of authorities, of inspections or of mentions in CSV; which of them, its header tells. Gives
 * each row in turn, as what it says of one case, or as what is wrong with it; a problem with the file as a
 * whole is the only one there is.
 *
 * `context` is asked anew for every row: what an earlier row `registers`, a later one may name.
 *
 * @param file its name without the folder, for the problems
 */
export async function* readTable(
  input: AsyncIterable<Uint8Array>,
  file: string,
  context: TableContext,
): AsyncGenerator<TableRow | RowProblem> {
  const earlier = new EarlierRows();
  let kind: KindOfTable | undefined;
  for await (const item of readCsv(input, file)) {
    if ('rule' in item) {
      yield item;
    } else if ('columns' in item) {
      const known = kindOfTable(item, file);
      if (typeof known !== 'string') {
        yield known;
        return;
      }
      kind = known;
    } else if (kind) {
      const row = readRow(kind, item, context, earlier);
      if ('decide' in row) yield row;
      else yield* row;
    }
  }
}

function readRow(
  kind: KindOfTable,
  record: TableRecord,
  context: TableContext,
  earlier: EarlierRows,
): TableRow | readonly RowProblem[] {
  switch (kind) {
    case 'establishments':
      return establishmentRow(record, context);
    case 'authorities':
      return authorityRow(record, context, earlier);
    case 'inspections':
      return inspectionRow(record, context, earlier);
    case 'mentions':
      return mentionRow(record, context);
  }
}
