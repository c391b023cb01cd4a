import { parse } from 'csv-parse/sync';
import { longestRow } from './csv-lines.ts';
import { type BrokenRecord, mostLines, recordsOf, type SoundRecord } from './csv-records.ts';
import { excerpt, rowProblem } from './row-problem.ts';
import type { RowProblem, TableRecord } from './table-row.ts';

/** The columns of a table, as its header names them. */
export interface TableHeader {
  readonly columns: readonly string[];
}

/**
 * Reads a table in CSV: RFC 4180, UTF-8, with or without a byte order mark. First comes its header, then every
 * row in its order, or what is wrong with it; a broken row costs its neighbours nothing. Where the header
 * itself cannot be used, that one problem is all there is; where the file cannot be read any further, that is the
 * last. Rows without any content are passed over. Memory is bounded, whatever the file holds.
 *
 * @param file its name, for the problems
 */
export async function* readCsv(
  input: AsyncIterable<Uint8Array>,
  file: string,
): AsyncGenerator<TableHeader | TableRecord | RowProblem> {
  let columns: readonly string[] | undefined;
  try {
    for await (const record of recordsOf(input)) {
      if (columns === undefined) {
        const header = readHeader(record, file);
        yield header;
        if ('rule' in header) return;
        columns = header.columns;
      } else {
        yield* readRow(record, file, columns);
      }
    }
  } catch (error) {
    if (!isOfTheSystem(error)) throw error;
    const { code, message } = error;
    yield fileProblem(file, null, 'unreadable-file', message, { code });
    return;
  }
  if (columns === undefined)
    yield fileProblem(file, null, 'empty-file', 'it is empty; write a header with the names of the columns');
}

/** There is no such file, it is a folder, it may not be read, the disk failed. */
const isOfTheSystem = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error;

const fileProblem = (
  file: string,
  column: string | null,
  rule: string,
  message: string,
  facts?: RowProblem['facts'],
): RowProblem => rowProblem({ file, line: 1 }, column, rule, `${file} cannot be read: ${message}.`, facts);

function readHeader(record: SoundRecord | BrokenRecord, file: string): TableHeader | RowProblem {
  const { bytes } = record;
  const text = decoded(bytes);
  if (text === undefined || bytes.includes(0)) {
    const looksLike = bytes.includes(0) ? 'it looks like UTF-16, or like no text at all; ' : '';
    return fileProblem(
      file,
      null,
      'not-utf-8',
      `it is not text in UTF-8; ${looksLike}save it as CSV in UTF-8`,
    );
  }
  if ('rule' in record || unreadable.test(text)) {
    const begins = excerpt(text.replaceAll(everyUnreadable, '�'));
    return fileProblem(file, null, 'unreadable-header', `its first line is no header: ${begins}`, { begins });
  }
  const columns = cellsOf(text.startsWith(byteOrderMark) ? text.slice(1) : text);
  const twice = columns.find((name, index) => name !== '' && columns.indexOf(name) < index);
  if (twice !== undefined)
    return fileProblem(file, twice, 'duplicate-column', `the column ${twice} stands twice in its header`);
  return { columns };
}

function readRow(
  record: SoundRecord | BrokenRecord,
  file: string,
  columns: readonly string[],
): (TableRecord | RowProblem)[] {
  const { line, bytes } = record;
  if ('rule' in record) return [brokenRow(record, file)];
  const text = decoded(bytes);
  if (text === undefined) {
    const row = excerpt(bytes.toString('utf8'));
    const message = 'The row is not text in UTF-8; save the table as CSV in UTF-8.';
    return [rowProblem({ file, line }, null, 'not-utf-8', message, { row })];
  }
  const cells = cellsOf(text);
  if (cells.every((cell) => cell === '')) return [];
  if (cells.length !== columns.length) {
    const message = `The row has ${cells.length} columns, and the header ${columns.length}; put cells with commas in quotes, and leave empty cells in.`;
    return [
      rowProblem({ file, line }, null, 'wrong-column-count', message, {
        columns: cells.length,
        expected: columns.length,
      }),
    ];
  }
  const fields = Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']));
  const garbled = columns.filter((column) => unreadable.test(fields[column] ?? ''));
  if (garbled.length === 0) return [{ file, line, fields }];
  return garbled.map((column) => {
    const shown = excerpt((fields[column] ?? '').replaceAll(everyUnreadable, '�'));
    const message = `'${shown}' holds a control character, or one that an earlier conversion has lost (�); write the cell anew.`;
    return rowProblem({ file, line }, column, 'unreadable-character', message, { value: shown });
  });
}

function brokenRow({ line, rule, bytes, quoteOpened }: BrokenRecord, file: string): RowProblem {
  const row = excerpt(bytes.toString('utf8').replaceAll(everyUnreadable, '�'));
  const messages: Readonly<Record<BrokenRecord['rule'], string>> = {
    'row-too-long': `The row has more than ${longestRow} bytes; it was passed over.`,
    'stray-quote':
      'A quote stands inside a cell; put the whole cell in quotes, and write a quote within it twice.',
    'quote-not-closed': `The quote opened on line ${quoteOpened} is not closed; close it at the end of its cell. A row has at most ${mostLines} lines and ${longestRow} bytes.`,
  };
  const facts = { row, ...(quoteOpened !== undefined && { quoteOpened }) };
  return rowProblem({ file, line }, null, rule, messages[rule], facts);
}

const byteOrderMark = '\ufeff';
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decoded(bytes: Buffer): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Control characters but tab and line feed, and the sign for a character that was lost in a conversion. */
const unreadable = /(?![\t\n])[\p{Cc}\ufffd]/u;
const everyUnreadable = new RegExp(unreadable, 'gu');

/**
 * The cells of one row, without the space around them, composed (NFC): two deliveries may differ in neither.
 *
 * csv-parse reads each row on its own: its own count of lines takes a CRLF within quotes for two, so that only
 * `csv-records.ts` knows on which line a row stands.
 */
const cellsOf = (row: string): readonly string[] =>
  (parse(row, { record_delimiter: '\n', relax_column_count: true })[0] ?? []).map((cell) =>
    cell.trim().normalize('NFC'),
  );
