// The double against the real client; its behaviour was held against the source of EventStoreDB 24.10.4.
import { once } from 'node:events';
import {
  type EventStoreDBClient,
  eventTypeFilter,
  jsonEvent,
  type Position,
  type ResolvedEvent,
  streamNameFilter,
} from '@eventstore/db-client';
import { connected } from '../../support/eventstoredb/connected.ts';
import { all, at, noted, numbers, upTo } from '../../support/eventstoredb/examples.ts';

type Subscription = ReturnType<EventStoreDBClient['subscribeToAll' | 'subscribeToStream']>;

/** Everything that a subscription says, in order, for as long as a test wants to hear it. */
const heard = (subscription: Subscription) => {
  const said: (string | unknown)[] = [];
  let wake = (): void => {};
  const hear = (what: unknown): void => {
    said.push(what);
    wake();
  };
  subscription
    .on('confirmation', () => hear('confirmed'))
    .on('caughtUp' as 'confirmation', () => hear('caught up')) // missing in the client's types
    .on('error', (error) => hear(error))
    .on('data', ({ event }: ResolvedEvent) => hear(numbers([event])[0]));
  return {
    said,
    hear,
    /** Until it has said so much. */
    async until(count: number): Promise<unknown[]> {
      while (said.length < count) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return said;
    },
  };
};

const nowhere = { commit: 2n ** 64n - 1n, prepare: 2n ** 64n - 1n };

describe('a subscription to a stream of the double', () => {
  it('is confirmed, gives what there is, has caught up, and goes on', async () => {
    const { client } = await connected();
    await client.appendToStream('case', noted(...upTo(3)));
    const subscription = heard(client.subscribeToStream('case'));
    expect(await subscription.until(5)).toEqual(['confirmed', 1, 2, 3, 'caught up']);
    await client.appendToStream('other', noted(0));
    await client.appendToStream('case', noted(4, 5));
    expect(await subscription.until(7)).toEqual(['confirmed', 1, 2, 3, 'caught up', 4, 5]);
  });

  it('begins after the revision that it names', async () => {
    const { client } = await connected();
    await client.appendToStream('case', noted(...upTo(3)));
    const subscription = heard(client.subscribeToStream('case', { fromRevision: 1n }));
    expect(await subscription.until(3)).toEqual(['confirmed', 3, 'caught up']);
  });

  it('at its end, or where nobody has written yet, waits for what comes', async () => {
    const { client } = await connected();
    await client.appendToStream('case', noted(1));
    const atEnd = heard(client.subscribeToStream('case', { fromRevision: 'end' }));
    const early = heard(client.subscribeToStream('later'));
    expect(await atEnd.until(2)).toEqual(['confirmed', 'caught up']);
    expect(await early.until(2)).toEqual(['confirmed', 'caught up']);
    await client.appendToStream('case', noted(2));
    await client.appendToStream('later', noted(3));
    expect(await atEnd.until(3)).toEqual(['confirmed', 'caught up', 2]);
    expect(await early.until(3)).toEqual(['confirmed', 'caught up', 3]);
  });

  it('ends with its stream', async () => {
    const { client } = await connected();
    await client.appendToStream('case', noted(1));
    const subscription = heard(client.subscribeToStream('case'));
    await subscription.until(3);
    await client.tombstoneStream('case');
    const said = await subscription.until(5);
    expect(said.at(-1)).toMatchObject({ type: 'stream-deleted' });
    const again = heard(client.subscribeToStream('case'));
    expect(await again.until(1)).toEqual([expect.objectContaining({ type: 'stream-deleted' })]);
  });
});

describe('a subscription to all streams of the double', () => {
  it('is confirmed, gives what there is, has caught up, and goes on', async () => {
    const { client } = await connected();
    await client.appendToStream('case', noted(...upTo(40)));
    const subscription = heard(client.subscribeToAll());
    const said = await subscription.until(44);
    expect(said.slice(3)).toEqual([...upTo(40), 'caught up']);
    await client.appendToStream('other', noted(41));
    expect((await subscription.until(45)).at(-1)).toBe(41);
  });

  it('begins after the position that it names', async () => {
    const { client, double } = await connected();
    await client.appendToStream('case', noted(...upTo(3)));
    const first = at(double.events.at(-3)?.position ?? 0);
    const subscription = heard(client.subscribeToAll({ fromPosition: first }));
    expect(await subscription.until(4)).toEqual(['confirmed', 2, 3, 'caught up']);
    const atEnd = heard(client.subscribeToAll({ fromPosition: 'end' }));
    expect(await atEnd.until(2)).toEqual(['confirmed', 'caught up']);
  });

  it('cannot begin where no record does, and beyond the end waits for what comes after that', async () => {
    const { client, double } = await connected();
    await client.appendToStream('case', noted(1, 2));
    const inside = at((double.events.at(-2)?.position ?? 0) + 1);
    const refused = heard(client.subscribeToAll({ fromPosition: inside }));
    const [, error] = await refused.until(2);
    expect(error).toMatchObject({
      code: 3,
      message: expect.stringContaining('read from an invalid position'),
    });
    const next = at(double.events.at(-1)?.next ?? 0);
    const ahead = heard(client.subscribeToAll({ fromPosition: next }));
    await ahead.until(2);
    await client.appendToStream('case', noted(3, 4));
    expect(await ahead.until(3)).toEqual(['confirmed', 'caught up', 4]);
  });
});

