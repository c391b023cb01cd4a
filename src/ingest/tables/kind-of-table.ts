import type { TableHeader } from './csv-rows.ts';
import { rowProblem } from './row-problem.ts';
import type { RowProblem } from './table-row.ts';

/** The tables that can be read, and the columns that each must have. */
export const tableColumns = {
  establishments: ['la_code', 'established', 'predecessors', 'instrument'],
  authorities: ['urn', 'la_code', 'ons_code', 'name', 'region', 'authority_type', 'also_known_as'],
  inspections: [
    'urn',
    'authority',
    'framework',
    'inspection_type',
    'start_date',
    'end_date',
    'on_site',
    'published_date',
    'published_stated',
    'overall',
    'leadership',
    'help_and_protection',
    'looked_after',
    'looked_after_scope',
    'adoption',
    'care_leavers',
    'lscb',
    'lead_inspector',
    'pages',
    'source_file',
    'extraction_notes',
  ],
  mentions: [
    'urn',
    'authority',
    'mentioned_in_published_date',
    'source_file',
    'page',
    'kind',
    'date',
    'grade',
    'detail',
  ],
} as const;
export type KindOfTable = keyof typeof tableColumns;

/** In the order in which they are read: each rests on those before it. */
export const kindsOfTable = ['establishments', 'authorities', 'inspections', 'mentions'] as const;

/**
 * Which of the tables a header is of: the one that it has most of the columns of. A header that has under half
 * of them all, or that lacks one of its own table's, is a problem.
 */
export function kindOfTable({ columns }: TableHeader, file: string): KindOfTable | RowProblem {
  const [best] = kindsOfTable
    .map((kind) => ({ kind, missing: tableColumns[kind].filter((column) => !columns.includes(column)) }))
    .sort((a, b) => shareOf(a) - shareOf(b));
  const header = { file, line: 1 };
  if (!best || shareOf(best) > 0.5) {
    const message = `The header of ${file} is of no table that can be read. ${kindsOfTable.map(inWords).join(' ')}`;
    return rowProblem(header, null, 'unknown-table', message, { columns: columns.slice(0, 50) });
  }
  const { kind, missing } = best;
  if (missing.length === 0) return kind;
  const message = `${file} lacks the column${missing.length > 1 ? 's' : ''} ${missing.join(', ')}. ${inWords(kind)}`;
  return rowProblem(header, missing.length === 1 ? (missing[0] ?? null) : null, 'missing-column', message, {
    table: kind,
    missing,
  });
}

const shareOf = ({ kind, missing }: { kind: KindOfTable; missing: readonly string[] }): number =>
  missing.length / tableColumns[kind].length;

const inWords = (kind: KindOfTable): string =>
  `A table of ${kind} has the columns ${tableColumns[kind].join(', ')}.`;
