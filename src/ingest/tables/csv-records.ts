import { type CsvLine, linesOf, longestRow } from './csv-lines.ts';

/** The bytes of one row: its quotes are sound, its line breaks are LF. */
export interface SoundRecord {
  readonly line: number;
  readonly bytes: Buffer;
}

/** A row that cannot be told from its neighbours, or is too long. */
export interface BrokenRecord {
  readonly line: number;
  readonly rule: 'row-too-long' | 'stray-quote' | 'quote-not-closed';
  /** The line that is wrong, as far as it was kept. */
  readonly bytes: Buffer;
  /** The line on which the quote was opened that nothing closes. */
  readonly quoteOpened?: number;
}

/** The most lines that one row may fill, with line breaks in its quoted cells. */
export const mostLines = 100;

/**
 * Cuts a file into its rows: lines, or several lines where a quoted cell has line breaks (RFC 4180). Blank
 * lines are passed over. A broken row costs its own line and no other: where a quote is not closed, what
 * follows the line that opened it is read anew.
 *
 * A parser alone cannot do that: to it an unclosed quote is a cell that goes on to the next quote, rows away.
 */
export async function* recordsOf(
  input: AsyncIterable<Uint8Array>,
): AsyncGenerator<SoundRecord | BrokenRecord> {
  const rows = new RowsOfLines();
  for await (const line of linesOf(input)) yield* rows.take(line);
  yield* rows.end();
}

class RowsOfLines {
  /** The lines of a row that a quoted cell keeps open. */
  #open: CsvLine[] = [];
  #openBytes = 0;
  /** Which of them opened the quote. */
  #openedBy = 0;
  /** The commas between the cells of a row; not known until there was a header. */
  #commas: number | undefined;

  take(line: CsvLine): (SoundRecord | BrokenRecord)[] {
    return this.#open.length === 0 ? this.#begin(line) : this.#goOn(line);
  }

  end(): (SoundRecord | BrokenRecord)[] {
    const rows: (SoundRecord | BrokenRecord)[] = [];
    while (this.#open.length > 0) rows.push(...this.#notClosed());
    return rows;
  }

  #begin(line: CsvLine): (SoundRecord | BrokenRecord)[] {
    const { number, bytes, tooLong } = line;
    if (tooLong) return [{ line: number, rule: 'row-too-long', bytes }];
    if (bytes.length === 0) return [];
    const { stray, open, commas } = scan(bytes, false);
    if (stray) return [{ line: number, rule: 'stray-quote', bytes }];
    if (open) {
      this.#hold(line, true);
      return [];
    }
    this.#commas ??= commas;
    return [{ line: number, bytes }];
  }

  #goOn(line: CsvLine): (SoundRecord | BrokenRecord)[] {
    const isBeyond =
      line.tooLong ||
      this.#open.length >= mostLines ||
      this.#openBytes + line.bytes.length > longestRow ||
      this.#isWholeRow(line);
    if (isBeyond) return [...this.#notClosed(), ...this.take(line)];
    const { stray, open, opens } = scan(line.bytes, true);
    this.#hold(line, opens);
    if (stray) return this.#notClosed();
    return open ? [] : [this.#closed()];
  }

  /** No cell holds a whole row of its own table: the quote before it was never meant to reach so far. */
  #isWholeRow({ bytes }: CsvLine): boolean {
    if (this.#commas === undefined || bytes.length === 0) return false;
    const { stray, open, commas } = scan(bytes, false);
    return !stray && !open && commas === this.#commas;
  }

  #hold(line: CsvLine, opens: boolean): void {
    if (opens) this.#openedBy = this.#open.length;
    this.#open.push(line);
    this.#openBytes += line.bytes.length + 1;
  }

  #release(): CsvLine[] {
    const lines = this.#open;
    this.#open = [];
    this.#openBytes = 0;
    return lines;
  }

  #closed(): SoundRecord {
    const lines = this.#release();
    const bytes = Buffer.concat(lines.flatMap(({ bytes }) => [lineBreak, bytes]).slice(1));
    return { line: lines[0]?.number ?? 0, bytes };
  }

  #notClosed(): (SoundRecord | BrokenRecord)[] {
    const openedBy = this.#openedBy;
    const [first, ...more] = this.#release();
    const opener = openedBy === 0 ? first : more[openedBy - 1];
    if (!first || !opener) return [];
    const { number: line, bytes } = first;
    return [
      { line, rule: 'quote-not-closed', bytes, quoteOpened: opener.number },
      ...more.slice(openedBy).flatMap((later) => this.take(later)),
    ];
  }
}

const quote = 0x22;
const comma = 0x2c;
const lineBreak = Buffer.from('\n');

interface Scanned {
  /** A quote stands where none can: inside a cell without quotes, or before the end of a cell with them. */
  readonly stray: boolean;
  /** At the end of the line a quoted cell is open. */
  readonly open: boolean;
  /** The quote that counts last was opened in this line. */
  readonly opens: boolean;
  /** The commas outside of quotes. */
  readonly commas: number;
}

function scan(bytes: Buffer, inQuotes: boolean): Scanned {
  let at: 'start' | 'plain' | 'quoted' | 'quote' = inQuotes ? 'quoted' : 'start';
  let opens = false;
  let commas = 0;
  for (const byte of bytes) {
    if (at === 'quoted') {
      if (byte === quote) at = 'quote';
    } else if (byte === comma) {
      commas += 1;
      at = 'start';
    } else if (byte === quote) {
      if (at === 'plain') return { stray: true, open: false, opens, commas };
      opens ||= at === 'start';
      at = 'quoted';
    } else {
      if (at === 'quote') return { stray: true, open: false, opens, commas };
      at = 'plain';
    }
  }
  return { stray: false, open: at === 'quoted', opens, commas };
}
