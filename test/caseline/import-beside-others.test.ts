import { randomUUID } from 'node:crypto';
import { Caseline } from '../../src/caseline.ts';
import type { NewEvent } from '../../src/domain/events/catalogue.ts';
import { bundledCaptured, bundledTables } from '../../src/ingest/bundled-tables.ts';
import type { EventLog } from '../../src/log/event-log.ts';
import { openMemoryLog } from '../../src/log/memory/memory-log.ts';
import { anEvent } from '../support/events.ts';

const now = () => Date.parse('2026-11-22T12:00:00Z');

/** A log into whose cases somebody else records something just before every nth append. */
function busy(log: EventLog, every: number): EventLog {
  let appends = 0;
  return new Proxy(log, {
    get(target, name) {
      if (name !== 'append') {
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      }
      return async (...[caseId, expected, events]: Parameters<EventLog['append']>) => {
        appends += 1;
        if (appends % every === 0 && expected !== 'none') {
          const other = { ...anEvent('MeasureReported'), id: randomUUID(), caseId };
          await target.append(caseId, 'any', [other as NewEvent]); // the same event in another case
        }
        return target.append(caseId, expected, events);
      };
    },
  });
}

/** What the import of the bundled tables recorded, and what the same import again would. */
async function imported(log: EventLog) {
  const caseline = new Caseline(log, now);
  const run = () =>
    caseline.importTables({
      files: bundledTables,
      captured: bundledCaptured,
      recordedBy: { name: 'Test recorder', party: 'recorder' },
      report: ({ message }) => {
        throw new Error(message);
      },
    });
  const first = await run();
  const events = new Map<string, unknown[]>();
  for await (const { type, id, caseId, data, occurred } of caseline.everything('auditor'))
    if (type !== 'MeasureReported')
      events.set(caseId, [...(events.get(caseId) ?? []), { type, id, data, occurred }]);
  const again = await new Caseline(log, now).importTables({
    files: bundledTables,
    captured: bundledCaptured,
    recordedBy: { name: 'Test recorder', party: 'recorder' },
    report: () => {},
  });
  return { first, events, again };
}

describe('an import while others record in the same cases', () => {
  it.each([3, 7])(
    'records what it records alone, in each case in the same order (every append %i is overtaken)',
    async (every) => {
      const alone = await imported(openMemoryLog({ now }));
      const beside = await imported(busy(openMemoryLog({ now }), every));
      expect(beside.first).toEqual(alone.first);
      expect(beside.events).toEqual(alone.events);
      expect(beside.again).toMatchObject({ recorded: 0, refused: 0 });
    },
  );
});
