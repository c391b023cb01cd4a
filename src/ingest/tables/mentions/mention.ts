import type { EventTypeName } from '../../../domain/events/catalogue.ts';
import type { CaseId, Disclosure, SourceReference } from '../../../domain/events/envelope.ts';
import type { Grade } from '../../../domain/frameworks/frameworks.ts';
import { type Party, PUBLIC } from '../../../domain/parties.ts';
import type { DatedEvent } from '../../../domain/rules/case-facts.ts';
import { formatDay, parseDay } from '../../../domain/time/civil-day.ts';
import { firstDay, type ImpreciseDate, lastDay } from '../../../domain/time/edtf.ts';
import { type EventToRecord, type KnownCase, lastIdOf, type Statement, stated } from '../../stated.ts';
import { overlap } from '../inspection-in-case.ts';
import type { MentionKind } from './kinds.ts';

/** One row of a table of mentions: an event as one report of Ofsted's states it. */
export interface Mention {
  readonly la: string;
  readonly caseId: CaseId;
  readonly kind: MentionKind;
  /** EDTF. */
  readonly date: string;
  readonly when: ImpreciseDate;
  readonly grade: Grade | undefined;
  readonly detail: string;
  /** `detail` without what stands in parentheses, and that. */
  readonly words: string;
  readonly aside: string | undefined;
  /** The day on which the report was published. */
  readonly published: string;
  readonly page: number | undefined;
}

/** What a mention brings to its case; nothing where the case knows it already. */
export type Tell = (mention: Mention, known: KnownCase) => readonly EventToRecord[];

/** What it says without its grades: the same where a grade is put right. */
export const subjectOf = ({ words }: Mention): string =>
  words
    .split('; ')
    .map((part) => part.replace(/: .*$/, ''))
    .join(' ');

/** Two reports that mention one event in the same words have one key. */
export const keyOf = (mention: Mention): string =>
  ['mentioned', mention.kind, mention.date, subjectOf(mention).toLowerCase()].join('/');

export const isKnown = (known: KnownCase, key: string): boolean => known.ids.has(lastIdOf(known, key));

/** A statement that the table brings once, and leaves to others from then on. */
export const once = <Type extends EventTypeName>(
  known: KnownCase,
  statement: Statement<Type>,
): EventToRecord[] =>
  isKnown(known, statement.key) ? [] : stated(known, statement, 'Recorded once, and left alone.');

/** The report that mentions it, by the name under which the case has it. */
export function sourceOf({ published, page }: Mention, known: KnownCase, note?: string): SourceReference {
  const usual = `ofsted-report-${published}`;
  const reports = known.standing
    .ofType('SourceCaptured')
    .filter(({ data }) => data.publisher === 'Ofsted' && data.dated === published)
    .map(({ data }) => data.sourceId);
  const id = reports.includes(usual) ? usual : (reports[0] ?? usual);
  return { id, ...(page !== undefined && { page }), ...(note && { note }) };
}

/** The same, with the mention's own words: they say more than the fields of an event can hold. */
export const mentionedIn = (mention: Mention, known: KnownCase): SourceReference =>
  sourceOf(mention, known, `Known from a mention in a later report: ${mention.detail}.`);

/** Those who necessarily knew, from when it happened; the public once the report that says so was published. */
export const disclosed = (
  { published }: Mention,
  from: string,
  ...parties: readonly Party[]
): readonly Disclosure[] => [...parties.map((to) => ({ to, from })), { to: PUBLIC, from: published }];

export const councilOf = ({ la }: Mention): Party => `council:${la}`;

/** The inspection whose report mentions it, as far as the case knows it. */
function reportingInspection(
  { published }: Mention,
  known: KnownCase,
): DatedEvent<'InspectionCarriedOut'> | undefined {
  return known.standing
    .ofType('ReportPublished')
    .filter(({ data, occurred }) => data.by === 'ofsted' && occurred.date === published)
    .flatMap((report) => known.standing.related(report, 'InspectionCarriedOut'))[0];
}

/** When the report came to say so: after the last day on site, and by its publication. */
export function whenStated(mention: Mention, known: KnownCase): string {
  const inspection = reportingInspection(mention, known);
  const left = inspection && formatDay(lastDay(inspection.when));
  return left !== undefined && left < mention.published ? `${left}/${mention.published}` : mention.published;
}

/** An identifier that nothing else in the case has. */
export function freeId(wanted: string, isTaken: (id: string) => boolean): string {
  let id = wanted;
  for (let count = 2; isTaken(id); count += 1) id = `${wanted}-${count}`;
  return id;
}

/** Whether the case knows an event of this type that can be the one mentioned. */
export const isThere = ({ when }: Mention, known: KnownCase, type: EventTypeName): boolean =>
  known.standing.ofType(type).some((event) => overlap(event.when, when));

/** The event by which the authority came to be. */
export const registrationOf = (known: KnownCase): DatedEvent<'AuthorityRegistered'> | undefined =>
  known.standing.ofType('AuthorityRegistered')[0];

/** Whether it happened to the authority before this one. */
export function isBeforeTheAuthority({ when }: Mention, known: KnownCase): boolean {
  const registered = registrationOf(known);
  return registered !== undefined && lastDay(when) < firstDay(registered.when);
}

/** Whether it lies after the publication of the report, which can only have planned it. */
export const isYetToCome = ({ when, published }: Mention): boolean =>
  firstDay(when) > (parseDay(published) ?? Number.POSITIVE_INFINITY);
