import type { DataOf, RecordedEvent } from '../../../domain/events/catalogue.ts';
import type { DatedEvent } from '../../../domain/rules/case-facts.ts';
import { formatDay } from '../../../domain/time/civil-day.ts';
import { lastDay } from '../../../domain/time/edtf.ts';
import { amended, type EventToRecord, type KnownCase, lastIdOf, type Statement } from '../../stated.ts';
import { inOrderOf, type JudgedArea } from '../judged-areas.ts';
import { anotherGrade } from './claims.ts';
import { councilOf, disclosed, isKnown, type Mention, once, sourceOf } from './mention.ts';

type Judgements = DatedEvent<'JudgementsIssued'>;
type Inspection = Pick<DataOf<'InspectionCarriedOut'>, 'inspectionId' | 'framework'>;

/**
 * What a mention adds to the judgements of an inspection, which it often has in two rows, one for each service.
 * Undefined where the case has other grades from elsewhere: then the mention is a statement that disagrees.
 */
export function judgementEvents(
  mention: Mention,
  known: KnownCase,
  inspection: Inspection,
  areas: readonly JudgedArea[],
): readonly EventToRecord[] | undefined {
  if (areas.length === 0) return [];
  const statement = judgements(mention, known, inspection, areas);
  const standing = known.standing
    .ofType('JudgementsIssued')
    .filter(({ data }) => data.inspectionId === inspection.inspectionId);
  const own = standing.find(({ id }) => id === lastIdOf(known, statement.key));
  const all = standing.flatMap(({ data }) => data.areas);
  const given = (area: JudgedArea) => all.find((other) => other.area === area.area);
  if (areas.every((area) => given(area)?.grade === area.grade)) return [];
  if (standing.length === 0) return once(known, statement);
  if (!own) return isKnown(known, statement.key) ? [] : undefined;
  const disagreeing = areas.filter((area) => given(area) && given(area)?.grade !== area.grade);
  if (disagreeing.length > 0) {
    if (!isFromReport(known, own, statement.source.id)) return undefined;
    // Two rows of one report that disagree would otherwise correct each other with every import.
    if (disagreeing.some((area) => hasGiven(known, own, area))) return [];
  }
  const kept = own.data.areas.filter(({ area }) => !areas.some((other) => other.area === area));
  const data = { ...own.data, areas: inOrderOf(inspection.framework, [...kept, ...areas]) };
  const { disclosures, source } = statement;
  const because =
    disagreeing.length > 0 ? anotherGrade : 'The report gives this grade of the same inspection too.';
  return amended(known, own, { data, disclosures, source }, because).map((correction) =>
    disagreeing.length > 0
      ? correction
      : { ...correction, data: { ...correction.data, reason: 'late_evidence' } },
  );
}

/** The grades, issued on some day from the end of the inspection to the publication of the report that has them. */
function judgements(
  mention: Mention,
  known: KnownCase,
  { inspectionId, framework }: Inspection,
  areas: readonly JudgedArea[],
): Statement<'JudgementsIssued'> {
  const date = `${endOf(mention)}/${mention.published}`;
  const note =
    framework === 'CP_2012'
      ? 'Known from a mention in a later report, which gives one grade, that of the whole inspection, and no day of issue.'
      : 'Known from a mention in a later report, which gives no day of issue.';
  return {
    key: `mentioned/judgements/${inspectionId}`,
    type: 'JudgementsIssued',
    occurred: { date },
    disclosures: disclosed(mention, date, councilOf(mention), 'ofsted'),
    source: sourceOf(mention, known, note),
    data: { inspectionId, framework, overall: null, areas: [...areas] },
  };
}

/** The end of the inspection, as precise as it is mentioned. */
function endOf({ date, when }: Mention): string {
  const [, end] = /^[^/{[]+\/([^/]+)$/.exec(date) ?? [];
  if (end !== undefined) return end;
  return /^[{[]/.test(date) ? formatDay(lastDay(when)) : date;
}

/** Whether the event, or a correction of it, cites the report. */
const isFromReport = (known: KnownCase, { id }: Judgements, sourceId: string): boolean =>
  known.seen.some((event) => (event.id === id || corrects(event, id)) && event.source?.id === sourceId);

/** Whether the event has given an area this grade before, be it corrected since. */
function hasGiven(known: KnownCase, { id }: Judgements, { area, grade }: JudgedArea): boolean {
  return known.seen.some((event) => {
    const data = event.id === id ? event.data : corrects(event, id) ? event.data.replacement.data : undefined;
    const areas: unknown = data && 'areas' in data ? data.areas : undefined;
    return (
      Array.isArray(areas) &&
      areas.some((one: Partial<JudgedArea>) => one.area === area && one.grade === grade)
    );
  });
}

const corrects = (event: RecordedEvent, id: string): event is RecordedEvent<'EventCorrected'> =>
  event.type === 'EventCorrected' && event.data.target === id;
