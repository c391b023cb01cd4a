import { gradeName } from '../frameworks/frameworks.ts';
import type { CaseFacts, DatedEvent } from './case-facts.ts';
import { certainlyBeforeTheEndOf, whenOf } from './events-in-time.ts';
import { type Met, type Rule, rule } from './rule.ts';

const kindInWords = {
  monitoring: 'monitoring visit',
  focused: 'focused visit',
  joint_targeted_area: 'joint targeted area inspection',
} as const;

/** The grades given to a visit of which `graded` holds, if there are any. */
function gradesGiven(
  event: DatedEvent<'VisitFindingsPublished'>,
  facts: CaseFacts,
  graded: (visit: DatedEvent<'VisitCarriedOut'>) => boolean,
): Met | undefined {
  const grades = event.data.findings.flatMap(({ area, grade }) => (grade ? [{ area, grade }] : []));
  const visit = grades.length > 0 ? facts.related(event, 'VisitCarriedOut').find(graded) : undefined;
  if (!visit) return undefined;
  const { visitId } = event.data;
  const given = grades.map(({ area, grade }) => `${area}: ${gradeName(grade)}`).join('; ');
  return {
    message: `Visit ${visitId} (${whenOf(visit)}) was a ${kindInWords[visit.data.kind]}, which gives no grades, and its findings hold some (${given}); take the grades out, or correct the kind of visit.`,
    with: [visit],
    facts: { visitId, kind: visit.data.kind, grades },
  };
}

export const visitRules: readonly Rule[] = [
  rule({
    id: 'visit-findings-without-visit',
    severity: 'impossible',
    says: 'Findings belong to a visit that this case knows.',
    citation:
      'Ofsted, Inspecting local authority children’s services (ILACS): a letter reports on the visit carried out',
    checks: ['VisitFindingsPublished'],
    check(event, facts) {
      if (facts.related(event, 'VisitCarriedOut').length > 0) return undefined;
      const { visitId } = event.data;
      return {
        message: `These findings (published ${whenOf(event)}) are of visit ${visitId}, which is not known in this case; record the visit first, or correct the visit's identifier.`,
        facts: { visitId, published: event.occurred.date },
      };
    },
  }),
  rule({
    id: 'findings-before-visit-ended',
    severity: 'impossible',
    says: 'The findings of a visit are published only once it has ended.',
    citation:
      'Ofsted, Inspecting local authority children’s services (ILACS): a letter reports on the visit carried out',
    checks: ['VisitFindingsPublished'],
    restsOn: { subject: ['VisitCarriedOut'] },
    check(event, facts) {
      const visit = facts
        .related(event, 'VisitCarriedOut')
        .find((other) => certainlyBeforeTheEndOf(other, event));
      if (!visit) return undefined;
      const { visitId } = event.data;
      return {
        message: `The findings of visit ${visitId} were published (${whenOf(event)}) before the visit had ended (${whenOf(visit)}); check both dates against their sources.`,
        with: [visit],
        facts: { visitId, published: event.occurred.date, visited: visit.occurred.date },
      };
    },
  }),
  rule({
    id: 'grade-on-focused-visit',
    severity: 'impossible',
    says: 'A focused visit gives no grade.',
    citation:
      'Ofsted, Inspecting local authority children’s services (ILACS), focused visits: findings are a narrative, without graded judgements',
    checks: ['VisitFindingsPublished'],
    restsOn: { subject: ['VisitCarriedOut'] },
    check: (event, facts) => gradesGiven(event, facts, (visit) => visit.data.kind === 'focused'),
  }),
  rule({
    id: 'grade-on-other-visit',
    severity: 'unusual',
    says: 'A monitoring visit or a joint targeted area inspection gives no grade.',
    citation:
      'Ofsted, letter of 22 August 2023 on the monitoring visit to Bradford: findings without grades; joint targeted area inspection letters are narrative',
    checks: ['VisitFindingsPublished'],
    restsOn: { subject: ['VisitCarriedOut'] },
    check: (event, facts) => gradesGiven(event, facts, (visit) => visit.data.kind !== 'focused'),
  }),
];
