import { type Grade, gradeName } from '../domain/frameworks/frameworks.ts';

export const words = (code: string): string => code.replaceAll('_', ' ');

export const gradeWords = (grade: Grade | null): string =>
  grade === null ? 'no overall judgement' : gradeName(grade);

export const possibly = (certainty: 'certain' | 'possible'): string =>
  certainty === 'possible' ? 'possibly ' : '';

/** Rows in columns as wide as their widest cell; the last column runs on. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

/** How a deadline stands. Silence of this record does not say that nothing was done. */
export const statusWords = (status: string, standing: string): string =>
  [
    status === 'overdue' ? 'overdue: nothing recorded that meets it' : words(status),
    ...(standing === 'proposed' ? ['proposed only'] : []),
  ].join(', ');
