/**
 * A process that copies one SQLite log to another, for tests that kill it: node copying-child.ts <from> <to> <batch>.
 * In the transaction of that batch, counted from 0, it writes 'in the middle' and waits there to be killed.
 */
import { writeSync } from 'node:fs';
import { copyLog } from '../../src/log/copy-log.ts';
import type { EventLog, LogEntry } from '../../src/log/event-log.ts';
import { openSqliteLog } from '../../src/log/sqlite/sqlite-log.ts';

const [from = '', to = '', batch = '0'] = process.argv.slice(2);
const source = openSqliteLog({ file: from, now: Date.now });
const target = openSqliteLog({ file: to, now: Date.now });
let taken = 0;

await copyLog(source, {
  head: () => target.head(),
  entries: (options) => target.entries(options),
  takeOver: (entries) => {
    taken += 1;
    return target.takeOver(taken - 1 === Number(batch) ? endingInTheMiddle(entries) : entries);
  },
} satisfies Pick<EventLog, 'head' | 'entries' | 'takeOver'> as EventLog); // nothing else of it is asked

/** The same entries; whoever reads the text of the last one never gets it. */
function endingInTheMiddle(entries: readonly LogEntry[]): LogEntry[] {
  const last = { ...entries.at(-1) } as LogEntry; // a batch holds one at least
  Object.defineProperty(last, 'event', {
    get: () => {
      writeSync(1, 'in the middle\n');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    },
  });
  return [...entries.slice(0, -1), last];
}
