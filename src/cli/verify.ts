import type { Command } from 'commander';
import { mustExist, redacted, type Verification } from '../caseline.ts';
import { logFromEnvironment, printJson, printLines, withLog } from './with-caseline.ts';

interface VerifyOptions {
  readonly json?: true;
  readonly allowEmpty?: true;
}

export function addVerify(program: Command): void {
  program
    .command('verify')
    .description(
      'recompute every leaf from the stored bytes; exit code 1 where anything was changed, or where there is nothing',
    )
    .option('--json', 'print the findings as JSON')
    .option(...allowEmpty)
    .action(verify);
}

async function verify(options: VerifyOptions): Promise<void> {
  const log = logFromEnvironment();
  const verification = await verificationOf(log);
  const { events, damage } = verification;
  const name = redacted(log);
  const isMissed = events === 0 && damage.length === 0 && !options.allowEmpty;
  if (damage.length > 0 || isMissed) process.exitCode = 1;
  if (isMissed) sayEmpty(name);
  if (options.json) return printJson(verification);
  if (isMissed) return;
  await printLines([
    damage.length === 0
      ? `${events} events in ${name}: every leaf is as it was recorded`
      : `${events} events in ${name}, ${damage.length} findings: this log is not as it was recorded`,
    ...damage.map(findingLine),
  ]);
}

/** @throws CaselineError also where the log would have to be made first */
export async function verificationOf(log: string): Promise<Verification> {
  mustExist(log);
  return withLog(log, (caseline) => caseline.verify());
}

export const allowEmpty = ['--allow-empty', 'a log without events is no failure'] as const;

/** An empty log is nearly always another one than was meant. */
export const sayEmpty = (name: string): void =>
  console.error(
    `caseline: ${name} holds no event. Is it the log that was meant, with its path, host or streamPrefix? --allow-empty says that it may be empty.`,
  );

export const findingLine = ({ event, caseId, position, problem }: Verification['damage'][number]): string =>
  `  event ${event ?? '(unreadable)'} of ${caseId ?? '(unknown case)'}, position ${position ?? '(none)'}: ${problem}`;
