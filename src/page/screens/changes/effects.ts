import type { CaseView } from '../../../projections/case/case.ts';
import type { Difference } from '../../../projections/difference.ts';
import { type Compared, inOneOrder, sideBySide } from '../../compared.ts';
import { labelOf } from '../../field-labels.ts';
import { plainValue } from '../../fields.ts';
import { caseRows } from './case-rows.ts';
import { type CaseRow, type Section, sections } from './row.ts';

/** What is different of one part of a case. */
export interface Effects {
  readonly section: Section;
  readonly rows: readonly Compared[];
}

/**
 * What the facts changed in the state of a case, told by its own lines. A difference that no line tells is told by
 * its place: nothing that the case says goes missing here.
 */
export function effectsOf(
  before: CaseView,
  after: CaseView,
  differences: readonly Difference[],
): readonly Effects[] {
  const [was, is] = [caseRows(before), caseRows(after)];
  const told = [...was, ...is].flatMap(({ tells }) => tells);
  const rows = [
    ...linesApart(was, is),
    ...differences.filter(({ path }) => !told.some((place) => within(path, place))).map(untold),
  ];
  return sections
    .map((section) => ({ section, rows: rows.filter((one) => one.section === section) }))
    .filter(({ rows: found }) => found.length > 0);
}

type Line = Compared & { readonly section: Section };

function linesApart(was: readonly CaseRow[], is: readonly CaseRow[]): Line[] {
  const first = named(was);
  const second = named(is);
  return inOneOrder([...first.keys()], [...second.keys()]).flatMap((name) => {
    const [before, after] = [first.get(name), second.get(name)];
    const one = after ?? before;
    if (!one) return [];
    const { section, label, absent } = one;
    const side = (row: CaseRow | undefined) => row?.value ?? absent ?? null;
    const compared = sideBySide(label, side(before), side(after));
    return compared.changed ? [{ ...compared, section }] : [];
  });
}

const named = (rows: readonly CaseRow[]): ReadonlyMap<string, CaseRow> =>
  new Map(rows.map((one) => [`${one.section}: ${one.key}`, one]));

/** Whether one of two JSON Pointers lies in the other, or is it. */
const within = (path: string, place: string): boolean =>
  path === place || path.startsWith(`${place}/`) || place.startsWith(`${path}/`);

function untold({ path, before, after }: Difference): Line {
  const steps = path
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const label = steps.map((step) => labelOf(step)).join(': ');
  const name = steps.at(-1) ?? '';
  const side = (value: unknown) => (value === null || value === undefined ? null : plainValue(name, value));
  return { ...sideBySide(label, side(before), side(after)), section: 'Other' };
}
