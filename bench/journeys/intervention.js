import { visited } from './between.js';
import { month, written } from './days.js';
import { personOf } from './words.js';

const terms = {
  adviser: 'An adviser appointed by the Secretary of State, who reports to the department regularly',
  plan: 'An improvement plan on the areas in the report, kept up to date with a record of progress',
  board: 'A board, independently chaired, that oversees the plan and hears of progress',
  reviewEveryMonths: 6,
  consequence: 'If the council will not or cannot comply: a direction under section 497A',
};

const power = 'section 497A(4B) of the Education Act 1996, applied by section 50 of the Children Act 2004';

/** What follows an inadequate judgement until the next inspection. Returns what still binds the authority then. */
export function intervened(journey, inspection, refs, until) {
  const { random, council } = journey;
  const { id, published } = inspection;
  const noticeId = `${id}-notice`;
  const letter = journey.capture(
    `${id}-minister-letter`,
    `Letter of the minister, ${month(published + 5)}`,
    'Department for Education',
    published + 5,
  );
  const told = { to: [council, 'dfe'], source: [letter, 1] };
  const at = (days) => Math.min(published + days, until - 20);

  const proposed = journey.add('ImprovementNoticeProposed', {
    ...told,
    on: at(5),
    publicFrom: at(20),
    data: {
      noticeId,
      by: 'Parliamentary Under-Secretary of State for Children and Families',
      followsInspection: id,
      representationsBy: written(at(19)),
      minimumTermMonths: 18,
    },
  });
  journey.add('ImprovementNoticeDrafted', {
    ...told,
    on: at(5),
    date: month(at(5)),
    publicFrom: at(40),
    data: { noticeId, terms: { ...terms, deliverBy: month(published + 500) } },
  });
  if (random.chance(0.5))
    journey.add('RepresentationsMade', { ...told, on: at(18), publicFrom: at(60), data: { noticeId } });
  const issued = journey.add('ImprovementNoticeIssued', {
    ...told,
    on: at(45),
    publicFrom: at(47),
    after: proposed,
    data: { noticeId, terms: { ...terms, deliverBy: month(published + 500) } },
  });
  journey.add('AdviserAppointed', {
    ...told,
    on: at(60),
    date: month(at(60)),
    publicFrom: at(90),
    data: { noticeId, name: personOf(random), by: 'Secretary of State' },
  });
  journey.add('ImprovementBoardEstablished', {
    ...told,
    on: at(50),
    date: month(at(50)),
    publicFrom: at(80),
    data: { chair: personOf(random), independentChair: true },
  });
  for (let days = 230; published + days < until; days += 180)
    journey.add('ImprovementReviewHeld', {
      ...told,
      on: at(days),
      publicFrom: at(days + 40),
      after: issued,
      data: { noticeId, summary: 'Progress is steady; the pace of change has to grow.' },
    });
  let begun = published + random.from(100, 130);
  for (let count = 0; count < 6 && begun < until - 40; count += 1) {
    visited(journey, 'monitoring', `${id}-monitoring-${count + 1}`, begun, refs);
    begun += random.from(85, 135);
  }
  const trust = random.chance(0.45) ? commissioned(journey, inspection, letter, until) : undefined;
  return { noticeId, issued, trust };
}

/** A direction, a commissioner, and sometimes a trust that takes over. */
function commissioned(journey, inspection, letter, until) {
  const { random, council } = journey;
  const { id, published } = inspection;
  const told = { to: [council, 'dfe'], source: [letter, 2] };
  const at = (days) => Math.min(published + days, until - 20);
  journey.add('StatutoryDirectionIssued', {
    ...told,
    on: at(70),
    publicFrom: at(72),
    data: {
      directionId: `${id}-direction`,
      power,
      requires:
        'The council works with the commissioner and follows the instructions of the Secretary of State.',
    },
  });
  const name = personOf(random);
  journey.add('CommissionerAppointed', {
    ...told,
    on: at(72),
    date: month(at(72)),
    publicFrom: at(80),
    data: { name, by: 'Secretary of State', remit: 'To say whether services can stay with the council' },
  });
  const recommends = random.chance(0.3) ? 'a trust' : 'services stay with the council';
  journey.add('CommissionerReported', {
    ...told,
    on: at(170),
    date: month(at(170)),
    publicFrom: at(240),
    data: {
      recommends,
      reason: 'The council has begun to improve, and cannot do it alone in reasonable time.',
    },
  });
  const model = recommends === 'a trust' ? 'trust' : 'council';
  journey.add('DeliveryModelDecided', {
    ...told,
    on: at(240),
    publicFrom: at(240),
    data: { model, by: 'Secretary of State' },
  });
  if (model === 'council' || published + 600 > until) return undefined;
  const trustId = `${id}-trust`;
  const trustName = `Children's trust of ${journey.la}`;
  journey.add('TrustAgreed', {
    ...told,
    on: at(300),
    publicFrom: at(320),
    data: { trustId, name: trustName, voluntary: random.chance(0.5), with: 'Department for Education' },
  });
  journey.add('TrustGoLivePlanned', {
    ...told,
    on: at(330),
    publicFrom: at(340),
    data: { trustId, name: trustName, for: month(at(560)) },
  });
  journey.add('TrustWentLive', {
    ...told,
    to: [council, 'dfe', `trust:${journey.la}`],
    on: at(570),
    publicFrom: at(570),
    data: { trustId, name: trustName },
  });
  return trustId;
}

/** The next inspection found it better: the notice ends. */
export function lifted(journey, { noticeId, issued }, on) {
  journey.add('ImprovementNoticeLifted', {
    on,
    to: [journey.council, 'dfe'],
    publicFrom: on,
    after: issued,
    data: { noticeId, reason: 'The next inspection found the services no longer inadequate.' },
  });
}
