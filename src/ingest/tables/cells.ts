import { parseDay } from '../../domain/time/civil-day.ts';
import { endsBeforeItStarts, type ImpreciseDate, parseEdtf } from '../../domain/time/edtf.ts';
import { excerpt, rowProblem } from './row-problem.ts';
import type { RowProblem, TableRecord } from './table-row.ts';

/** Reads the cells of one row, and gathers what is wrong with them: a row is told all of it at once. */
export class Cells {
  readonly #record: TableRecord;
  readonly #problems: RowProblem[] = [];

  constructor(record: TableRecord) {
    this.#record = record;
  }

  get problems(): readonly RowProblem[] {
    return this.#problems;
  }

  /** What stands in a column, '' where nothing does. */
  text(column: string): string {
    return this.#record.fields[column] ?? '';
  }

  refuse(column: string, rule: string, message: string, facts: RowProblem['facts'] = {}): undefined {
    const value = excerpt(this.text(column));
    this.#problems.push(rowProblem(this.#record, column, rule, message, { value, ...facts }));
    return undefined;
  }

  /** What stands in a column that must not be empty. */
  required(column: string): string | undefined {
    return this.text(column) || this.refuse(column, 'missing', `${column} is empty; write it.`);
  }

  /** Text of at most so many characters; undefined where the cell is empty. */
  short(column: string, longest: number): string | undefined {
    const text = this.text(column);
    if (text.length <= longest) return text || undefined;
    const message = `${column} has ${text.length} characters; write at most ${longest}.`;
    return this.refuse(column, 'too-long', message, { length: text.length, longest });
  }

  /** A civil day, `2018-10-29`; undefined where the cell is empty. */
  day(column: string): string | undefined {
    const text = this.text(column);
    return text === '' ? undefined : this.dayIn(column, text);
  }

  /** A civil day that stands in a column, alone or with others. */
  dayIn(column: string, text: string): string | undefined {
    if (parseDay(text) !== undefined) return text;
    const shown = excerpt(text);
    if (!/^\d{4}-\d\d-\d\d$/.test(text)) {
      const message = `'${shown}' in ${column} is not a date; write year, month and day in figures: 2018-10-29.`;
      return this.refuse(column, 'not-a-date', message);
    }
    const parsed = parseEdtf(text);
    const why = parsed.ok ? '' : ` ${parsed.problem}`;
    return this.refuse(column, 'not-a-day', `'${shown}' in ${column} is no day of the calendar.${why}`);
  }

  /** A date as precise as its source (EDTF); undefined where the cell is empty. */
  imprecise(column: string): ImpreciseDate | undefined {
    const text = this.text(column);
    if (text === '') return undefined;
    const parsed = parseEdtf(text);
    if (!parsed.ok) return this.refuse(column, 'not-a-date', parsed.problem);
    if (!endsBeforeItStarts(parsed.value)) return parsed.value;
    const message = `The date ${excerpt(text)} ends before it starts; write the earlier one first.`;
    return this.refuse(column, 'extent-ends-before-it-starts', message);
  }

  /** A whole number above zero; undefined where the cell is empty. */
  count(column: string): number | undefined {
    const text = this.text(column);
    if (text === '') return undefined;
    if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
    const message = `'${excerpt(text)}' in ${column} is not a number; write it in figures, such as 34.`;
    return this.refuse(column, 'not-a-number', message);
  }

  /** What one of several words means; undefined where the cell is empty. */
  oneOf<Meaning>(column: string, meanings: ReadonlyMap<string, Meaning>, rule: string): Meaning | undefined {
    const text = this.text(column);
    if (text === '' || meanings.has(text)) return meanings.get(text);
    const words = [...meanings.keys()];
    const message = `'${excerpt(text)}' in ${column} is not known; write one of ${words.join(', ')}.`;
    return this.refuse(column, rule, message, { known: words });
  }
}
