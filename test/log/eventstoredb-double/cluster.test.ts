// Several nodes of the double over one log, as the real client meets them.

import { once } from 'node:events';
import { connect, connected, connectedCluster } from '../../support/eventstoredb/connected.ts';
import type { Double } from '../../support/eventstoredb/double.ts';
import { all, at, noted, numbers } from '../../support/eventstoredb/examples.ts';

const leaderOnly = { requiresLeader: true } as const;
const total = (nodes: readonly Double[], call: 'append' | 'read'): number[] =>
  nodes.map((node) => node.calls(call));

describe('a cluster of doubles', () => {
  it('is found by its gossip, and written to at its leader', async () => {
    const { client, cluster } = await connectedCluster(3);
    cluster.elect(1);
    await client.appendToStream('case', noted(1), leaderOnly);
    expect(total(cluster.nodes, 'append')).toEqual([0, 1, 0]);
  });

  it('is found from one node of it', async () => {
    const { cluster } = await connectedCluster(3);
    cluster.elect(2);
    const discovering = connect(cluster.node(0).connectionString().replace('esdb:', 'esdb+discover:'));
    await discovering.appendToStream('case', noted(1), leaderOnly);
    expect(total(cluster.nodes, 'append')).toEqual([0, 0, 1]);
  });

  it('of one node is found as well', async () => {
    const { double } = await connected();
    const discovering = connect(double.connectionString().replace('esdb:', 'esdb+discover:'));
    await discovering.appendToStream('case', noted(1), leaderOnly);
    expect(double.calls('gossip')).toBe(1);
  });

  it('answers reads at its followers, for those who like', async () => {
    const { client, cluster } = await connectedCluster(2);
    await client.appendToStream('case', noted(1));
    const preferring = connect(cluster.connectionString({ nodePreference: 'follower' }));
    expect(numbers(await all(preferring.readStream('case')))).toEqual([1]);
    expect(cluster.node(1).calls('read')).toBe(1);
  });

  it('has an append forwarded by a follower', async () => {
    const { cluster } = await connectedCluster(2);
    const follower = connect(cluster.node(1).connectionString());
    await follower.appendToStream('case', noted(1));
    expect(numbers(await all(follower.readStream('case')))).toEqual([1]);
  });

  it.each([
    [
      'an append',
      (client: ReturnType<typeof connect>) => client.appendToStream('case', noted(2), leaderOnly),
    ],
    [
      'an append in a call of its own',
      (client: ReturnType<typeof connect>) =>
        client.appendToStream('case', noted(2), {
          ...leaderOnly,
          credentials: { username: 'a', password: 'b' },
        }),
    ],
    ['a delete', (client: ReturnType<typeof connect>) => client.deleteStream('case', leaderOnly)],
    ['a read', (client: ReturnType<typeof connect>) => all(client.readStream('case', leaderOnly))],
  ])('refuses %s that requires the leader at a follower, and says who leads', async (_, call) => {
    const { client, cluster } = await connectedCluster(2);
    await client.appendToStream('case', noted(1));
    const follower = connect(cluster.node(1).connectionString());
    const leader = { address: '127.0.0.1', port: cluster.node(0).port };
    await expect(call(follower)).rejects.toMatchObject({ type: 'not-leader', leader });
    await call(follower); // the client has gone there
  });

  it('lets a follower lag behind until told otherwise', async () => {
    const { client, cluster } = await connectedCluster(2);
    const follower = connect(cluster.node(1).connectionString());
    await client.appendToStream('case', noted(1));
    cluster.node(1).lag();
    const { position } = await client.appendToStream('case', noted(2));
    expect(numbers(await all(follower.readStream('case')))).toEqual([1]);
    expect(await all(follower.readAll({ fromPosition: position ?? at(0) }))).toEqual([]);
    const subscription = follower.subscribeToStream('case', { fromRevision: 0n });
    const next = once(subscription, 'data');
    await once(subscription, 'caughtUp');
    cluster.node(1).catchUp();
    expect(await next).toMatchObject([{ event: { data: { n: 2 } } }]);
    expect(numbers(await all(follower.readStream('case')))).toEqual([1, 2]);
  });

  it('has no leader while that is stopped, and goes on with another', async () => {
    const { client, cluster } = await connectedCluster(3);
    await client.appendToStream('case', noted(1), leaderOnly);
    const follower = connect(cluster.node(1).connectionString());
    await cluster.node(0).stop();
    const credentials = { username: 'a', password: 'b' };
    const refused = follower.appendToStream('case', noted(2), { credentials });
    await expect(refused).rejects.toMatchObject({ type: 'unavailable' });
    expect(numbers(await all(follower.readStream('case')))).toEqual([1]);
    cluster.elect(2);
    await follower.appendToStream('case', noted(2));
    const later = connect(cluster.connectionString());
    await later.appendToStream('case', noted(3), leaderOnly);
    expect(cluster.node(2).calls('append')).toBe(1);
    await cluster.node(0).start();
    const again = connect(cluster.node(0).connectionString());
    expect(numbers(await all(again.readStream('case')))).toEqual([1, 2, 3]);
  });
});
