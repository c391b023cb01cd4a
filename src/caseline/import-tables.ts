import type { RecordedEvent } from '../domain/events/catalogue.ts';
import { laOf, type Recorder } from '../domain/events/envelope.ts';
import { CaselineError, type Problem } from '../domain/failure.ts';
import type { Finding } from '../domain/rules/rule.ts';
import { bundledEstablishments, type TableFile } from '../ingest/bundled-tables.ts';
import type { EventToRecord } from '../ingest/stated.ts';
import { readCsv } from '../ingest/tables/csv-rows.ts';
import { type KindOfTable, kindOfTable, kindsOfTable } from '../ingest/tables/kind-of-table.ts';
import { readTable } from '../ingest/tables/read-table.ts';
import type {
  Establishment,
  KnownAuthority,
  RowProblem,
  TableContext,
  TableRow,
} from '../ingest/tables/table-row.ts';
import { corrected } from '../replay/corrected.ts';
import type { Recording } from './recording.ts';

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

/** Tables to record, and who hears what of it. */
export interface TablesToImport {
  /** In any order: authorities are read before what speaks of them. */
  readonly files: readonly TableFile[];
  /** The London day on which the tables were taken into the record, `2026-11-22`. */
  readonly captured: string;
  readonly recordedBy: Recorder;
  readonly report: (problem: RowProblem) => void;
  /** Called after each row of a file with how many of its rows are done. */
  readonly progress?: ((file: string, rows: number) => void) | undefined;
}

/**
 * Records what tables say. Nothing is recorded twice: what the record says already is left alone, and what it
 * says otherwise is corrected.
 *
 * @param seen of each case the events that the recorder may see, in log order
 */
export async function importTables(
  { files, captured, recordedBy, report, progress }: TablesToImport,
  recording: Recording,
  seen: Iterable<readonly RecordedEvent[]>,
): Promise<ImportedRows> {
  const authorities = authoritiesByUrn(seen);
  const established = new Map<string, Establishment>();
  const context: TableContext = {
    captured,
    authorityOf: (urn) => authorities.get(urn),
    established: (la) => established.get(la),
    establish: (la, establishment) => established.set(la, establishment),
  };
  const rows = new RowImport(recording, recordedBy, report);
  for (const { name, open } of [bundledEstablishments, ...(await inOrder(files))]) {
    let done = 0;
    for await (const row of readTable(open(), name, context)) {
      if ('rule' in row) rows.refuse(row);
      else if ((await rows.add(row)) && row.registers) authorities.set(row.registers.urn, row.registers);
      done += 1;
      progress?.(name, done);
    }
  }
  return rows.finish();
}

/** Authorities, then inspections, then what reports mention; what cannot be told comes last, to be refused there. */
async function inOrder(files: readonly TableFile[]): Promise<readonly TableFile[]> {
  const kinds = await Promise.all(files.map(kindOf));
  return kindsOfTable
    .flatMap((kind) => files.filter((_, index) => kinds[index] === kind))
    .concat(files.filter((_, index) => kinds[index] === undefined));
}

async function kindOf({ name, open }: TableFile): Promise<KindOfTable | undefined> {
  for await (const header of readCsv(open(), name)) {
    const kind = 'columns' in header ? kindOfTable(header, name) : undefined;
    return typeof kind === 'string' ? kind : undefined;
  }
  return undefined;
}

/** How many rows may be on their way to the disk at once. */
const WINDOW = 1_000;

/** How often a row is tried again after other recorders were faster. */
const TRIES = 50;

interface OnItsWay {
  readonly row: TableRow;
  readonly events: number;
  /** Resolves with the error, if there was one: rejecting unheard would end the process. */
  readonly settled: Promise<unknown>;
}

/**
 * Records what the rows of tables say, in their order, whether they are new, say something else than before, or
 * are there already. A row is recorded whole or not at all; one that is refused is reported and the rest goes on.
 */
class RowImport {
  readonly #recording: Recording;
  readonly #recordedBy: Recorder;
  readonly #report: (problem: RowProblem) => void;
  readonly #onItsWay: OnItsWay[] = [];
  readonly #refusedRows = new Set<string>();
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
          wanted = decide(known);
          return wanted;
        },
      });
      const settled = durable.then(
        () => undefined,
        (error: unknown) => error,
      );
      return { row, events, settled };
    } catch (error) {
      if (!(error instanceof CaselineError) || isFatal(error)) throw error;
      for (const problem of problemsOf(row, wanted, error)) this.refuse(problem);
      row.refused?.();
      return undefined;
    }
  }

  async #settle(): Promise<void> {
    for (const sent of this.#onItsWay.splice(0)) {
      let now: OnItsWay | undefined = sent;
      for (let tries = 1; now; tries += 1) {
        const error = await now.settled;
        if (error === undefined) {
          this.#count(now.events);
          break;
        }
        const overtaken = error instanceof CaselineError && error.code === 'revision-conflict';
        if (!overtaken || tries >= TRIES) throw error;
        now = await this.#decided(sent.row);
      }
    }
  }

  #count(events: number): void {
    if (events === 0) this.#alreadyThere += 1;
    else this.#recorded += 1;
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

/**
 * The authorities of the record, by Ofsted's number.
 *
 * @param histories of each case the events that the importer may see, in log order
 */
function authoritiesByUrn(histories: Iterable<readonly RecordedEvent[]>): Map<string, KnownAuthority> {
  const found = new Map<string, KnownAuthority>();
  for (const seen of histories)
    for (const event of corrected(seen).events) {
      if (event.type !== 'AuthorityRegistered' || event.data.ofstedUrn === undefined) continue;
      const { ofstedUrn: urn, name, alsoKnownAs } = event.data;
      found.set(urn, { urn, la: laOf(event.caseId), name, otherNames: alsoKnownAs });
    }
  return found;
}
