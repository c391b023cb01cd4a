import type { DataOf } from '../../domain/events/catalogue.ts';
import type { FrameworkId } from '../../domain/frameworks/frameworks.ts';

/** The frameworks as the table of inspections names them: ILACS, whose areas changed twice, is one. */
export type TableFramework = 'SIF' | 'ILACS' | 'LAC_2013';

export const tableFrameworks: ReadonlyMap<string, TableFramework> = new Map([
  ['SIF', 'SIF'],
  ['ILACS', 'ILACS'],
  ['LAC_2013', 'LAC_2013'],
]);

/** What the table of inspections calls a type, and what Caseline makes of it. */
export interface InspectionType {
  readonly framework: TableFramework;
  readonly kind: DataOf<'InspectionCarriedOut'>['kind'];
  /** Ends the identifier of the inspection, after its year. */
  readonly shortName: string;
  /** What the report is the report of. */
  readonly report: string;
}

const sif = { framework: 'SIF', shortName: 'sif' } as const;
const ilacs = { framework: 'ILACS', shortName: 'ilacs' } as const;

/** The report of an inspection that cannot be read any more. */
export const notReadable = 'not_readable';

export const inspectionTypes: ReadonlyMap<string, InspectionType | typeof notReadable> = new Map<
  string,
  InspectionType | typeof notReadable
>([
  ['sif', { ...sif, kind: 'full', report: 'the inspection under the single inspection framework' }],
  [
    'sif_reinspection',
    { ...sif, kind: 'reinspection', report: 'the re-inspection under the single inspection framework' },
  ],
  [
    'lscb_review',
    {
      framework: 'SIF',
      shortName: 'lscb-review',
      kind: 'lscb_review',
      report: 'the review of the Local Safeguarding Children Board',
    },
  ],
  ['ilacs_standard', { ...ilacs, kind: 'standard', report: 'the standard ILACS inspection' }],
  ['ilacs_short', { ...ilacs, kind: 'short', report: 'the short ILACS inspection' }],
  ['ilacs', { ...ilacs, kind: 'unknown', report: 'the ILACS inspection' }],
  [
    'looked_after_children',
    {
      framework: 'LAC_2013',
      shortName: 'lac',
      kind: 'unknown',
      report: 'the inspection of services for looked after children and care leavers',
    },
  ],
  [notReadable, notReadable],
]);

/** Which of the three forms of ILACS an inspection had, by the day on which it began. */
export const ilacsBegunOn = (day: string): FrameworkId => {
  if (day < '2023-01-01') return 'ILACS_2018';
  return day < '2026-04-01' ? 'ILACS_2023' : 'ILACS_2026';
};
