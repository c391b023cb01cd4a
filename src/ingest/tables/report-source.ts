import type { DataOf } from '../../domain/events/catalogue.ts';
import type { SourceReference } from '../../domain/events/envelope.ts';
import type { DatedEvent } from '../../domain/rules/case-facts.ts';
import { parseDay } from '../../domain/time/civil-day.ts';
import { inEnglish } from '../../domain/time/edtf-in-english.ts';
import { type EventToRecord, type KnownCase, lastIdOf, type Statement, stated } from '../stated.ts';
import type { InspectionRow } from './inspection-row.ts';

/** The key of what a report states, within its case: its file names it for ever, whatever a later table corrects. */
export const reportKey = (sourceFile: string, part: string): string => `report/${sourceFile}/${part}`;

/** Why there is a correction. */
export const explanation = ({ sourceFile }: InspectionRow): string =>
  `The table of inspections says otherwise of the report ${sourceFile}.`;

/** The report of a row as a source of its case. */
export interface ReportSource {
  readonly id: string;
  /** The events that capture it, if they are needed: none where it is captured already. */
  readonly capture: readonly EventToRecord[];
  /** It was captured with another row's facts, or by hand, and is only cited. */
  readonly isBorrowed: boolean;
}

/**
 * The file under which an earlier delivery has recorded an inspection that stands in the case. Files are named for
 * the day of publication: where a later delivery has another day, it has another name for the same report.
 */
export function fileOf(known: KnownCase, inspection: DatedEvent<'InspectionCarriedOut'>): string | undefined {
  for (const event of known.seen) {
    const [, file] = (event.type === 'SourceCaptured' && fileInNote.exec(event.data.note ?? '')) || [];
    if (file !== undefined && lastIdOf(known, reportKey(file, 'carried-out')) === inspection.id) return file;
  }
  return undefined;
}

/** As `describing` writes it. */
const fileInNote = /File: (.+?)(?:, \d+ pages?)?\.(?: Of the row: |$)/s;

/** The id under which a table of inspections has captured a report in a case; undefined where none has. */
function capturedReport(known: KnownCase, sourceFile: string): string | undefined {
  const id = lastIdOf(known, reportKey(sourceFile, 'source'));
  const event = known.ids.has(id) ? known.seen.find((seen) => seen.id === id) : undefined;
  return event?.type === 'SourceCaptured' ? event.data.sourceId : undefined;
}

/**
 * The source that the facts of a row cite.
 *
 * @param cited where the case has the inspection from elsewhere, the source that it has for that
 */
export function reportSource(
  known: KnownCase,
  row: InspectionRow,
  captured: string,
  cited: SourceReference | undefined,
): ReportSource {
  const own = capturedReport(known, row.sourceFile);
  const borrowed = own === undefined ? elsewhere(known, row, cited) : undefined;
  if (borrowed) return { id: borrowed, capture: [], isBorrowed: true };
  const id = own ?? freeId(known, row);
  return { id, capture: captureOf(known, row, id, captured), isBorrowed: false };
}

/** A report that is older or younger than this by more days is another one: inspections are years apart. */
const sameReportWithin = 31;

/** The same report under another id: a document of Ofsted's, of about the day, that the inspection's own facts cite. */
function elsewhere(
  known: KnownCase,
  { published }: InspectionRow,
  cited: SourceReference | undefined,
): string | undefined {
  const source = known.standing.ofType('SourceCaptured').find(({ data }) => data.sourceId === cited?.id);
  if (source?.data.publisher !== 'Ofsted') return undefined;
  const dated = parseDay(source.data.dated ?? '');
  const listed = parseDay(published);
  if (dated === undefined || listed === undefined) return undefined;
  return Math.abs(dated - listed) <= sameReportWithin ? source.data.sourceId : undefined;
}

function freeId(known: KnownCase, { published }: InspectionRow): string {
  const taken = new Set(
    known.seen.flatMap((event) => (event.type === 'SourceCaptured' ? event.data.sourceId : [])),
  );
  const id = `ofsted-report-${published}`;
  if (!taken.has(id)) return id;
  let number = 2;
  while (taken.has(`${id}-${number}`)) number += 1;
  return `${id}-${number}`;
}

function captureOf(
  known: KnownCase,
  row: InspectionRow,
  sourceId: string,
  captured: string,
): EventToRecord[] {
  const key = reportKey(row.sourceFile, 'source');
  const standing = known.standing.find(lastIdOf(known, key));
  const statement: Statement<'SourceCaptured'> = {
    key,
    type: 'SourceCaptured',
    // That a later import captures it again is no correction.
    occurred: standing?.occurred ?? { date: captured },
    disclosures: [{ to: 'public', from: row.published }],
    source: { id: sourceId },
    data: describing(row, sourceId),
  };
  return stated(known, statement, explanation(row));
}

const longestNote = 2000;

function describing(row: InspectionRow, sourceId: string): DataOf<'SourceCaptured'> {
  const { inspection, published, sourceFile, pages, notes } = row;
  const begun = inspection && (inspection.onSite.start ?? inspection.onSite.end);
  const title = inspection
    ? `Report of ${inspection.type.report}, ${begun?.slice(0, 4)}`
    : `Report listed as published on ${inEnglish(published)}, which cannot be read`;
  const extent = pages === undefined ? '' : `, ${pages} ${pages === 1 ? 'page' : 'pages'}`;
  const held = inspection ? 'Held as facts only. ' : '';
  const note = `${held}File: ${sourceFile}${extent}.${notes && ` Of the row: ${notes}`}`;
  return {
    sourceId,
    title,
    publisher: 'Ofsted',
    dated: published,
    licence: 'Open Government Licence v3.0',
    note: note.length > longestNote ? `${note.slice(0, longestNote - 1).trimEnd()}…` : note,
  };
}
