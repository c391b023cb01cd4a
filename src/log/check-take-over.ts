import { CaselineError } from '../domain/failure.ts';
import type { LogAsItStands } from './decide-append.ts';
import type { LogEntry } from './event-log.ts';

/**
 * Entries of another log can be taken over as they are where none is there yet and each is the next of its case:
 * the revision is in the leaf, so no event can move to another one.
 *
 * @throws CaselineError `event-id-taken` (facts: id) or `revision-conflict` (facts: caseId, expected, actual)
 */
export function checkTakeOver(entries: readonly LogEntry[], log: LogAsItStands): void {
  const ids = new Set<string>();
  const lastOfCases = new Map<string, number>();
  for (const { id, caseId, revision } of entries) {
    if (ids.has(id) || log.find(id)) throw taken(id);
    ids.add(id);
    const last = lastOfCases.get(caseId) ?? log.last(caseId)?.revision;
    if (revision !== (last ?? -1) + 1) throw conflict(caseId, revision, last);
    lastOfCases.set(caseId, revision);
  }
}

function conflict(caseId: string, revision: number, last: number | undefined): CaselineError {
  const actual = last ?? 'none';
  return new CaselineError(
    'revision-conflict',
    `An event of ${caseId} with revision ${revision} was to be taken over, and the next one here is ${(last ?? -1) + 1}. Nothing was: take over all events of the other log, in its order, and append nothing else meanwhile.`,
    { caseId, expected: revision === 0 ? 'none' : revision - 1, actual },
  );
}

function taken(id: string): CaselineError {
  return new CaselineError(
    'event-id-taken',
    `The event ${id} was to be taken over, and its id is in this log already. Nothing was: go on after the last event that both logs have.`,
    { id },
  );
}
