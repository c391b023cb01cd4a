import { stringify } from 'csv-stringify/sync';
import type { Sheet } from './sheet.ts';

/**
 * RFC 4180: a header, CRLF, UTF-8. Text that a spreadsheet would run as a formula gets an apostrophe in front;
 * numbers stay numbers, negative ones too.
 */
export const csv = ({ columns, rows }: Sheet): Uint8Array =>
  Buffer.from(
    stringify([columns.map(({ name }) => name), ...rows], {
      record_delimiter: 'windows',
      quote_record_delimiter: true, // a lone CR or LF as well, which goes unquoted once a delimiter is set
      escape_formulas: true,
      cast: {
        boolean: String,
        // The one character before a formula that escape_formulas lets pass.
        string: (text) => (text.startsWith('\n') ? `'${text}` : text),
      },
    }),
  );
