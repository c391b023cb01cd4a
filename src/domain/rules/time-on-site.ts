import { frameworks } from '../frameworks/frameworks.ts';
import { endsBeforeItStarts, type ImpreciseDate } from '../time/edtf.ts';
import type { DatedEvent } from './case-facts.ts';
import { whenOf } from './events-in-time.ts';
import { type Rule, rule } from './rule.ts';

type Inspection = DatedEvent<'InspectionCarriedOut'>['data'];

/** Calendar days on site, from first to last of each span, both counted, added over the spans. */
interface Days {
  readonly fewest: number;
  readonly most: number;
}

/**
 * From the reports published 2014 to 2023 (inspections.csv).
 *
 * - ILACS short: 60 inspections, 5 days but for one of 3. ILACS standard: 136, 12 days but for one of 17.
 *   Reports do not print which of the two it was: up to a week is short, about two weeks is standard.
 * - SIF: 150 with both dates, median 25, middle 95 in 100 from 18 to 28 (lowest 9, highest 29).
 * - SIF re-inspections: 16, median 25, from 12 to 26; the shorter ones looked again at part of the services.
 *
 * The other kinds were too few to say (safeguarding board alone: 1; looked-after inspections of 2013: 4).
 */
function usualDays({ framework, kind }: Inspection): Days | undefined {
  switch (framework) {
    case 'ILACS_2018':
    case 'ILACS_2023':
      if (kind === 'short') return { fewest: 3, most: 7 };
      return kind === 'standard' ? { fewest: 8, most: 14 } : undefined;
    case 'SIF':
      if (kind === 'reinspection') return { fewest: 12, most: 28 };
      return kind === 'lscb_review' ? undefined : { fewest: 18, most: 28 };
    default:
      return undefined;
  }
}

/** The fewest and the most days on site that the dates allow. */
function daysOnSite({ spans, anyOne }: ImpreciseDate): Days {
  const fewest = spans.map((span) => Math.max(1, span.earliestEnd - span.latestStart + 1));
  const most = spans.map((span) => span.latestEnd - span.earliestStart + 1);
  if (anyOne) return { fewest: Math.min(...fewest), most: Math.max(...most) };
  const sum = (days: readonly number[]) => days.reduce((total, count) => total + count, 0);
  return { fewest: sum(fewest), most: sum(most) };
}

export const timeOnSiteRules: readonly Rule[] = [
  rule({
    id: 'time-on-site',
    severity: 'unusual',
    says: 'Inspectors are on site for as long as is usual for the kind of inspection.',
    citation:
      'Caseline: the reports published from 2014 to 2023; Ofsted, Inspecting local authority children’s services (ILACS): a short inspection has one week on site, a standard one two',
    checks: ['InspectionCarriedOut'],
    check(event) {
      const usual = usualDays(event.data);
      if (!usual || endsBeforeItStarts(event.when)) return undefined;
      const days = daysOnSite(event.when);
      if (days.fewest <= usual.most && days.most >= usual.fewest) return undefined;
      const { inspectionId, framework, kind } = event.data;
      const took = days.fewest === days.most ? `${days.fewest}` : `${days.fewest} to ${days.most}`;
      const ofKind = `${frameworks[framework].shortName} inspection${kind === 'unknown' ? '' : ` (${kind})`}`;
      return {
        message: `Inspection ${inspectionId} was on site ${took} days (${whenOf(event)}), and ${usual.fewest} to ${usual.most} are usual for a ${ofKind}; check the dates and the kind.`,
        facts: { inspectionId, framework, kind, days, usual },
      };
    },
  }),
];
