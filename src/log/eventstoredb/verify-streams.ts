import { StoredCheck } from '../check-stored.ts';
import type { LogEntry, Verification } from '../event-log.ts';
import type { LogIndex } from './log-index.ts';
import type { Streams } from './streams.ts';

/** Checks every event, and that each stream still has all of them: a server can be told to forget. */
export async function verifyStreams(
  entries: AsyncIterable<LogEntry>,
  index: LogIndex,
  streams: Streams,
): Promise<Verification> {
  const check = new StoredCheck();
  const ids = new Set<string>();
  const lengths = new Map<string, number>();
  for await (const entry of entries) {
    check.row({ ...entry, event: Buffer.from(entry.event) });
    if (ids.has(entry.id)) check.whole(`the id ${entry.id} stands twice in the log`);
    ids.add(entry.id);
    lengths.set(entry.caseId, entry.revision + 1);
  }
  for (const caseId of index.cases) {
    const ends = await streams.ends(caseId);
    const length = lengths.get(caseId) ?? 0;
    if (!ends) check.whole(`the stream of ${caseId} was deleted`);
    else if (ends.first > 0)
      check.whole(`the stream of ${caseId} begins at revision ${ends.first}: it was truncated`);
    else if (ends.last + 1 < length)
      check.whole(`the stream of ${caseId} ends at revision ${ends.last}, before its events do`);
  }
  return check.result();
}
