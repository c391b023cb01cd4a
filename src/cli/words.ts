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

/** Text in lines of about this many characters, broken between words. */
export function wrapped(text: string, width = 108): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines.push(`${lines.pop()} ${word}`);
    else lines.push(word);
  }
  return lines;
}
