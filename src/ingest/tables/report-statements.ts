import type { DataOf } from '../../domain/events/catalogue.ts';
import type { Disclosure } from '../../domain/events/envelope.ts';
import { inEnglish } from '../../domain/time/edtf-in-english.ts';
import type { Statement } from '../stated.ts';
import type { InspectionRow, ReportedInspection } from './inspection-row.ts';
import { reportKey } from './report-source.ts';

/** What a row is read as, once it is known which inspection of the case it is and under which id its report is. */
export interface Report {
  readonly row: InspectionRow;
  readonly inspection: ReportedInspection;
  readonly inspectionId: string;
  readonly sourceId: string;
}

/** The days on site. The council and Ofsted knew when they began, the public with the report. */
export function carriedOut({
  row,
  inspection,
  inspectionId,
  sourceId,
}: Report): Statement<'InspectionCarriedOut'> {
  const { framework, type, leadInspector, onSite } = inspection;
  const note = `The report prints one inspection date, ${inEnglish(onSite.end)}, which is taken as the last day on site. The first is not known: it is taken to lie in the weeks before, from which the month given here comes.`;
  return {
    key: reportKey(row.sourceFile, 'carried-out'),
    type: 'InspectionCarriedOut',
    occurred: { date: onSite.edtf },
    disclosures: disclosedFrom(onSite.start ?? onSite.end, row),
    source: { id: sourceId, page: 1, ...(!onSite.start && { note }) },
    data: { inspectionId, framework, kind: type.kind, ...(leadInspector && { leadInspector }) },
  };
}

/** The grades: issued on some day from the end of the inspection to publication. None where the row has none. */
export function judgements({
  row,
  inspection,
  inspectionId,
  sourceId,
}: Report): Statement<'JudgementsIssued'> | undefined {
  const { framework, overall, areas, onSite } = inspection;
  if (areas.length === 0 && overall === undefined) return undefined;
  const date = onSite.end === row.published ? row.published : `${onSite.end}/${row.published}`;
  const data: DataOf<'JudgementsIssued'> = {
    inspectionId,
    framework,
    overall: overall ?? null,
    areas: areas.map(({ area, grade }) => ({ area, grade })),
  };
  const note = 'The day on which the council got the final report is not stated.';
  return {
    key: reportKey(row.sourceFile, 'judgements'),
    type: 'JudgementsIssued',
    occurred: { date },
    disclosures: disclosedFrom(date, row),
    source: { id: sourceId, page: 1, note },
    data,
  };
}

/** The publication, on the day of Ofsted's web listing. */
export const published = ({ row, inspectionId, sourceId }: Report): Statement<'ReportPublished'> => ({
  key: reportKey(row.sourceFile, 'published'),
  type: 'ReportPublished',
  occurred: { date: row.published },
  disclosures: publicFrom(row),
  source: { id: sourceId, note: 'The day of Ofsted’s web listing.' },
  data: { inspectionId, by: 'ofsted' },
});

/** The two days of publication, where the listing and the report itself disagree. */
export function publicationClaims({ row, inspectionId, sourceId }: Report): Statement<'ClaimMade'>[] {
  const { published, publishedStated, sourceFile } = row;
  if (publishedStated === undefined || publishedStated === published) return [];
  const claim = (part: string, value: string, says: string): Statement<'ClaimMade'> => ({
    key: reportKey(sourceFile, part),
    type: 'ClaimMade',
    occurred: { date: published },
    disclosures: publicFrom(row),
    source: { id: sourceId },
    data: { kind: 'statement', topic: `${inspectionId}-publication`, value, says },
  });
  const listed = `Ofsted’s web listing: the report was published on ${inEnglish(published)}.`;
  const printed = `The report: it was published on ${inEnglish(publishedStated)}.`;
  return [claim(listedPart, published, listed), claim(printedPart, publishedStated, printed)];
}

const listedPart = 'published-as-listed';
const printedPart = 'published-as-printed';

/** The keys of the claims that a row can make, or not make any more. */
export const publicationClaimKeys = ({ sourceFile }: InspectionRow): readonly string[] => [
  reportKey(sourceFile, listedPart),
  reportKey(sourceFile, printedPart),
];

/** That a report was listed, of which nothing can be read. */
export const listedUnreadable = (row: InspectionRow, sourceId: string): Statement<'ClaimMade'> => ({
  key: reportKey(row.sourceFile, 'listed-unreadable'),
  type: 'ClaimMade',
  occurred: { date: row.published },
  disclosures: publicFrom(row),
  source: { id: sourceId },
  data: {
    kind: 'statement',
    topic: `${row.published}-report`,
    value: 'listed as published; cannot be read',
    says: `Ofsted’s web listing: a report was published on ${inEnglish(row.published)}. The file held under that day cannot be read.`,
  },
});

const publicFrom = ({ published }: InspectionRow): Disclosure[] => [{ to: 'public', from: published }];

const disclosedFrom = (from: string, row: InspectionRow): Disclosure[] => [
  { to: `council:${row.authority.la}`, from },
  { to: 'ofsted', from },
  ...publicFrom(row),
];
