import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import type { catalogue, EventTypeName, RecordedEvent } from '../domain/events/catalogue.ts';
import { eventTypeOf } from '../domain/events/catalogue.ts';
import type { CaseId, Disclosure, Occurred, SourceReference } from '../domain/events/envelope.ts';
import type { CaseFacts, DatedEvent } from '../domain/rules/case-facts.ts';
import { idFromKey } from './id-from-key.ts';

/** A case as the importer may see it, just before it records what a row says. */
export interface KnownCase {
  readonly caseId: CaseId;
  /** What stands: corrected, without the withdrawn. */
  readonly standing: CaseFacts;
  /** Everything that was recorded, in log order, the withdrawn and the amendments included. */
  readonly seen: readonly RecordedEvent[];
  /** The ids of `seen`. */
  readonly ids: ReadonlySet<string>;
}

/** What a source says happened. */
export interface Statement<Type extends EventTypeName = EventTypeName> {
  /** Names the statement within its case, for ever: the event's id is derived from it. */
  readonly key: string;
  readonly type: Type;
  readonly occurred: Occurred;
  readonly disclosures: readonly Disclosure[];
  readonly source: SourceReference;
  readonly data: z.input<(typeof catalogue)[Type]['data']>;
}

/** An event for a recording, which adds the case and the recorder. */
export interface EventToRecord extends Omit<Statement, 'key' | 'data'> {
  readonly id: string;
  readonly data: object;
}

/**
 * The events that bring a case to say what a source says: the statement itself where it is new, a correction
 * where an earlier delivery said otherwise, and nothing where the case says so already or where somebody has
 * withdrawn it. Disclosures cannot be corrected, since they decide who may see the correction: where they
 * changed, the event is withdrawn and recorded anew.
 *
 * @param explanation why there is a correction, in words
 */
export function stated<Type extends EventTypeName>(
  known: KnownCase,
  statement: Statement<Type>,
  explanation: string,
): EventToRecord[] {
  const version = lastVersion(known, statement.key);
  const id = idOf(known.caseId, statement.key, version);
  if (!known.ids.has(id)) return [eventOf(id, statement)];
  const standing = known.standing.find(id);
  const anew = idOf(known.caseId, statement.key, version + 1);
  if (!standing) return known.ids.has(withdrawalOf(known, id)) ? [eventOf(anew, statement)] : [];
  if (isDeepStrictEqual(standing.disclosures, statement.disclosures))
    return amended(known, standing, statement, explanation);
  return [withdrawn(known, standing, statement.source, explanation), eventOf(anew, statement)];
}

/** The withdrawal of what an earlier delivery stated under a key and this one does not; none where it does not stand. */
export function unstated(
  known: KnownCase,
  key: string,
  source: SourceReference,
  explanation: string,
): EventToRecord[] {
  const standing = known.standing.find(lastIdOf(known, key));
  return standing ? [withdrawn(known, standing, source, explanation)] : [];
}

/** The id under which a statement is, or would be, in a case: the last one, where its disclosures changed. */
export const lastIdOf = (known: KnownCase, key: string): string =>
  idOf(known.caseId, key, lastVersion(known, key));

/**
 * The correction that gives a standing event another date or other data; none where it says so already.
 * `data` is the whole of the new data.
 */
export function amended(
  known: KnownCase,
  standing: DatedEvent,
  to: {
    readonly occurred?: Occurred;
    readonly data?: object;
    readonly disclosures: readonly Disclosure[];
    readonly source: SourceReference;
  },
  explanation: string,
): EventToRecord[] {
  const { data } = to;
  const read = data && eventTypeOf(standing.type).data.safeParse(data);
  // Data that its schema refuses goes out as it is: recording says what is wrong with it.
  const isSameData = !read || (read.success && isDeepStrictEqual(read.data, standing.data));
  const isSameDate = !to.occurred || to.occurred.date === standing.occurred.date;
  if (isSameData && isSameDate) return [];
  const replacement = {
    ...(!isSameDate && { occurred: to.occurred }),
    ...(!isSameData && { data }),
  };
  const last = known.seen.findLast(
    (event) => event.type === 'EventCorrected' && event.data.target === standing.id,
  );
  const form = createHash('sha256').update(JSON.stringify(replacement)).digest('hex');
  return [
    {
      // Told apart by the correction before it: what is changed, changed back and changed again is three.
      id: idFromKey(`${known.caseId}/${standing.id}/corrected/${last?.id ?? 'first'}/${form}`),
      type: 'EventCorrected',
      occurred: { date: (to.occurred ?? standing.occurred).date },
      disclosures: to.disclosures,
      source: to.source,
      data: { target: standing.id, reason: 'source_error', explanation, replacement },
    },
  ];
}

/**
 * As `amended`, for an event that nobody stated under a key: where its disclosures change too, it is withdrawn and
 * recorded anew.
 */
export function restated(
  known: KnownCase,
  standing: DatedEvent,
  to: Parameters<typeof amended>[2],
  explanation: string,
): EventToRecord[] {
  const { occurred, data, disclosures, source } = to;
  if (isDeepStrictEqual(standing.disclosures, disclosures)) return amended(known, standing, to, explanation);
  const anew: EventToRecord = {
    id: idFromKey(`${known.caseId}/${standing.id}/anew`),
    type: standing.type,
    occurred: occurred ?? standing.occurred,
    disclosures,
    source,
    data: data ?? standing.data,
  };
  return [withdrawn(known, standing, source, explanation), anew];
}

function withdrawn(
  known: KnownCase,
  standing: DatedEvent,
  source: SourceReference,
  explanation: string,
): EventToRecord {
  return {
    id: withdrawalOf(known, standing.id),
    type: 'EventWithdrawn',
    occurred: { date: standing.occurred.date },
    // Whoever could see the one can see that it is gone.
    disclosures: standing.disclosures,
    source,
    data: { target: standing.id, reason: 'source_error', explanation },
  };
}

/** The id of a delivery's own withdrawal: what one has withdrawn, a later one may state again. */
const withdrawalOf = (known: KnownCase, id: string): string => idFromKey(`${known.caseId}/${id}/withdrawn`);

function lastVersion(known: KnownCase, key: string): number {
  let version = 1;
  if (!known.ids.has(idOf(known.caseId, key, 1))) return 1;
  while (known.ids.has(idOf(known.caseId, key, version + 1))) version += 1;
  return version;
}

const idOf = (caseId: CaseId, key: string, version: number): string =>
  idFromKey(version === 1 ? `${caseId}/${key}` : `${caseId}/${key}/${version}`);

const eventOf = (id: string, { key: _, ...statement }: Statement): EventToRecord => ({ id, ...statement });
