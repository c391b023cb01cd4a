import { caseIdOf } from '../../domain/events/envelope.ts';
import { frameworks } from '../../domain/frameworks/frameworks.ts';
import type { EventToRecord } from '../stated.ts';
import type { EarlierRows } from './earlier-rows.ts';
import { familyOf } from './inspection-in-case.ts';
import { type InspectionRow, type ReportedInspection, readInspectionRow } from './inspection-row.ts';
import { columnOfArea } from './judged-areas.ts';
import { reportEvents } from './report-events.ts';
import { rowProblem } from './row-problem.ts';
import type { RowProblem, TableContext, TableRecord, TableRow } from './table-row.ts';

/** What a row of a table of inspections says of the authority's case, or what is wrong with the row. */
export function inspectionRow(
  record: TableRecord,
  context: TableContext,
  earlier: EarlierRows,
): TableRow | readonly RowProblem[] {
  const row = readInspectionRow(record, context);
  if (!('authority' in row)) return row;
  const second = repeatedFile(row, earlier) ?? secondOfInspection(row, earlier);
  if (second) return [second];
  const { file, line, authority } = row;
  return {
    file,
    line,
    caseId: caseIdOf(authority.la),
    decide: (known) => reportEvents(known, row, context.captured),
    columnOf: (event) => columnOf(event, row),
    refused: remember(row, earlier),
  };
}

function repeatedFile(row: InspectionRow, earlier: EarlierRows): RowProblem | undefined {
  const before = earlier.lineNaming(row.sourceFile);
  if (before === undefined) return undefined;
  const message = `The report ${row.sourceFile} has a row on line ${before} already; keep the one that is right.`;
  return rowProblem(row, 'source_file', 'duplicate-row', message, { earlier: before });
}

function secondOfInspection(row: InspectionRow, earlier: EarlierRows): RowProblem | undefined {
  const { authority, inspection } = row;
  if (!inspection) return undefined;
  const before = earlier.lineWithInspection(inspectionsLike(row, inspection), inspection.onSite.when);
  if (before === undefined) return undefined;
  const message = `Line ${before} has an inspection of ${authority.name} under the same framework on the same days; keep the row of the report that stands.`;
  return rowProblem(row, 'on_site', 'duplicate-inspection', message, { earlier: before });
}

/** Remembers the row; gives a way to forget it. */
function remember(row: InspectionRow, earlier: EarlierRows): () => void {
  const { line, sourceFile, inspection } = row;
  const forgetFile = earlier.remember(line, [sourceFile]);
  if (!inspection) return forgetFile;
  const of = inspectionsLike(row, inspection);
  const forgetDays = earlier.rememberInspection(line, of, inspection.onSite.when);
  return () => {
    forgetFile();
    forgetDays();
  };
}

/** Names the inspections that the one of a row could be one of. */
const inspectionsLike = ({ authority }: InspectionRow, { framework }: ReportedInspection): string =>
  `${authority.la}/${familyOf(framework)}`;

function columnOf(event: EventToRecord, row: InspectionRow): string | null {
  const { type } = event;
  if (type === 'SourceCaptured') return 'source_file';
  if (type === 'InspectionCarriedOut') return 'on_site';
  if (type === 'JudgementsIssued' || correctsAreas(event)) return columnOfJudgement(row);
  if (type === 'ReportPublished') return 'published_date';
  return type === 'ClaimMade' && row.inspection ? 'published_stated' : null;
}

const correctsAreas = ({ type, data }: EventToRecord): boolean =>
  type === 'EventCorrected' && 'areas' in within(within(data, 'replacement'), 'data');

/** The object under a name, an empty one where there is none. */
function within(data: object, name: string): object {
  const found: unknown = Object.entries(data).find(([key]) => key === name)?.[1];
  return typeof found === 'object' && found !== null ? found : {};
}

/** Of a row's grades, the one that its framework does not have; where it has them all, the whole row is meant. */
function columnOfJudgement({ inspection }: InspectionRow): string | null {
  if (!inspection) return null;
  const { areas, scale, hasOverall } = frameworks[inspection.framework];
  const { overall } = inspection;
  const isOnScale = (grade: string) => grade === 'not_judged' || scale.some((known) => known === grade);
  if (overall && (!hasOverall || !isOnScale(overall))) return 'overall';
  const wrong = inspection.areas.find(
    ({ area, grade }) => !areas.some(({ id }) => id === area) || !isOnScale(grade),
  );
  return wrong ? columnOfArea(wrong.area) : null;
}
