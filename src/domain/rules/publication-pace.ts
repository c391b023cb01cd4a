import type { FrameworkId } from '../frameworks/frameworks.ts';
import { endsBeforeItStarts, firstDay, lastDay } from '../time/edtf.ts';
import { workingDaysBetween } from '../time/working-days.ts';
import { earliestEnd, whenOf } from './events-in-time.ts';
import { type Rule, rule } from './rule.ts';

/** Working days from the last day on site to publication. */
interface Pace {
  readonly fastest: number;
  readonly median: number;
  readonly slowest: number;
}

/**
 * Nearly all: the middle 95 in 100 of the reports published 2014 to 2023, in working days from the last day
 * on site (Ofsted reports, inspections.csv; nearest-rank percentiles).
 *
 * | | reports | lowest | 1st | 2.5th | median | 97.5th | 99th | highest |
 * | --- | --- | --- | --- | --- | --- | --- | --- | --- |
 * | SIF | 168 | 16 | 27 | 27 | 36 | 57 | 93 | 138 |
 * | ILACS | 198 | 12 | 18 | 21 | 30 | 56 | 67 | 77 |
 *
 * Looked-after inspections of 2013: four reports are too few to say what is usual.
 */
const sif: Pace = { fastest: 27, median: 36, slowest: 57 };
const ilacs: Pace = { fastest: 21, median: 30, slowest: 56 };
const paces: Readonly<Partial<Record<FrameworkId, Pace>>> = {
  SIF: sif,
  ILACS_2018: ilacs,
  ILACS_2023: ilacs,
};

export const publicationPaceRules: readonly Rule[] = [
  rule({
    id: 'publication-pace',
    severity: 'unusual',
    says: `Ofsted publishes ${sif.fastest} to ${sif.slowest} working days after a SIF inspection has ended, and ${ilacs.fastest} to ${ilacs.slowest} after an ILACS one, as nearly always.`,
    citation: `Caseline: the 366 reports published from 2014 to 2023 (median SIF ${sif.median}, ILACS ${ilacs.median} working days)`,
    checks: ['ReportPublished'],
    restsOn: { subject: ['InspectionCarriedOut'] },
    check(event, facts) {
      if (event.data.by !== 'ofsted') return undefined;
      const [inspection] = facts.related(event, 'InspectionCarriedOut');
      const pace = inspection && paces[inspection.data.framework];
      if (!pace || endsBeforeItStarts(inspection.when) || endsBeforeItStarts(event.when)) return undefined;
      const fewest = workingDaysBetween(lastDay(inspection.when), firstDay(event.when));
      const most = workingDaysBetween(earliestEnd(inspection.when), lastDay(event.when));
      // Before the end of the inspection is impossible, not fast, and has a rule of its own.
      if (most < 0 || (fewest <= pace.slowest && most >= pace.fastest)) return undefined;
      const { inspectionId } = event.data;
      const took = fewest === most ? `${fewest}` : `${fewest} to ${most}`;
      const usual = `nearly all take ${pace.fastest} to ${pace.slowest}, half of them no more than ${pace.median}`;
      return {
        message: `The report of inspection ${inspectionId} was published (${whenOf(event)}) ${took} working days after the inspection ended (on site ${whenOf(inspection)}): ${usual}. Check both dates.`,
        with: [inspection],
        facts: { inspectionId, workingDays: { fewest, most }, usual: pace },
      };
    },
  }),
];
