// The double against the real client; its behaviour was held against the source of EventStoreDB 24.10.4.
import { binaryEvent, jsonEvent } from '@eventstore/db-client';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { connected, rawStreams } from '../../support/eventstoredb/connected.ts';
import type { Double } from '../../support/eventstoredb/double.ts';
import { all, at, noted, numbers, upTo } from '../../support/eventstoredb/examples.ts';

const isOurs = ({ streamId }: { readonly streamId: string }): boolean => !streamId.startsWith('$');

describe('a stream of the double', () => {
  it('is read forwards and backwards, from either end or from a revision, that one too, and as many as asked for', async () => {
    const { client } = await connected();
    await client.appendToStream('case', noted(...upTo(5)));
    const read = async (options: Parameters<typeof client.readStream>[1]) =>
      numbers(await all(client.readStream('case', options)));
    expect(await read({})).toEqual([1, 2, 3, 4, 5]);
    expect(await read({ fromRevision: 3n })).toEqual([4, 5]);
    expect(await read({ fromRevision: 1n, maxCount: 2 })).toEqual([2, 3]);
    expect(await read({ fromRevision: 99n })).toEqual([]);
    expect(await read({ direction: 'backwards', fromRevision: 'end' })).toEqual([5, 4, 3, 2, 1]);
    expect(await read({ direction: 'backwards', fromRevision: 2n, maxCount: 2 })).toEqual([3, 2]);
    expect(await read({ direction: 'backwards', fromRevision: 99n, maxCount: 1 })).toEqual([5]);
    expect(await read({ direction: 'backwards', fromRevision: 'start' })).toEqual([1]);
  });

  it('is read to its end, however many pages that takes', async () => {
    const { client } = await connected();
    await client.appendToStream('case', noted(...upTo(100)));
    expect(numbers(await all(client.readStream('case')))).toEqual(upTo(100));
    const backwards = client.readStream('case', {
      direction: 'backwards',
      fromRevision: 'end',
      maxCount: 70,
    });
    expect(numbers(await all(backwards))).toEqual(upTo(100).reverse().slice(0, 70));
  });

  it('gives back what was appended, with its id and when; of a position it says nothing', async () => {
    const { client } = await connected();
    const json = jsonEvent({ type: 'Noted', data: { a: [1, 'ä'] }, metadata: { by: 'me' } });
    const bytes = Uint8Array.from([0, 255, 1]);
    const binary = binaryEvent({ type: 'Kept', data: bytes, metadata: bytes });
    const before = Date.now();
    await client.appendToStream('case ä', [json, binary]);
    const [first, second] = await all(client.readStream('case ä'));
    const { id, type, data, metadata } = json;
    expect(first).toMatchObject({ streamId: 'case ä', revision: 0n, id, type, data, metadata, isJson: true });
    expect(first?.created.getTime()).toBeGreaterThanOrEqual(before);
    expect(first?.created.getTime()).toBeLessThanOrEqual(Date.now());
    expect(first?.position?.commit).toBe(2n ** 64n - 1n);
    expect(second).toMatchObject({ revision: 1n, id: binary.id, type: 'Kept', isJson: false });
    expect(Buffer.from(second?.data as Uint8Array).equals(bytes)).toBe(true); // not JSON: bytes
    expect(Buffer.from(second?.metadata as Uint8Array).equals(bytes)).toBe(true); // not JSON: bytes
  });

  it('that nobody wrote to is not found', async () => {
    const { client } = await connected();
    await expect(all(client.readStream('nobody'))).rejects.toMatchObject({ type: 'stream-not-found' });
  });

  it('that was deleted is not found, and goes on where it ended when it is written to again', async () => {
    const { client } = await connected();
    await client.appendToStream('case', noted(1, 2));
    await client.deleteStream('case');
    await expect(all(client.readStream('case'))).rejects.toMatchObject({ type: 'stream-not-found' });
    expect(numbers((await all(client.readAll())).filter(isOurs))).toEqual([1, 2]);
    await client.appendToStream('case', noted(3), { expectedRevision: 'no_stream' });
    expect((await all(client.readStream('case'))).map(({ revision }) => revision)).toEqual([2n]);
  });

  it('with a tombstone is deleted for ever', async () => {
    const { client } = await connected();
    await client.appendToStream('case', noted(1));
    await client.tombstoneStream('case', { expectedRevision: 0n });
    const deleted = { type: 'stream-deleted', streamName: 'case' };
    await expect(all(client.readStream('case'))).rejects.toMatchObject(deleted);
    await expect(client.appendToStream('case', noted(2))).rejects.toMatchObject(deleted);
    const credentials = { username: 'anybody', password: 'anything' };
    await expect(client.appendToStream('case', noted(2), { credentials })).rejects.toMatchObject(deleted);
    const tombstone = (await all(client.readAll())).at(-1);
    expect(tombstone).toMatchObject({ streamId: 'case', type: '$streamDeleted', revision: 2n ** 63n - 1n });
  });

  it('is deleted at the expected revision only', async () => {
    const { client } = await connected();
    await client.appendToStream('case', noted(1, 2));
    const late = client.deleteStream('case', { expectedRevision: 0n });
    await expect(late).rejects.toMatchObject({ type: 'wrong-expected-version', actualVersion: 1n });
  });

  it('ends and begins where its metadata say', async () => {
    const { client } = await connected();
    await client.appendToStream('case', noted(...upTo(5)));
    await client.setStreamMetadata('case', { truncateBefore: 1 });
    expect(numbers(await all(client.readStream('case')))).toEqual([2, 3, 4, 5]);
    await client.setStreamMetadata('case', { maxCount: 2 });
    expect(numbers(await all(client.readStream('case')))).toEqual([4, 5]);
    expect((await client.getStreamMetadata('case')).metadata).toEqual({ maxCount: 2 });
  });
});

