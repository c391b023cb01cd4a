import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { userInfo } from 'node:os';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { type Caseline, CaselineError } from '../caseline.ts';
import { caseIdOf, type Recorder } from '../domain/events/envelope.ts';
import type { Party } from '../domain/parties.ts';
import { printError } from './print-error.ts';
import { viewerOption } from './question-options.ts';
import { print, withCaseline } from './with-caseline.ts';

interface RecordOptions {
  readonly as: Party;
  readonly name?: string;
  readonly expectPosition?: string;
}

export function addRecord(program: Command): void {
  program
    .command('record <authority> [file]')
    .description(
      'record events: one JSON object, a list (all or none), or one object a line; from the file or standard input',
    )
    .addOption(viewerOption().default('recorder'))
    .option('--name <name>', 'who records, kept with the event; the user of this machine when absent')
    .option('--expect-position <id>', 'refuse if anything came since the answer with this position')
    .action((authority: string, file: string | undefined, options: RecordOptions) =>
      withCaseline(async (caseline) => {
        // A code needs no look-up: the first event of a case registers its authority.
        const code = /^\d{3,6}$/.test(authority) ? authority : await caseline.codeOf(authority, options.as);
        const recordedBy = { name: options.name ?? userInfo().username, party: options.as };
        for await (const events of submissions(file)) {
          const accepted = await recordOne(caseline, code, recordedBy, events, options.expectPosition);
          if (!accepted) process.exitCode = 1;
        }
      }),
    );
}

/** Prints one line when the events are durable; says on standard error why not, and lets the rest go on. */
async function recordOne(
  caseline: Caseline,
  code: string,
  recordedBy: Recorder,
  events: readonly unknown[],
  expectedPosition: string | undefined,
): Promise<boolean> {
  try {
    const receipt = await caseline.record({ caseId: caseIdOf(code), recordedBy, events, expectedPosition });
    await print(JSON.stringify(receipt));
    return true;
  } catch (error) {
    if (!(error instanceof CaselineError)) throw error;
    printError(error);
    return false;
  }
}

/** What to record together: each line of its own where the first is whole, otherwise the whole text at once. */
async function* submissions(file: string | undefined): AsyncIterable<readonly unknown[]> {
  const input = file === undefined || file === '-' ? process.stdin : createReadStream(file, 'utf8');
  let whole: string[] | undefined;
  let first = true;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '' && !whole) continue;
    const parsed = parse(line);
    if (first && parsed === undefined) whole = [];
    first = false;
    if (whole) whole.push(line);
    else yield together(parsed === undefined ? notJson(line) : parsed);
  }
  if (whole) yield together(parse(whole.join('\n')) ?? notJson(whole.join('\n')));
}

/** Events sent without an id get one: sending them twice records them twice. */
const together = (sent: unknown): readonly unknown[] =>
  (Array.isArray(sent) ? sent : [sent]).map((event: unknown) =>
    typeof event === 'object' && event !== null && !('id' in event) ? { ...event, id: randomUUID() } : event,
  );

/** Undefined where it is no JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Left as text, it is refused with the place where an event should be. */
const notJson = (text: string): unknown => text;
