import type { EventTypeName } from '../../../src/domain/events/catalogue.ts';
import { offices } from '../../../src/domain/events/people.ts';
import type { FrameworkId } from '../../../src/domain/frameworks/frameworks.ts';
import { exampleEvents } from '../example-events.ts';
import type { Draw } from './draw.ts';

/** The authorities that random logs are about. */
export const authorities = [
  { la: '380', slug: 'bradford', name: 'Bradford', region: 'Yorkshire', kind: 'metropolitan_district' },
  { la: '381', slug: 'calderdale', name: 'Calderdale', region: 'Yorkshire', kind: 'metropolitan_district' },
  { la: '202', slug: 'camden', name: 'Camden', region: 'London', kind: 'london_borough' },
  { la: '909', slug: 'cumbria', name: 'Cumbria', region: 'North West', kind: 'county' },
  { la: '899', slug: 'hidden-vale', name: 'Hidden Vale', region: 'Nowhere', kind: 'sui_generis' },
] as const;

/** The inspections that random events may be of, from the first day on site to publication. */
export const inspections = [
  {
    id: '2014-sif',
    framework: 'SIF',
    onSite: '2014-02-25/2014-03-19',
    issued: '2014-05-23',
    out: '2014-05-23',
  },
  {
    id: '2018-ilacs',
    framework: 'ILACS_2018',
    onSite: '2018-09-17/2018-09-28',
    issued: '2018-10-24',
    out: '2018-10-29',
  },
  {
    id: '2022-ilacs',
    framework: 'ILACS_2018',
    onSite: '2022-11-21/2022-12-02',
    issued: '2023-01',
    out: '2023-01-31',
  },
  {
    id: '2025-ilacs',
    framework: 'ILACS_2023',
    onSite: '2025-03-03/2025-03-14',
    issued: '2025-04-28',
    out: '2025-05-06',
  },
  {
    id: '2026-ilacs',
    framework: 'ILACS_2026',
    onSite: '2026-04-13/2026-04-24',
    issued: '2026-05-27',
    out: '2026-06-08',
  },
] as const satisfies readonly { readonly framework: FrameworkId; readonly [field: string]: string }[];

const areas = {
  SIF: ['leadership', 'help_and_protection', 'adoption', 'lscb'],
  ILACS_2018: ['leadership', 'help_and_protection', 'in_care_and_care_leavers'],
  ILACS_2023: ['leadership', 'help_and_protection', 'in_care', 'care_leavers'],
  ILACS_2026: ['leadership', 'help_and_protection', 'in_care', 'care_leavers'],
} as const;
const grades = ['outstanding', 'good', 'requires_improvement', 'inadequate', 'inadequate'] as const;

/** Days, months, years and stretches around those inspections and around the day of asking. */
const dates = [
  ...['1974-04-01', '2013', '2014-05-23', '2015-06', '2018-09-10', '2018-10', '2018-10-XX', '2018-10-24~'],
  ...['2019-02', '2019-02-04?', '2021-09', '2022-12-05/2022-12-09', '2023-01', '2023-04-01', '2025'],
  ...['{2022-12-05..2022-12-09,2023-02-14..2023-02-15}', '2026-05-31', '2026-06-01', '2026-06', '2026'],
  ...['2026-06-02', '2026-07/2026-08', '2027-03'],
];

/** When something of a type happened: as in the example, or at any time. */
export const anyDate = (type: EventTypeName, draw: Draw): string =>
  draw.chance(40) ? exampleEvents[type].date : draw.one(dates);

