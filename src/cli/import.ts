import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { basename } from 'node:path';
import type { Command } from 'commander';
import type { Caseline, ImportedRows } from '../caseline.ts';
import { formatDay } from '../domain/time/civil-day.ts';
import { dayOf } from '../domain/time/london.ts';
import { bundledCaptured, bundledTables, type TableFile } from '../ingest/bundled-tables.ts';
import { type History, parseHistory, readBundledHistories } from '../ingest/history.ts';
import type { RowProblem } from '../ingest/tables/table-row.ts';
import { printError } from './print-error.ts';
import { progressLine } from './progress-line.ts';
import { printLines, withCaseline } from './with-caseline.ts';

interface ImportOptions {
  readonly json?: true;
}

export function addImport(program: Command): void {
  program
    .command('import [files...]')
    .description(
      'record tables (.csv: authorities, inspections, events mentioned in reports) or histories (.json); without a file, those that come with Caseline',
    )
    .option('--json', 'say what was refused as JSON, one problem a line')
    .action((files: readonly string[], options: ImportOptions) =>
      withCaseline(async (caseline) => {
        const isRefused =
          files.length === 0
            ? await importBundled(caseline, options)
            : await importFiles(caseline, files, options);
        if (isRefused) process.exitCode = 1;
      }),
    );
}

/** Records what comes with Caseline and says what became of it; true where something was refused. */
export async function importBundled(caseline: Caseline, options: ImportOptions = {}): Promise<boolean> {
  const ofHistories = await importHistories(caseline, await readBundledHistories());
  const bundle = { files: bundledTables, captured: bundledCaptured, name: 'Caseline bundled tables' };
  const ofTables = await importTables(caseline, bundle, options);
  return ofHistories || ofTables;
}

async function importFiles(
  caseline: Caseline,
  files: readonly string[],
  options: ImportOptions,
): Promise<boolean> {
  const isHistory = (file: string): boolean => file.toLowerCase().endsWith('.json');
  const histories = await Promise.all(files.filter(isHistory).map(readHistory));
  const tables = files.filter((file) => !isHistory(file));
  const ofHistories = histories.length > 0 && (await importHistories(caseline, histories));
  const captured = formatDay(dayOf(Date.now()));
  const ofTables =
    tables.length > 0 &&
    (await importTables(
      caseline,
      { files: tables.map(tableFile), captured, name: userInfo().username },
      options,
    ));
  return ofHistories || ofTables;
}

const readHistory = async (file: string): Promise<History> =>
  parseHistory(await readFile(file, 'utf8'), basename(file));

const tableFile = (file: string): TableFile => ({
  name: basename(file),
  open: () => createReadStream(file),
});

async function importHistories(caseline: Caseline, histories: readonly History[]): Promise<boolean> {
  const total = { recorded: 0, alreadyThere: 0, refused: 0 };
  for (const history of histories) {
    const { recorded, alreadyThere, refused } = await caseline.importHistory(history);
    total.recorded += recorded;
    total.alreadyThere += alreadyThere;
    total.refused += refused.length;
    for (const { id, type, error } of refused) {
      console.error(`refused ${String(type)} ${id} of ${history.caseId}`);
      printError(error);
    }
  }
  await printLines([
    `histories: ${total.recorded} events recorded, ${total.alreadyThere} already there, ${total.refused} refused`,
  ]);
  return total.refused > 0;
}

interface Tables {
  readonly files: readonly TableFile[];
  readonly captured: string;
  /** Who records. */
  readonly name: string;
}

async function importTables(
  caseline: Caseline,
  { files, captured, name }: Tables,
  { json }: ImportOptions,
): Promise<boolean> {
  const progress = progressLine();
  const imported = await caseline.importTables({
    files,
    captured,
    recordedBy: { name, party: 'recorder' },
    progress: progress && ((file, rows) => rows % everyRows === 0 && progress.show(`${file}: ${rows} rows`)),
    report: (problem) => {
      progress?.clear();
      console.error(json ? JSON.stringify(problem) : inWords(problem));
    },
  });
  progress?.clear();
  await printLines([summary(imported)]);
  return imported.refused > 0;
}

const summary = ({ recorded, events, alreadyThere, refused }: ImportedRows): string =>
  `tables: ${recorded} rows recorded (${events} events), ${alreadyThere} already there, ${refused} refused`;

/** `inspections.csv:17, on_site: it ends before it starts [span-end-before-start] {"on_site":"…"}` */
const inWords = ({ file, line, column, rule, message, facts }: RowProblem): string =>
  `${file}:${line}${column === null ? '' : `, ${column}`}: ${message} [${rule}] ${JSON.stringify(facts)}`;

/** How often the line is drawn anew, in rows. */
const everyRows = 100;
