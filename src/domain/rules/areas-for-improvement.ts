import type { DatedEvent } from './case-facts.ts';
import { type Rule, rule } from './rule.ts';

type Naming = DatedEvent<'ImprovementActionTaken' | 'ImprovementPlanAdopted' | 'VisitFindingsPublished'>;

function areasNamed(event: Naming): readonly string[] {
  switch (event.type) {
    case 'ImprovementActionTaken':
      return event.data.addresses;
    case 'ImprovementPlanAdopted':
      return event.data.covers;
    case 'VisitFindingsPublished':
      return event.data.findings.flatMap(({ addresses }) => addresses);
  }
}

export const areasForImprovementRules: readonly Rule[] = [
  rule({
    id: 'unknown-area-for-improvement',
    severity: 'unusual',
    says: 'An area for improvement that an action, a plan or a finding names was set by a report.',
    citation: 'Caseline: an area for improvement has a name of its own in its case, given where it is set',
    checks: ['ImprovementPlanAdopted', 'ImprovementActionTaken', 'VisitFindingsPublished'],
    check(event, facts) {
      const set = new Set(
        facts.ofType('AreasForImprovementSet').flatMap(({ data }) => data.areas.map(({ ref }) => ref)),
      );
      const unknown = [...new Set(areasNamed(event))].filter((ref) => !set.has(ref));
      if (unknown.length === 0) return undefined;
      return {
        message: `This names ${unknown.join(', ')}, which no areas for improvement known here set; record the report that set it, or correct the name.`,
        facts: { unknown },
      };
    },
  }),
];
