/** The longest line, and the longest row, that is kept: the widest row of the tables so far has under 1,000 bytes. */
export const longestRow = 65_536;

/** A line of a file, without its line break. */
export interface CsvLine {
  /** From 1. */
  readonly number: number;
  /** What stands in it; of a line that is too long, the beginning. */
  readonly bytes: Buffer;
  /** The line is longer than `longestRow`: the rest of it was passed over. */
  readonly tooLong: boolean;
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const beginning = 100; // bytes kept of a line that is too long

/**
 * Cuts a file into its lines, which end in LF or CRLF. However long a line is, no more than `longestRow` of it
 * and one chunk of the input are held.
 */
export async function* linesOf(input: AsyncIterable<Uint8Array>): AsyncGenerator<CsvLine> {
  let number = 1;
  let held: Buffer[] = [];
  let length = 0;
  const hold = (piece: Buffer): void => {
    if (length <= longestRow) held.push(piece.subarray(0, longestRow));
    length += piece.length;
    if (length > longestRow) held = [Buffer.from(Buffer.concat(held).subarray(0, beginning))];
  };
  const line = (): CsvLine => {
    const bytes = held.length === 1 && held[0] ? held[0] : Buffer.concat(held);
    const tooLong = length > longestRow;
    held = [];
    length = 0;
    number += 1;
    return {
      number: number - 1,
      bytes: bytes.at(-1) === carriageReturn ? bytes.subarray(0, -1) : bytes,
      tooLong,
    };
  };
  for await (const part of input) {
    const chunk = Buffer.from(part.buffer, part.byteOffset, part.byteLength);
    let from = 0;
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, from)) {
      hold(chunk.subarray(from, end));
      yield line();
      from = end + 1;
    }
    if (from < chunk.length) hold(chunk.subarray(from));
  }
  if (length > 0) yield line();
}