describe('all streams of the double', () => {
  it('are read in log order, with what others and the server wrote', async () => {
    const { client, double } = await connected();
    await client.appendToStream('one', noted(1));
    double.appendForeign('somebody-elses', 'Whatever', { n: 2 });
    double.appendForeign('$stats-127.0.0.1:2113', '$statsCollected', { n: 3 });
    await client.appendToStream('two', noted(4));
    const events = await all(client.readAll());
    expect(numbers(events).slice(-4)).toEqual([1, 2, 3, 4]);
    expect(events[0]?.streamId).toMatch(/^\$/);
    const positions = events.map(({ position }) => position?.commit ?? 0n);
    expect(positions).toEqual([...positions].sort((a, b) => (a < b ? -1 : 1)));
    expect(events.every(({ position }) => position?.commit === position?.prepare)).toBe(true);
  });

  it('are read from a position: forwards with its event, backwards without', async () => {
    const { client, double } = await connected();
    await client.appendToStream('case', noted(...upTo(4)));
    const third = at(double.events.at(-2)?.position ?? 0);
    const read = async (options: Parameters<typeof client.readAll>[0]) =>
      numbers((await all(client.readAll(options))).filter(isOurs));
    expect(await read({ fromPosition: third })).toEqual([3, 4]);
    expect(await read({ fromPosition: third, maxCount: 1 })).toEqual([3]);
    expect(await read({ fromPosition: third, direction: 'backwards' })).toEqual([2, 1]);
    expect(await read({ fromPosition: 'end', direction: 'backwards', maxCount: 2 })).toEqual([4, 3]);
    expect(await read({ fromPosition: 'end' })).toEqual([]);
    expect(await read({ fromPosition: 'start', direction: 'backwards' })).toEqual([]);
  });

  it('are read to the end, however many pages that takes', async () => {
    const { client } = await connected();
    await client.appendToStream('case', noted(...upTo(100)));
    expect(numbers((await all(client.readAll())).filter(isOurs))).toEqual(upTo(100));
    const backwards = client.readAll({ direction: 'backwards', fromPosition: 'end', maxCount: 70 });
    expect(numbers(await all(backwards))).toEqual(upTo(100).reverse().slice(0, 70));
  });

  it('cannot be read from where no record begins', async () => {
    const { client, double } = await connected();
    await client.appendToStream('case', noted(1, 2));
    const inside = at((double.events.at(-2)?.position ?? 0) + 1);
    for (const direction of ['forwards', 'backwards'] as const) {
      const read = client.readAll({ fromPosition: inside, direction });
      await expect(all(read)).rejects.toThrow('2 UNKNOWN: Unexpected ReadAllResult: InvalidPosition');
    }
  });

  it('have nothing after their end, and cannot be read backwards from there', async () => {
    const { client, double } = await connected();
    const beyond = at((double.events.at(-1)?.next ?? 0) + 1000);
    expect(await all(client.readAll({ fromPosition: beyond }))).toEqual([]);
    const backwards = client.readAll({ fromPosition: beyond, direction: 'backwards' });
    await expect(all(backwards)).rejects.toThrow('Unexpected ReadAllResult: Error');
  });
});

