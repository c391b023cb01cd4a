import { freeze } from 'immer';
import { z } from 'zod';
import { type CivilDay, formatDay } from '../../domain/time/civil-day.ts';
import { day, framework, grade } from '../answer-fields.ts';
import { deliveryViewSchema } from '../case/delivery.ts';
import { interventionViewSchema } from '../case/intervention.ts';
import { runsOf } from '../published.ts';
import { type AreaGrade, areaGradeSchema } from './areas.ts';
import { countsSchema, noCounts, type Place, placeOf } from './counts.ts';
import { made, madeSchema } from './method.ts';
import { existed, type Standing } from './standing.ts';
import type { Column, Table } from './table.ts';

const { level, since: levelSince, certainty } = interventionViewSchema.shape;
const { by, name, since } = deliveryViewSchema.shape;

const rowSchema = z
  .strictObject({
    la: z.string().meta({ description: 'DfE local authority code.', example: '380' }),
    slug: z.string().meta({ example: 'bradford' }),
    name: z.string(),
    region: z.string(),
    kind: z.string(),
    overall: grade.nullable().meta({ description: 'Null where `status` is not `judged`.' }),
    status: z.enum(['judged', 'not_yet_judged', 'no_overall_judgement']).meta({
      description:
        "'no_overall_judgement' where the framework of the latest whole inspection gives none; 'not_yet_judged' where none was published.",
    }),
    framework: framework.nullable().meta({ description: 'Of the judgement in force.' }),
    inspectionId: z.string().nullable(),
    published: day.nullable().meta({ description: 'When the report of the judgement in force came out.' }),
    since: day.nullable().meta({
      description:
        'Publication of the first judgement of the unbroken run of this grade; its own without overall.',
    }),
    days: z.int().nullable().meta({ description: 'From `since` to the day asked about.' }),
    areas: z
      .array(areaGradeSchema)
      .meta({ description: 'By the judgement in force and published reviews of single areas since.' }),
    intervention: z.strictObject({ level, since: levelSince, certainty }),
    delivery: z.strictObject({ by, name, since }),
  })
  .meta({ id: 'EnglandBoardRow', description: 'What was in force in one authority.' });

export const boardSchema = z.strictObject({
  ...madeSchema,
  counts: countsSchema,
  rows: z.array(rowSchema).meta({ description: 'One for each authority that existed on the day, by name.' }),
});

export type BoardRow = z.infer<typeof rowSchema>;
export type BoardView = z.infer<typeof boardSchema>;

/** What was in force in every authority on the day: the judgement with the latest publication up to it. */
export function board(standings: readonly Standing[], validAt: CivilDay): BoardView {
  const counts = noCounts();
  const rows: BoardRow[] = [];
  for (const standing of standings) {
    if (!existed(standing, validAt)) continue;
    const { row, place, began } = rowOf(standing);
    counts[place] += 1;
    counts.authorities += 1;
    rows.push({ ...row, days: began === undefined ? null : validAt - began });
  }
  return { ...made('board', standings), counts, rows };
}

/** The row of a standing but for the day asked about. */
interface StandingRow {
  readonly row: BoardRow;
  readonly place: Place;
  readonly began: CivilDay | undefined;
}

/** Nothing in it depends on the day but what had been published by then, and a standing says that for ever. */
const rowsBefore = new WeakMap<Standing, StandingRow>();

function rowOf(standing: Standing): StandingRow {
  const known = rowsBefore.get(standing);
  if (known) return known;
  const made = newRow(standing);
  rowsBefore.set(standing, made);
  return made;
}