/** What a field that names something may say, so that events of several types speak of the same thing. */
const named: Readonly<Record<string, readonly unknown[]>> = {
  inspectionId: inspections.map(({ id }) => id),
  followsInspection: inspections.map(({ id }) => id),
  noticeId: ['2018-notice', '2021-notice'],
  visitId: ['2019-focused', '2023-07-monitoring', '2026-05-monitoring'],
  trustId: ['bradford-trust', 'other-trust'],
  directionId: ['2021-direction', '2024-direction'],
  sourceId: ['ofsted-2018-10-29', 'executive-2023', 'letter-2026'],
  office: offices,
  model: ['council', 'trust', 'executive_commissioner', 'shared_service', 'contract'],
  due: ['2019-02-04', '2026-05-29', '2026-06-01', '2026-06', '2026-09-30'],
  representationsBy: ['2018-11', '2026-06-01', '2026-07'],
  embargoUntil: ['2018-10-29', '2026-06-02'],
  until: ['2021', '2026-06-15'],
  by: [],
  interim: [true, false],
  voluntary: [true, false],
  changePercent: [25, -4, 0.5],
  amountGbp: [49_100_000.5, 0],
  covers: [['2018-front-door'], ['2018-supervision', '2018-front-door'], []],
  addresses: [['2018-front-door'], ['2018-supervision'], ['2026-court']],
};

type Fields = Readonly<Record<string, unknown>>;

/** What cannot be drawn field by field. */
const special: { readonly [Type in EventTypeName]?: (draw: Draw, la: string) => Fields } = {
  AuthorityRegistered: (draw, la) => {
    const own = authorities.find((one) => one.la === la) ?? authorities[0];
    const other = draw.one(authorities);
    return {
      la,
      slug: draw.one([own.slug, own.slug, `new-${own.slug}`, other.slug]),
      name: draw.one([own.name, `${own.name} and District`]),
      region: draw.one([own.region, own.region, other.region, 'The Marches']),
      kind: draw.one([own.kind, own.kind, other.kind]),
      alsoKnownAs: draw.one([[], ['Somers Town'], [`Greater ${own.name}`]]),
    };
  },
  AuthoritySucceeded: (draw, la) => {
    const [own, other] = [
      { la, name: `The authority ${la}` },
      { la: draw.one(authorities).la, name: 'The other authority' },
    ];
    return draw.chance(50)
      ? { predecessors: [own], successors: [other] }
      : { predecessors: [other], successors: [own] };
  },
  InspectionNotified: (draw) => {
    const { id, framework } = draw.one(inspections);
    return { inspectionId: id, framework };
  },
  InspectionCarriedOut: (draw) => {
    const { id, framework } = draw.one(inspections);
    return { inspectionId: id, framework };
  },
  JudgementsIssued: (draw) => {
    const { id, framework } = draw.one(inspections);
    return judgement(id, framework, draw);
  },
  VisitCarriedOut: (draw) => ({
    visitId: draw.one(named.visitId ?? []),
    kind: draw.one(['monitoring', 'focused', 'joint_targeted_area']),
  }),
  VisitFindingsPublished: (draw) => ({
    visitId: draw.one(named.visitId ?? []),
    findings: [
      {
        area: 'The front door',
        direction: draw.one(['improved', 'no_change', 'declined']),
        summary: 'Thresholds are not yet applied consistently.',
        addresses: draw.one(named.addresses ?? []),
      },
    ],
  }),
  FeedbackRequested: (draw) => ({
    inspectionId: draw.one(inspections).id,
    by: draw.one(['2018-11-07', '2026-06-01', '2026-06-10']),
  }),
  TrustGoLivePlanned: (draw) => ({ for: draw.one(['2023-04', '2026-06-01', '2026-09']) }),
  ClaimMade: (draw) => ({
    of: draw.one(['monitoring_visit', 'focused_visit', 'inspection']),
    value: draw.upTo(9),
    over: draw.one(['2018-10-29/2023-07-26', '2014/2026-06-01']),
  }),
};

/** The judgements of an inspection, on its own scale. */
export function judgement(inspectionId: string, framework: keyof typeof areas, draw: Draw): Fields {
  return {
    inspectionId,
    framework,
    overall: framework === 'ILACS_2026' ? null : draw.one(grades),
    areas: areas[framework].map((area) => ({ area, grade: draw.one(grades) })),
  };
}

/** What an event of a type may say in the case of an authority. */
export function anyData(type: EventTypeName, la: string, draw: Draw): Fields {
  const example: Fields = exampleEvents[type].data;
  const drawn = Object.keys(example).flatMap((field) => {
    const values = named[field] ?? [];
    return values.length > 0 ? [[field, draw.one(values)]] : [];
  });
  return { ...example, ...Object.fromEntries(drawn), ...special[type]?.(draw, la) };
}
