import type { CaseId } from '../../domain/events/envelope.ts';
import type { EventToRecord, KnownCase } from '../stated.ts';

/** What is wrong with one row of a table, for whoever keeps the table. */
export interface RowProblem {
  /** Name of the file, without its folder. */
  readonly file: string;
  /** Line of the file on which the row begins, from 1; the header is line 1. */
  readonly line: number;
  /** The column that is wrong; null where it is the row as a whole. */
  readonly column: string | null;
  /** Id of the rule that was broken: one of the domain's rules, or one of a table's own, such as 'not-a-date'. */
  readonly rule: string;
  /** What was wrong and what to do. */
  readonly message: string;
  /** What was met. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** A row that could be read: what it says of one case. */
export interface TableRow {
  readonly file: string;
  readonly line: number;
  readonly caseId: CaseId;
  /** The events that bring the case to say what the row says, all or none of them; none where it does already. */
  readonly decide: (known: KnownCase) => readonly EventToRecord[];
  /** The column that an event of the row came from, to say where a refused one stands; null for the row as a whole. */
  readonly columnOf: (event: EventToRecord) => string | null;
}