describe('a filtered subscription to all streams of the double', () => {
  const checkpoints = (
    client: EventStoreDBClient,
    fromPosition: Position | 'start' | 'end',
    { window, multiplier = 1 }: { readonly window: number; readonly multiplier?: number },
  ) => {
    const filter = streamNameFilter({
      prefixes: ['case'],
      maxSearchWindow: window,
      checkpointInterval: multiplier,
      checkpointReached: async (_, position) => subscription.hear(position),
    });
    const subscription = heard(client.subscribeToAll({ fromPosition, filter }));
    return subscription;
  };

  it.each([
    ['prefixes of stream names', () => streamNameFilter({ prefixes: ['case', 'x'] })],
    ['a pattern of stream names', () => streamNameFilter({ regex: '^ca.e$' })],
    ['prefixes of types', () => eventTypeFilter({ prefixes: ['Not'] })],
    ['a pattern of types', () => eventTypeFilter({ regex: '^Noted$' })],
  ])('by %s gives only those, then and later', async (_, filter) => {
    const { client, double } = await connected();
    const other = () => double.appendForeign('other', 'Other', {});
    other();
    await client.appendToStream('case', noted(1));
    other();
    const subscription = heard(client.subscribeToAll({ filter: filter() }));
    await subscription.until(3);
    other();
    await client.appendToStream('case', noted(2));
    other();
    await client.appendToStream('case', noted(3));
    expect(await subscription.until(5)).toEqual(['confirmed', 1, 'caught up', 2, 3]);
  });

  it('says where it is after every so many events that it looked at, wanted or not', async () => {
    const { client, double } = await connected();
    for (const n of upTo(17)) double.appendForeign('other', 'Other', n); // and three of its own: 20
    const subscription = checkpoints(client, 'start', { window: 5, multiplier: 2 });
    const said = await subscription.until(4);
    // Where the second page began, and the fourth; the end is where nothing was found, and so not said.
    const [fifth, fifteenth] = [double.events[5], double.events[15]];
    expect(said).toEqual([
      'confirmed',
      { commit: BigInt(fifth?.position ?? 0), prepare: 0n },
      { commit: BigInt(fifteenth?.position ?? 0), prepare: 0n },
      'caught up',
    ]);
    for (const n of upTo(10)) double.appendForeign('other', 'Other', n);
    expect((await subscription.until(5)).at(-1)).toEqual(at(double.events.at(-1)?.position ?? 0));
  });

  it('goes on from where it said that it was', async () => {
    const { client, double } = await connected();
    for (const n of upTo(6)) double.appendForeign('other', 'Other', n);
    await client.appendToStream('case', noted(...upTo(3)));
    const subscription = checkpoints(client, 'start', { window: 4 });
    const said = await subscription.until(4);
    const position = said.find((what): what is Position => typeof what === 'object');
    const again = checkpoints(client, position ?? 'start', { window: 1000 });
    expect((await again.until(4)).slice(0, 4)).toEqual(['confirmed', 1, 2, 3]);
  });

  it('of 24.10 that found nothing before it caught up says that it is nowhere, and never again where it is', async () => {
    const { client, double } = await connected();
    const subscription = checkpoints(client, 'start', { window: 10 });
    expect(await subscription.until(3)).toEqual(['confirmed', nowhere, 'caught up']);
    for (const n of upTo(20)) double.appendForeign('other', 'Other', n);
    await client.appendToStream('case', noted(1));
    expect(await subscription.until(4)).toEqual(['confirmed', nowhere, 'caught up', 1]);
  });

  it('of 25.0 that found nothing says where its last page began', async () => {
    const { client } = await connected({ release: '25.0' });
    const subscription = checkpoints(client, 'start', { window: 10 });
    expect(await subscription.until(3)).toEqual(['confirmed', at(0), 'caught up']);
  });
});

describe('a slow reader of the double', () => {
  const large = 'x'.repeat(20_000);
  const appendMany = async (client: EventStoreDBClient): Promise<void> => {
    const events = upTo(200).map((n) => jsonEvent({ type: 'Noted', data: { n, large } }));
    for (let from = 0; from < events.length; from += 20) {
      await client.appendToStream('case', events.slice(from, from + 20));
    }
  };
  const read = async (events: AsyncIterator<ResolvedEvent>, count: number): Promise<unknown[]> => {
    const seen: unknown[] = [];
    while (seen.length < count) seen.push(...numbers([(await events.next()).value?.event]));
    return seen;
  };

  it('loses nothing of what happened while it did not read, and is told again when it has caught up', async () => {
    const { client } = await connected();
    const filter = streamNameFilter({ prefixes: ['case'] });
    const subscription = client.subscribeToAll({ fromPosition: 'end', filter });
    await once(subscription, 'caughtUp');
    const again = once(subscription, 'caughtUp');
    await appendMany(client);
    const events = subscription[Symbol.asyncIterator]();
    expect(await read(events, 200)).toEqual(upTo(200));
    events.next().catch(() => {}); // there is no more until the end
    await again;
  });

  it('is waited for', async () => {
    const { client, double } = await connected();
    await appendMany(client);
    const far = double.order({ call: 'subscribe', does: 'hang', afterEvents: 150 });
    const subscription = client.subscribeToStream('case');
    await once(subscription, 'confirmation');
    // Time enough for all of it, had it been sent.
    expect(await all(client.readStream('case'))).toHaveLength(200);
    expect(far.happened).toBe(0);
    expect(await read(subscription[Symbol.asyncIterator](), 150)).toEqual(upTo(150));
    expect(far.happened).toBe(1);
  });
});
