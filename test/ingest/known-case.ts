import type { NewEvent, RecordedEvent } from '../../src/domain/events/catalogue.ts';
import type { CaseId } from '../../src/domain/events/envelope.ts';
import { validateEvent } from '../../src/domain/events/validate.ts';
import { CaseFacts } from '../../src/domain/rules/case-facts.ts';
import type { EventToRecord, KnownCase } from '../../src/ingest/stated.ts';
import { corrected } from '../../src/replay/corrected.ts';
import { recorded } from '../support/facts.ts';

/** A case as an importer sees it, once these events were recorded in it. */
export function knownCase(caseId: CaseId, events: readonly NewEvent[] = []): KnownCase {
  const seen = events.map((event, revision) => recorded(event, revision));
  return {
    caseId,
    seen,
    ids: new Set(seen.map(({ id }) => id)),
    standing: new CaseFacts(corrected(seen).events),
  };
}

/** The case once it holds these too; a test fails where one of them is no valid event. */
export function knowing(known: KnownCase, events: readonly EventToRecord[]): KnownCase {
  const before: readonly RecordedEvent[] = known.seen;
  const added = events.map((event) => validEvent(known.caseId, event));
  return knownCase(known.caseId, [...before.map(asNew), ...added]);
}

/** Reads an event of an import with the schema of its type. */
export function validEvent(caseId: CaseId, event: object): NewEvent {
  const recordedBy = { name: 'Test import', party: 'recorder' };
  const validated = validateEvent({ recordedBy, ...event, caseId });
  if (!validated.ok)
    throw new Error(validated.problems.map(({ at, problem }) => `${at}: ${problem}`).join('; '));
  return validated.event;
}

/** An event without what the log adds to it. */
function asNew(event: RecordedEvent): NewEvent {
  const {
    revision: _,
    position: __,
    recordedAt: ___,
    when: ____,
    entitled: _____,
    recordedInstant: ______,
    ...rest
  } = event;
  return rest as NewEvent; // rest loses which member of the union it was
}
