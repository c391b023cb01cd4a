import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { tableColumns } from '../../src/ingest/tables/kind-of-table.ts';
import { type BrokenLine, brokenInspections } from './broken-rows.ts';
import type { Row } from './england-by-hand.ts';
import { lineOf } from './england-log.ts';

export interface Wanted extends Pick<BrokenLine, 'column' | 'rule'> {
  readonly line: number;
}

/** A table of inspections with broken lines among sound ones, and what should become of them. */
export function brokenTable() {
  const lines: (string | Buffer)[] = [tableColumns.inspections.join()];
  const sound = new Set<Row>();
  const wanted: Wanted[] = [];
  const stand = (row: Row) => {
    if (!sound.has(row)) lines.push(lineOf('inspections', row));
    sound.add(row);
  };
  for (const { row, stands, bytes, column, rule } of brokenInspections()) {
    if (stands === 'after') stand(row);
    lines.push(bytes);
    wanted.push({ line: lines.length, column, rule });
    stand(row);
  }
  return { lines, sound: [...sound], wanted };
}

/** Writes the lines to a file; a number stands for a line of so many bytes. */
export async function writeLines(path: string, lines: readonly (string | Buffer | number)[]): Promise<void> {
  const file = createWriteStream(path);
  const piece = Buffer.alloc(1_000_000, 'x');
  for (const line of lines) {
    if (typeof line !== 'number') file.write(line);
    else
      for (let left = line; left > 0; left -= piece.length) if (!file.write(piece)) await once(file, 'drain');
    file.write('\r\n');
  }
  file.end();
  await once(file, 'close');
}
