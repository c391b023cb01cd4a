import type { FrameworkId } from '../../domain/frameworks/frameworks.ts';
import type { DatedEvent } from '../../domain/rules/case-facts.ts';
import type { ImpreciseDate } from '../../domain/time/edtf.ts';
import { type KnownCase, lastIdOf } from '../stated.ts';
import type { InspectionRow, ReportedInspection } from './inspection-row.ts';
import { fileOf, reportKey } from './report-source.ts';

/** Which inspection of its case a row speaks of. */
export interface InspectionInCase {
  readonly inspectionId: string;
  /** The days on site, where the case has them from elsewhere than from this row. */
  readonly fromElsewhere: DatedEvent<'InspectionCarriedOut'> | undefined;
}

/**
 * Finds the inspection of a row: the one that an earlier delivery of the row recorded; else one of the same
 * framework on the same days, recorded otherwise; else a new one.
 */
export function inspectionInCase(
  known: KnownCase,
  { sourceFile }: InspectionRow,
  inspection: ReportedInspection,
): InspectionInCase {
  const own = lastIdOf(known, reportKey(sourceFile, 'carried-out'));
  if (known.ids.has(own)) {
    const event = known.standing.find(own) ?? known.seen.find(({ id }) => id === own);
    if (event?.type === 'InspectionCarriedOut')
      return { inspectionId: event.data.inspectionId, fromElsewhere: undefined };
  }
  const standing = known.standing.ofType('InspectionCarriedOut');
  const fromElsewhere = standing.find((other) => isSame(other, inspection));
  const inspectionId = fromElsewhere?.data.inspectionId ?? freeId(standing, inspection);
  return { inspectionId, fromElsewhere };
}

/** The row with its report under the name that the case has for it, which an earlier delivery may have given. */
export function asFiled(known: KnownCase, row: InspectionRow): InspectionRow {
  const { inspection, sourceFile } = row;
  if (!inspection || known.ids.has(lastIdOf(known, reportKey(sourceFile, 'source')))) return row;
  const same = known.standing.ofType('InspectionCarriedOut').find((other) => isSame(other, inspection));
  return { ...row, sourceFile: (same && fileOf(known, same)) ?? sourceFile };
}

const isSame = (
  { data, when }: DatedEvent<'InspectionCarriedOut'>,
  { framework, onSite }: ReportedInspection,
): boolean => familyOf(data.framework) === familyOf(framework) && overlap(when, onSite.when);

/** ILACS is one framework, whose areas changed. */
export const familyOf = (framework: FrameworkId): string =>
  framework.startsWith('ILACS') ? 'ILACS' : framework;

/** Whether some day can lie in both. */
export const overlap = (a: ImpreciseDate, b: ImpreciseDate): boolean =>
  a.spans.some((one) =>
    b.spans.some((other) => one.earliestStart <= other.latestEnd && other.earliestStart <= one.latestEnd),
  );

function freeId(
  standing: readonly DatedEvent<'InspectionCarriedOut'>[],
  { type, onSite }: ReportedInspection,
): string {
  const taken = new Set(standing.map(({ data }) => data.inspectionId));
  const id = `${(onSite.start ?? onSite.end).slice(0, 4)}-${type.shortName}`;
  if (!taken.has(id)) return id;
  let number = 2;
  while (taken.has(`${id}-${number}`)) number += 1;
  return `${id}-${number}`;
}
