import { Cells } from './cells.ts';
import type { RowProblem, TableContext, TableRecord } from './table-row.ts';

/**
 * A row that says since when an authority exists. It records nothing: the registration of the authority, in
 * another table, takes its day from it.
 */
export function establishmentRow(record: TableRecord, context: TableContext): readonly RowProblem[] {
  const cells = new Cells(record);
  const la = cells.required('la_code');
  const date = cells.required('established') && cells.imprecise('established');
  const instrument = cells.text('instrument');
  const predecessors = cells
    .text('predecessors')
    .split(';')
    .filter((one) => one.trim() !== '')
    .flatMap((one) => {
      const [, code, name] = /^\s*(\d{3}) (.+?)\s*$/.exec(one) ?? [];
      if (code && name) return [{ la: code, name }];
      const message = `'${one}' in predecessors is no code and name; write them like this: 837 Bournemouth; 836 Poole.`;
      return cells.refuse('predecessors', 'not-an-authority', message) ?? [];
    });
  if (la && date && cells.problems.length === 0)
    context.establish(la, { date: date.edtf, predecessors, ...(instrument && { instrument }) });
  return cells.problems;
}
