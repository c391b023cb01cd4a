import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tableColumns } from '../../src/ingest/tables/kind-of-table.ts';
import type { RowProblem } from '../../src/ingest/tables/table-row.ts';
import { type BrokenLine, brokenAuthorities, brokenMentions } from '../support/broken-rows.ts';
import { brokenTable, writeLines } from '../support/broken-table.ts';
import { commandLine, type Ran } from '../support/command-line.ts';
import { EnglandByHand, inspections } from '../support/england-by-hand.ts';

const bundled = (name: string): string =>
  fileURLToPath(new URL(`../../data/england/${name}.csv`, import.meta.url));

const aLongLine = 50_000_000;

const problemsIn = ({ err }: Ran): readonly RowProblem[] =>
  err.split('\n').flatMap((line) => (line === '' ? [] : JSON.parse(line)));

describe('importing a table of which a hundred lines are broken', () => {
  const cli = commandLine();
  const table = join(cli.folder, 'inspections.csv');
  const { lines, sound, wanted } = brokenTable();
  const middle = Math.floor(lines.length / 2);
  /** From the middle on, each line stands one further down: the long one is before it. */
  const moved = wanted.map((one) => (one.line > middle ? { ...one, line: one.line + 1 } : one));
  let ran: Watched;

  beforeAll(async () => {
    await cli.run(['import', bundled('authorities')]);
    await writeLines(table, [...lines.slice(0, middle), aLongLine, ...lines.slice(middle)]);
    ran = await watched(cli, ['import', '--json', table]);
  }, 60_000);
  afterAll(() => cli.remove());

  it('fails, and says how many rows are in and how many are not', () => {
    expect(wanted.length).toBeGreaterThanOrEqual(100);
    expect(ran).toMatchObject({
      code: 1,
      out: `tables: ${sound.length} rows recorded (${4 * sound.length} events), 0 already there, ${wanted.length + 1} refused\n`,
    });
  });

  it('says of each line in which column it breaks which rule, with what was met', () => {
    const problems = problemsIn(ran);
    for (const { line, column, rule } of [...moved, { line: middle + 1, column: null, rule: 'row-too-long' }])
      expect(problems.filter((problem) => problem.line === line)).toContainEqual({
        file: 'inspections.csv',
        line,
        column,
        rule,
        message: expect.stringMatching(/\w{3}.*\.$/s),
        facts: expect.any(Object),
      });
    expect(new Set(problems.map(({ line }) => line))).toEqual(
      new Set([...moved.map(({ line }) => line), middle + 1]),
    );
    for (const { facts } of problems) expect(Object.keys(facts)).not.toEqual([]);
  });

  it('has all the sound rows in, and nothing of the broken ones', async () => {
    const { out } = await cli.run(['england', '--as-of', '2023-12-31', '--json']);
    const { board } = JSON.parse(out);
    const found = board.rows.map((row: Record<string, unknown>) => [row.la, [row.overall, row.published]]);
    expect(Object.fromEntries(found)).toEqual(new EnglandByHand(sound).board('2023-12-31'));
    expect(await cli.run(['verify'])).toMatchObject({ code: 0 });
  });

  it('takes the whole table once it is put right, and what was sound is there already', async () => {
    expect(await cli.run(['import', bundled('inspections')])).toMatchObject({
      code: 0,
      out: expect.stringContaining(`tables: ${inspections.length - sound.length} rows recorded`),
    });
  });

  it('says the same in words, a line for each problem, and draws no progress into a pipe', async () => {
    const { code, err } = await cli.run(['import', table]);
    expect(code).toBe(1);
    expect(err).toMatch(/^inspections\.csv:\d+, on_site: .+ \[end-before-start\] \{.+\}$/m);
    expect(err.trim().split('\n')).toHaveLength(problemsIn(ran).length);
    for (const drawing of ['\r', '\u001b']) expect(err + ran.err).not.toContain(drawing);
  });

  it('needs no more memory for a line three times as long', async () => {
    const longer = join(cli.folder, 'longer.csv');
    await writeLines(longer, [...lines, 3 * aLongLine]);
    const { memory } = await watched(cli, ['import', '--json', longer]);
    expect(memory - ran.memory).toBeLessThan(aLongLine);
  }, 30_000);

  it.each([
    ['authorities', brokenAuthorities],
    ['mentions', brokenMentions],
  ] as const)('says as much of a table of %s', async (kind, broken: readonly BrokenLine[]) => {
    const file = join(cli.folder, `${kind}.csv`);
    await writeLines(file, [tableColumns[kind].join(), ...broken.map(({ bytes }) => bytes)]);
    const refused = await cli.run(['import', '--json', file]);
    expect(refused).toMatchObject({ code: 1, out: expect.stringContaining('0 rows recorded (0 events)') });
    expect(problemsIn(refused).map(({ line, column, rule }) => ({ line, column, rule }))).toEqual(
      broken.map(({ column, rule }, index) => ({ line: index + 2, column, rule })),
    );
  });
});

describe('importing what is no table', () => {
  const cli = commandLine();
  const header = `${tableColumns.inspections.join()}\r\n`;
  const sound = readFileSync(bundled('inspections'), 'utf8').split('\r\n').slice(1, 4);
  const contents = {
    'utf16.csv': Buffer.from(`\ufeff${header}`, 'utf16le'),
    'empty.csv': '',
    'other.csv': 'date,amount\n2018-01-01,3\n',
    'picture.csv': Buffer.from('89504e470d0a1a0a00', 'hex'),
    'header.csv': header,
    // A table is told by its header, whatever its file is called.
    'authorities.csv': `${header}${sound.join('\r\n')}`,
  };
  let ran: Ran;

  beforeAll(async () => {
    mkdirSync(join(cli.folder, 'folder.csv'));
    for (const [name, content] of Object.entries(contents)) writeFileSync(join(cli.folder, name), content);
    const files = ['missing.csv', 'folder.csv', ...Object.keys(contents), bundled('authorities')];
    ran = await cli.run(['import', '--json', ...files]);
  }, 30_000);
  afterAll(() => cli.remove());

  it.each([
    ['a file that is none', 'missing.csv', 'unreadable-file'],
    ['a folder', 'folder.csv', 'unreadable-file'],
    ['UTF-16', 'utf16.csv', 'not-utf-8'],
    ['an empty file', 'empty.csv', 'empty-file'],
    ['a table of something else', 'other.csv', 'unknown-table'],
    ['a picture', 'picture.csv', 'not-utf-8'],
  ])('says of %s why it cannot be read', (_, file, rule) => {
    expect(problemsIn(ran).filter((problem) => problem.file === file)).toMatchObject([
      { line: 1, column: null, rule, message: expect.stringContaining(file) },
    ]);
  });

  it('takes all other files, and has nothing against a header without rows', () => {
    expect(problemsIn(ran)).toHaveLength(6);
    expect(ran).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^tables: 156 rows recorded \(\d+ events\), 0 already there, 6 refused\n$/),
    });
  });
});

interface Watched extends Ran {
  /** The most bytes that the process ever had. */
  readonly memory: number;
}

async function watched(cli: ReturnType<typeof commandLine>, words: readonly string[]): Promise<Watched> {
  const tell = `import { writeFileSync } from 'node:fs';
    process.on('exit', () => writeFileSync('memory', String(process.resourceUsage().maxRSS)));`;
  const ran = await cli.runWith(['--import', `data:text/javascript,${encodeURIComponent(tell)}`], words);
  return { ...ran, memory: Number(readFileSync(join(cli.folder, 'memory'), 'utf8')) * 1024 };
}
