import { fileName } from '../../src/export/formats.ts';

describe('the name of a file', () => {
  it('tells what it is', () => {
    expect(fileName(['england', 'board', '2018-12-31'], 'csv')).toBe('england-board-2018-12-31.csv');
  });

  it('says how it was narrowed and for whom, in plain letters', () => {
    const parts = ['england', 'board', '2018-12-31', 'North East, Yorkshire', undefined, 'council:380'];
    expect(fileName(parts, 'parquet')).toBe(
      'england-board-2018-12-31-north-east-yorkshire-council-380.parquet',
    );
    expect(fileName(['a"b\r\nc/../d'], 'ndjson')).toBe('a-b-c-d.ndjson');
  });
});
