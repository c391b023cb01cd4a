// What the double does when it is told to fail, as the real client meets it.
import { once } from 'node:events';
import { status } from '@grpc/grpc-js';
import { connect, connected } from '../../support/eventstoredb/connected.ts';
import { all, noted, numbers, upTo } from '../../support/eventstoredb/examples.ts';

describe('a connection to the double', () => {
  it('is cut at any time, and the next call makes another', async () => {
    const { client, double } = await connected();
    await client.appendToStream('case', noted(1));
    const subscription = client.subscribeToStream('case');
    const failed = new Promise((resolve) => subscription.once('error', resolve));
    await once(subscription, 'data');
    expect(double.cut()).toBe(1);
    expect(await failed).toMatchObject({ type: 'unavailable' });
    expect(numbers(await all(client.readStream('case')))).toEqual([1]);
  });

  it('is refused until the double accepts again', async () => {
    const { client, double } = await connected();
    await client.appendToStream('case', noted(1));
    double.refuse();
    for (const _ of ['cut', 'refused']) {
      await expect(all(client.readStream('case'))).rejects.toMatchObject({ type: 'unavailable' });
    }
    expect(double.refused).toBeGreaterThan(0);
    double.accept();
    const later = connect(double.connectionString({ connectionName: 'later' }));
    expect(numbers(await all(later.readStream('case')))).toEqual([1]);
  });

  it('finds the same log when the double was stopped and started again', async () => {
    const { client, double } = await connected();
    await client.appendToStream('case', noted(1));
    const { port } = double;
    await double.stop();
    await expect(all(client.readStream('case'))).rejects.toMatchObject({ type: 'unavailable' });
    await double.start();
    expect(double.port).toBe(port);
    const later = connect(double.connectionString());
    expect(numbers(await all(later.readStream('case')))).toEqual([1]);
  });
});

describe('an append that the double was told to fail', () => {
  it.each([
    ['before-writing', []],
    ['after-writing', [1]],
  ] as const)('is cut %s', async (when, written) => {
    const { client, double } = await connected();
    const fault = double.order({ call: 'append', does: 'cut', when });
    await expect(client.appendToStream('case', noted(1))).rejects.toMatchObject({ type: 'unavailable' });
    expect(fault.happened).toBe(1);
    await client.appendToStream('other', noted(2));
    expect(numbers((await all(client.readAll())).slice(2))).toEqual([...written, 2]);
  });

  it('and is made again is written once', async () => {
    const { client, double } = await connected();
    double.order({ call: 'append', does: 'cut', when: 'after-writing', times: 3 });
    const events = noted(1, 2);
    for (const _ of upTo(3)) {
      const failed = client.appendToStream('case', events, { expectedRevision: 'no_stream' });
      await expect(failed).rejects.toMatchObject({ type: 'unavailable' });
    }
    await client.appendToStream('case', events, { expectedRevision: 'no_stream' });
    expect(numbers(await all(client.readStream('case')))).toEqual([1, 2]);
  });

  // In a call of its own; what the client makes of answers in a batch is below.
  it.each([
    ['not-ready', { type: 'unavailable', message: expect.stringContaining('Server Is Not Ready') }],
    ['too-busy', { type: 'unavailable' }],
    ['unavailable', { type: 'unavailable' }],
    ['timeout', { type: 'timeout', code: status.ABORTED }],
    ['aborted', { type: 'timeout', code: status.ABORTED }],
    ['deadline-exceeded', { type: 'deadline-exceeded' }],
    ['access-denied', { type: 'access-denied' }],
    ['cancelled', { type: 'cancelled' }],
    ['unknown', { type: 'unknown' }],
  ] as const)('is refused as %s', async (does, error) => {
    const { client, double } = await connected();
    const fault = double.order({ call: 'append', does });
    const credentials = { username: 'anybody', password: 'anything' };
    await expect(client.appendToStream('case', noted(1), { credentials })).rejects.toMatchObject(error);
    expect(fault.happened).toBe(1);
    await client.appendToStream('case', noted(2), { credentials });
  });

  it.each([
    ['not-ready', { type: 'unknown', message: 'Could not recognize Server Is Not Ready' }],
    ['timeout', { type: 'deadline-exceeded' }],
    ['access-denied', { type: 'access-denied' }],
    ['unknown', { type: 'unknown' }],
    ['unavailable', { type: 'unavailable' }],
    ['aborted', { type: 'timeout' }],
    ['deadline-exceeded', { type: 'deadline-exceeded' }],
  ] as const)('is refused as %s in a batch', async (does, error) => {
    const { client, double } = await connected();
    double.order({ call: 'append', does });
    await expect(client.appendToStream('case', noted(1))).rejects.toMatchObject(error);
    await client.appendToStream('case', noted(2));
  });

  it.each(['before-writing', 'after-writing'] as const)(
    'is never answered (%s), and the deadline of the client runs out',
    async (when) => {
      const { client, double } = await connected();
      const fault = double.order({ call: 'append', does: 'hang', when });
      const credentials = { username: 'anybody', password: 'anything' };
      const late = client.appendToStream('case', noted(1), { credentials, deadline: 50 });
      await expect(late).rejects.toMatchObject({ type: 'deadline-exceeded' });
      expect(fault.happened).toBe(1);
      expect(double.events.some(({ stream }) => stream === 'case')).toBe(when === 'after-writing');
    },
  );

  it('in a batch and is never answered waits until its connection ends', async () => {
    const { client, double } = await connected();
    const fault = double.order({ call: 'append', does: 'hang', when: 'after-writing' });
    const failed = client.appendToStream('case', noted(1)).catch((error) => error);
    await fault.done;
    expect(numbers(await all(client.readStream('case')))).toEqual([1]);
    double.cut();
    expect(await failed).toMatchObject({ type: 'unavailable' });
  });
});

