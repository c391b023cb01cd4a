import {
  type AreaId,
  type FrameworkId,
  frameworks,
  type Grade,
  grades,
} from '../../domain/frameworks/frameworks.ts';
import type { Cells } from './cells.ts';
import { ilacsBegunOn } from './inspection-types.ts';

/** The grade of one area, and the column that it stands in. */
export interface JudgedArea {
  readonly area: AreaId;
  readonly grade: Grade;
}

const gradesByName: ReadonlyMap<string, Grade> = new Map(grades.map((grade) => [grade, grade]));

/** What the grade in `looked_after` covers. */
const scopes: ReadonlyMap<string, AreaId> = new Map([
  ['children_looked_after_and_permanence', 'looked_after_and_permanence'],
  ['children_in_care_and_care_leavers', 'in_care_and_care_leavers'],
  ['children_in_care', 'in_care'],
  ['looked_after_children_and_care_leavers', 'looked_after'],
]);

const columnsOfAreas = ['leadership', 'help_and_protection', 'adoption', 'care_leavers', 'lscb'] as const;

/** The column that the grade of an area stands in. */
export const columnOfArea = (area: AreaId): string =>
  columnsOfAreas.find((column) => column === area) ?? 'looked_after';

/** The grade in a column; undefined where the cell is empty. */
export const readGrade = (cells: Cells, column: string): Grade | undefined =>
  cells.oneOf(column, gradesByName, 'unknown-grade');

/** The areas that a row grades. One that the framework does not have is left for the domain's rules to refuse. */
export function readAreas(cells: Cells): readonly JudgedArea[] {
  const lookedAfter = readGrade(cells, 'looked_after');
  const scope = cells.oneOf('looked_after_scope', scopes, 'unknown-scope');
  const hasGrade = cells.text('looked_after') !== '';
  const hasScope = cells.text('looked_after_scope') !== '';
  if (hasScope && !hasGrade) {
    const message =
      'looked_after_scope says what a grade covers, and looked_after has none; write it, or empty both.';
    cells.refuse('looked_after_scope', 'scope-without-grade', message);
  }
  if (hasGrade && !hasScope) {
    const message = 'looked_after has a grade, and looked_after_scope does not say what it covers; write it.';
    cells.refuse('looked_after_scope', 'missing', message);
  }
  const areas: JudgedArea[] = lookedAfter && scope ? [{ area: scope, grade: lookedAfter }] : [];
  for (const column of columnsOfAreas) {
    const grade = readGrade(cells, column);
    if (grade) areas.push({ area: column, grade });
  }
  return areas;
}

/** Areas in the order in which their framework has them; those that it does not have come last. */
export function inOrderOf(framework: FrameworkId, areas: readonly JudgedArea[]): readonly JudgedArea[] {
  const order = frameworks[framework].areas.map(({ id }) => id);
  const place = ({ area }: JudgedArea) => (order.includes(area) ? order.indexOf(area) : order.length);
  return areas.toSorted((a, b) => place(a) - place(b));
}

/** The form of ILACS that grades children in care so. */
const formsByScope: ReadonlyMap<AreaId, readonly FrameworkId[]> = new Map([
  ['in_care_and_care_leavers', ['ILACS_2018']],
  ['in_care', ['ILACS_2023', 'ILACS_2026']],
]);

/** The form of ILACS that a row is of: by the day on which it began, which must agree with what it grades. */
export function ilacsForm(
  cells: Cells,
  begun: string,
  areas: readonly JudgedArea[],
): FrameworkId | undefined {
  const byDay = ilacsBegunOn(begun);
  const graded = areas.find(({ area }) => formsByScope.has(area))?.area;
  const byScope = graded && formsByScope.get(graded);
  if (!byScope || byScope.includes(byDay)) return byDay;
  const message = `${cells.text('looked_after_scope')} is graded by ${byScope.join(' and ')}, and an inspection begun on ${begun} is under ${byDay}, whose areas are ${frameworks[byDay].areas.map(({ id }) => id).join(', ')}; correct the scope or the date.`;
  return cells.refuse('looked_after_scope', 'wrong-area', message, { begun, framework: byDay });
}
