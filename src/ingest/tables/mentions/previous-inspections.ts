import type { DatedEvent } from '../../../domain/rules/case-facts.ts';
import type { KnownCase } from '../../stated.ts';
import { overlap } from '../inspection-in-case.ts';
import { claimed } from './claims.ts';
import { earlierInspection } from './earlier-inspections.ts';
import { areaOf, type JudgedService, judgedServices } from './judged-services.ts';
import type { Mention, Tell } from './mention.ts';

type Inspection = DatedEvent<'InspectionCarriedOut'>;

/**
 * An inspection before the one reported. Most are known from their own reports: nothing is recorded of one that
 * is, unless it is told otherwise than it is known. Those from before the reports are new.
 */
export const previousInspection: Tell = (mention, known) => {
  const { aside, words, when } = mention;
  const published = /^report published (\d{4}-\d\d-\d\d)$/.exec(aside ?? '')?.[1];
  const isUnnamed = /^(last|previous|earlier) (Ofsted )?inspection\b/.test(words);
  const services = isUnnamed ? overallOf(mention) : judgedServices(mention);
  if (!services) return claimed(mention, known);
  // Reports date an inspection by its days on site, or by the publication of its own report.
  const candidates = known.standing.ofType('InspectionCarriedOut').filter((inspection) => {
    if (inspection.data.kind === 'lscb_review') return false;
    const report = reportOf(known, inspection);
    if (published !== undefined && report?.occurred.date !== published) return false;
    return overlap(inspection.when, when) || (report !== undefined && overlap(report.when, when));
  });
  const isReported = candidates.some((inspection) => reportOf(known, inspection) !== undefined);
  if (!isUnnamed && !isReported) return earlierInspection(mention, known, services);
  return candidates.some((one) => agrees(known, one, services)) ? [] : claimed(mention, known);
};

/** The report before the one that mentions it: known, or a statement, since it tells no days of an inspection. */
export const previousReport: Tell = (mention, known) => {
  const { words, published, when } = mention;
  const isMisdated = words.includes('the report itself was published');
  const services = words.startsWith('previous ') ? overallOf(mention) : judgedServices(mention);
  const isKnown =
    !isMisdated &&
    services !== undefined &&
    known.standing
      .ofType('ReportPublished')
      .filter(({ data, occurred }) => data.by === 'ofsted' && occurred.date < published)
      .filter((report) => overlap(report.when, when))
      .flatMap((report) => known.standing.related(report, 'InspectionCarriedOut'))
      .some((one) => one.data.kind !== 'lscb_review' && agrees(known, one, services));
  return isKnown ? [] : claimed(mention, known);
};

const overallOf = ({ grade }: Mention): readonly JudgedService[] => [{ service: 'overall', grade }];

const reportOf = (known: KnownCase, inspection: Inspection): DatedEvent<'ReportPublished'> | undefined =>
  known.standing.related(inspection, 'ReportPublished').find(({ data }) => data.by === 'ofsted');

/** Whether the inspection gave every grade that is mentioned. */
function agrees(known: KnownCase, inspection: Inspection, services: readonly JudgedService[]): boolean {
  const graded = services.filter(({ grade }) => grade !== undefined);
  const issued = known.standing.related(inspection, 'JudgementsIssued');
  return graded.every(({ service, grade }) =>
    issued.some(({ data }) =>
      service === 'overall'
        ? data.overall === grade
        : data.areas.some((one) => one.area === areaOf(data.framework, service) && one.grade === grade),
    ),
  );
}
