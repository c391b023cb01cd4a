import fc from 'fast-check';
import { linesOf } from '../../src/ingest/tables/csv-lines.ts';
import { readCsv, type TableHeader } from '../../src/ingest/tables/csv-rows.ts';
import type { RowProblem, TableRecord } from '../../src/ingest/tables/table-row.ts';
import { all, bytes } from './tables.ts';

const read = (...chunks: readonly (string | Uint8Array)[]) => all(readCsv(bytes(...chunks), 'table.csv'));

/** A row as 'line: a|b|c', a problem as 'line: rule'. The header is left out. */
const shown = (items: readonly (TableHeader | TableRecord | RowProblem)[]): readonly string[] =>
  items.flatMap((item) => {
    if ('columns' in item) return [];
    if ('rule' in item) return `${item.line}: ${item.rule}`;
    return `${item.line}: ${Object.values(item.fields).join('|')}`;
  });

describe('reading a table in CSV', () => {
  it('reads CRLF and LF, with and without a byte order mark, and names the columns', async () => {
    const [header, row] = await read('\ufeffurn,name\r\n80449,Bradford\r\n');
    expect(header).toEqual({ columns: ['urn', 'name'] });
    expect(row).toEqual({ file: 'table.csv', line: 2, fields: { urn: '80449', name: 'Bradford' } });
    expect(shown(await read('urn,name\n80449,Bradford'))).toEqual(['2: 80449|Bradford']);
  });

  it('reads quoted cells with commas, quotes and line breaks, and counts their lines', async () => {
    const rows = await read('a,b,c\r\n1,"x, y","said ""no"""\r\n2,"two\r\nlines",3\r\n4,5,6\r\n');
    expect(shown(rows)).toEqual(['2: 1|x, y|said "no"', '3: 2|two\nlines|3', '5: 4|5|6']);
  });

  it('passes over lines without content, and leaves out the space around a cell', async () => {
    expect(shown(await read('a,b\n\n 1 ,2\n,\n3,4\n\n'))).toEqual(['3: 1|2', '5: 3|4']);
  });

  it('composes accents, which two deliveries may write in two ways', async () => {
    expect(shown(await read('name,b\nMa\u0301ire,1\n'))).toEqual(['2: Máire|1']);
  });

  it('reports a row with too few or too many columns, and reads its neighbours', async () => {
    const rows = await read('a,b,c\n1,2,3\n1,2\n1,2,3,4\n4,5,6\n');
    expect(shown(rows)).toEqual(['2: 1|2|3', '3: wrong-column-count', '4: wrong-column-count', '5: 4|5|6']);
  });

  it('reports a quote that is not closed on its own line, and reads on behind it', async () => {
    const rows = await read('a,b,c\n1,"open,3\n4,5,6\n7,"two\nlines",9\n1,2,"end');
    expect(shown(rows)).toEqual([
      '2: quote-not-closed',
      '3: 4|5|6',
      '4: 7|two\nlines|9',
      '6: quote-not-closed',
    ]);
  });

  it('does not let one open quote be closed by another, rows away', async () => {
    const rows = await read('a,b,c\n1,"open\n4,5,6\n7,8,9\nshut",x,y\n1,2,3\n');
    expect(shown(rows)).toEqual([
      '2: quote-not-closed',
      '3: 4|5|6',
      '4: 7|8|9',
      '5: stray-quote',
      '6: 1|2|3',
    ]);
  });

  it('names the line on which the quote was opened, where the row began before it', async () => {
    const rows = await read('a,b,c\n1,"two\nlines","open\n4,5,6\n');
    expect(rows[1]).toMatchObject({ line: 2, rule: 'quote-not-closed', facts: { quoteOpened: 3 } });
    expect(shown(rows.slice(2))).toEqual(['4: 4|5|6']);
  });

  it('bounds how many lines one row may have', async () => {
    const prose = 'a line of a note\n'.repeat(200);
    const rows = shown(await read(`a,b,c\n1,"${prose}4,5,6\n`));
    expect(rows[0]).toBe('2: quote-not-closed');
    expect(rows.at(-1)).toBe('202: 4|5|6');
  });

  it('reports a stray quote within a cell or after one', async () => {
    const rows = await read('a,b\n1,5" pipe\n2,"x" y\n3,4\n');
    expect(shown(rows)).toEqual(['2: stray-quote', '3: stray-quote', '4: 3|4']);
  });

  it('reports a row that is not UTF-8, and reads its neighbours', async () => {
    const rows = await read('a,b\n1,2\nM', Uint8Array.of(0xe1), 'ire,2\n3,4\n');
    expect(shown(rows)).toEqual(['2: 1|2', '3: not-utf-8', '4: 3|4']);
  });

  it('reports NUL, other control characters and lost characters with their columns', async () => {
    const rows = await read('a,b\n1\u0000,2\n3,\u001b[31m\nMa\ufffdire,x\ny\n4,5\rx\n5,6\n');
    expect(rows.flatMap((row) => ('rule' in row ? `${row.line} ${row.column}: ${row.rule}` : []))).toEqual([
      '2 a: unreadable-character',
      '3 b: unreadable-character',
      '4 a: unreadable-character',
      '5 null: wrong-column-count',
      '6 b: unreadable-character',
    ]);
    expect(shown(rows.slice(-1))).toEqual(['7: 5|6']);
  });

  it('reports a line of 50 MB without keeping it', async () => {
    async function* huge() {
      yield Buffer.from('a,b\n1,2\n');
      for (let megabyte = 0; megabyte < 50; megabyte += 1) yield Buffer.alloc(1_000_000, 'x');
      yield Buffer.from(',"\n3,4\n');
    }
    const rows = await all(readCsv(huge(), 'huge.csv'));
    expect(shown(rows)).toEqual(['2: 1|2', '3: row-too-long', '4: 3|4']);
    const lines = await all(linesOf(huge()));
    expect(lines.map(({ bytes, tooLong }) => [bytes.length <= 100, tooLong])).toEqual([
      [true, false],
      [true, false],
      [true, true],
      [true, false],
    ]);
    expect(lines[2]?.bytes.buffer.byteLength).toBeLessThan(100_000); // not a view of a megabyte
  });

  it('reads a long line of junk within an open quote as two problems, and goes on', async () => {
    const rows = await read('a,b\n1,"open\n', 'x'.repeat(70_000), '\n3,4\n');
    expect(shown(rows)).toEqual(['2: quote-not-closed', '3: row-too-long', '4: 3|4']);
  });

  it.each([
    ['in UTF-16', Buffer.from('\ufeffurn,name\n80449,Bradford\n', 'utf16le'), 'not-utf-8'],
    ['in UTF-16 without a mark', Buffer.from('urn,name\n80449,Bradford\n', 'utf16le'), 'not-utf-8'],
    ['of another encoding in its header', Buffer.from('région,name\n1,2\n', 'latin1'), 'not-utf-8'],
    ['that is empty', Buffer.from(''), 'empty-file'],
    ['of blank lines', Buffer.from('\n\r\n\n'), 'empty-file'],
    ['with a broken header', Buffer.from('urn,na"me\n1,2\n'), 'unreadable-header'],
    ['with a column twice', Buffer.from('urn,name,urn\n1,2,3\n'), 'duplicate-column'],
    ['of one endless line', Buffer.alloc(200_000, 'x'), 'unreadable-header'],
    ['with line breaks of another kind', Buffer.from('urn,name\r1,2\r'), 'unreadable-header'],
  ])('gives one problem for a file %s', async (_, content, rule) => {
    const problems = await read(content);
    expect(problems).toEqual([expect.objectContaining({ line: 1, rule, file: 'table.csv' })]);
  });

  it('reads back whatever was written by RFC 4180, however it is cut into chunks', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', '\n', ' b', '😀'), maxLength: 6 });
    const table = fc.array(fc.tuple(cell, cell, cell, cell, cell, cell), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 7 }), async (rows, size) => {
        const lines = rows.map((row) => row.map((c) => `"${c.replaceAll('"', '""')}"`).join());
        const written = lines.join('\r\n');
        const file = Buffer.from(`a,b,c,d,e,f\r\n${written}\r\n`);
        const chunks = Array.from({ length: Math.ceil(file.length / size) }, (_, index) =>
          file.subarray(index * size, (index + 1) * size),
        );
        const found = (await read(...chunks)).flatMap((item) =>
          'fields' in item ? [Object.values(item.fields)] : [],
        );
        const wanted = rows.map((row) => row.map((c) => c.trim())).filter((row) => row.some(Boolean));
        // Cells that hold what looks like a whole row of their own table are taken for a quote that was not closed.
        fc.pre(!lines.some((row) => row.split('\n').some((line, n) => n > 0 && line.split(',').length >= 6)));
        expect(found).toEqual(wanted);
      }),
    );
  });

  it('survives anything, and loses no row behind a blank and two whole ones', async () => {
    const junk = fc.uint8Array({ maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(junk, async (noise) => {
        const rows = await read('a,b,c\n', noise, '\n4,5,6\n7,8,9\n');
        const shownRows = shown(rows);
        expect(shownRows.at(-1)).toMatch(/: 7\|8\|9$/);
        expect(shownRows.at(-2)).toMatch(/: 4\|5\|6$/);
      }),
    );
  });
});
