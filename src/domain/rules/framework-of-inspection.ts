import { type FrameworkId, frameworkIds, frameworks } from '../frameworks/frameworks.ts';
import { begunBy } from '../time/certainty.ts';
import { endsBeforeItStarts, firstDay, type ImpreciseDate, lastDay } from '../time/edtf.ts';
import { describe } from '../time/edtf-in-english.ts';
import { dateWithin, whenOf } from './events-in-time.ts';
import { type Rule, rule } from './rule.ts';

interface InForce {
  readonly from: ImpreciseDate | undefined;
  readonly to: ImpreciseDate | undefined;
}

/** From and to which month inspections under each framework began: read once, as the table is text. */
const inForce = new Map<FrameworkId, InForce>(
  frameworkIds.map((id) => {
    const { begunFrom, begunTo } = frameworks[id];
    return [id, { from: dateWithin(begunFrom), to: begunTo === null ? undefined : dateWithin(begunTo) }];
  }),
);

export const frameworkOfInspectionRules: readonly Rule[] = [
  rule({
    id: 'framework-of-another-inspection',
    severity: 'impossible',
    says: 'Judgements are given under the framework of their inspection: its areas bind from the day on which it began.',
    citation:
      'Ofsted, Inspecting local authority children’s services (ILACS), January 2023: care leavers are judged on their own in inspections that begin from then',
    checks: ['JudgementsIssued'],
    restsOn: { subject: ['InspectionCarriedOut'] },
    check(event, facts) {
      const { inspectionId, framework } = event.data;
      const inspections = facts.related(event, 'InspectionCarriedOut');
      const other = inspections.find((inspection) => inspection.data.framework !== framework);
      if (!other) return undefined;
      return {
        message: `Inspection ${inspectionId} was carried out under ${other.data.framework} (${whenOf(other)}), and its judgements (${whenOf(event)}) are recorded under ${framework}; correct the one that is wrong.`,
        with: [other],
        facts: { inspectionId, framework, carriedOutUnder: other.data.framework },
      };
    },
  }),
  rule({
    id: 'framework-not-in-force',
    severity: 'unusual',
    says: 'An inspection begins in the months in which inspections under its framework began.',
    citation: frameworkIds.map((id) => frameworks[id].citation).join('; '),
    checks: ['InspectionCarriedOut'],
    check(event) {
      const { inspectionId, framework } = event.data;
      const months = inForce.get(framework);
      if (!months?.from || endsBeforeItStarts(event.when)) return undefined;
      // Its first day lies after the last month, or every reading has begun before the first.
      const late = months.to !== undefined && firstDay(event.when) > lastDay(months.to);
      const early = begunBy(event.when, 'extent', firstDay(months.from) - 1) === 'certain';
      if (!late && !early) return undefined;
      const from = describe(months.from, 'moment');
      const period = months.to ? `from ${from} to ${describe(months.to, 'moment')}` : `from ${from}`;
      return {
        message: `Inspection ${inspectionId} (on site ${whenOf(event)}) is recorded under ${framework}, under which inspections began ${period}; check the framework and the dates.`,
        facts: {
          inspectionId,
          framework,
          onSite: event.occurred.date,
          begunFrom: frameworks[framework].begunFrom,
          begunTo: frameworks[framework].begunTo,
        },
      };
    },
  }),
];
