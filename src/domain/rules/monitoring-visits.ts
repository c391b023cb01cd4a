import { gradeName } from '../frameworks/frameworks.ts';
import { endsBeforeItStarts, firstDay, lastDay } from '../time/edtf.ts';
import type { CaseFacts, DatedEvent } from './case-facts.ts';
import { certainlyBefore, whenOf } from './events-in-time.ts';
import { type Rule, rule } from './rule.ts';

type Judgements = DatedEvent<'JudgementsIssued'>;

const longestGap = 150; // days

const foundInadequate = ({ data }: Judgements): boolean =>
  data.overall === 'inadequate' || data.areas.some(({ grade }) => grade === 'inadequate');

/**
 * The judgements that can have been the latest at a visit. Those of a safeguarding board alone, or of a
 * framework without an overall judgement, count only for what they found inadequate.
 */
function latestAt(visit: DatedEvent, facts: CaseFacts): readonly Judgements[] {
  const issued = facts
    .ofType('JudgementsIssued')
    .filter((judgements) => !certainlyBefore(visit, judgements))
    .filter((judgements) => judgements.data.overall !== null || foundInadequate(judgements));
  const surelyBefore = issued.filter((judgements) => certainlyBefore(judgements, visit));
  return issued.filter((one) => !surelyBefore.some((later) => certainlyBefore(one, later)));
}

/** Whether a full inspection can have lain between two visits: it ends one series of them and begins another. */
const inspectedBetween = (earlier: DatedEvent, later: DatedEvent, facts: CaseFacts): boolean =>
  facts
    .ofType('InspectionCarriedOut')
    .some((inspection) => !certainlyBefore(inspection, earlier) && !certainlyBefore(later, inspection));

export const monitoringVisitRules: readonly Rule[] = [
  rule({
    id: 'monitoring-visit-without-inadequate',
    severity: 'unusual',
    says: 'A monitoring visit goes to an authority with something judged inadequate.',
    citation:
      'Ofsted, Monitoring local authority children’s services judged inadequate: guidance for inspectors, 2016; Inspecting local authority children’s services (ILACS), monitoring visits',
    checks: ['VisitCarriedOut'],
    restsOn: { case: ['JudgementsIssued'] },
    check(event, facts) {
      if (event.data.kind !== 'monitoring') return undefined;
      const candidates = latestAt(event, facts);
      if (candidates.some(foundInadequate)) return undefined;
      const latest = candidates.find((judgements) => certainlyBefore(judgements, event));
      if (!latest || latest.data.overall === null) return undefined;
      const { inspectionId, overall } = latest.data;
      return {
        message: `Visit ${event.data.visitId} (${whenOf(event)}) is recorded as a monitoring visit, and nothing was inadequate at the latest judgement before it (${gradeName(overall)} overall, inspection ${inspectionId}, ${whenOf(latest)}); check the kind of visit, and whether a judgement is missing.`,
        with: [latest],
        facts: { visitId: event.data.visitId, inspectionId, overall, issued: latest.occurred.date },
      };
    },
  }),
  rule({
    id: 'monitoring-visits-far-apart',
    severity: 'unusual',
    says: `No more than ${longestGap} days lie between one monitoring visit and the next.`,
    citation:
      'Ofsted, Inspecting local authority children’s services (ILACS), monitoring visits; Caseline: 150 days, well over the quarter that a plan of visits allows',
    checks: ['VisitCarriedOut'],
    restsOn: { case: ['VisitCarriedOut'] },
    check(event, facts) {
      if (event.data.kind !== 'monitoring' || endsBeforeItStarts(event.when)) return undefined;
      const start = firstDay(event.when);
      let previous: DatedEvent | undefined;
      let gap = Number.POSITIVE_INFINITY;
      for (const other of facts.ofType('VisitCarriedOut')) {
        if (other.id === event.id || other.data.kind !== 'monitoring' || certainlyBefore(event, other))
          continue;
        const days = start - lastDay(other.when); // the fewest days that the dates allow
        if (days >= gap) continue;
        previous = other;
        gap = days;
      }
      if (!previous || gap <= longestGap || inspectedBetween(previous, event, facts)) return undefined;
      return {
        message: `Visit ${event.data.visitId} (${whenOf(event)}) came at least ${gap} days after the monitoring visit before it (${whenOf(previous)}), more than ${longestGap}; the record may lack a visit between them.`,
        with: [previous],
        facts: {
          visitId: event.data.visitId,
          days: gap,
          atMost: longestGap,
          previous: previous.occurred.date,
        },
      };
    },
  }),
];
