import {
  type AreaId,
  type Framework,
  type FrameworkId,
  frameworks,
  type Grade,
  gradeName,
} from '../frameworks/frameworks.ts';
import type { DatedEvent } from './case-facts.ts';
import { whenOf } from './events-in-time.ts';
import { type Rule, rule } from './rule.ts';

const hasArea = (framework: Framework, id: AreaId): boolean => framework.areas.some((area) => area.id === id);

const areaList = (framework: Framework): string => framework.areas.map((area) => area.id).join(', ');

/** `not_judged` is printed where an area was not graded: an outcome of every framework, on no scale. */
const onScale = (framework: Framework, grade: Grade): boolean =>
  grade === 'not_judged' || framework.scale.includes(grade);

interface Given {
  readonly of: AreaId | 'overall';
  readonly grade: Grade;
}

/** Every grade that an event gives. An event without an overall judgement says nothing of it. */
const gradesGiven = ({ data: { overall, areas } }: DatedEvent<'JudgementsIssued'>): readonly Given[] => [
  ...(overall === null ? [] : [{ of: 'overall' as const, grade: overall }]),
  ...areas.map(({ area, grade }) => ({ of: area, grade })),
];

const everyCitation = (ids: readonly FrameworkId[]): string =>
  ids.map((id) => frameworks[id].citation).join('; ');

export const judgementAreaRules: readonly Rule[] = [
  rule({
    id: 'area-not-in-framework',
    severity: 'impossible',
    says: 'A judgement area is one that the framework of its inspection has.',
    citation: everyCitation(['SIF', 'ILACS_2018', 'ILACS_2023']),
    checks: ['JudgementsIssued', 'AreasForImprovementSet'],
    restsOn: { subject: ['InspectionCarriedOut'] },
    check(event, facts) {
      const inspection = facts.related(event, 'InspectionCarriedOut')[0];
      const id = event.type === 'JudgementsIssued' ? event.data.framework : inspection?.data.framework;
      if (id === undefined) return undefined;
      const framework = frameworks[id];
      const named =
        event.type === 'JudgementsIssued'
          ? [
              ...event.data.areas.map(({ area }) => area),
              ...(event.data.limiting ? [event.data.limiting.area] : []),
            ]
          : event.data.areas.flatMap(({ judgementArea }) => judgementArea ?? []);
      const unknown = named.filter((area) => !hasArea(framework, area));
      if (unknown.length === 0) return undefined;
      return {
        message: `Inspection ${event.data.inspectionId} was under ${framework.shortName} (${id}), which does not judge ${unknown.join(', ')}; its areas are ${areaList(framework)}. Name one of these, or correct the framework.`,
        with: event.type === 'AreasForImprovementSet' && inspection ? [inspection] : [],
        facts: { inspectionId: event.data.inspectionId, framework: id, areas: unknown },
      };
    },
  }),
  rule({
    id: 'grade-outside-scale',
    severity: 'impossible',
    says: 'A grade is on the scale of its framework, or “not judged” as printed.',
    citation: everyCitation(['CP_2012', 'SIF', 'ILACS_2018']),
    checks: ['JudgementsIssued'],
    check(event) {
      const { inspectionId, framework: id, overall, areas } = event.data;
      const framework = frameworks[id];
      const off = areas
        .filter(({ grade }) => !onScale(framework, grade))
        .map(({ area, grade }): { of: string; grade: Grade } => ({ of: area, grade }));
      if (overall !== null && !onScale(framework, overall)) off.unshift({ of: 'overall', grade: overall });
      if (off.length === 0) return undefined;
      const given = off.map(({ of, grade }) => `${gradeName(grade)} for ${of}`).join(', ');
      return {
        message: `${framework.shortName} (${id}) has no such grade: ${given}. Its scale is ${framework.scale.map(gradeName).join(', ')}; give one of these, or correct the framework.`,
        facts: { inspectionId, framework: id, grades: off, scale: framework.scale },
      };
    },
  }),
  rule({
    id: 'overall-not-in-framework',
    severity: 'impossible',
    says: 'An overall judgement is given only under a framework that has one.',
    citation: everyCitation(['SLAC_2009', 'LAC_2013', 'ILACS_2026']),
    checks: ['JudgementsIssued'],
    check(event) {
      const { inspectionId, framework: id, overall } = event.data;
      const framework = frameworks[id];
      if (framework.hasOverall || overall === null || overall === 'not_judged') return undefined;
      return {
        message: `${framework.shortName} (${id}) gives no overall judgement of children's services, and ${gradeName(overall)} is recorded as one; record it under the area that it is of, with overall null.`,
        facts: { inspectionId, framework: id, overall },
      };
    },
  }),
  rule({
    id: 'area-judged-twice',
    severity: 'impossible',
    says: 'One inspection gives an area one grade.',
    citation: everyCitation(['SIF', 'ILACS_2018', 'ILACS_2023']),
    checks: ['JudgementsIssued'],
    check(event) {
      const { inspectionId, areas } = event.data;
      const twice = areas.find(({ area, grade }) =>
        areas.some((other) => other.area === area && other.grade !== grade),
      );
      if (!twice) return undefined;
      const given = areas.filter(({ area }) => area === twice.area).map(({ grade }) => grade);
      return {
        message: `Inspection ${inspectionId} gives ${twice.area} ${given.map(gradeName).join(' and ')}; keep the grade that the report prints.`,
        facts: { inspectionId, area: twice.area, grades: given },
      };
    },
  }),
  rule({
    id: 'inspection-judged-twice',
    severity: 'impossible',
    says: 'All judgements of one inspection agree, overall and in each area.',
    citation: everyCitation(['SIF', 'ILACS_2018', 'ILACS_2023']),
    checks: ['JudgementsIssued'],
    restsOn: { subject: ['JudgementsIssued'] },
    check(event, facts) {
      const issued = facts.related(event, 'JudgementsIssued');
      // Each pair once: on the judgements that were recorded later.
      const earlier = issued.slice(
        0,
        issued.findIndex(({ id }) => id === event.id),
      );
      for (const other of earlier) {
        const first = gradesGiven(other);
        for (const { of, grade } of gradesGiven(event)) {
          const differs = first.find((given) => given.of === of && given.grade !== grade);
          if (!differs) continue;
          const { inspectionId } = event.data;
          return {
            message: `Inspection ${inspectionId} was judged ${gradeName(grade)} for ${of} here (${whenOf(event)}), and ${gradeName(differs.grade)} in judgements recorded before (${whenOf(other)}); if those are wrong, correct the first one, and do not record the judgements again.`,
            with: [other],
            facts: { inspectionId, of, grade, recorded: differs.grade },
          };
        }
      }
      return undefined;
    },
  }),
];
