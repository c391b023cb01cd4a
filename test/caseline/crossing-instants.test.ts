import type { CaseId } from '../../src/domain/events/envelope.ts';
import type { LogEntry } from '../../src/log/event-log.ts';
import { openMemoryLog } from '../../src/log/memory/memory-log.ts';
import { anEvent } from '../support/events.ts';
import { publicFrom } from '../support/following.ts';
import { start, World } from '../support/world.ts';

const disclosures = publicFrom(start - 86_400_000);

/** What a machine recorded of a case at an instant, as its log keeps it. */
async function recordedAt(instant: number, caseId: CaseId): Promise<LogEntry[]> {
  const log = openMemoryLog({ now: () => instant });
  const event = anEvent('MeasureReported', { caseId, disclosures });
  await log.append(caseId, 'none', [event]);
  const entries: LogEntry[] = [];
  for await (const entry of log.entries()) entries.push(entry);
  return entries;
}

describe('events that machines recorded at the same time, and that stand in the log the other way round', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });
  afterEach(() => world.end());

  it('all come to whoever goes on after any of them', async () => {
    const entries = [
      ...(await recordedAt(start - 40, 'authority-380')),
      ...(await recordedAt(start - 10, 'authority-381')),
      ...(await recordedAt(start - 30, 'authority-382')),
      ...(await recordedAt(start - 20, 'authority-383')),
    ];
    await world.log.takeOver(entries);
    // So many that those before them are read from the log again.
    const later = Array.from({ length: 2_100 }, () => anEvent('MeasureReported', { disclosures }));
    await world.write(later);
    const ids = [...entries, ...later].map(({ id }) => id);
    for (const [n, after] of ['start', ...ids.slice(0, entries.length)].entries()) {
      const reader = await world.follow('public', after).caughtUp();
      expect(reader.got).toEqual(ids.slice(n));
      expect(reader.caughtUpWith).toBe(ids.at(-1));
    }
  });

  it('all come to whoever follows while they arrive, and comes back', async () => {
    const first = await recordedAt(start + 20, 'authority-380');
    const second = await recordedAt(start + 10, 'authority-381');
    const reader = await world.follow('public').caughtUp();
    world.pass(30);
    await world.log.takeOver(first);
    await reader.has(1);
    await world.log.takeOver(second);
    await reader.has(2);
    expect(reader.got).toEqual([first[0]?.id, second[0]?.id]);
    for (const viewer of ['public', 'ofsted'] as const) {
      const again = await world.follow(viewer, first[0]?.id).caughtUp();
      expect(again.got).toEqual([second[0]?.id]);
    }
  });

  it('are nothing that verify finds fault with, unless they are farther apart than an append can take', async () => {
    await world.log.takeOver([
      ...(await recordedAt(start, 'authority-380')),
      ...(await recordedAt(start - 60_000, 'authority-381')),
    ]);
    expect((await world.log.verify()).damage).toEqual([]);
    await world.log.takeOver(await recordedAt(start - 60_001, 'authority-382'));
    expect((await world.log.verify()).damage).toMatchObject([{ caseId: 'authority-382' }]);
  });
});
