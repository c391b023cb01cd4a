import { type Command, Option } from 'commander';
import { type DeadlineStatus, deadlineStatuses } from '../projections/deadlines/view.ts';
import { deadlineLines, printBasis } from './print-views.ts';
import { type QuestionOptions, questionOf, withQuestion } from './question-options.ts';
import { printJson, printLines, withCaseline } from './with-caseline.ts';

interface DeadlinesOptions extends QuestionOptions {
  readonly region?: string;
  readonly status?: readonly DeadlineStatus[];
  readonly json?: true;
}

export function addDeadlines(program: Command): void {
  const command = program
    .command('deadlines [authorities...]')
    .description('what is owed, or invited, by which day: in all authorities, or in those that are named')
    .option('--region <name>', 'only authorities of this region')
    .addOption(
      new Option('--status <status...>', 'only what stands so on the day').choices(deadlineStatuses),
    );
  withQuestion(command).action((named: readonly string[], options: DeadlinesOptions) =>
    withCaseline(async (caseline) => {
      const { region, status, json } = options;
      const authorities = named.length > 0 ? named : undefined;
      const answer = await caseline.deadlines(questionOf(options), { authorities, region, status });
      if (json) return printJson(answer);
      const lines = answer.deadlines.flatMap((one) => deadlineLines(one, one.authority));
      return printLines([...printBasis(answer.basis), ...(lines.length > 0 ? lines : ['No deadlines.'])]);
    }),
  );
}
