import type { FrameworkId, Grade } from '../../domain/frameworks/frameworks.ts';
import { Cells } from './cells.ts';
import { type InspectionType, inspectionTypes, notReadable, tableFrameworks } from './inspection-types.ts';
import { ilacsForm, inOrderOf, type JudgedArea, readAreas, readGrade } from './judged-areas.ts';
import { tableColumns } from './kind-of-table.ts';
import { namedAuthority } from './named-authority.ts';
import { type OnSite, readOnSite } from './on-site.ts';
import type { KnownAuthority, RowProblem, TableContext, TableRecord } from './table-row.ts';

/** One row of a table of inspections: the report of one inspection. */
export interface InspectionRow {
  readonly file: string;
  readonly line: number;
  readonly authority: KnownAuthority;
  /** Folder and file name of the report. */
  readonly sourceFile: string;
  readonly pages: number | undefined;
  readonly notes: string;
  /** The day of Ofsted's web listing. */
  readonly published: string;
  /** The day that the report itself prints as that of its publication. */
  readonly publishedStated: string | undefined;
  /** What the report says; undefined where it cannot be read. */
  readonly inspection: ReportedInspection | undefined;
}

/** An inspection as its report states it. */
export interface ReportedInspection {
  readonly type: InspectionType;
  readonly framework: FrameworkId;
  readonly onSite: OnSite;
  readonly leadInspector: string | undefined;
  readonly overall: Grade | undefined;
  readonly areas: readonly JudgedArea[];
}

/** Reads a row of a table of inspections, or says all that is wrong with it. */
export function readInspectionRow(
  record: TableRecord,
  context: TableContext,
): InspectionRow | readonly RowProblem[] {
  const cells = new Cells(record);
  const authority = namedAuthority(cells, context);
  const sourceFile = cells.required('source_file') && cells.short('source_file', 500);
  const pages = cells.count('pages');
  const published = cells.required('published_date') && cells.day('published_date');
  const publishedStated = cells.day('published_stated');
  if (published && published > context.captured) {
    const message = `The report is published on ${published}, after the table was taken into the record (${context.captured}); check the year.`;
    cells.refuse('published_date', 'published-after-capture', message, { captured: context.captured });
  }
  const inspection = readInspection(cells, published);
  if (cells.problems.length > 0 || !authority || !sourceFile || !published) return cells.problems;
  const { file, line } = record;
  const notes = cells.text('extraction_notes');
  return { file, line, authority, sourceFile, pages, notes, published, publishedStated, inspection };
}

function readInspection(cells: Cells, published: string | undefined): ReportedInspection | undefined {
  cells.required('inspection_type');
  const type = cells.oneOf('inspection_type', inspectionTypes, 'unknown-inspection-type');
  if (type === notReadable) return empty(cells);
  const framework =
    cells.required('framework') && cells.oneOf('framework', tableFrameworks, 'unknown-framework');
  if (type && framework && type.framework !== framework) {
    const message = `${cells.text('inspection_type')} is a type of ${type.framework}, and the row is of ${framework}; correct the one that is wrong.`;
    cells.refuse('inspection_type', 'type-of-another-framework', message, { framework });
  }
  const onSite = readOnSite(cells);
  if (onSite && published && published < onSite.end) {
    const message = `The report is published on ${published}, before the inspection has ended (${onSite.end}); check both dates.`;
    cells.refuse('published_date', 'report-before-inspection-ended', message, { ended: onSite.end });
  }
  const overall = readGrade(cells, 'overall');
  const areas = readAreas(cells);
  const leadInspector = cells.short('lead_inspector', 200);
  if (!type || !framework || !onSite) return undefined;
  const form = framework === 'ILACS' ? ilacsForm(cells, onSite.start ?? onSite.end, areas) : framework;
  if (!form) return undefined;
  return { type, framework: form, onSite, leadInspector, overall, areas: inOrderOf(form, areas) };
}

/** Which file it is, and whose. */
const columnsOfFile: ReadonlySet<string> = new Set([
  'urn',
  'authority',
  'inspection_type',
  'published_date',
  'pages',
  'source_file',
  'extraction_notes',
]);

/** What the report in it says. */
const columnsOfContent = tableColumns.inspections.filter((column) => !columnsOfFile.has(column));

/** A report that cannot be read states nothing. */
function empty(cells: Cells): undefined {
  for (const column of columnsOfContent) {
    if (cells.text(column) === '') continue;
    const message = `The report is ${notReadable}, and ${column} has what it would say; empty the cell, or write what type of inspection it was.`;
    cells.refuse(column, 'content-of-unreadable', message);
  }
}
