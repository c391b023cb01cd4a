import { type Caseline, openCaseline } from '../../src/caseline.ts';
import {
  bundledCaptured,
  bundledEstablishments,
  bundledTables,
  type TableFile,
} from '../../src/ingest/bundled-tables.ts';
import { readBundledHistories } from '../../src/ingest/history.ts';
import type { RowProblem } from '../../src/ingest/tables/table-row.ts';

const tableFile = (name: string, text: string): TableFile => ({
  name,
  async *open() {
    yield Buffer.from(text);
  },
});

describe('importing in another order', () => {
  const problems: RowProblem[] = [];
  let caseline: Caseline;

  const importTables = (...files: readonly TableFile[]) =>
    caseline.importTables({
      files,
      captured: bundledCaptured,
      recordedBy: { name: 'Test recorder', party: 'recorder' },
      report: (problem) => problems.push(problem),
    });

  beforeEach(() => {
    problems.length = 0;
    caseline = openCaseline({ log: 'memory:', now: () => Date.parse('2026-11-22T12:00:00Z') });
  });
  afterEach(() => caseline.close());

  it('takes the files of a folder as they come, also the one that only says since when authorities exist', async () => {
    const { refused } = await importTables(...[...bundledTables].reverse(), bundledEstablishments);
    expect({ refused, problems }).toEqual({ refused: 0, problems: [] });
    const { board } = await caseline.england('board', { viewer: 'public', asOf: '2023-12-31' });
    expect(board.counts).toMatchObject({ authorities: 153, inadequate: 13 });
  });

  it('refuses a history of a case that the tables have begun, rather than tell it twice', async () => {
    await importTables(...bundledTables);
    for (const history of await readBundledHistories()) {
      const { recorded, refused } = await caseline.importHistory(history);
      expect(recorded).toBe(0);
      expect(refused.map(({ error }) => error.message)).toEqual([expect.stringMatching(/begun by other/)]);
    }
    const { journey } = await caseline.replay('journey', 'bradford', { viewer: 'public' });
    expect(journey.spells.flatMap(({ judgements }) => judgements)).toHaveLength(3);
  });

  it('takes the day of an authority from a table of establishments', async () => {
    const [authorities] = bundledTables;
    if (!authorities) throw new Error('no table of authorities');
    await importTables(
      tableFile('since.csv', 'la_code,established,predecessors,instrument\n943,2022-01-01,909 Cumbria,\n'),
      authorities,
    );
    const { case: state } = await caseline.replay('case', '943', { viewer: 'public' });
    expect(state.authority?.since).toBe('2022-01-01');
  });

  it('says what is wrong with a row of establishments', async () => {
    await importTables(
      tableFile('since.csv', 'la_code,established,predecessors,instrument\n943,2022-13,Cumbria,\n'),
    );
    expect(problems.map(({ line, column, rule }) => ({ line, column, rule }))).toEqual([
      { line: 2, column: 'established', rule: 'not-a-date' },
      { line: 2, column: 'predecessors', rule: 'not-an-authority' },
    ]);
  });
});
