import { type AreaId, frameworks, type Grade, gradeName } from '../frameworks/frameworks.ts';
import type { DatedEvent } from './case-facts.ts';
import { type Rule, rule } from './rule.ts';

type Judgements = DatedEvent<'JudgementsIssued'>;
type Judged = Judgements['data']['areas'][number];

/** The graded areas that make up the overall judgement: none graded beneath another, or reviewed beside it. */
function keyAreas(event: Judgements): readonly Judged[] {
  const { areas } = frameworks[event.data.framework];
  return event.data.areas.filter(({ area, grade }) => {
    const known = areas.find(({ id }) => id === area);
    return known !== undefined && !known.beneath && !known.beside && grade !== 'not_judged';
  });
}

/**
 * The area that limits the overall judgement: the one that the report names; otherwise, where it is inadequate,
 * a key area other than leadership. In all 365 reports with an overall judgement published from 2014 to 2023,
 * overall was inadequate whenever such an area was (and under SIF whenever leadership was); under ILACS overall
 * was not inadequate three times although leadership was.
 */
function limitingArea(event: Judgements): { readonly area: AreaId; readonly grade: Grade } | undefined {
  const { limiting, framework, areas } = event.data;
  if (limiting) return areas.find(({ area }) => area === limiting.area);
  const leadershipLimits = framework === 'SIF';
  return keyAreas(event).find(
    ({ area, grade }) => grade === 'inadequate' && (leadershipLimits || area !== 'leadership'),
  );
}

const citation =
  'Ofsted, SIF evaluation schedule and ILACS evaluation criteria, overall effectiveness and limiting judgements; Caseline: no exception in the 365 reports with an overall judgement published from 2014 to 2023';

export const overallJudgementRules: readonly Rule[] = [
  rule({
    id: 'overall-inadequate-without-inadequate-area',
    severity: 'unusual',
    says: 'Where overall is inadequate, so is a key area.',
    citation,
    checks: ['JudgementsIssued'],
    check(event) {
      const { inspectionId, overall } = event.data;
      const areas = keyAreas(event);
      if (overall !== 'inadequate' || areas.length === 0) return undefined;
      if (areas.some(({ grade }) => grade === 'inadequate')) return undefined;
      const given = areas.map(({ area, grade }) => `${area} ${gradeName(grade)}`).join(', ');
      return {
        message: `Inspection ${inspectionId} is recorded as inadequate overall, with no inadequate key area (${given}); check whether a grade is wrong or an area is missing.`,
        facts: { inspectionId, overall, areas },
      };
    },
  }),
  rule({
    id: 'overall-better-than-limiting-area',
    severity: 'unusual',
    says: 'Overall is no better than the area that limits it.',
    citation,
    checks: ['JudgementsIssued'],
    check(event) {
      const { inspectionId, framework, overall, limiting } = event.data;
      const limit = limitingArea(event);
      if (overall === null || !limit) return undefined;
      const { scale } = frameworks[framework];
      const overallRank = scale.indexOf(overall);
      const limitRank = scale.indexOf(limit.grade);
      if (overallRank < 0 || limitRank < 0 || overallRank >= limitRank) return undefined;
      const limits = limiting ? 'which the report names as limiting it' : 'which limits it';
      return {
        message: `Inspection ${inspectionId} is recorded as ${gradeName(overall)} overall, better than ${limit.area} (${gradeName(limit.grade)}), ${limits}; check both grades.`,
        facts: { inspectionId, overall, limitingArea: limit.area, limitingGrade: limit.grade },
      };
    },
  }),
];
