import type { RecordedEvent } from '../domain/events/catalogue.ts';

/**
 * An event as it is handed out. Without `revision` and `position`: both count the events before it, the hidden
 * ones too.
 */
export function eventJson(event: RecordedEvent) {
  const { id, type, schema, caseId, occurred, disclosures, source, data, recordedAt, recordedBy } = event;
  return {
    id,
    type,
    schema,
    caseId,
    occurred,
    disclosures,
    ...(source && { source }),
    data,
    recordedAt,
    recordedBy,
    ...(event.correlationId && { correlationId: event.correlationId }),
    ...(event.causationId && { causationId: event.causationId }),
  };
}
