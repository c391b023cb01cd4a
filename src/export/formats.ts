import { csv } from './csv.ts';
import { ndjson } from './ndjson.ts';
import { parquet } from './parquet.ts';
import type { Sheet } from './sheet.ts';

interface FileFormat {
  readonly mediaType: string;
  readonly write: (sheet: Sheet) => Uint8Array;
}

/** The formats in which tables leave, by the name that is also the end of their file names. */
export const fileFormats = {
  csv: { mediaType: 'text/csv; charset=utf-8; header=present', write: csv },
  ndjson: { mediaType: 'application/x-ndjson', write: ndjson },
  parquet: { mediaType: 'application/vnd.apache.parquet', write: parquet },
} satisfies Readonly<Record<string, FileFormat>>;

export type FileFormatName = keyof typeof fileFormats;

export const fileFormatNames = ['csv', 'ndjson', 'parquet'] as const satisfies readonly FileFormatName[];

/**
 * `england-board-2018-12-31.csv`: what it is, on which day, and how it was narrowed.
 *
 * @param parts in any words; those that are undefined are left out
 */
export const fileName = (parts: readonly (string | undefined)[], format: FileFormatName | 'ics'): string => {
  const words = parts.flatMap((part) => part?.toLowerCase().match(/[a-z0-9]+/g) ?? []);
  return `${words.join('-')}.${format}`;
};
