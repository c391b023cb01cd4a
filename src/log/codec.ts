import { canonical } from '../domain/canonical.ts';
import {
  eventTypeOf,
  isEventTypeName,
  type NewEvent,
  type RecordedEvent,
} from '../domain/events/catalogue.ts';
import type { Disclosure, Position, Recorded } from '../domain/events/envelope.ts';
import { validateEvent } from '../domain/events/validate.ts';
import { CaselineError, type Problem } from '../domain/failure.ts';
import { lastDay, parseEdtf } from '../domain/time/edtf.ts';
import { type Instant, parseInstant, startOfDay } from '../domain/time/london.ts';

/**
 * Canonical JSON of each field of an event, made once: its stored text and its leaf are put together from
 * these.
 */
export interface Pieces {
  readonly id: string;
  readonly type: string;
  readonly schema: string;
  readonly caseId: string;
  readonly occurred: string;
  readonly disclosures: string;
  readonly source: string | undefined;
  readonly data: string;
  readonly recordedBy: string;
  readonly correlationId: string | undefined;
  readonly causationId: string | undefined;
}

/** Where an event stands in its log and in its case. */
interface Place {
  readonly position: Position;
  readonly revision: number;
}

/** An event as a log keeps it. */
export interface StoredEvent extends Place {
  /** What `storedText` made of it. */
  readonly event: string;
}

/** @throws CaselineError `invalid-event` for text or numbers that JSON in UTF-8 cannot carry */
export function piecesOf(event: NewEvent): Pieces {
  const optional = (value: unknown) => (value === undefined ? undefined : canonical(value));
  try {
    return {
      id: canonical(event.id),
      type: canonical(event.type),
      schema: canonical(event.schema),
      caseId: canonical(event.caseId),
      occurred: canonical(event.occurred),
      disclosures: canonical(event.disclosures),
      source: optional(event.source),
      data: canonical(event.data),
      recordedBy: canonical(event.recordedBy),
      correlationId: optional(event.correlationId),
      causationId: optional(event.causationId),
    };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new CaselineError('invalid-event', `The event cannot be written as JSON: ${problem}.`, {
      id: event.id,
      problems: [{ at: '', problem }] satisfies Problem[],
    });
  }
}

/** The stored form: canonical JSON (RFC 8785) of the event with `recordedAt`, its keys in that order. */
export function storedText(pieces: Pieces, recordedAt: string): string {
  const causation = pieces.causationId === undefined ? '' : `,"causationId":${pieces.causationId}`;
  const correlation = pieces.correlationId === undefined ? '' : `,"correlationId":${pieces.correlationId}`;
  const source = pieces.source === undefined ? '' : `,"source":${pieces.source}`;
  return (
    `{"caseId":${pieces.caseId}${causation}${correlation},"data":${pieces.data}` +
    `,"disclosures":${pieces.disclosures},"id":${pieces.id},"occurred":${pieces.occurred}` +
    `,"recordedAt":${JSON.stringify(recordedAt)},"recordedBy":${pieces.recordedBy}` +
    `,"schema":${pieces.schema}${source},"type":${pieces.type}}`
  );
}

/** Whether a stored event says the same as this one, whoever recorded it, and whenever. */
export function sameContent(stored: string, event: NewEvent): boolean {
  const parsed = parseStored(stored);
  if (parsed === undefined) return false;
  const before = piecesOf(parsed as unknown as NewEvent); // was validated before it was stored
  const now = piecesOf(event);
  return storedText({ ...before, recordedBy: 'null' }, '') === storedText({ ...now, recordedBy: 'null' }, '');
}

/**
 * An event as its readers get it, validated, its dates resolved.
 * @throws CaselineError `log-damaged` (facts: event, caseId, position, problems) when the text is no event
 */
export function decode({ event: text, position, revision }: StoredEvent): RecordedEvent {
  const stored = parseStored(text);
  if (stored === undefined) throw damaged(position, {}, [{ at: '', problem: 'not a JSON object' }]);
  return decodeParsed(stored, { position, revision });
}

