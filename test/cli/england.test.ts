import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { parquetReadObjects } from 'hyparquet';
import { source } from '../../src/export/source.ts';
import { commandLine } from '../support/command-line.ts';
import { sent } from '../support/http.ts';
import { hidden, smallEngland } from '../support/small-england.ts';

describe('caseline england', () => {
  const cli = commandLine();
  const england = (...words: string[]) => cli.run(['england', ...words]);

  beforeAll(async () => {
    for (const [la, events] of Object.entries(smallEngland)) {
      const recorded = await cli.run(['record', la, '-'], JSON.stringify(events.map(sent)));
      expect(recorded).toMatchObject({ code: 0, err: '' });
    }
  }, 60_000);
  afterAll(() => cli.remove());

  it('prints the board of a day that a person can read', async () => {
    const { code, out } = await england('--as-of', '2018-12-31');
    expect(code).toBe(0);
    expect(out).toMatch(/^As public: what had happened by 31 December 2018/);
    expect(out).toContain('6 authorities: 1 outstanding, 1 good, 2 inadequate, 2 not yet judged');
    expect(out).toMatch(/^Bradford +inadequate +2018-10-29 +63 +none +council$/m);
    expect(out.replaceAll('\n', ' ')).toContain(source.statement);
    expect(out).not.toContain(hidden.name);
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(112);
  });

  it('prints what another viewer may know', async () => {
    expect((await england('--as', `council:${hidden.la}`)).out).toContain(hidden.name);
  });

  it('prints the series, one line a point', async () => {
    const { out } = await england(
      'series',
      '--step',
      'year',
      '--since',
      '2017-01-01',
      '--as-of',
      '2018-12-31',
    );
    expect(out).toMatch(/^Day +outstanding +good +requires improvement +inadequate/m);
    expect(out).toMatch(/^2017-12-31 +0 +2 +1 +1 +2 +6$/m);
    expect(out).toMatch(/^2018-12-31 +1 +1 +0 +2 +2 +6$/m);
  });

  it('prints transitions as a matrix', async () => {
    const { out } = await england('transitions');
    expect(out).toContain('4 times from one overall judgement to the next');
    expect(out).toMatch(/^From \\ to +outstanding +good +inadequate$/m);
    expect(out).toMatch(/^inadequate +\. +1 +1$/m);
  });

  it('prints how long inadequate lasts in words, and the spells', async () => {
    const { out } = await england('time-inadequate', '--as-of', '2020-12-31');
    expect(out).toContain('3 spells of inadequate, 1 of which ended in a better grade.');
    expect(out).toMatch(/^Camden +2015-12-04 +2017-12-01 +728 +improved: good$/m);
    expect(out).toMatch(/^Bradford +2018-10-29 +794 +open$/m);
  });

  it('prints who moved, from what to what', async () => {
    const { out } = await england('movers', '--since', '2018-10-01', '--as-of', '2018-12-31');
    expect(out).toContain('Since 1 October 2018: 1 better, 1 worse, 4 same');
    expect(out).toMatch(
      /^Bradford +requires improvement \(since 2014-05-23\) -> inadequate \(since 2018-10-29\) +worse$/m,
    );
  });

  it('prints the spells of each authority, one line each', async () => {
    const { out } = await england('spells', '--as-of', '2023-12-31', '--region', 'Yorkshire');
    expect(out).toContain('2 authorities, 6 spells');
    expect(out).toMatch(
      /^Bradford +1974-04-01 +2014-05-23 +14662 +not yet judged\n +2014-05-23 +2018-10-29 +1620 +requires improvement\n +2018-10-29 +1889 +inadequate \(2 judgements\)$/m,
    );
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(112);
  });

  it('writes JSON and files, the same rows in each', async () => {
    const ask = (...words: string[]) => england('--as-of', '2018-12-31', '--region', 'Yorkshire', ...words);
    const file = join(cli.folder, 'england.parquet');
    const [json, same, csv, ndjson, parquet] = await Promise.all([
      ask('--json'),
      ask('--format', 'json'),
      ask('--format', 'csv'),
      ask('--format', 'ndjson'),
      ask('--format', 'parquet', '--out', file),
    ]);
    expect(same.out).toBe(json.out);
    const { board, source: stated } = JSON.parse(json.out);
    expect(stated).toEqual(source);
    const codes = ['380', '383'];
    expect(board.rows.map(({ la }: { la: string }) => la)).toEqual(codes);
    const records: readonly { readonly la: string }[] = parse(csv.out, { columns: true });
    expect(records.map(({ la }) => la)).toEqual(codes);
    const lines = ndjson.out.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).la)).toEqual(codes);
    expect(parquet).toMatchObject({ code: 0, out: '', err: '' });
    const rows = await parquetReadObjects({ file: Uint8Array.from(readFileSync(file)).buffer });
    expect(rows.map(({ la }) => la)).toEqual(codes);
  }, 30_000);

  it('writes the steps of the estimate where they are asked for', async () => {
    const { out } = await england('time-inadequate', '--survival', '--format', 'csv');
    expect(out).toMatch(/^days,at_risk,improved,censored,survival,/);
  });

  it.each([
    [['--region', 'Atlantis'], /there are: East; London; North West; Yorkshire/],
    [['weather'], /board, series/],
    [['movers'], /since/],
    [['movers', '--since', '2018-12-31', '--as-of', '2018-12-31'], /before the day asked about/],
    [['--since', '2018'], /2018-01-01/],
    [['--since', '2018-01-01'], /only series and movers/],
    [['--step', 'year'], /only series/],
    [['--survival'], /only time-inadequate/],
    [['--format', 'xlsx'], /parquet/],
    [['--out', 'no/such/folder/england.csv'], /no\/such\/folder/],
  ])('says what was wrong with %j', async (words, says) => {
    expect(await england(...words)).toMatchObject({ code: 1, out: '', err: expect.stringMatching(says) });
  });
});
