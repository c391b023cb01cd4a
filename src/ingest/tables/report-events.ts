import { isDeepStrictEqual } from 'node:util';
import type { EventTypeName } from '../../domain/events/catalogue.ts';
import type { Disclosure, Occurred } from '../../domain/events/envelope.ts';
import { PUBLIC } from '../../domain/parties.ts';
import type { DatedEvent } from '../../domain/rules/case-facts.ts';
import { firstDay, type ImpreciseDate, isExact, lastDay, parseEdtf } from '../../domain/time/edtf.ts';
import {
  type EventToRecord,
  type KnownCase,
  lastIdOf,
  restated,
  type Statement,
  stated,
  unstated,
} from '../stated.ts';
import { asFiled, inspectionInCase } from './inspection-in-case.ts';
import type { InspectionRow, ReportedInspection } from './inspection-row.ts';
import { explanation, reportKey, reportSource } from './report-source.ts';
import {
  carriedOut,
  judgements,
  listedUnreadable,
  publicationClaimKeys,
  publicationClaims,
  published,
  type Report,
} from './report-statements.ts';

/** The events that bring a case to say what a row of a table of inspections says. */
export function reportEvents(known: KnownCase, row: InspectionRow, captured: string): EventToRecord[] {
  if (row.inspection) return readable(known, asFiled(known, row), row.inspection, captured);
  const { id, capture } = reportSource(known, row, captured, undefined);
  return [...capture, ...stated(known, listedUnreadable(row, id), explanation(row))];
}

function readable(
  known: KnownCase,
  row: InspectionRow,
  inspection: ReportedInspection,
  captured: string,
): EventToRecord[] {
  const { inspectionId, fromElsewhere } = inspectionInCase(known, row, inspection);
  const source = reportSource(known, row, captured, fromElsewhere?.source);
  const report: Report = { row, inspection, inspectionId, sourceId: source.id };
  const events = [
    ...carriedOutEvents(known, report, fromElsewhere),
    ...judgementEvents(known, report),
    ...publishedEvents(known, report),
    ...claimEvents(known, report),
  ];
  // What the case has from elsewhere needs no source of this row's, as long as the row adds nothing to it.
  const isSilent = fromElsewhere !== undefined && events.length === 0;
  return isSilent ? [] : [...source.capture, ...events];
}

/** States what is this row's own or new; what the case has from elsewhere is amended in what the row states. */
function statedOr<Type extends EventTypeName>(
  known: KnownCase,
  { row }: Report,
  statement: Statement<Type>,
  fromElsewhere: boolean,
  amend: () => EventToRecord[],
): EventToRecord[] {
  const isOwn = known.ids.has(lastIdOf(known, statement.key));
  return !isOwn && fromElsewhere ? amend() : stated(known, statement, explanation(row));
}

function carriedOutEvents(
  known: KnownCase,
  report: Report,
  standing: DatedEvent<'InspectionCarriedOut'> | undefined,
): EventToRecord[] {
  const { row, inspection } = report;
  const { onSite, type, leadInspector } = inspection;
  const statement = carriedOut(report);
  const own = ownOf(known, 'InspectionCarriedOut', statement);
  const withTeam = own ? { ...statement, data: { ...statement.data, team: own.data.team } } : statement;
  return statedOr(known, report, withTeam, standing !== undefined, () => {
    if (!standing) return [];
    const agrees = onSite.start
      ? sameDays(standing.when, onSite.when)
      : lastDay(standing.when) === lastDay(onSite.when);
    const data = {
      ...standing.data,
      ...(leadInspector && { leadInspector }),
      ...(standing.data.kind === 'unknown' && { kind: type.kind }),
    };
    const { source } = statement;
    const occurred = agrees ? standing.occurred : statement.occurred;
    return restated(
      known,
      standing,
      { occurred, data, source, disclosures: disclosuresOf(known, report, standing) },
      explanation(row),
    );
  });
}

