import { Command } from 'commander';
import { ConfigurationError } from '../api/config.ts';
import { CaselineError } from '../caseline.ts';
import { addCopy } from './copy.ts';
import { addDeadlines } from './deadlines.ts';
import { addEngland } from './england.ts';
import { addExport } from './export.ts';
import { addFollow } from './follow.ts';
import { addImport } from './import.ts';
import { printError } from './print-error.ts';
import { addChanges, addReplay, addTimeline } from './questions.ts';
import { addRecord } from './record.ts';
import { addServe } from './serve.ts';
import { addToken } from './token.ts';
import { addVerify } from './verify.ts';

const program = new Command('caseline')
  .description('What happened in a case, who was entitled to know it, and when it was written down.')
  .addHelpText(
    'after',
    '\nThe log is the one that CASELINE_LOG names: sqlite:var/caseline.db when it is not set. `copy` names its own.',
  )
  .showHelpAfterError('(--help says what there is)');

for (const add of [
  addToken,
  addServe,
  addImport,
  addRecord,
  addReplay,
  addTimeline,
  addChanges,
  addDeadlines,
  addFollow,
  addEngland,
  addVerify,
  addExport,
  addCopy,
])
  add(program);

// A reader that has seen enough (`caseline timeline bradford | head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CaselineError) printError(error);
  else if (error instanceof ConfigurationError) console.error(`caseline: cannot start\n${error.message}`);
  else if (isFileError(error)) console.error(`caseline: ${error.message}`);
  else throw error;
  process.exitCode = 1;
}

/** A file that the command line names and that cannot be read: the system's message says which and why. */
function isFileError(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error;
}
