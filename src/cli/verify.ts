import type { Command } from 'commander';
import type { Verification } from '../caseline.ts';
import { printJson, printLines, withCaseline } from './with-caseline.ts';

export function addVerify(program: Command): void {
  program
    .command('verify')
    .description('recompute every leaf from the stored bytes; exit code 1 where anything was changed')
    .option('--json', 'print the findings as JSON')
    .action((options: { readonly json?: true }) =>
      withCaseline(async (caseline) => {
        const verification = await caseline.verify();
        const { events, damage } = verification;
        if (damage.length > 0) process.exitCode = 1;
        if (options.json) return printJson(verification);
        return printLines([
          damage.length === 0
            ? `${events} events: every leaf is as it was recorded`
            : `${events} events, ${damage.length} findings: this log is not as it was recorded`,
          ...damage.map(findingLine),
        ]);
      }),
    );
}

export const findingLine = ({ event, caseId, position, problem }: Verification['damage'][number]): string =>
  `  event ${event ?? '(unreadable)'} of ${caseId ?? '(unknown case)'}, position ${position ?? '(none)'}: ${problem}`;