function judgementEvents(known: KnownCase, report: Report): EventToRecord[] {
  const { row, inspection, inspectionId, sourceId } = report;
  const statement = judgements(report);
  if (!statement) {
    const key = reportKey(row.sourceFile, 'judgements');
    return unstated(known, key, { id: sourceId, page: 1 }, explanation(row));
  }
  const own = ownOf(known, 'JudgementsIssued', statement);
  const standing = known.standing
    .ofType('JudgementsIssued')
    .find(({ data }) => data.inspectionId === inspectionId);
  return statedOr(known, report, own ? keepingOf(own, statement) : statement, standing !== undefined, () => {
    if (!standing) return [];
    const graded = new Map(inspection.areas.map(({ area, grade }) => [area, grade]));
    const kept = standing.data.areas.map(({ area, grade }) => ({ area, grade: graded.get(area) ?? grade }));
    const added = statement.data.areas.filter(({ area }) => !kept.some((other) => other.area === area));
    const overall = inspection.overall ?? standing.data.overall;
    const data = { ...standing.data, overall, areas: [...kept, ...added] };
    const { source } = statement;
    const occurred = isWithin(standing.when, statement.occurred) ? standing.occurred : statement.occurred;
    return restated(
      known,
      standing,
      { occurred, data, source, disclosures: disclosuresOf(known, report, standing) },
      explanation(row),
    );
  });
}

/** What the table cannot know is kept: a limiting judgement, and an exact day of issue within the time that it allows. */
function keepingOf(
  own: DatedEvent<'JudgementsIssued'>,
  statement: Statement<'JudgementsIssued'>,
): Statement<'JudgementsIssued'> {
  const isKnownBetter = isExact(own.when) && isWithin(own.when, statement.occurred);
  const { limiting } = own.data;
  return {
    ...statement,
    occurred: isKnownBetter ? own.occurred : statement.occurred,
    data: { ...statement.data, ...(limiting && { limiting }) },
  };
}

function isWithin(when: ImpreciseDate, { date }: Occurred): boolean {
  const allowed = parseEdtf(date);
  return allowed.ok && firstDay(when) >= firstDay(allowed.value) && lastDay(when) <= lastDay(allowed.value);
}

function publishedEvents(known: KnownCase, report: Report): EventToRecord[] {
  const statement = published(report);
  const standing = known.standing
    .ofType('ReportPublished')
    .find(({ data }) => data.inspectionId === report.inspectionId && data.by === 'ofsted');
  return statedOr(known, report, statement, standing !== undefined, () => {
    if (!standing) return [];
    const { occurred, source } = statement;
    return restated(
      known,
      standing,
      { occurred, source, disclosures: disclosuresOf(known, report, standing) },
      explanation(report.row),
    );
  });
}

/** Those of an event from elsewhere, but to the public with the report, on whatever day the row has for it. */
function disclosuresOf(
  known: KnownCase,
  { row, inspectionId }: Report,
  standing: DatedEvent,
): readonly Disclosure[] {
  const listed = known.standing
    .ofType('ReportPublished')
    .find(({ data }) => data.inspectionId === inspectionId && data.by === 'ofsted')?.occurred.date;
  return standing.disclosures.map((disclosure) =>
    disclosure.to === PUBLIC && disclosure.from === listed
      ? { ...disclosure, from: row.published }
      : disclosure,
  );
}

/** The claims of the row, and an end to those that an earlier delivery made and this one does not. */
function claimEvents(known: KnownCase, report: Report): EventToRecord[] {
  const { row, sourceId } = report;
  const claims = publicationClaims(report);
  const unreadable = listedUnreadable(row, sourceId).key;
  const ended = [...publicationClaimKeys(row), unreadable].filter(
    (key) => !claims.some((claim) => claim.key === key),
  );
  return [
    ...claims.flatMap((claim) => stated(known, claim, explanation(row))),
    ...ended.flatMap((key) => unstated(known, key, { id: sourceId }, explanation(row))),
  ];
}

/** The event that an earlier delivery of the row recorded under the key of a statement, if it stands. */
function ownOf<Type extends EventTypeName>(
  known: KnownCase,
  type: Type,
  { key }: Statement<Type>,
): DatedEvent<Type> | undefined {
  const id = lastIdOf(known, key);
  return known.ids.has(id) ? known.standing.ofType(type).find((event) => event.id === id) : undefined;
}

const sameDays = (a: ImpreciseDate, b: ImpreciseDate): boolean =>
  a.anyOne === b.anyOne && isDeepStrictEqual(a.spans, b.spans);
