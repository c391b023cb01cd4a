import type { NewEvent } from '../domain/events/catalogue.ts';
import type { CaseId, Position } from '../domain/events/envelope.ts';
import { CaselineError } from '../domain/failure.ts';
import { type Pieces, piecesOf, sameContent } from './codec.ts';
import type { Appended, EventOfCase, ExpectedRevision } from './event-log.ts';

/** One append on its way into a log, its events already written as JSON. */
export interface Append {
  readonly caseId: CaseId;
  readonly expected: ExpectedRevision;
  readonly events: readonly { readonly event: NewEvent; readonly pieces: Pieces }[];
}

/** What an adapter can say of the log as it stands while it writes. */
export interface LogAsItStands {
  find(id: string): { revision: number; position: Position; event: string } | undefined;
  /** The last event of a case; undefined for one without events. */
  last(caseId: string): EventOfCase | undefined;
}

export type Decision =
  | { readonly write: true; readonly firstRevision: number }
  | { readonly write: false; readonly appended: Appended };

/** @throws CaselineError `invalid-event` for an append that no log could take */
export function prepareAppend(
  caseId: CaseId,
  expected: ExpectedRevision,
  events: readonly NewEvent[],
): Append {
  if (events.length === 0) {
    throw new CaselineError('invalid-event', `An append to ${caseId} needs at least one event.`, { caseId });
  }
  const ids = new Set<string>();
  for (const event of events) {
    if (event.caseId !== caseId) {
      throw new CaselineError(
        'invalid-event',
        `The event ${event.id} is of ${event.caseId}; append it to that case, not to ${caseId}.`,
        { id: event.id, caseId: event.caseId, appendedTo: caseId },
      );
    }
    if (ids.has(event.id)) throw taken(event.id, 'stands twice in this append');
    ids.add(event.id);
  }
  return { caseId, expected, events: events.map((event) => ({ event, pieces: piecesOf(event) })) };
}

/**
 * What shall become of an append: whether its events were there before is asked first, so that a recorder
 * that never got its answer can ask again with the revision that it then expected.
 *
 * @throws CaselineError `event-id-taken` (facts: id) or `revision-conflict` (facts: caseId, expected, actual)
 */
export function decideAppend({ caseId, expected, events }: Append, log: LogAsItStands): Decision {
  const before = events.map(({ event }) => ({ event, stored: log.find(event.id) }));
  const known = before.filter(({ stored }) => stored !== undefined).length;
  let last = { revision: -1, position: '' };
  for (const { event, stored } of before) {
    if (stored === undefined) continue;
    if (!sameContent(stored.event, event)) throw taken(event.id, 'is of an event that says something else');
    if (known < events.length)
      throw taken(event.id, 'is in the log already, and others of this append are not');
    if (stored.revision > last.revision) last = stored;
  }
  if (known > 0) {
    return {
      write: false,
      appended: { revision: last.revision, position: last.position, alreadyThere: true },
    };
  }
  const actual = log.last(caseId);
  if (!isAsExpected(expected, actual)) throw conflict(caseId, expected, actual);
  return { write: true, firstRevision: actual === undefined ? 0 : actual.revision + 1 };
}

function isAsExpected(expected: ExpectedRevision, actual: EventOfCase | undefined): boolean {
  if (expected === 'any') return true;
  if (typeof expected !== 'object') return expected === (actual?.revision ?? 'none');
  return expected.revision === actual?.revision && expected.id === actual.id;
}

function conflict(caseId: CaseId, asked: ExpectedRevision, last: EventOfCase | undefined): CaselineError {
  const expected = typeof asked === 'object' ? asked.revision : asked;
  const actual = last?.revision ?? 'none';
  const words = (revision: number | string): string =>
    typeof revision === 'number' ? `revision ${revision}` : 'no events';
  if (expected === actual)
    return new CaselineError(
      'revision-conflict',
      `${caseId} was expected to have another event at ${words(actual)}, which was not recorded after all. Read what was added, decide again, and append with what you have read.`,
      { caseId, expected, actual },
    );
  return new CaselineError(
    'revision-conflict',
    `${caseId} was expected to have ${words(expected)} and has ${words(actual)}. Read what was added, decide again, and append with the revision that you have read.`,
    { caseId, expected, actual },
  );
}

// Nothing of the other event is told: whoever appends may not be entitled to it.
function taken(id: string, why: string): CaselineError {
  return new CaselineError('event-id-taken', `The id ${id} ${why}. Give each event an id of its own.`, {
    id,
  });
}