/** The same of what the text says, for a log that gives it parsed. What is handed over is used up. */
export function decodeParsed(stored: Record<string, unknown>, { position, revision }: Place): RecordedEvent {
  const { recordedAt } = stored;
  delete stored.recordedAt; // what is left is the event; copying it would cost as much as reading it
  const validated = validateEvent(stored);
  if (!validated.ok) throw damaged(position, stored, validated.problems);
  const recorded = revive(validated.event, { position, revision, recordedAt });
  if (recorded === undefined)
    throw damaged(position, stored, [{ at: '/recordedAt', problem: 'not an RFC 3339 instant' }]);
  return recorded;
}

/**
 * The same for reading a whole log: what was validated before it was stored is not validated again, which takes
 * two thirds of the time. What does not even look like an event is read as `decode` reads it. Whether anybody
 * has changed what is stored is `verify`'s to say.
 */
export function decodeInBulk(row: StoredEvent): RecordedEvent {
  const stored = parseStored(row.event);
  return stored ? decodeParsedInBulk(stored, row) : decode(row);
}

export function decodeParsedInBulk(stored: Record<string, unknown>, place: Place): RecordedEvent {
  const { position, revision } = place;
  const { recordedAt } = stored;
  const recorded = looksLikeEvent(stored) ? revive(stored, { position, revision, recordedAt }) : undefined;
  return recorded ?? decodeParsed(stored, place);
}

function looksLikeEvent(stored: object): stored is NewEvent & Record<string, unknown> {
  const { id, type, schema, caseId, occurred, disclosures, data, recordedBy } = stored as Partial<NewEvent>; // each is looked at below
  return (
    typeof id === 'string' &&
    typeof caseId === 'string' &&
    typeof type === 'string' &&
    isEventTypeName(type) &&
    schema === eventTypeOf(type).schema &&
    typeof occurred?.date === 'string' &&
    typeof recordedBy?.party === 'string' &&
    typeof data === 'object' &&
    data !== null &&
    Array.isArray(disclosures) &&
    disclosures.every(({ to, from }) => typeof to === 'string' && typeof from === 'string')
  );
}

/**
 * A valid event as its readers get it: its dates resolved. It is the same object, with what the log knows of it.
 * Undefined where `recordedAt` is no instant.
 */
export function revive(
  event: NewEvent,
  { position, revision, recordedAt }: Place & { readonly recordedAt: unknown },
): RecordedEvent | undefined {
  const recordedInstant = typeof recordedAt === 'string' ? parseInstant(recordedAt) : undefined;
  const when = parseEdtf(event.occurred.date);
  if (typeof recordedAt !== 'string' || recordedInstant === undefined || !when.ok) return undefined;
  const entitled = event.disclosures.map(({ to, from }) => ({ to, from: entitledFrom(from) }));
  const recorded: Recorded = { revision, position, recordedAt, when: when.value, entitled, recordedInstant };
  return Object.assign(event, recorded);
}

/** The stored text as an object, whatever it says; undefined when it is none. */
export function parseStored(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined; // an object that JSON.parse made has these keys only
  } catch {
    return undefined;
  }
}

/** An instant counts exactly; a date from the start, in London, of its last possible day: in doubt, hide. */
function entitledFrom(from: Disclosure['from']): Instant {
  const known = entitledBefore.get(from);
  if (known !== undefined) return known;
  if (entitledBefore.size >= remembered) entitledBefore.clear();
  const instant = instantFrom(from);
  entitledBefore.set(from, instant);
  return instant;
}

/** A log repeats few texts often. */
const entitledBefore = new Map<string, Instant>();
const remembered = 10_000;

function instantFrom(from: Disclosure['from']): Instant {
  const instant = parseInstant(from);
  if (instant !== undefined) return instant;
  const date = parseEdtf(from);
  // Validation let the text pass, so it is a date; were it ever not, nobody would become entitled.
  return date.ok ? startOfDay(lastDay(date.value)) : Number.POSITIVE_INFINITY;
}

function damaged(
  position: Position,
  stored: Readonly<Record<string, unknown>>,
  problems: readonly Problem[],
): CaselineError {
  const { id, caseId } = stored;
  const said = problems.map(({ at, problem }) => `${at} ${problem}`.trim()).join('; ');
  return new CaselineError(
    'log-damaged',
    `The event ${String(id)} at position ${position} cannot be read: ${said}. Run verify to see all damage.`,
    { event: id ?? null, caseId: caseId ?? null, position, problems },
  );
}
