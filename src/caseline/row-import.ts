import type { CaseId, Recorder } from '../domain/events/envelope.ts';
import { CaselineError, type Problem } from '../domain/failure.ts';
import type { Finding } from '../domain/rules/rule.ts';
import type { EventToRecord } from '../ingest/stated.ts';
import type { RowProblem, TableRow } from '../ingest/tables/table-row.ts';
import { isOvertaken, type Recording, TRIES } from './recording.ts';

/** What became of the rows of tables. */
export interface ImportedRows {
  /** Rows that brought something new, be it a correction, and the events that they became. */
  readonly recorded: number;
  readonly events: number;
  /** Rows that the record says already. */
  readonly alreadyThere: number;
  /** Rows that could not be read or recorded; each was reported. */
  readonly refused: number;
}

/** How many rows may be on their way to the disk at once. */
const WINDOW = 1_000;

interface OnItsWay {
  readonly row: TableRow;
  readonly events: number;
  /** Whether it was written now, or the error that it met: rejecting unheard would end the process. */
  readonly settled: Promise<{ readonly written: boolean } | { readonly error: unknown }>;
}

/** An earlier row of the case has met another recorder and is not written yet. */
class Overtaken extends Error {}

/**
 * Records what the rows of tables say, in their order, whether they are new, say something else than before, or
 * are there already. A row is recorded whole or not at all; one that is refused is reported and the rest goes on.
 */
export class RowImport {
  readonly #recording: Recording;
  readonly #recordedBy: Recorder;
  readonly #report: (problem: RowProblem) => void;
  readonly #onItsWay: OnItsWay[] = [];
  readonly #refusedRows = new Set<string>();
  /** The cases of which a row met another recorder: their next rows wait until it was tried again. */
  readonly #overtaken = new Set<CaseId>();
  #recorded = 0;
  #events = 0;
  #alreadyThere = 0;

  constructor(recording: Recording, recordedBy: Recorder, report: (problem: RowProblem) => void) {
    this.#recording = recording;
    this.#recordedBy = recordedBy;
    this.#report = report;
  }

  /** A row that could not be read. */
  refuse(problem: RowProblem): void {
    this.#refusedRows.add(`${problem.file}:${problem.line}`);
    this.#report(problem);
  }

  /** True where the row was taken, so that what it makes known may be used by the rows after it. */
  async add(row: TableRow): Promise<boolean> {
    const onItsWay = await this.#decided(row);
    if (!onItsWay) return false;
    this.#onItsWay.push(onItsWay);
    if (this.#onItsWay.length >= WINDOW) await this.#settle();
    return true;
  }

  async finish(): Promise<ImportedRows> {
    await this.#settle();
    return {
      recorded: this.#recorded,
      events: this.#events,
      alreadyThere: this.#alreadyThere,
      refused: this.#refusedRows.size,
    };
  }

  async #decided(row: TableRow): Promise<OnItsWay | undefined> {
    const { caseId, decide } = row;
    let wanted: readonly EventToRecord[] = [];
    try {
      const { events, durable } = await this.#recording.decide({
        caseId,
        recordedBy: this.#recordedBy,
        decide: (known) => {
          if (this.#overtaken.has(caseId)) throw new Overtaken();
          wanted = decide(known);
          return wanted;
        },
      });
      const settled = durable.then(
        ({ written }) => ({ written }),
        (error: unknown) => {
          if (isOvertaken(error)) this.#overtaken.add(caseId);
          return { error };
        },
      );
      return { row, events, settled };
    } catch (error) {
      if (error instanceof Overtaken) {
        await this.#settle();
        return this.#decided(row);
      }
      if (!(error instanceof CaselineError) || isFatal(error)) throw error;
      this.#refused(row, wanted, error);
      return undefined;
    }
  }

  /** A row that could be read and cannot be recorded. */
  #refused(row: TableRow, wanted: readonly EventToRecord[], error: CaselineError): void {
    for (const problem of problemsOf(row, wanted, error)) this.refuse(problem);
    row.refused?.();
  }

  /** Waits for the rows on their way, in their order; one that met another recorder is decided anew. */
  async #settle(): Promise<void> {
    for (const sent of this.#onItsWay.splice(0)) {
      let now: OnItsWay | undefined = sent;
      for (let tries = 1; now; tries += 1) {
        const outcome: Awaited<OnItsWay['settled']> = await now.settled;
        if ('written' in outcome) {
          this.#count(now.events, outcome.written);
          break;
        }
        const { error } = outcome;
        if (!(error instanceof CaselineError) || isFatal(error)) throw error;
        if (!isOvertaken(error) || tries >= TRIES) {
          this.#refused(sent.row, [], error);
          break;
        }
        this.#overtaken.delete(sent.row.caseId);
        now = await this.#decided(sent.row);
      }
    }
    this.#overtaken.clear();
  }

  #count(events: number, written: boolean): void {
    if (events === 0 || !written) {
      this.#alreadyThere += 1;
      return;
    }
    this.#recorded += 1;
    this.#events += events;
  }
}

/** Not the row's fault: going on would refuse all the others for the same reason. */
const isFatal = ({ code }: CaselineError): boolean => code === 'log-unavailable' || code === 'log-damaged';

/** What was wrong with a row that could be read and was not taken. */
function problemsOf(row: TableRow, wanted: readonly EventToRecord[], error: CaselineError): RowProblem[] {
  const { file, line, columnOf } = row;
  const column = (event: EventToRecord | undefined): string | null => (event ? columnOf(event) : null);
  const { code, message, facts } = error;
  if (code === 'rule-broken')
    return (facts.findings as readonly Finding[]).map((finding) => ({
      file,
      line,
      column: column(wanted.find((event) => finding.events.some((id) => speaksOf(event, id)))),
      rule: finding.rule,
      message: finding.message,
      facts: finding.facts,
    }));
  if (code === 'invalid-event')
    return (facts.problems as readonly Problem[]).map(({ at, problem }) => {
      const event = wanted[Number(/^\/events\/(\d+)/.exec(at)?.[1] ?? 0)];
      return { file, line, column: column(event), rule: code, message: problem, facts: { at } };
    });
  return [{ file, line, column: null, rule: code, message, facts }];
}

/** A finding on a corrected event names that event, not the correction. */
const speaksOf = ({ id, data }: EventToRecord, event: string): boolean =>
  id === event || ('target' in data && data.target === event);
