import { z } from 'zod';
import { travels } from '../../domain/frameworks/compare-grades.ts';
import { frameworks, type Grade, grades } from '../../domain/frameworks/frameworks.ts';
import { grade } from '../answer-fields.ts';
import { type Published, travelBetween } from '../published.ts';
import { byText } from './asked.ts';
import { judgementOf, judgementSchema } from './judgement.ts';
import { made, madeSchema } from './method.ts';
import { scaleOf, scaleSchema } from './scales.ts';
import type { Standing } from './standing.ts';
import type { Table } from './table.ts';

const gradedSchema = z.strictObject({ grade, scale: scaleSchema });

const cellSchema = z
  .strictObject({
    from: gradedSchema,
    to: gradedSchema,
    direction: z.enum(travels),
    comparable: z.boolean().meta({ description: 'Whether both grades are of one scale.' }),
    count: z.int(),
    crossedFrameworks: z.int().meta({
      description: 'How many of them went from one framework to another; all versions of ILACS are one.',
    }),
    cases: z
      .array(z.strictObject({ la: z.string(), name: z.string(), from: judgementSchema, to: judgementSchema }))
      .meta({ description: 'By publication of the later judgement, then by name.' }),
  })
  .meta({ id: 'EnglandTransition', description: 'From one grade of one scale to one grade of one scale.' });

export const transitionsSchema = z.strictObject({
  ...madeSchema,
  count: z.int().meta({ description: 'Pairs of consecutive overall judgements, of all cells.' }),
  crossedFrameworks: z.int(),
  cells: z.array(cellSchema).meta({ description: 'Only those that occur, from the best grade on.' }),
});

export type TransitionsView = z.infer<typeof transitionsSchema>;
type TransitionCell = z.infer<typeof cellSchema>;
type Graded = z.infer<typeof gradedSchema>;
type Case = TransitionCell['cases'][number];

/** A case with the cell that it is in. */
export type TransitionRow = Case & { readonly cell: TransitionCell };

/** From every published overall judgement to the next of the same authority, its own grade again included. */
export function transitions(standings: readonly Standing[]): TransitionsView {
  const cells = new Map<string, TransitionCell>();
  for (const { authority, published } of standings) {
    for (const [index, after] of published.entries()) {
      const before = published[index - 1];
      const from = before && gradedOf(before);
      const to = gradedOf(after);
      if (!from || !to) continue;
      const key = `${from.scale} ${from.grade} ${to.scale} ${to.grade}`;
      const cell = cells.get(key) ?? emptyCell(from, to, before, after);
      cells.set(key, cell);
      cell.count += 1;
      if (familyOf(before) !== familyOf(after)) cell.crossedFrameworks += 1;
      cell.cases.push({
        la: authority.la,
        name: authority.name,
        from: judgementOf(before),
        to: judgementOf(after),
      });
    }
  }
  const sorted = [...cells.values()].sort((a, b) => byGrade(a.from, b.from) || byGrade(a.to, b.to));
  // Stable: cases of one day stay by name.
  for (const { cases } of sorted) cases.sort((a, b) => byText(a.to.published, b.to.published));
  return {
    ...made('transitions', standings),
    count: sorted.reduce((sum, { count }) => sum + count, 0),
    crossedFrameworks: sorted.reduce((sum, { crossedFrameworks }) => sum + crossedFrameworks, 0),
    cells: sorted,
  };
}

function gradedOf({ overall, judgement }: Published): Graded | null {
  return overall && { grade: overall, scale: scaleOf(judgement.data.framework) };
}

function emptyCell(from: Graded, to: Graded, before: Published, after: Published): TransitionCell {
  const direction = travelBetween(before, after);
  const comparable = direction !== 'not_comparable';
  return { from, to, direction, comparable, count: 0, crossedFrameworks: 0, cases: [] };
}

const rank = (grade: Grade): number => grades.indexOf(grade);

/** Today's scale first, then from the best grade on. */
const byGrade = (a: Graded, b: Graded): number => byText(b.scale, a.scale) || rank(a.grade) - rank(b.grade);

/** One row for each case. */
export const transitionsTable: Table<TransitionRow> = {
  name: 'transitions',
  about: 'From each published overall judgement to the next of the same authority.',
  columns: [
    { name: 'la', type: 'string', about: 'DfE local authority code.', of: (row) => row.la },
    { name: 'name', type: 'string', about: 'The name of the authority.', of: (row) => row.name },
    { name: 'from_grade', type: 'string', about: 'Overall, as printed.', of: (row) => row.cell.from.grade },
    { name: 'from_scale', type: 'string', about: 'Its scale.', of: (row) => row.cell.from.scale },
    { name: 'from_framework', type: 'string', about: 'Its framework.', of: (row) => row.from.framework },
    {
      name: 'from_inspection_id',
      type: 'string',
      about: 'Its inspection.',
      of: (row) => row.from.inspectionId,
    },
    { name: 'from_published', type: 'day', about: 'Its publication.', of: (row) => row.from.published },
    { name: 'to_grade', type: 'string', about: 'The next overall grade.', of: (row) => row.cell.to.grade },
    { name: 'to_scale', type: 'string', about: 'Its scale.', of: (row) => row.cell.to.scale },
    { name: 'to_framework', type: 'string', about: 'Its framework.', of: (row) => row.to.framework },
    { name: 'to_inspection_id', type: 'string', about: 'Its inspection.', of: (row) => row.to.inspectionId },
    { name: 'to_published', type: 'day', about: 'Its publication.', of: (row) => row.to.published },
    {
      name: 'direction',
      type: 'string',
      about: 'From the one to the next.',
      of: (row) => row.cell.direction,
    },
    {
      name: 'comparable',
      type: 'boolean',
      about: 'Whether both grades are of one scale.',
      of: (row) => row.cell.comparable,
    },
  ],
};

/** Versions of one framework go by one name. */
const familyOf = ({ judgement }: Published): string => frameworks[judgement.data.framework].shortName;
