import { grades } from '../domain/frameworks/frameworks.ts';
import type { EnglandView } from '../projections/england/england.ts';
import { columns, gradeWords } from './words.ts';

type Cell = EnglandView<'transitions'>['cells'][number];
type Graded = Cell['from'];

const isOld = ({ scale }: Graded): boolean => scale === 'before_november_2013';

const labelOf = (graded: Graded): string => `${gradeWords(graded.grade)}${isOld(graded) ? '*' : ''}`;

/** Today's scale first, then from the best grade on. */
const byGrade = (a: Graded, b: Graded): number =>
  Number(isOld(a)) - Number(isOld(b)) || grades.indexOf(a.grade) - grades.indexOf(b.grade);

const labelsOf = (ends: readonly Graded[]): string[] => [...new Set(ends.toSorted(byGrade).map(labelOf))];

/** From the grades at the left to those above, with how often. */
export function printTransitions({ count, crossedFrameworks, cells }: EnglandView<'transitions'>): string[] {
  if (count === 0) return ['No authority is known to have been judged twice by that day.'];
  const counts = new Map(cells.map((cell) => [`${labelOf(cell.from)} ${labelOf(cell.to)}`, cell.count]));
  const above = labelsOf(cells.map(({ to }) => to));
  return [
    `${count} times from one overall judgement to the next, ${crossedFrameworks} of them from one framework to another`,
    '',
    ...columns([
      ['From \\ to', ...above],
      ...labelsOf(cells.map(({ from }) => from)).map((from) => [
        from,
        ...above.map((to) => String(counts.get(`${from} ${to}`) ?? '.')),
      ]),
    ]),
    ...(cells.some(({ from, to }) => isOld(from) || isOld(to))
      ? ['', '* on the scale before November 2013']
      : []),
  ];
}
