import { caseIdOf } from '../../../domain/events/envelope.ts';
import { Cells } from '../cells.ts';
import { readGrade } from '../judged-areas.ts';
import { namedAuthority } from '../named-authority.ts';
import type { RowProblem, TableContext, TableRecord } from '../table-row.ts';
import { type MentionKind, mentionKinds } from './kinds.ts';
import type { Mention } from './mention.ts';

const kinds = new Map<string, MentionKind>(mentionKinds.map((kind) => [kind, kind]));

/** As long as it can be, with the words around it, in a field of an event. */
const longestDetail = 1_500;

/** Reads a row of a table of mentions, or says all that is wrong with it. */
export function readMention(record: TableRecord, context: TableContext): Mention | readonly RowProblem[] {
  const cells = new Cells(record);
  for (const column of ['mentioned_in_published_date', 'kind', 'date', 'detail']) cells.required(column);
  const authority = namedAuthority(cells, context);
  const published = cells.day('mentioned_in_published_date');
  if (published && published > context.captured) {
    const message = `The report is published on ${published}, after the table was taken into the record (${context.captured}); check the year.`;
    cells.refuse('mentioned_in_published_date', 'published-after-capture', message, {
      captured: context.captured,
    });
  }
  const kind = cells.oneOf('kind', kinds, 'unknown-kind');
  const when = cells.imprecise('date');
  const grade = readGrade(cells, 'grade');
  // What the compilers say of their own tables is not the report's word.
  const detail = cells.short('detail', longestDetail)?.replace(/; nearest in \S+\.csv is .+$/, '');
  const page = cells.count('page');
  if (cells.problems.length > 0 || !authority || !published || !kind || !when || !detail)
    return cells.problems;
  const { la } = authority;
  const aside = /\((.+)\)$/.exec(detail)?.[1];
  const words = detail.replace(/\s*\(.+\)$/, '');
  return {
    la,
    caseId: caseIdOf(la),
    kind,
    date: when.edtf,
    when,
    grade,
    detail,
    words,
    aside,
    published,
    page,
  };
}
