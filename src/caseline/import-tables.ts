import type { RecordedEvent } from '../domain/events/catalogue.ts';
import { laOf, type Recorder } from '../domain/events/envelope.ts';
import { bundledEstablishments, type TableFile } from '../ingest/bundled-tables.ts';
import { readCsv } from '../ingest/tables/csv-rows.ts';
import { type KindOfTable, kindOfTable, kindsOfTable } from '../ingest/tables/kind-of-table.ts';
import { readTable } from '../ingest/tables/read-table.ts';
import type { Establishment, KnownAuthority, RowProblem, TableContext } from '../ingest/tables/table-row.ts';
import { corrected } from '../replay/corrected.ts';
import type { Recording } from './recording.ts';
import { type ImportedRows, RowImport } from './row-import.ts';

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
