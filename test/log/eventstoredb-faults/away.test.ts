import { startDouble } from '../../support/eventstoredb/double.ts';
import {
  all,
  bradford,
  Follower,
  failureOf,
  idsOf,
  onDouble,
  opened,
  published,
  whenOver,
} from './opened.ts';

describe('a server', () => {
  it('that is away at first is waited for', async () => {
    const { double, log } = await onDouble();
    await double.stop();
    const event = published();
    const answer = log.append(bradford, 'none', [event]);
    const follower = new Follower(log);
    const reading = log.find(event.id);
    await double.start();
    expect(await answer).toMatchObject({ revision: 0, alreadyThere: false });
    await reading;
    await follower.has(1);
    expect(idsOf(await all(log.readAll()))).toEqual([event.id]);
  });

  it('that stays away is unavailable, and is used again when it is back', async () => {
    const { double, log } = await onDouble({ deadlines: { call: 500, tries: 200 } });
    const first = published();
    await log.append(bradford, 'none', [first]);
    await double.stop();
    for (const asked of [
      log.append(bradford, 0, [published()]),
      log.head(),
      all(log.readAll()),
      all(log.readCase(bradford)),
      log.verify(),
    ])
      expect(await failureOf(asked)).toMatchObject({
        code: 'log-unavailable',
        facts: { eventstoredb: 'unavailable' },
      });
    await double.start();
    expect(idsOf(await all(log.readAll()))).toEqual([first.id]);
    expect(await log.append(bradford, 0, [published()])).toMatchObject({ revision: 1 });
  });

  it('that refuses connections for a while is waited for by those who follow', async () => {
    const { double, log } = await onDouble();
    const follower = await new Follower(log).hasCaughtUp();
    double.refuse();
    const event = published();
    const answer = log.append(bradford, 'none', [event]);
    while (double.refused < 2) await new Promise(setImmediate);
    double.accept();
    await answer;
    await follower.has(1);
    expect(follower.ids).toEqual([event.id]);
  });

  it('that restarts on its port loses nobody: not the recorder, not the reader, not the subscriber', async () => {
    const { double, log } = await onDouble();
    const other = opened(double.connectionString());
    const follower = await new Follower(log).hasCaughtUp();
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1) {
      const events = [published(), published()];
      ids.push(...idsOf(events));
      await other.append(bradford, 'any', events); // whatever the revision
      await double.stop();
      const reading = all(log.readCase(bradford));
      await double.start();
      expect(idsOf(await reading)).toEqual(ids);
    }
    await follower.has(ids.length);
    expect(follower.ids).toEqual(ids);
    expect(await log.verify()).toEqual({ events: 6, damage: [] });
  });

  it('whose subscriber leaves while it is away lets them go', async () => {
    const { double, log } = await onDouble({ deadlines: { call: 5_000, tries: 600_000 } });
    const follower = await new Follower(log).hasCaughtUp();
    await double.stop();
    const waiting = new Follower(log);
    await follower.stop();
    await waiting.stop();
    expect([follower.error, waiting.error]).toEqual([undefined, undefined]);
  });
});

it('a subscriber who leaves while the server does not answer is let go', async () => {
  const { double, log } = await onDouble({ deadlines: { call: 600_000, tries: 600_000 } });
  await log.append(bradford, 'none', [published()]);
  let silence: Promise<void> | undefined;
  const follower = new Follower(log, {
    handle: async () => {
      silence = double.order({ call: 'read', does: 'hang' }).done;
    },
  });
  await follower.has(1);
  await silence;
  await follower.stop();
  expect(follower.error).toBeUndefined();
});

it('a server that forgot which ids it was sent still has each event once', async () => {
  const double = await startDouble();
  whenOver(() => double.close());
  const log = opened(double.connectionString());
  const events = [published(), published()];
  await log.append(bradford, 'none', events);
  double.forgetIds();
  expect(await log.append(bradford, 'any', events)).toMatchObject({ revision: 1, alreadyThere: true }); // sent again
  const fault = double.order({ call: 'append', does: 'cut', when: 'after-writing' });
  const third = published();
  const answer = log.append(bradford, 1, [third]);
  await fault.done;
  double.forgetIds();
  expect(await answer).toMatchObject({ revision: 2 });
  expect(idsOf(await all(log.readAll()))).toEqual([...idsOf(events), third.id]);
});
