import { day, mondayOf, month, written } from './days.js';
import { concerns, personOf, strengths } from './words.js';

/** Best first. */
const scale = ['outstanding', 'good', 'requires_improvement', 'inadequate'];

/** How often the first overall judgement is which, and what follows it. */
const first = { outstanding: 3, good: 27, requires_improvement: 48, inadequate: 22 };
const next = {
  outstanding: { outstanding: 65, good: 30, requires_improvement: 5 },
  good: { outstanding: 14, good: 58, requires_improvement: 22, inadequate: 6 },
  requires_improvement: { outstanding: 2, good: 40, requires_improvement: 45, inadequate: 13 },
  inadequate: { good: 18, requires_improvement: 60, inadequate: 22 },
};

/** Key areas come first: of those one is inadequate where overall is. */
const areasOf = {
  SIF: [
    'help_and_protection',
    'looked_after_and_permanence',
    'leadership',
    'adoption',
    'care_leavers',
    'lscb',
  ],
  ILACS_2018: ['help_and_protection', 'leadership', 'in_care_and_care_leavers'],
  ILACS_2023: ['help_and_protection', 'leadership', 'in_care', 'care_leavers'],
};

/** When inspections begin, under which framework, and how many cases have one then. */
const rounds = [
  { framework: 'SIF', from: day('2013-11-18'), to: day('2016-06-30'), share: 1 },
  { framework: 'SIF', from: day('2016-09-05'), to: day('2017-11-30'), share: 0.35 },
  { framework: 'ILACS_2018', from: day('2018-01-29'), to: day('2019-12-02'), share: 1 },
  { framework: 'ILACS_2018', from: day('2021-05-10'), to: day('2022-10-31'), share: 1 },
  { framework: 'ILACS_2023', from: day('2023-02-06'), to: day('2023-10-02'), share: 0.4 },
];

/** The inspections of a case, first to last: when, under which framework, and how they were judged. */
export function inspectionsOf(random, share = (round) => round.share) {
  const inspections = [];
  for (const round of rounds) {
    if (!random.chance(share(round))) continue;
    const { framework } = round;
    const before = inspections.at(-1)?.overall;
    const overall = random.weighed(before ? next[before] : first);
    const begun = mondayOf(random.from(round.from, round.to));
    const isShort = framework !== 'SIF' && (before === 'good' || before === 'outstanding');
    const ended = begun + (framework === 'SIF' ? 25 : isShort ? 4 : 11);
    inspections.push({
      id: `${month(begun)}-${framework === 'SIF' ? 'sif' : 'ilacs'}`,
      framework,
      kind: framework === 'SIF' ? 'full' : isShort ? 'short' : 'standard',
      begun,
      ended,
      shared: ended + (framework === 'SIF' ? 44 : 33) + random.from(-4, 4),
      published: ended + (framework === 'SIF' ? 52 : 42) + random.from(-3, 7),
      overall,
      areas: gradesOf(framework, overall, random),
      before,
    });
  }
  return inspections;
}

/** A grade for each area of a framework that goes with the overall judgement. */
export function gradesOf(framework, overall, random) {
  const rank = scale.indexOf(overall);
  const worst = overall === 'inadequate' ? 3 : 2;
  return areasOf[framework].map((area, index) => {
    if (overall === 'inadequate' && index === 0) return { area, grade: overall };
    const other = rank + random.pick([-1, 0, 0, 0, 0, 1]);
    return { area, grade: scale[Math.min(Math.max(other, 0), worst)] };
  });
}

const span = (from, to) => `${written(from)}/${written(to)}`;

/** What a table of inspections says of one: three events. */
export function tabled(journey, inspection) {
  const { id: inspectionId, framework, kind, published, overall, areas } = inspection;
  const { random } = journey;
  const source = [`${inspectionId}-report`, 1];
  const all = { publicFrom: published, source };
  const onSite = journey.add('InspectionCarriedOut', {
    ...all,
    on: inspection.ended,
    date: span(inspection.begun, inspection.ended),
    data: { inspectionId, framework, kind, leadInspector: personOf(random) },
  });
  journey.add('JudgementsIssued', {
    ...all,
    on: inspection.shared,
    date: span(inspection.ended, published),
    after: onSite,
    data: { inspectionId, framework, overall, areas },
  });
  journey.add('ReportPublished', { ...all, on: published, after: onSite, data: { inspectionId } });
}

