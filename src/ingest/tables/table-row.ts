import type { CaseId } from '../../domain/events/envelope.ts';
import type { EventToRecord, KnownCase } from '../stated.ts';

/** One row of a table, before anything is made of it. */
export interface TableRecord {
  /** Name of the file, without its folder. */
  readonly file: string;
  /** Line of the file on which the row begins, from 1; the header is line 1. */
  readonly line: number;
  /** What stands in each column, by the header's names, without the space around it; '' where a cell is empty. */
  readonly fields: Readonly<Record<string, string>>;
}

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
  /** The authority that the row makes known, for the rows after it that name the authority by its number. */
  readonly registers?: KnownAuthority;
  /** To be called where the row was not recorded after all: a later row of the table may say the same, and be right. */
  readonly refused?: () => void;
}

/** An authority as the tables know it. */
export interface KnownAuthority {
  /** Ofsted's number for it. */
  readonly urn: string;
  /** The department's code. */
  readonly la: string;
  readonly name: string;
  readonly otherNames: readonly string[];
}

/** How an authority came to be, where that is known. */
export interface Establishment {
  /** The day from which it exists (EDTF). */
  readonly date: string;
  readonly predecessors: readonly { readonly la: string; readonly name: string }[];
  /** The order or act that made it. */
  readonly instrument?: string;
}

/** What a row is read against. */
export interface TableContext {
  /** The civil day on which the tables were taken into the record, 'YYYY-MM-DD'. */
  readonly captured: string;
  /** The authority that has a number of Ofsted's, from a table of authorities or from the log. */
  readonly authorityOf: (urn: string) => KnownAuthority | undefined;
  /** How the authority that has a code of the department's came to be. */
  readonly established: (la: string) => Establishment | undefined;
  /** Called with what a table of establishments says of a code, for the rows after it. */
  readonly establish: (la: string, establishment: Establishment) => void;
}
