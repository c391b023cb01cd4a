import { CaselineError } from '../../domain/failure.ts';
import { checkTakeOver } from '../check-take-over.ts';
import type { LogEntry } from '../event-log.ts';
import { storedForm } from './stored-form.ts';
import type { Streams } from './streams.ts';
import type { Tail } from './tail.ts';

/**
 * Takes over entries of another log. All is checked before anything is written; where a write then fails, those before
 * it are there, in order.
 *
 * @throws CaselineError as `EventLog.takeOver`, and `log-unavailable`
 */
export async function takeOver(entries: readonly LogEntry[], streams: Streams, tail: Tail): Promise<void> {
  const log = await streams.asItStands(entries.map(({ id, caseId }) => ({ caseId, ids: [id] })));
  checkTakeOver(entries, log);
  for (const run of runsOfCases(entries)) {
    const { caseId, revision } = run[0];
    const stored = run.map((entry) => storedForm(entry.event, entry));
    // One after the other: their order in the log is the order in which they are written.
    if (await streams.append(caseId, revision - 1, () => stored)) continue;
    await tail.refresh();
    const expected = revision === 0 ? 'none' : revision - 1;
    const actual = tail.index.lastRevision(caseId) ?? 'none';
    throw new CaselineError(
      'revision-conflict',
      `Somebody else appends to ${caseId}. Stop them, and go on.`,
      {
        caseId,
        expected,
        actual,
      },
    );
  }
  await tail.refresh();
}

/** How many events, at most, and characters of them, one append takes over. */
const longestRun = { events: 500, characters: 512 * 1024 };

/** Entries in their order, cut where the next is of another case or the run is long enough. */
function runsOfCases(entries: readonly LogEntry[]): readonly (readonly [LogEntry, ...LogEntry[]])[] {
  const runs: [LogEntry, ...LogEntry[]][] = [];
  let characters = 0;
  for (const entry of entries) {
    const run = runs.at(-1);
    characters += entry.event.length;
    const goesOn = run?.[0].caseId === entry.caseId && run.length < longestRun.events;
    if (goesOn && characters <= longestRun.characters) run.push(entry);
    else {
      runs.push([entry]);
      characters = entry.event.length;
    }
  }
  return runs;
}
