import { writeFile } from 'node:fs/promises';
import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import { narrowedBy } from '../api/narrowing.ts';
import { type Answer, CaselineError } from '../caseline.ts';
import { type CivilDay, parseDay } from '../domain/time/civil-day.ts';
import { englandTable, firstTableOf } from '../export/england-tables.ts';
import { type FileFormatName, fileFormatNames, fileFormats } from '../export/formats.ts';
import { sheetOf } from '../export/sheet.ts';
import { source } from '../export/source.ts';
import {
  type EnglandAsked,
  type EnglandName,
  type EnglandView,
  englandNames,
} from '../projections/england/england.ts';
import { printEngland } from './print-england.ts';
import { printBasis } from './print-views.ts';
import { type QuestionOptions, questionOf, withQuestion } from './question-options.ts';
import { printBytes, withCaseline } from './with-caseline.ts';
import { wrapped } from './words.ts';

interface EnglandOptions extends QuestionOptions {
  readonly region?: string;
  readonly kind?: string;
  readonly step?: 'month' | 'quarter' | 'year';
  readonly since?: CivilDay;
  readonly survival?: true;
  readonly format: 'text' | 'json' | FileFormatName;
  readonly json?: true;
  readonly out?: string;
}

export function addEngland(program: Command): void {
  const command = program
    .command('england')
    .description('all authorities together: what was in force in each, or another table over all of them')
    .addArgument(new Argument('[table]', 'what to ask').choices(englandNames).default('board'))
    .option('--region <name>', 'only authorities of this region')
    .option('--kind <kind>', 'only authorities of this kind: county, london_borough, …')
    .addOption(
      new Option('--step <period>', 'series: one point for each').choices(['month', 'quarter', 'year']),
    )
    .option('--since <date>', 'series: its first day; movers: the earlier of the two days', day)
    .option('--survival', 'time-inadequate, in a file: the steps of the estimate in place of the spells')
    .addOption(
      new Option('--format <format>', 'how to write it')
        .choices(['text', 'json', ...fileFormatNames])
        .default('text'),
    )
    .option('--out <file>', 'where to write it; standard output when absent');
  withQuestion(command).action((name: EnglandName, options: EnglandOptions) =>
    withCaseline(async (caseline) => {
      const format = options.json ? 'json' : options.format;
      if (format === 'parquet' && options.out === undefined && process.stdout.isTTY)
        throw invalid('out', 'Parquet is nothing that a terminal can show; give --out england.parquet');
      const asked = askedOf(name, options);
      const answer = await caseline.england(name, questionOf(options), asked);
      const bytes = written(name, answer, format, options.survival ? 'survival' : firstTableOf(name));
      return options.out === undefined ? printBytes(bytes) : writeFile(options.out, bytes);
    }),
  );
}

/** What only some tables are asked is refused by the others: they would answer as if it had not been said. */
function askedOf(name: EnglandName, { region, kind, step, since, survival }: EnglandOptions): EnglandAsked {
  if (step !== undefined && name !== 'series') throw invalid('step', 'only series has steps');
  if (since !== undefined && name !== 'series' && name !== 'movers')
    throw invalid('since', 'only series and movers have an earlier day');
  if (survival && name !== 'time-inadequate') throw invalid('survival', 'only time-inadequate has it');
  return {
    ...narrowedBy({ region, kind }),
    ...(step !== undefined && { step }),
    ...(since !== undefined && { since }),
  };
}

function written<Name extends EnglandName>(
  name: Name,
  answer: Answer<Name, EnglandView<Name>>,
  format: EnglandOptions['format'],
  wanted: string,
): Uint8Array | string {
  const { basis } = answer;
  const view: EnglandView<Name> = answer[name];
  if (format === 'json') return `${JSON.stringify({ ...answer, source }, null, 2)}\n`;
  if (format === 'text') {
    const lines = [...printBasis(basis), ...printEngland(name, view), '', ...wrapped(source.statement)];
    return `${lines.join('\n')}\n`;
  }
  const { table, rows } = englandTable(name, view, wanted);
  return fileFormats[format].write(sheetOf(table, rows, basis));
}

function day(text: string): CivilDay {
  const parsed = parseDay(text);
  if (parsed === undefined) throw new InvalidArgumentError('A date such as 2018-01-01.');
  return parsed;
}

const invalid = (option: string, problem: string): CaselineError =>
  new CaselineError('invalid-question', `--${option}: ${problem}`, { parameter: option });
