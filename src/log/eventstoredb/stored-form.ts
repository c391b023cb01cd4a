import type { JSONEventData, RecordedEvent } from '@eventstore/db-client';
import { canonical } from '../../domain/canonical.ts';
import type { LogEntry } from '../event-log.ts';

/** What is stored beside an event: what is known of it only once it is written. */
export type Proof = Pick<LogEntry, 'salt' | 'leaf'>;

/**
 * An event as the server keeps it: the payload {data, occurred, source?} is the data, and the envelope, with salt and
 * leaf, is the metadata; id and type are the server's own, and the case is the name of the stream. The order of the
 * keys is that of canonical JSON: what the leaf commits to stands in the server byte for byte.
 *
 * @param text canonical JSON of the event with `recordedAt`
 */
export function storedForm(text: string, { salt, leaf }: Proof): JSONEventData {
  const {
    id,
    type,
    caseId: _,
    data,
    occurred,
    source,
    correlationId,
    causationId,
    ...envelope
  } = JSON.parse(text) as Record<string, unknown>; // our own canonical JSON of an event
  const { disclosures, recordedAt, recordedBy, schema } = envelope;
  return {
    id: String(id),
    type: String(type),
    contentType: 'application/json',
    data: { data, occurred, ...(source !== undefined && { source }) },
    metadata: {
      ...(causationId !== undefined && { $causationId: causationId }),
      ...(correlationId !== undefined && { $correlationId: correlationId }),
      disclosures,
      leaf: hex(leaf),
      recordedAt,
      recordedBy,
      salt: hex(salt),
      schema,
    },
  };
}

/**
 * The event that the server keeps, as its text would parse, whoever wrote it: nothing is trusted. What stands there
 * and is of no event stays, so that whoever validates it finds it.
 */
export function parsedForm(event: RecordedEvent, caseId: string): Record<string, unknown> {
  const { id, type } = event;
  const { salt: _, leaf: __, $correlationId, $causationId, ...envelope } = objectOf(event.metadata);
  return {
    ...objectOf(event.data),
    ...envelope,
    id,
    type,
    caseId,
    ...($correlationId !== undefined && { correlationId: $correlationId }),
    ...($causationId !== undefined && { causationId: $causationId }),
  };
}

/** The same as canonical JSON, where that can say it: what cannot be said so is no event, and found by its leaf. */
export function textOf(event: RecordedEvent, caseId: string): string {
  const parsed = parsedForm(event, caseId);
  try {
    return canonical(parsed);
  } catch {
    return JSON.stringify(parsed); // half a surrogate pair
  }
}

/** Lower-case hexadecimal, where an event has one. */
export const leafOf = (event: { readonly metadata?: unknown }): unknown => objectOf(event.metadata).leaf;

/** The same with all that a copy takes over. */
export function entryOf(event: RecordedEvent, caseId: string, position: string): LogEntry {
  const { salt, leaf, recordedAt } = objectOf(event.metadata);
  return {
    position,
    id: event.id,
    caseId,
    revision: Number(event.revision),
    type: event.type,
    recordedAt: String(recordedAt),
    event: textOf(event, caseId),
    salt: Buffer.from(String(salt), 'hex'),
    leaf: Buffer.from(String(leaf), 'hex'),
  };
}

/** What is no object is read as an empty one, which is no event. */
const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
    ? { ...value }
    : {};

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