function newRow(standing: Standing): StandingRow {
  const { authority, intervention, delivery } = standing;
  const run = runsOf(standing.published).at(-1);
  const current = run?.at(-1);
  const began = run?.[0]?.from;
  const place = placeOf(current);
  const unjudged = place === 'not_yet_judged' || place === 'no_overall_judgement';
  const row: BoardRow = {
    la: authority.la,
    slug: authority.slug,
    name: authority.name,
    region: authority.region,
    kind: authority.kind,
    overall: unjudged ? null : place,
    status: unjudged ? place : 'judged',
    framework: current?.judgement.data.framework ?? null,
    inspectionId: current?.judgement.data.inspectionId ?? null,
    published: current ? formatDay(current.from) : null,
    since: began === undefined ? null : formatDay(began),
    days: null,
    areas: [...standing.areas],
    intervention,
    delivery: { by: delivery.by, name: delivery.name, since: delivery.since },
  };
  return { row: freeze(row, true), place, began }; // it goes into many answers
}

/** An area under its names in the frameworks, the narrowest first: the first that has a grade. */
const gradeColumn = (
  columnName: string,
  about: string,
  ...ids: readonly AreaGrade['area'][]
): Column<BoardRow> => ({
  name: columnName,
  type: 'string',
  about,
  of: ({ areas }) => {
    for (const id of ids) {
      const found = areas.find((one) => one.area === id);
      if (found) return found.grade;
    }
    return null;
  },
});

/** One row for each authority, with the areas that most frameworks have in one form or another. */
export const boardTable: Table<BoardRow> = {
  name: 'board',
  about: 'What was in force in each authority on the day.',
  columns: [
    { name: 'la', type: 'string', about: 'DfE local authority code.', of: (row) => row.la },
    { name: 'slug', type: 'string', about: 'The name in addresses.', of: (row) => row.slug },
    { name: 'name', type: 'string', about: 'The name of the authority.', of: (row) => row.name },
    { name: 'region', type: 'string', about: 'As registered.', of: (row) => row.region },
    { name: 'kind', type: 'string', about: 'As registered.', of: (row) => row.kind },
    { name: 'overall', type: 'string', about: 'The overall grade, as printed.', of: (row) => row.overall },
    { name: 'status', type: 'string', about: 'Judged, or why not.', of: (row) => row.status },
    {
      name: 'framework',
      type: 'string',
      about: 'Of the judgement in force.',
      of: (row) => row.framework,
    },
    {
      name: 'inspection_id',
      type: 'string',
      about: 'The inspection that gave it.',
      of: (row) => row.inspectionId,
    },
    { name: 'published', type: 'day', about: 'When its report was published.', of: (row) => row.published },
    { name: 'since', type: 'day', about: 'Since when the grade has stood.', of: (row) => row.since },
    { name: 'days', type: 'integer', about: 'From `since` to the day.', of: (row) => row.days },
    gradeColumn('leadership', 'Leadership and management.', 'leadership'),
    gradeColumn(
      'help_and_protection',
      'Help and protection; before SIF, child protection arrangements or safeguarding.',
      'help_and_protection',
      'child_protection_arrangements',
      'safeguarding',
    ),
    gradeColumn(
      'looked_after',
      'Children in care; ILACS to 2022 graded them with care leavers, SIF with permanence.',
      'in_care',
      'in_care_and_care_leavers',
      'looked_after_and_permanence',
      'looked_after',
    ),
    gradeColumn(
      'care_leavers',
      'Care leavers where they have a grade of their own: not in ILACS to 2022.',
      'care_leavers',
    ),
    {
      name: 'intervention',
      type: 'string',
      about: 'The furthest intervention on the day.',
      of: (row) => row.intervention.level,
    },
    {
      name: 'intervention_since',
      type: 'string',
      about: 'When it came; EDTF, as precise as its source. It lasts until its end is recorded.',
      of: (row) => row.intervention.since,
    },
    {
      name: 'intervention_certainty',
      type: 'string',
      about: 'Whether it had certainly begun.',
      of: (row) => row.intervention.certainty,
    },
    { name: 'delivery_by', type: 'string', about: 'Who delivers.', of: (row) => row.delivery.by },
    { name: 'delivery_name', type: 'string', about: 'The trust.', of: (row) => row.delivery.name },
    {
      name: 'delivery_since',
      type: 'string',
      about: 'Since when; EDTF, as precise as its source.',
      of: (row) => row.delivery.since,
    },
  ],
};
