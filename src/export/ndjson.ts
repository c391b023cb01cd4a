import type { Sheet } from './sheet.ts';

/** One JSON object a line, its members in the order of the columns. A table without rows has no lines. */
export const ndjson = ({ columns, rows }: Sheet): Uint8Array =>
  Buffer.from(
    rows
      .map((row) => JSON.stringify(Object.fromEntries(columns.map(({ name }, at) => [name, row[at]]))))
      .map((line) => `${line}\n`)
      .join(''),
  );
