import fc from 'fast-check';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { parquet } from '../../src/export/parquet.ts';
import { source } from '../../src/export/source.ts';
import { aRow, columnNames, emptyRow, type Row, restsOn, sheet } from './a-table.ts';

const file = (rows: readonly Row[]): ArrayBuffer => {
  const { buffer, byteOffset, byteLength } = parquet(sheet(rows));
  return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer; // the writer shares no memory
};

/** The rows of a file, days as text again. */
async function read(rows: readonly Row[]): Promise<readonly Record<string, unknown>[]> {
  const objects = await parquetReadObjects({ file: file(rows) });
  return objects.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        value instanceof Date ? value.toISOString().slice(0, 10) : value,
      ]),
    ),
  );
}

const anyRow: fc.Arbitrary<Row> = fc.record({
  text: fc.option(fc.string({ unit: 'grapheme' })),
  on: fc.option(fc.constantFrom('1899-12-31', '1970-01-01', '2018-10-29', '2024-02-29', '2199-12-31')),
  days: fc.option(fc.integer()),
  share: fc.option(fc.double({ noNaN: true }).map((share) => share + 0)), // no minus zero: a dictionary holds one zero
  open: fc.option(fc.boolean()),
});

describe('Parquet', () => {
  it('has days as dates, counts as integers, and everything may be null', () => {
    const { schema } = parquetMetadata(file([aRow]));
    expect(schema.slice(1, 6)).toMatchObject([
      { name: 'text', type: 'BYTE_ARRAY', logical_type: { type: 'STRING' } },
      { name: 'on', type: 'INT32', logical_type: { type: 'DATE' } },
      { name: 'days', type: 'INT32' },
      { name: 'share', type: 'DOUBLE' },
      { name: 'open', type: 'BOOLEAN' },
    ]);
    expect(schema.slice(1).map(({ name }) => name)).toEqual(columnNames);
    for (const one of schema.slice(1)) expect(one.repetition_type).toBe('OPTIONAL');
  });

  it('gives every row back, with what it rests on', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyRow, { maxLength: 40 }), async (rows) => {
        const trailing = {
          ...{ valid_at: restsOn.validAt, known_at: restsOn.knownAt, viewer: restsOn.viewer },
          ...{ position: restsOn.position, certainty: restsOn.certainty },
          ...{ source: source.statement, licence: source.licenceUrl },
        };
        const expected = rows.map((row) => ({ ...row, ...trailing }));
        expect(await read(rows)).toEqual(expected);
      }),
    );
  });

  it('says what it rests on in its metadata too, and names no version of anything', () => {
    const { key_value_metadata, created_by } = parquetMetadata(file([aRow]));
    expect(Object.fromEntries((key_value_metadata ?? []).map(({ key, value }) => [key, value]))).toEqual({
      valid_at: '2018-12-31',
      known_at: '2018-12-31T23:59:59.999Z',
      viewer: 'council:380',
      position: restsOn.position,
      certainty: 'possible',
      source: source.statement,
      licence: source.licenceUrl,
    });
    expect(created_by).toBe('caseline');
  });

  it('has its schema without rows, the very same', () => {
    const [none, one] = [parquetMetadata(file([])), parquetMetadata(file([emptyRow]))];
    expect(none.num_rows).toBe(0n);
    expect(none.schema).toEqual(one.schema);
  });

  it('is the same, byte for byte, each time, whatever was written in between', () => {
    const rows = Array.from({ length: 300 }, (_, days) => ({ ...aRow, days, text: `Authority ${days % 7}` }));
    const first = file(rows);
    file(rows.toReversed());
    expect(Buffer.from(file(rows)).equals(Buffer.from(first))).toBe(true);
  });

  it('refuses a day that is none, rather than leave it out', () => {
    expect(() => file([{ ...aRow, on: '2018-10' }])).toThrow('2018-10');
  });
});
