import { type Command, Option } from 'commander';
import type { Question } from '../caseline.ts';
import type { Party } from '../domain/parties.ts';
import { type ProjectionName, projectionNames } from '../projections/projections.ts';
import { printBasis, printChanges, printTimeline, printView } from './print-views.ts';
import {
  certaintyOption,
  type QuestionOptions,
  questionOf,
  viewerOption,
  withQuestion,
} from './question-options.ts';
import { printJson, printLines, withCaseline } from './with-caseline.ts';

interface ReplayOptions extends QuestionOptions {
  readonly projection: ProjectionName;
  readonly json?: true;
}

export function addReplay(program: Command): void {
  const command = program
    .command('replay <authority>')
    .description('the state of a case, or another projection of it, at any basis')
    .addOption(new Option('--projection <name>', 'what to fold').choices(projectionNames).default('case'));
  withQuestion(command).action((authority: string, options: ReplayOptions) =>
    withCaseline(async (caseline) => {
      const name = options.projection;
      const answer = await caseline.replay(name, authority, questionOf(options));
      if (options.json) return printJson(answer);
      return printLines([...printBasis(answer.basis), ...printView(name, answer[name])]);
    }),
  );
}

export function addTimeline(program: Command): void {
  const command = program.command('timeline <authority>').description('what happened, in order');
  withQuestion(command).action((authority: string, options: QuestionOptions & { readonly json?: true }) =>
    withCaseline(async (caseline) => {
      const answer = await caseline.timeline(authority, questionOf(options));
      if (options.json) return printJson(answer);
      return printLines([...printBasis(answer.basis), ...printTimeline(answer.timeline)]);
    }),
  );
}

interface ChangesOptions {
  readonly as: Party;
  readonly certainty?: 'possible' | 'certain';
  readonly json?: true;
  readonly [clock: `${'from' | 'to'}${string}`]: string | undefined;
}

export function addChanges(program: Command): void {
  const command = program
    .command('changes <authority>')
    .description('what came, changed or went between two bases, and what that changed');
  for (const side of ['from', 'to'])
    for (const clock of ['position', 'as-of', 'valid-at', 'known-at', 'recorded-at'])
      command.option(
        `--${side}-${clock} <value>`,
        `the ${clock} of the ${side === 'from' ? 'first' : 'second'} basis`,
      );
  command
    .addOption(certaintyOption())
    .addOption(viewerOption())
    .option('--json', 'print the answer as JSON')
    .action((authority: string, options: ChangesOptions) =>
      withCaseline(async (caseline) => {
        const answer = await caseline.changes(authority, sideOf('from', options), sideOf('to', options));
        if (options.json) return printJson(answer);
        return printLines([
          ...printBasis(answer.from),
          ...printBasis(answer.to),
          ...printChanges(answer.changes),
        ]);
      }),
    );
}

const sideOf = (side: 'from' | 'to', options: ChangesOptions): Question => ({
  viewer: options.as,
  certainty: options.certainty,
  position: options[`${side}Position`],
  asOf: options[`${side}AsOf`],
  validAt: options[`${side}ValidAt`],
  knownAt: options[`${side}KnownAt`],
  recordedAt: options[`${side}RecordedAt`],
});
