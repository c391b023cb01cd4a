// Several nodes of a double of the server, of which one leads.
import type { EventLog } from '../../../src/log/event-log.ts';
import { type ClusterDouble, startClusterDouble } from '../../support/eventstoredb/double.ts';
import { all, bradford, Follower, failureOf, idsOf, leeds, opened, published, whenOver } from './opened.ts';

describe('a cluster', () => {
  let cluster: ClusterDouble;
  beforeEach(async () => {
    cluster = await startClusterDouble(3);
    whenOver(() => cluster.close());
  });

  /** Everything that can be asked for an event says the same of it. */
  async function agree(log: EventLog, id: string): Promise<void> {
    const found = await log.find(id);
    expect(found).toMatchObject({ id });
    const inCase = await all(log.readCase(found?.caseId ?? bradford));
    expect(inCase.find((event) => event.id === id)).toEqual(found);
    expect((await all(log.readAll())).find((event) => event.id === id)).toEqual(found);
    expect(((await log.head()) ?? '') >= (found?.position ?? '-')).toBe(true);
  }

  it.each([
    ['that is found by its gossip', () => cluster.connectionString()],
    ['of which one node is named', () => cluster.node(0).connectionString()],
    ['that is discovered', () => cluster.node(0).connectionString().replace('esdb:', 'esdb+discover:')],
  ])('%s goes on under another leader', async (_, connection) => {
    const log = opened(connection());
    const follower = await new Follower(log).hasCaughtUp();
    const events = Array.from({ length: 6 }, () => published());
    for (const [n, event] of events.entries()) {
      if (n % 2 === 1) cluster.elect(n % 3);
      expect(await log.append(bradford, n === 0 ? 'none' : n - 1, [event])).toMatchObject({ revision: n });
      await agree(log, event.id);
    }
    await follower.has(6);
    expect(follower.ids).toEqual(idsOf(events));
  });

  it('goes on when its leader is stopped and another one elected', async () => {
    const log = opened(cluster.connectionString());
    const follower = await new Follower(log).hasCaughtUp();
    const first = published();
    await log.append(bradford, 'none', [first]);
    await cluster.node(0).stop();
    const second = published();
    const answer = log.append(bradford, 0, [second]);
    cluster.elect(1);
    expect(await answer).toMatchObject({ revision: 1 });
    await follower.has(2);
    expect(follower.ids).toEqual([first.id, second.id]);
    await agree(log, second.id);
  });

  it('without a leader refuses, and works again when it has one', async () => {
    const log = opened(cluster.connectionString(), { deadlines: { call: 500, tries: 200 } });
    await log.append(bradford, 'none', [published()]);
    await cluster.node(0).stop();
    expect(await failureOf(log.append(bradford, 0, [published()]))).toMatchObject({
      code: 'log-unavailable',
    });
    cluster.elect(2);
    expect(await log.append(bradford, 0, [published()])).toMatchObject({ revision: 1 });
  });

  it('that is away altogether is told of as unavailable, and used again when it is back', async () => {
    const log = opened(cluster.connectionString({ maxDiscoverAttempts: 2, discoveryInterval: 10 }), {
      deadlines: { call: 2_000, tries: 0 },
    });
    await log.append(bradford, 'none', [published()]);
    await Promise.all(cluster.nodes.map((node) => node.stop()));
    for (let n = 0; n < 3; n += 1)
      expect(await failureOf(log.append(bradford, 0, [published()]))).toMatchObject({
        code: 'log-unavailable',
      });
    await Promise.all(cluster.nodes.map((node) => node.start()));
    const patient = opened(cluster.connectionString());
    expect(await patient.head()).toBeDefined();
    while ((await log.head().catch(() => undefined)) === undefined) await new Promise(setImmediate);
    expect(await log.append(bradford, 0, [published()])).toMatchObject({ revision: 1 });
  });

  describe('of which a follower is read', () => {
    const openedOnFollower = () => opened(cluster.connectionString({ nodePreference: 'follower' }));
    const followers = () => [cluster.node(1), cluster.node(2)];

    it('shows to its own recorder what was acknowledged, however far it lags', async () => {
      const log = openedOnFollower();
      await log.append(bradford, 'none', [published()]);
      for (const node of followers()) node.lag();
      const event = published();
      const answer = log.append(bradford, 0, [event]);
      while (cluster.node(0).events.at(-1)?.id !== event.id) await new Promise(setImmediate);
      for (const node of followers()) node.catchUp();
      const { position } = await answer;
      expect(await log.find(event.id)).toMatchObject({ position, revision: 1 });
      await agree(log, event.id);
      const onLeader = opened(cluster.connectionString());
      expect((await all(onLeader.readCase(bradford))).at(-1)?.position).toBe(position);
    });

    it('takes an append at the revision that others have made it, when it has caught up', async () => {
      const log = openedOnFollower();
      const onLeader = opened(cluster.connectionString());
      await log.head();
      for (const node of followers()) node.lag();
      await onLeader.append(bradford, 'none', [published()]);
      const answer = log.append(bradford, 'any', [published()]); // it has no decision to protect
      while (followers().every((node) => node.calls('append') === 0)) await new Promise(setImmediate);
      const asked = () => followers().reduce((sum, node) => sum + node.calls('append'), 0);
      const before = asked();
      for (let n = 0; n < 200; n += 1) await new Promise(setImmediate);
      expect(asked() - before).toBeLessThan(5); // it waits, and does not ask as often as it can
      for (const node of followers()) node.catchUp();
      expect(await answer).toMatchObject({ revision: 1 });
      expect(await log.verify()).toEqual({ events: 2, damage: [] });
    });

    it('waits for another follower that has not what this one has shown', async () => {
      const log = openedOnFollower();
      await log.head();
      const [first, second] = followers().sort((a, b) => b.calls('read') - a.calls('read'));
      second?.lag();
      const event = published();
      await opened(cluster.connectionString()).append(bradford, 'none', [event]);
      await agree(log, event.id);
      await first?.stop();
      const asked = [log.find(event.id), all(log.readCase(bradford)), log.append(bradford, 'any', [event])]; // sent again
      while (second?.calls('read') === 0) await new Promise(setImmediate);
      second?.catchUp();
      expect(await Promise.all(asked)).toMatchObject([
        { id: event.id },
        [{ id: event.id }],
        { revision: 0, alreadyThere: true },
      ]);
    });

    it('keeps to what it has shown once, when another follower that lags is asked next', async () => {
      const log = openedOnFollower();
      await log.head();
      const event = published(leeds);
      await log.append(leeds, 'none', [event]);
      await agree(log, event.id);
      for (const node of followers()) node.lag();
      const later = published(leeds);
      await opened(cluster.connectionString()).append(leeds, 0, [later]);
      expect(await log.find(later.id)).toBeUndefined();
      await agree(log, event.id);
      for (const node of followers()) node.catchUp();
      await agree(log, later.id);
    });
  });
});
