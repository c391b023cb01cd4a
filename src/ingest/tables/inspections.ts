import { caseIdOf } from '../../domain/events/envelope.ts';
import { frameworks } from '../../domain/frameworks/frameworks.ts';
import type { EventToRecord } from '../stated.ts';
import type { EarlierRows } from './earlier-rows.ts';
import { familyOf } from './inspection-in-case.ts';
import { type InspectionRow, readInspectionRow } from './inspection-row.ts';
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
  const repeated = repeatedFile(record, earlier);
  if (repeated) return [repeated];
  const row = readInspectionRow(record, context);
  if (!('authority' in row)) return row;
  const second = secondOfInspection(row, earlier);
  if (second) return [second];
  const { file, line, authority } = row;
  return {
    file,
    line,
    caseId: caseIdOf(authority.la),
    decide: (known) => reportEvents(known, row, context.captured),
    columnOf: (event) => columnOf(event, row),
  };
}

function repeatedFile(record: TableRecord, earlier: EarlierRows): RowProblem | undefined {
  const { source_file: sourceFile = '' } = record.fields;
  const before = sourceFile === '' ? undefined : earlier.lineNaming(sourceFile, record.line);
  if (before === undefined) return undefined;
  const message = `The report ${sourceFile.slice(0, 500)} has a row on line ${before} already; keep the one that is right.`;
  return rowProblem(record, 'source_file', 'duplicate-row', message, { earlier: before });
}

function secondOfInspection(row: InspectionRow, earlier: EarlierRows): RowProblem | undefined {
  const { authority, inspection, line } = row;
  if (!inspection) return undefined;
  const { framework, onSite } = inspection;
  const before = earlier.lineWithInspection(`${authority.la}/${familyOf(framework)}`, onSite.when, line);
  if (before === undefined) return undefined;
  const message = `Line ${before} has an inspection of ${authority.name} under the same framework on the same days; keep the row of the report that stands.`;
  return rowProblem(row, 'on_site', 'duplicate-inspection', message, { earlier: before });
}

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
