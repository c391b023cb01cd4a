/**
 * The inspection frameworks as data: what is judged, on which scale, and between which days inspections
 * under each were begun. Which framework an inspection had is a stored fact and never derived from a date:
 * SIF inspections ran into June 2018 while ILACS had begun in January 2018.
 */

export const grades = [
  'outstanding',
  'good',
  'requires_improvement',
  'adequate',
  'satisfactory',
  'inadequate',
  'not_judged',
] as const;
export type Grade = (typeof grades)[number];

export const areaIds = [
  'help_and_protection',
  'looked_after_and_permanence',
  'adoption',
  'care_leavers',
  'leadership',
  'lscb',
  'in_care_and_care_leavers',
  'in_care',
  'looked_after',
  'safeguarding',
  'child_protection_arrangements',
] as const;
export type AreaId = (typeof areaIds)[number];

export interface Area {
  readonly id: AreaId;
  readonly name: string;
  /** Graded beneath this other area. */
  readonly beneath?: AreaId;
  /** Reviewed beside the inspection: no part of the overall judgement. */
  readonly beside?: true;
  /** Graded as one what later frameworks grade apart. */
  readonly covers?: readonly AreaId[];
}

export interface Framework {
  readonly id: FrameworkId;
  readonly name: string;
  readonly shortName: string;
  readonly hasOverall: boolean;
  /** Judges the whole of children's services, so that its judgement takes the place of the one before. */
  readonly wholeService: boolean;
  /** Best first. `not_judged` is a printed outcome, not a grade of the scale. */
  readonly scale: readonly Grade[];
  readonly areas: readonly Area[];
  /** First and last month in which inspections under it began (EDTF), null while in force. */
  readonly begunFrom: string;
  readonly begunTo: string | null;
  readonly citation: string;
}

export const frameworkIds = [
  'SLAC_2009',
  'CP_2012',
  'LAC_2013',
  'SIF',
  'ILACS_2018',
  'ILACS_2023',
  'ILACS_2026',
] as const;
export type FrameworkId = (typeof frameworkIds)[number];

const fourPoint = ['outstanding', 'good', 'requires_improvement', 'inadequate'] as const;
const beforeSif = ['outstanding', 'good', 'adequate', 'inadequate'] as const;
const helpAndProtection: Area = { id: 'help_and_protection', name: 'Children who need help and protection' };

const ilacsAreas: readonly Area[] = [
  { id: 'leadership', name: 'The impact of leaders on social work practice with children and families' },
  { ...helpAndProtection, name: 'The experiences and progress of children who need help and protection' },
  { id: 'in_care', name: 'The experiences and progress of children in care' },
  { id: 'care_leavers', name: 'The experiences and progress of care leavers' },
];

export const frameworks: Readonly<Record<FrameworkId, Framework>> = {
  SLAC_2009: {
    id: 'SLAC_2009',
    name: 'Inspection of safeguarding and looked after children services',
    shortName: 'SLAC',
    hasOverall: false,
    wholeService: true,
    scale: beforeSif,
    areas: [
      { id: 'safeguarding', name: 'Overall effectiveness of safeguarding services' },
      { id: 'looked_after', name: 'Overall effectiveness of services for looked after children' },
    ],
    begunFrom: '2009-06',
    begunTo: '2012-07',
    citation: 'Ofsted, Inspections of safeguarding and looked after children services, 2009 to 2012',
  },
  CP_2012: {
    id: 'CP_2012',
    name: 'Inspection of local authority arrangements for the protection of children',
    shortName: 'Protection of children',
    hasOverall: true,
    wholeService: false,
    scale: beforeSif,
    areas: [
      { id: 'child_protection_arrangements', name: 'Effectiveness of help and protection' },
      { id: 'leadership', name: 'Leadership and governance' },
    ],
    begunFrom: '2012-05',
    begunTo: '2013-10',
    citation:
      'Ofsted, Framework for the inspection of local authority arrangements for the protection of children, 2012',
  },
  LAC_2013: {
    id: 'LAC_2013',
    name: 'Inspection of services for looked after children and care leavers',
    shortName: 'Looked after children',
    hasOverall: false,
    wholeService: false,
    scale: beforeSif,
    areas: [
      { id: 'looked_after', name: 'Looked after children and care leavers' },
      { id: 'leadership', name: 'Leadership and management' },
    ],
    begunFrom: '2013-04',
    begunTo: '2013-10',
    citation: 'Ofsted, Inspection of services for looked after children and care leavers, 2013',
  },
  SIF: {
    id: 'SIF',
    name: 'Single inspection framework',
    shortName: 'SIF',
    hasOverall: true,
    wholeService: true,
    scale: fourPoint,
    areas: [
      helpAndProtection,
      { id: 'looked_after_and_permanence', name: 'Children looked after and achieving permanence' },
      { id: 'adoption', name: 'Adoption performance', beneath: 'looked_after_and_permanence' },
      {
        id: 'care_leavers',
        name: 'Experiences and progress of care leavers',
        beneath: 'looked_after_and_permanence',
      },
      { id: 'leadership', name: 'Leadership, management and governance' },
      { id: 'lscb', name: 'Effectiveness of the Local Safeguarding Children Board', beside: true },
    ],
    begunFrom: '2013-11',
    // The last first inspections began in early 2018; re-inspections of inadequate authorities went on to June.
    begunTo: '2018-06',
    citation:
      'Ofsted, Framework and evaluation schedule for the inspection of services for children in need of help and protection, children looked after and care leavers, and reviews of Local Safeguarding Children Boards, 2013',
  },
  ILACS_2018: {
    id: 'ILACS_2018',
    name: "Inspection of local authority children's services",
    shortName: 'ILACS',
    hasOverall: true,
    wholeService: true,
    scale: fourPoint,
    areas: [
      { id: 'leadership', name: 'The impact of leaders on social work practice with children and families' },
      { ...helpAndProtection, name: 'The experiences and progress of children who need help and protection' },
      {
        id: 'in_care_and_care_leavers',
        name: 'The experiences and progress of children in care and care leavers',
        covers: ['in_care', 'care_leavers'],
      },
    ],
    begunFrom: '2018-01',
    begunTo: '2022-12',
    citation: "Ofsted, Inspecting local authority children's services (ILACS), 2017",
  },
  ILACS_2023: {
    id: 'ILACS_2023',
    name: "Inspection of local authority children's services, with care leavers judged on their own",
    shortName: 'ILACS',
    hasOverall: true,
    wholeService: true,
    scale: fourPoint,
    areas: ilacsAreas,
    begunFrom: '2023-01',
    begunTo: '2026-03',
    citation: "Ofsted, Inspecting local authority children's services (ILACS), from January 2023",
  },
  ILACS_2026: {
    id: 'ILACS_2026',
    name: "Inspection of local authority children's services, without an overall judgement",
    shortName: 'ILACS',
    hasOverall: false,
    wholeService: true,
    scale: fourPoint,
    areas: ilacsAreas,
    begunFrom: '2026-04',
    begunTo: null,
    citation: 'Ofsted, announcement of 27 November 2025: no overall effectiveness judgement from April 2026',
  },
};

/** The grade in words that a person reads. */
export const gradeName = (grade: Grade): string => grade.replaceAll('_', ' ');
