import { CaselineError } from '../domain/failure.ts';
import type { Instant } from '../domain/time/london.ts';
import type { EventLog } from './event-log.ts';
import { openEventStoreDBLog } from './eventstoredb/eventstoredb-log.ts';
import { openMemoryLog } from './memory/memory-log.ts';
import { openSqliteLog } from './sqlite/sqlite-log.ts';

/**
 * The log that a connection string names: `sqlite:path/to/file.db`, made where there is none; `esdb://host:2113` or
 * `esdb+discover://host:2113`, an EventStoreDB or KurrentDB server or cluster; or `memory:`.
 *
 * @example openLog('sqlite:var/caseline.db', { now: Date.now })
 * @throws CaselineError `log-unavailable`
 */
export function openLog(connection: string, { now }: { readonly now: () => Instant }): EventLog {
  if (connection === 'memory:') return openMemoryLog({ now });
  if (/^esdb(\+discover)?:\/\//.test(connection)) return openEventStoreDBLog({ connection, now });
  const file = /^sqlite:(.+)$/s.exec(connection)?.[1];
  if (file !== undefined && file !== ':memory:') return openSqliteLog({ file, now });
  throw new CaselineError(
    'log-unavailable',
    `'${redacted(connection)}' names no log. Give 'sqlite:path/to/file.db', 'esdb://host:2113', or 'memory:' for one that is forgotten at the end.`,
    { connection: redacted(connection), accepted: ['sqlite:path/to/file.db', 'esdb://host:2113', 'memory:'] },
  );
}

/** A connection string that can be shown: without what stands before its last '@', user and password. */
export const redacted = (connection: string): string =>
  /^sqlite:/.test(connection) ? connection : connection.replace(/^([a-z+]*:?\/*).*@/is, '$1…@');
