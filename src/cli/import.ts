import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Command } from 'commander';
import type { Caseline } from '../caseline.ts';
import { type History, parseHistory, readBundledHistories } from '../ingest/history.ts';
import { printError } from './print-error.ts';
import { printLines, withCaseline } from './with-caseline.ts';

export function addImport(program: Command): void {
  program
    .command('import [file]')
    .description('record a history file; without one, the histories that come with Caseline')
    .action((file: string | undefined) =>
      withCaseline(async (caseline) => {
        const histories = file === undefined ? await readBundledHistories() : [await readHistory(file)];
        const { refused, ...counts } = await importAll(caseline, histories);
        if (refused > 0) process.exitCode = 1;
        return printLines([
          `${counts.recorded} recorded, ${counts.alreadyThere} already there, ${refused} refused`,
        ]);
      }),
    );
}

const readHistory = async (file: string): Promise<History> =>
  parseHistory(await readFile(file, 'utf8'), basename(file));

/** Imports histories one after the other; says on standard error what was refused, and goes on. */
export async function importAll(
  caseline: Caseline,
  histories: readonly History[],
): Promise<{ readonly recorded: number; readonly alreadyThere: number; readonly refused: number }> {
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
  return total;
}