/** The whole of one inspection. Returns the names of the areas for improvement that it set. */
export function inspected(journey, inspection) {
  const { random, council } = journey;
  const { id: inspectionId, framework, kind, begun, ended, shared, published, overall, areas } = inspection;
  const report = journey.capture(
    `${inspectionId}-report`,
    `Report of ${month(published)}`,
    'Ofsted',
    published,
  );
  const known = { to: [council, 'ofsted'], publicFrom: published };
  const given = { to: [council, 'ofsted', 'dfe'], publicFrom: published };
  const cited = (page) => ({ source: [report, page] });

  const notified = journey.add('InspectionNotified', {
    ...known,
    ...cited(1),
    on: begun - 7,
    data: { inspectionId, framework },
  });
  const discontinuous = kind === 'standard' && random.chance(0.04);
  const onSite = journey.add('InspectionCarriedOut', {
    ...known,
    ...cited(1),
    on: ended,
    date: discontinuous
      ? `{${written(begun)}..${written(begun + 4)},${written(ended - 4)}..${written(ended)}}`
      : span(begun, ended),
    data: {
      inspectionId,
      framework,
      kind,
      leadInspector: personOf(random),
      team: Array.from({ length: random.from(3, 6) }, () => personOf(random)),
    },
  });
  const drafted = random.chance(0.5)
    ? journey.add('DraftReportIssued', { ...known, ...cited(1), on: shared - 14, data: { inspectionId } })
    : undefined;
  if (drafted && random.chance(0.6)) {
    journey.add('FactualAccuracyChecked', {
      ...known,
      ...cited(1),
      on: shared,
      after: drafted,
      data: {
        inspectionId,
        comments: Array.from({ length: random.from(1, 3) }, (_, index) => ({
          page: 3 + index,
          point: `2.${index + 4}`,
          asked: 'The figure is of the year before; the council sent the one of this year with its comments.',
          response: random.pick(['agree', 'partially_agree', 'disagree']),
          changed: 'The sentence now names the year.',
        })),
      },
    });
  }
  journey.add('ReportShared', {
    ...given,
    ...cited(1),
    on: shared,
    data: {
      inspectionId,
      with: [`Authority ${journey.la}`, 'Department for Education', 'Care Quality Commission'],
      embargoUntil: written(published),
    },
  });
  journey.add('JudgementsIssued', {
    ...given,
    ...cited(2),
    on: shared,
    after: notified.arrived < onSite.arrived ? notified : onSite,
    data: {
      inspectionId,
      framework,
      overall,
      areas,
      ...(overall === 'inadequate' && random.chance(0.5) && { limiting: { area: areas[0].area } }),
    },
  });
  if (random.chance(0.6))
    journey.add('StrengthsNoted', {
      ...given,
      ...cited(3),
      on: shared,
      data: { inspectionId, strengths: random.some(strengths, 1, 4) },
    });
  const set = random.some(concerns, 3, 7).map((concern) => {
    const [name, text] = concern.split(': ');
    return { ref: `${inspectionId}-${name}`, text, judgementArea: areas[random.below(3)].area };
  });
  journey.add('AreasForImprovementSet', {
    ...given,
    ...cited(4),
    on: shared,
    data: { inspectionId, areas: set },
  });
  journey.add('StatementOfActionRequested', {
    ...given,
    ...cited(1),
    on: shared,
    data: { inspectionId, due: month(shared + 100), sendTo: 'Ofsted' },
  });
  journey.add('ReportPublished', { ...given, ...cited(1), on: published, data: { inspectionId } });
  if (random.chance(0.5))
    journey.add('ReportPublished', {
      ...known,
      ...cited(1),
      on: published + random.from(1, 20),
      data: { inspectionId, by: 'authority' },
    });
  if (random.chance(0.9))
    journey.add('StatementOfActionSubmitted', {
      ...known,
      publicFrom: published + 120,
      ...cited(1),
      on: shared + random.from(70, 98),
      data: { inspectionId },
    });
  return set.map(({ ref }) => ref);
}
