// Appends that take longer than usual, on a double of the server.

import { startDouble } from '../../support/eventstoredb/double.ts';
import {
  all,
  bradford,
  Follower,
  failureOf,
  idsOf,
  leeds,
  onDouble,
  opened,
  published,
  whenOver,
} from './opened.ts';

const start = Date.UTC(2026, 0, 5, 9);

describe('an append that is tried again', () => {
  it('was recorded when it was tried for the last time, so that nothing is older than what had settled', async () => {
    let now = start;
    const { double, log } = await onDouble({ now: () => now, deadlines: { call: 1_500, tries: 10_000 } });
    const other = opened(double.connectionString(), { now: () => now });
    await log.append(leeds, 'none', [published(leeds)]);
    const lost = double.order({ call: 'append', does: 'hang' });
    const answer = log.append(bradford, 'none', [published()]);
    await lost.done;
    now += 3_000;
    const settled = await other.settled();
    await answer;
    const later = await all(other.readAll(settled === undefined ? {} : { after: settled }));
    expect(later.map(({ recordedInstant }) => recordedInstant)).toEqual([start + 3_000]);
    expect(await other.verify()).toEqual({ events: 2, damage: [] });
  });

  it('is answered, though somebody was faster, before the log closes', async () => {
    const { double, log } = await onDouble();
    const other = opened(double.connectionString());
    await log.append(bradford, 'none', [published()]);
    const slow = double.order({ call: 'append', does: 'cut', when: 'before-writing' });
    const answer = log.append(bradford, 'any', [published()]); // whatever the revision
    await slow.done;
    await other.append(bradford, 0, [published()]);
    const closing = log.close();
    const told = await answer.then(
      ({ revision }) => `revision ${revision}`,
      (error: { readonly code?: string }) => error.code,
    );
    await closing;
    const length = (await all(other.readCase(bradford))).length;
    expect(told).toBe(length === 3 ? 'revision 2' : 'log-unavailable');
  });
});

describe('what another program says of when it recorded', () => {
  it.each([['zzz'], [null], [5], ['9999'], ['2026-01-05T10:00:00+01:00']])(
    'is nothing that later events have to come after: %p',
    async (recordedAt) => {
      const { double, log } = await onDouble({ now: () => start });
      double.appendForeign('authority-999', 'Something', {}, { recordedAt });
      await log.append(bradford, 'none', [published()]);
      expect(await all(log.readCase(bradford))).toMatchObject([{ recordedInstant: start }]);
    },
  );
});

describe('a server that was restored from a backup', () => {
  it('is refused by whoever has read what it has no more, until they start again', async () => {
    const first = published();
    const before = await startDouble();
    const log = opened(before.connectionString(), { deadlines: { call: 2_000, tries: 5_000 } });
    await log.append(bradford, 'none', [first]);
    await log.append(bradford, 0, [published()]);
    const follower = await new Follower(log).hasCaughtUp();
    const { port } = before;
    await before.close();
    const restored = await startDouble({ port });
    whenOver(() => restored.close());
    const fresh = opened(restored.connectionString());
    await fresh.append(leeds, 'none', [published(leeds)]);
    await follower.ended();
    expect(follower.error).toMatchObject({ code: 'log-damaged' });
    for (const asked of [log.head(), all(log.readAll()), log.append(bradford, 1, [published()])])
      expect(await failureOf(asked)).toMatchObject({ code: 'log-damaged' });
    expect(idsOf(await all(fresh.readCase(bradford)))).toEqual([]);
  });
});
