import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csv } from '../../src/export/csv.ts';
import { source } from '../../src/export/source.ts';
import { aRow, columnNames, emptyRow, type Row, sheet } from './a-table.ts';

const written = (...rows: readonly Row[]): string => Buffer.from(csv(sheet(rows))).toString();

const read = (text: string): readonly Readonly<Record<string, string>>[] =>
  parse(text, { columns: true, record_delimiter: '\r\n' });

const textOf = (text: string): string | undefined => read(written({ ...aRow, text }))[0]?.text;

describe('CSV', () => {
  it('has a header, CRLF at the end of every line, and on every row what it rests on', () => {
    const lines = written(aRow, emptyRow).split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toBe(columnNames.join(','));
    expect(lines[3]).toBe('');
    for (const row of read(written(aRow, emptyRow)))
      expect(row).toMatchObject({
        valid_at: '2018-12-31',
        known_at: '2018-12-31T23:59:59.999Z',
        viewer: 'council:380',
        certainty: 'possible',
        source: source.statement,
        licence: source.licenceUrl,
      });
  });

  it('writes values plainly, and nothing for what is not there', () => {
    const [full, empty] = read(written(aRow, emptyRow));
    expect(full).toMatchObject({
      text: 'Bradford',
      on: '2018-10-29',
      days: '63',
      share: '0.125',
      open: 'true',
    });
    expect(empty).toMatchObject({ text: '', on: '', days: '', share: '', open: '' });
    expect(read(written({ ...aRow, open: false }))[0]?.open).toBe('false');
  });

  it('still has its header without rows', () => {
    expect(written()).toBe(`${columnNames.join(',')}\r\n`);
  });

  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1+1',
    '\r=1+1',
    '\n=1+1',
    '＝1+1',
    '=HYPERLINK("http://x.example","a")',
  ])('lets no spreadsheet take %j for a formula', (formula) => {
    expect(textOf(formula)).toBe(`'${formula}`);
  });

  it('leaves negative numbers alone', () => {
    expect(read(written({ ...aRow, days: -7, share: -0.5 }))[0]).toMatchObject({ days: '-7', share: '-0.5' });
  });

  it('gives back every text, whatever is in it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom('', '"', ',', '\r', '\n', '\r\n'),
        (word, mark) => {
          const text = `a${mark}${word}${mark}`;
          expect(textOf(text)).toBe(text);
        },
      ),
    );
  });
});
