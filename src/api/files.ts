import { z } from 'zod';
import { PUBLIC } from '../domain/parties.ts';
import { type FileFormatName, fileFormatNames, fileFormats, fileName } from '../export/formats.ts';
import { type RestsOn, sheetOf } from '../export/sheet.ts';
import { source } from '../export/source.ts';
import type { Table } from '../projections/england/table.ts';
import type { File } from './answers.ts';
import type { Parameters } from './links.ts';

export const formatParameter = {
  format: z
    .enum(['json', ...fileFormatNames], { error: `must be json, ${fileFormatNames.join(', ')}` })
    .default('json')
    .meta({
      description:
        'A table as a file: each row ends with what it rests on (`valid_at`, `known_at`, `viewer`, `position`, `certainty`) and with its source and licence. In CSV, text that a spreadsheet would take for a formula begins with an apostrophe.',
      example: 'csv',
    }),
};

/** The media types of files, as the OpenAPI document has them. */
export const fileContent = {
  'text/csv': { schema: { type: 'string' as const } },
  'application/x-ndjson': { schema: { type: 'string' as const } },
  'application/vnd.apache.parquet': { schema: { type: 'string' as const, format: 'binary' } },
};

export const sourceSchema = z
  .strictObject({ statement: z.string(), licence: z.string(), licenceUrl: z.url() })
  .meta({ id: 'SourceStatement', description: 'Where it comes from, and under which licence.' });

export const fileLinksSchema = {
  csv: z.string().meta({ description: 'The same answer as CSV.' }),
  ndjson: z.string().meta({ description: 'The same answer as NDJSON.' }),
  parquet: z.string().meta({ description: 'The same answer as Parquet.' }),
};

/** The links of an answer to itself as a file. */
export const fileLinks = (
  linkTo: (parameters: Parameters) => string,
): Readonly<Record<FileFormatName, string>> => ({
  csv: linkTo([['format', 'csv']]),
  ndjson: linkTo([['format', 'ndjson']]),
  parquet: linkTo([['format', 'parquet']]),
});

/**
 * A table as a file that can be told from others.
 *
 * @param words what its name says beside the viewer, unless that is the public; undefined ones are left out
 */
export function tableFile<Row>(
  format: FileFormatName,
  { table, rows }: { readonly table: Table<Row>; readonly rows: readonly Row[] },
  restsOn: RestsOn,
  words: readonly (string | undefined)[],
): { readonly file: File; readonly headers: Readonly<Record<string, string>> } {
  const { mediaType, write } = fileFormats[format];
  const name = fileName([...words, restsOn.viewer === PUBLIC ? undefined : restsOn.viewer], format);
  return {
    file: { mediaType, bytes: write(sheetOf(table, rows, restsOn)) },
    headers: {
      'Content-Disposition': `attachment; filename="${name}"`,
      Link: `<${source.licenceUrl}>; rel="license"`,
    },
  };
}