describe('a read that the double was told to fail', () => {
  it('is cut after so many events', async () => {
    const { client, double } = await connected();
    await client.appendToStream('case', noted(...upTo(100)));
    const fault = double.order({ call: 'read', does: 'cut', afterEvents: 40 });
    const seen: unknown[] = [];
    const read = async (): Promise<void> => {
      for await (const { event } of client.readStream('case')) seen.push(...numbers([event]));
    };
    await expect(read()).rejects.toMatchObject({ type: 'unavailable' });
    // What was sent may not all have arrived, as with any cut; what arrived is in order.
    expect(seen).toEqual(upTo(40).slice(0, seen.length));
    await fault.done;
    expect(numbers(await all(client.readStream('case')))).toEqual(upTo(100));
  });

  it.each(['not-ready', 'unavailable', 'deadline-exceeded', 'aborted', 'access-denied', 'timeout'] as const)(
    'is refused as %s, as often as told',
    async (does) => {
      const { client, double } = await connected();
      await client.appendToStream('case', noted(1));
      const fault = double.order({ call: 'read', does, times: 2 });
      for (const _ of upTo(2)) await expect(all(client.readAll())).rejects.toBeInstanceOf(Error);
      expect(fault.happened).toBe(2);
      expect(numbers(await all(client.readStream('case')))).toEqual([1]);
      expect(double.calls('read')).toBe(3);
    },
  );

  it('is no other kind of call, and nothing once the order is withdrawn', async () => {
    const { client, double } = await connected();
    const fault = double.order({ call: 'read', does: 'unavailable', times: 100 });
    await client.appendToStream('case', noted(1));
    fault.withdraw();
    await all(client.readStream('case'));
    expect(fault.happened).toBe(0);
  });
});

describe('a subscription that the double was told to fail', () => {
  it('is cut after so many events', async () => {
    const { client, double } = await connected();
    await client.appendToStream('case', noted(...upTo(3)));
    const fault = double.order({ call: 'subscribe', does: 'cut', afterEvents: 5 });
    const subscription = client.subscribeToStream('case');
    const seen: unknown[] = [];
    subscription.on('data', ({ event }) => seen.push(...numbers([event])));
    const failed = new Promise((resolve) => subscription.once('error', resolve));
    await once(subscription, 'caughtUp');
    await client.appendToStream('case', noted(4, 5, 6)).catch(() => {}); // cut off, or just not
    expect(await failed).toMatchObject({ type: 'unavailable' });
    expect(fault.happened).toBe(1);
    expect(seen).toEqual(upTo(5).slice(0, seen.length));
  });

  it('is refused, at once or later', async () => {
    const { client, double } = await connected();
    await client.appendToStream('case', noted(...upTo(3)));
    for (const afterEvents of [0, 2]) {
      double.order({ call: 'subscribe', does: 'access-denied', afterEvents });
      const seen: unknown[] = [];
      const subscription = client.subscribeToStream('case');
      subscription.on('data', ({ event }) => seen.push(...numbers([event])));
      const error = await new Promise((resolve) => subscription.once('error', resolve));
      expect(error).toMatchObject({ type: 'access-denied' });
      expect(seen).toEqual(upTo(afterEvents));
    }
  });
});

describe('what a client asks of the double before anything else', () => {
  it('fails when told to', async () => {
    const { client, double } = await connected();
    const fault = double.order({ call: 'features', does: 'unavailable' });
    await expect(client.appendToStream('case', noted(1))).rejects.toMatchObject({ code: status.UNAVAILABLE });
    expect(fault.happened).toBe(1);
    await client.appendToStream('case', noted(1));
  });
});
