import { readConfig } from '../api/config.ts';
import { type Caseline, CaselineError, openCaseline, redacted } from '../caseline.ts';
import { ofLog } from './print-error.ts';
import { sayWhileSilent } from './say-while-silent.ts';

/** The log that CASELINE_LOG names, or the one that `npm start` uses. Throws ConfigurationError. */
export const logFromEnvironment = (): string => readConfig(process.env).log;

/** Opens the engine for one command and closes it afterwards, whatever happens. */
export async function withCaseline<Result>(use: (caseline: Caseline) => Promise<Result>): Promise<Result> {
  const log = logFromEnvironment();
  return withLog(log, async (caseline) => {
    try {
      return await use(caseline);
    } catch (error) {
      const unknown = error instanceof CaselineError && error.code === 'unknown-authority';
      if (unknown && (await caseline.authorities('auditor')).length === 0)
        console.error(
          `caseline: ${redacted(log)} holds no authority yet; \`caseline import\` loads the bundled histories`,
        );
      throw error;
    }
  });
}

/** As `withCaseline`, on the log that a command names. */
export async function withLog<Result>(
  log: string,
  use: (caseline: Caseline) => Promise<Result>,
): Promise<Result> {
  try {
    const caseline = openCaseline({ log });
    try {
      if (process.stderr.isTTY) sayWhileSilent(caseline.logAnswers(), console.error);
      return await use(caseline);
    } finally {
      await caseline.close();
    }
  } catch (error) {
    throw ofLog(redacted(log), error);
  }
}

/** Waits until standard output has taken the bytes: an answer may be larger than a pipe. */
export const printBytes = (bytes: Uint8Array | string): Promise<void> =>
  new Promise((resolve) => process.stdout.write(bytes, () => resolve()));

export const print = (text: string): Promise<void> => printBytes(`${text}\n`);

export const printLines = (lines: readonly string[]): Promise<void> => print(lines.join('\n'));

export const printJson = (value: unknown): Promise<void> => print(JSON.stringify(value, null, 2));