describe('what the client does not ask of the double', () => {
  const ask = (double: Double, adjust: (options: streams.ReadReq.Options) => unknown) => {
    const options = new streams.ReadReq.Options()
      .setUuidOption(new streams.ReadReq.Options.UUIDOption().setString(new shared.Empty()))
      .setAll(new streams.ReadReq.Options.AllOptions().setStart(new shared.Empty()))
      .setCount('1000')
      .setNoFilter(new shared.Empty());
    adjust(options);
    return rawStreams(double).read(
      new streams.ReadReq().setOptions(options),
    ) as AsyncIterable<streams.ReadResp>; // typed as a stream of anything
  };
  const filter = () => new streams.ReadReq.Options.FilterOptions().setMax(3);
  const Expression = streams.ReadReq.Options.FilterOptions.Expression;

  it.each([
    [
      'prefixes of stream names',
      () => filter().setStreamIdentifier(new Expression().setPrefixList(['two', 'x'])),
    ],
    ['a pattern of stream names', () => filter().setStreamIdentifier(new Expression().setRegex('^two$'))],
    ['prefixes of types', () => filter().setEventType(new Expression().setPrefixList(['Two']))],
    ['a pattern of types', () => filter().setEventType(new Expression().setRegex('^T.o$'))],
  ])('is a read of all streams filtered by %s', async (_, chosen) => {
    const { double } = await connected();
    for (const n of upTo(40))
      double.appendForeign(n % 10 === 0 ? 'two' : 'one', n % 10 === 0 ? 'Two' : 'One', n);
    for (const forwards of [true, false]) {
      const revisions: (string | undefined)[] = [];
      const responses = ask(double, (options) => {
        options.setFilter(chosen());
        if (forwards) return;
        options
          .setAll(new streams.ReadReq.Options.AllOptions().setEnd(new shared.Empty()))
          .setReadDirection(1);
      });
      for await (const response of responses)
        revisions.push(response.getEvent()?.getEvent()?.getStreamRevision());
      expect(revisions).toEqual(forwards ? ['0', '1', '2', '3'] : ['3', '2', '1', '0']);
    }
  });

  it('is an id in two numbers', async () => {
    const { double } = await connected();
    const responses = ask(double, (options) =>
      options.setUuidOption(new streams.ReadReq.Options.UUIDOption().setStructured(new shared.Empty())),
    );
    for await (const response of responses) {
      const bits = response.getEvent()?.getEvent()?.getId()?.getStructured();
      const hex = [bits?.getMostSignificantBits(), bits?.getLeastSignificantBits()]
        .map((half) =>
          BigInt.asUintN(64, BigInt(half ?? 0))
            .toString(16)
            .padStart(16, '0'),
        )
        .join('');
      expect(hex).toBe(double.events[1]?.id.replaceAll('-', ''));
      break;
    }
  });

  it('is the last revision of a stream, with compatibility 1', async () => {
    const { client, double } = await connected();
    await client.appendToStream('case', noted(...upTo(3)));
    let last: string | undefined;
    const stream = new streams.ReadReq.Options.StreamOptions()
      .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from('case')))
      .setStart(new shared.Empty());
    const control = new streams.ReadReq.Options.ControlOption().setCompatibility(1);
    for await (const response of ask(double, (options) =>
      options.setStream(stream).setCount('1').setControlOption(control),
    )) {
      if (response.hasLastStreamPosition()) last = response.getLastStreamPosition();
    }
    expect(last).toBe('2');
  });
});
