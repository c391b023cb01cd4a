import type { EventLog } from '../../../src/log/event-log.ts';
import { openEventStoreDBLog } from '../../../src/log/eventstoredb/eventstoredb-log.ts';
import { anEvent } from '../../support/events.ts';
import type { Double } from '../../support/eventstoredb/double.ts';
import type { Call } from '../../support/eventstoredb/faults.ts';

/** What happens in a process of its own; it resolves when all is closed. */
export type Scenarios = Readonly<Record<string, () => Promise<void>>>;

export const bradford = 'authority-380';
export const published = () => anEvent('ReportPublished');

/** What fails is tried again for ten minutes: whoever waits for that does not end. */
export const patiently = (connection: string, call = 600_000): EventLog =>
  openEventStoreDBLog({ connection, now: Date.now, deadlines: { call, tries: 600_000 } });

export async function read(items: AsyncIterable<unknown>, enough = Number.POSITIVE_INFINITY): Promise<void> {
  let left = enough;
  for await (const _ of items) {
    left -= 1;
    if (left === 0) return;
  }
}

export const follow = (log: EventLog, signal = new AbortController().signal): Promise<void> =>
  read(log.subscribe({ signal }));

/** Everything that a log can be asked, at once. It may be answered or refused, but has to hear of one of both. */
export const everything = (log: EventLog): readonly Promise<unknown>[] => [
  ...Array.from({ length: 20 }, () => log.append(bradford, 'any', [published()])), // whatever the revision
  ...[log.head(), log.find('x'), log.settled(), log.verify(), follow(log)],
  ...[read(log.readAll()), read(log.readCase(bradford)), read(log.entries())],
];

/** Resolves when the next call of a kind has come. */
export async function asked(double: Double, call: Call): Promise<void> {
  const before = double.calls(call);
  while (double.calls(call) === before) await new Promise(setImmediate);
}
