import type { Command } from 'commander';
import { CaselineError, type CopiedEvents, copyLog, redacted, type Verification } from '../caseline.ts';
import { ofLog } from './print-error.ts';
import { progressLine } from './progress-line.ts';
import { allowEmpty, findingLine, sayEmpty, verificationOf } from './verify.ts';
import { printLines } from './with-caseline.ts';

interface CopyOptions {
  readonly from: string;
  readonly to: string;
  /** False with --no-verify. */
  readonly verify: boolean;
  readonly allowEmpty?: true;
}

export function addCopy(program: Command): void {
  program
    .command('copy')
    .description(
      'move a log whole into another one: the same events in the same order, with their ids, times and leaves; exit code 1 where verify does not agree on both, or where there is nothing to copy',
    )
    .requiredOption(
      '--from <log>',
      'the log to copy, written as in CASELINE_LOG: sqlite:var/caseline.db',
      named,
    )
    .requiredOption('--to <log>', 'where to: a log that is empty, or that an earlier copy has begun', named)
    .option('--no-verify', 'do not verify both logs afterwards')
    .option(...allowEmpty)
    .addHelpText(
      'after',
      `
env:NAME is the log that the variable NAME names, so that no password stands in the list of processes:
--from env:CASELINE_LOG.

It can be stopped and run again at any time: it goes on after the last event that both logs have. What is recorded in
the first log meanwhile is copied too. For the last run stop whatever records there, so that nothing comes after it;
and nothing may record in the second log before everything is copied.`,
    )
    .action(copy);
}

/** A log, or what a variable of the environment says. */
function named(given: string): string {
  const variable = /^env:(.*)$/s.exec(given)?.[1];
  if (variable === undefined) return given;
  const log = process.env[variable];
  if (log) return log;
  throw new CaselineError('log-unavailable', `The environment has no ${variable}: it names no log.`, {});
}

async function copy({ from, to, verify, allowEmpty }: CopyOptions): Promise<void> {
  const progress = progressLine();
  progress?.show('copying');
  try {
    const copied = await copyLog({
      from,
      to,
      progress: (events) => progress?.show(`copying: ${events} events`),
    }).catch((error: unknown) => {
      throw ofLog(`from ${redacted(from)} to ${redacted(to)}`, error);
    });
    progress?.clear();
    await printLines([`${copied.copied} events copied, ${copied.alreadyThere} already there`]);
    if (copied.copied + copied.alreadyThere === 0 && !allowEmpty) {
      process.exitCode = 1;
      return sayEmpty(redacted(from));
    }
    if (!verify) return;
    progress?.show('verifying both logs');
    const { agrees, lines } = verdict(copied, await verificationOf(from), await verificationOf(to));
    progress?.clear();
    if (!agrees) process.exitCode = 1;
    await printLines(lines);
  } finally {
    progress?.clear();
  }
}

/** Whether the two logs are found to be the same, sound, and nothing but that, and how to say so. */
export function verdict(
  { alreadyThere, copied }: CopiedEvents,
  from: Verification,
  to: Verification,
): { readonly agrees: boolean; readonly lines: readonly string[] } {
  const total = alreadyThere + copied;
  const problems = [...damageOf('the log copied from', from), ...damageOf('the log copied to', to)];
  // Every event of the copy went in behind the one before it: with any other number there is something else among them.
  if (to.events !== total)
    problems.push(
      `the log copied to holds ${to.events} events, and ${total} were copied: something else records there. Copy into another log`,
    );
  if (problems.length > 0) return { agrees: false, lines: problems };
  const later = from.events - total;
  return {
    agrees: true,
    lines: [
      `verify agrees on both logs: ${total} events, and every leaf is as it was recorded`,
      ...(later > 0 ? [`${later} more were recorded in the first one since: copy again`] : []),
    ],
  };
}

const damageOf = (which: string, { damage }: Verification): string[] =>
  damage.length === 0
    ? []
    : [`${which}: ${damage.length} findings, it is not as it was recorded`, ...damage.map(findingLine)];
