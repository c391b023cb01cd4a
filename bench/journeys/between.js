import { month, written, year } from './days.js';
import { actions, measures, personOf, summaries } from './words.js';

const offices = ['director_of_childrens_services', 'lead_member', 'council_leader', 'chief_executive'];

/** A visit and the letter on it. `addresses`: areas for improvement that it may speak of. */
export function visited(journey, kind, visitId, begun, addresses) {
  const { random, council } = journey;
  const published = begun + 21 + random.from(0, 8);
  const letter = journey.capture(`${visitId}-letter`, `Letter of ${written(published)}`, 'Ofsted', published);
  const visit = journey.add('VisitCarriedOut', {
    on: begun + 1,
    date: `${written(begun)}/${written(begun + 1)}`,
    to: [council, 'ofsted'],
    publicFrom: published,
    source: [letter, 1],
    data: {
      visitId,
      kind,
      areas: ['Front door and first response', 'Assessment and planning'],
      inspectors: [personOf(random), personOf(random)],
    },
  });
  journey.add('VisitFindingsPublished', {
    on: published,
    to: [council, 'ofsted', 'dfe'],
    publicFrom: published,
    source: [letter, 2],
    after: visit,
    data: {
      visitId,
      findings: Array.from({ length: random.from(2, 4) }, (_, index) => ({
        area: ['Front door', 'Assessment and planning', 'Supervision', 'Children in care'][index],
        direction: random.pick(['improved', 'some_improvement', 'mixed', 'no_change', 'not_stated']),
        summary: random.pick(summaries),
        ...(addresses.length > 0 && { addresses: [random.pick(addresses)] }),
      })),
    },
  });
}

/** What an authority does and says from one inspection to the next. */
export function improved(journey, inspection, refs, until) {
  const { random, council } = journey;
  const { id, published } = inspection;
  const paper = journey.capture(
    `${id}-executive-paper`,
    `Report to the executive, ${month(published + 40)}`,
    `Authority ${journey.la}`,
    published + 40,
  );
  const reported = { to: [council], source: [paper, 2] };
  const someDay = () => random.from(published + 30, Math.max(until - 30, published + 60));
  journey.add('ReportConsidered', {
    ...reported,
    on: published + 40,
    publicFrom: published + 40,
    data: { body: 'Executive', title: "The inspection of children's services" },
  });
  journey.add('ImprovementPlanAdopted', {
    ...reported,
    on: published + 60,
    publicFrom: published + 60,
    data: { covers: refs, note: 'The plan has an owner and a day for each of the areas for improvement.' },
  });
  for (let count = random.from(2, 4); count > 0; count -= 1) {
    const on = someDay();
    journey.add('ImprovementActionTaken', {
      ...reported,
      on,
      date: random.chance(0.5) ? month(on) : written(on),
      publicFrom: on + 30,
      data: { action: random.pick(actions), addresses: random.some(refs, 1, 2) },
    });
  }
  for (let count = random.from(1, 2); count > 0; count -= 1) {
    const on = someDay();
    journey.add('ProgressReported', {
      ...reported,
      on,
      publicFrom: on + 14,
      data: { to: 'Scrutiny committee', summary: random.pick(summaries), everyMonths: 3 },
    });
  }
  for (let count = random.from(1, 2); count > 0; count -= 1) {
    const on = someDay();
    journey.add('OfficeHolderNamed', {
      ...reported,
      on,
      publicFrom: on,
      data: {
        office: random.pick(offices),
        name: personOf(random),
        interim: random.chance(0.2),
        since: month(on - random.from(20, 700)),
      },
    });
  }
  if (random.chance(0.4)) {
    const on = someDay();
    journey.add('OfficeVacated', {
      ...reported,
      on,
      date: month(on),
      publicFrom: on + 30,
      data: { office: random.pick(offices) },
    });
  }
  if (random.chance(0.5))
    journey.add('SelfAssessmentShared', {
      ...reported,
      to: [council, 'ofsted'],
      on: someDay(),
      publicFrom: until + 60,
      data: { by: `Authority ${journey.la}`, to: 'Ofsted', summary: random.pick(summaries) },
    });
}

/** A source that states how many visits or inspections there were. */
export function claimed(journey, inspection, count) {
  const { id, published } = inspection;
  journey.add('ClaimMade', {
    on: published,
    to: [journey.council],
    publicFrom: published,
    source: [`${id}-report`, 5],
    data: {
      kind: 'count',
      of: 'inspection',
      value: count,
      over: `2013-11-01/${written(inspection.ended)}`,
      says: `The report calls this inspection number ${count} since the end of 2013.`,
    },
  });
}

/** A figure that a paper or a return states. */
export function measured(journey, on) {
  const { random } = journey;
  const isChange = random.chance(0.6);
  journey.add('MeasureReported', {
    on,
    date: month(on),
    to: [journey.council, 'dfe'],
    publicFrom: on + random.from(30, 120),
    data: {
      measure: random.pick(measures),
      ...(isChange
        ? { changePercent: random.from(-30, 45) }
        : { value: random.from(12, 990), unit: 'per 10,000 children' }),
      period: `${year(on)}-01/${month(on)}`,
      statedBy: 'the council, in its quarterly report on performance to the scrutiny committee',
    },
  });
}
