import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Question } from '../caseline.ts';
import { type Party, partySchema } from '../domain/parties.ts';

/** The options that put a question, as commander names them. */
export interface QuestionOptions {
  readonly as: Party;
  readonly asOf?: string;
  readonly validAt?: string;
  readonly knownAt?: string;
  readonly recordedAt?: string;
  readonly position?: string;
  readonly certainty?: 'possible' | 'certain';
}

const party = (value: string): Party => {
  const parsed = partySchema.safeParse(value);
  if (!parsed.success)
    throw new InvalidArgumentError(parsed.error.issues.map((issue) => issue.message).join('; '));
  return parsed.data;
};

export const viewerOption = (): Option =>
  new Option('--as <party>', 'as whom to look: public, council:380, ofsted, dfe, recorder, auditor')
    .argParser(party)
    .default('public');

export const certaintyOption = (): Option =>
  new Option('--certainty <how>', "'certain' leaves out what may not have happened yet").choices([
    'possible',
    'certain',
  ]);

/** Adds the three clocks, the viewer and the certainty to a command. */
export function withQuestion(command: Command): Command {
  return command
    .option('--as-of <date>', 'what the viewer knew to be so on that day: --valid-at and --known-at together')
    .option('--valid-at <date>', 'what was the case on this day')
    .option('--known-at <date or instant>', 'what could be known by then')
    .option('--recorded-at <date or instant>', 'what the log held then')
    .option('--position <id>', 'what the log held up to this event: the position in an earlier basis')
    .addOption(certaintyOption())
    .addOption(viewerOption())
    .option('--json', 'print the answer as JSON');
}

export const questionOf = ({
  as,
  asOf,
  validAt,
  knownAt,
  recordedAt,
  position,
  certainty,
}: QuestionOptions): Question => ({
  viewer: as,
  asOf,
  validAt,
  knownAt,
  recordedAt,
  position,
  certainty,
});
