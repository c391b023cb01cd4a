import type { RowProblem } from './table-row.ts';

/** A problem with a row, or with one cell of it. */
export function rowProblem(
  { file, line }: { readonly file: string; readonly line: number },
  column: string | null,
  rule: string,
  message: string,
  facts: Readonly<Record<string, unknown>> = {},
): RowProblem {
  return { file, line, column, rule, message, facts };
}

/** The beginning of a cell or a row, to be shown in a message: whoever reads it will find the rest. */
export const excerpt = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text);
