import { ndjson } from '../../src/export/ndjson.ts';
import { aRow, columnNames, emptyRow, type Row, restsOn, sheet } from './a-table.ts';

const lines = (...rows: readonly Row[]): string[] =>
  Buffer.from(ndjson(sheet(rows)))
    .toString()
    .split('\n');

describe('NDJSON', () => {
  it('is one object a line, with the columns in their order and what it rests on', () => {
    const [full = '', empty = '', ...rest] = lines(aRow, emptyRow);
    expect(rest).toEqual(['']);
    expect(Object.keys(JSON.parse(full))).toEqual(columnNames);
    expect(JSON.parse(full)).toMatchObject({ ...aRow, valid_at: restsOn.validAt, viewer: restsOn.viewer });
    expect(JSON.parse(empty)).toMatchObject({ ...emptyRow, position: restsOn.position });
  });

  it('keeps a line break within its line', () => {
    expect(lines({ ...aRow, text: 'a\nb\u2028c' })).toHaveLength(2);
  });

  it('has no line without rows', () => {
    expect(lines()).toEqual(['']);
  });
});
