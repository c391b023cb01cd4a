// The double against the real client; its behaviour was held against the source of EventStoreDB 24.10.4.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { jsonEvent } from '@eventstore/db-client';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import timestamps from 'google-protobuf/google/protobuf/timestamp_pb.js';
import { connected, rawStreams } from '../../support/eventstoredb/connected.ts';
import { all, noted, numbers, upTo } from '../../support/eventstoredb/examples.ts';

// The client appends in batches, unless the call has credentials of its own.
describe.each([
  ['in a batch', {}],
  ['in a call of its own', { credentials: { username: 'anybody', password: 'anything' } }],
])('an append to the double %s', (_, how) => {
  it('says the revision and the position of its last event', async () => {
    const { client, double } = await connected();
    const appended = await client.appendToStream('case', noted(1, 2), how);
    const last = double.events.at(-1);
    const position = { commit: BigInt(last?.position ?? 0), prepare: BigInt(last?.position ?? 0) };
    expect(appended).toEqual({ success: true, nextExpectedRevision: 1n, position });
  });

  it('moves on by what its events take in the log', async () => {
    const { client } = await connected();
    const positions: bigint[] = [];
    for (const text of ['', 'x'.repeat(1000), '', '']) {
      const event = jsonEvent({ type: 'Noted', data: { text } });
      positions.push((await client.appendToStream('case', event, how)).position?.commit ?? 0n);
    }
    const [first = 0n, large = 0n, afterLarge = 0n, last = 0n] = positions;
    expect(afterLarge - large).toBe(large - first + 1000n);
    expect(last - afterLarge).toBe(large - first);
  });

  it('is made where the stream is as expected', async () => {
    const { client } = await connected();
    await client.appendToStream('case', noted(1), { ...how, expectedRevision: 'no_stream' });
    await client.appendToStream('case', noted(2), { ...how, expectedRevision: 0n });
    await client.appendToStream('case', noted(3), { ...how, expectedRevision: 'stream_exists' });
    await client.appendToStream('case', noted(4), { ...how, expectedRevision: 'any' });
    expect(numbers(await all(client.readStream('case')))).toEqual([1, 2, 3, 4]);
  });

  it.each([
    ['there is a stream where none was expected', 'case', 'no_stream', 1n],
    ['there is none where one was expected', 'other', 'stream_exists', 'no_stream'],
    ['it has gone on', 'case', 0n, 1n],
    ['it has not come so far', 'case', 7n, 1n],
    ['it has not begun', 'other', 0n, 'no_stream'],
  ] as const)('is refused where %s', async (__, stream, expectedRevision, actualVersion) => {
    const { client, double } = await connected();
    await client.appendToStream('case', noted(1, 2));
    const before = double.events.length;
    await expect(client.appendToStream(stream, noted(3), { ...how, expectedRevision })).rejects.toMatchObject(
      {
        type: 'wrong-expected-version',
        streamName: stream,
        expectedVersion: expectedRevision,
        actualVersion,
      },
    );
    expect(double.events).toHaveLength(before);
  });

  it.each(['no_stream', 'any', 'stream_exists', 1n] as const)(
    'made again with the same ids (%s) has the first answer and writes nothing',
    async (expectedRevision) => {
      const { client, double } = await connected();
      if (expectedRevision !== 'no_stream') await client.appendToStream('case', noted(1, 2));
      const events = noted(3, 4);
      const first = await client.appendToStream('case', events, { ...how, expectedRevision });
      await client.appendToStream('case', noted(5));
      const before = double.events.length;
      expect(await client.appendToStream('case', events, { ...how, expectedRevision })).toEqual(first);
      expect(double.events).toHaveLength(before);
    },
  );

  it('is refused where only some of its ids are there', async () => {
    const { client, double } = await connected();
    const events = noted(1, 2);
    await client.appendToStream('case', events);
    const before = double.events.length;
    for (const expectedRevision of ['any', 'no_stream'] as const) {
      const more = client.appendToStream('case', [...events, ...noted(3)], { ...how, expectedRevision });
      await expect(more).rejects.toMatchObject({ type: 'wrong-expected-version', actualVersion: 1n });
    }
    expect(double.events).toHaveLength(before);
  });

  it('compares the ids that follow the expected revision, and no others', async () => {
    const { client } = await connected();
    const events = noted(2);
    await client.appendToStream('case', noted(1));
    await client.appendToStream('case', events);
    const again = client.appendToStream('case', events, { ...how, expectedRevision: 'no_stream' });
    await expect(again).rejects.toMatchObject({ type: 'wrong-expected-version' });
  });

  it('with the ids of another stream is another append', async () => {
    const { client, double } = await connected();
    const events = noted(1);
    await client.appendToStream('case', events, how);
    await client.appendToStream('other', events, how);
    expect(double.events.filter(({ id }) => id === events[0]?.id)).toHaveLength(2);
  });

  it('is made twice once its ids are forgotten, unless it says its revision', async () => {
    const { client, double } = await connected();
    const events = noted(1);
    const expected = { ...how, expectedRevision: 'no_stream' } as const;
    await client.appendToStream('case', events, expected);
    double.forgetIds();
    await client.appendToStream('case', events, expected);
    expect(numbers(await all(client.readStream('case')))).toEqual([1]);
    await client.appendToStream('case', events, how);
    expect(numbers(await all(client.readStream('case')))).toEqual([1, 1]);
  });

  it('may be as large as the server takes, and no larger', async () => {
    const { client, double } = await connected({ maxAppendSize: 1000 });
    const before = double.events.length;
    const sized = (bytes: number) =>
      jsonEvent({ type: 'Noted', data: 'x'.repeat(bytes - 2 * 'Noted'.length - '""'.length) });
    await expect(client.appendToStream('case', [sized(500), sized(501)], how)).rejects.toMatchObject({
      type: 'maximum-append-size-exceeded',
    });
    expect(double.events).toHaveLength(before);
    await client.appendToStream('case', [sized(500), sized(500)], how);
    expect(double.events).toHaveLength(before + 2);
  });
});

describe('appends to the double in one batch', () => {
  it('may come in many messages each', async () => {
    const { client, double } = await connected();
    const appended = await client.appendToStream('case', noted(...upTo(50)), { batchAppendSize: 100 });
    expect(appended.nextExpectedRevision).toBe(49n);
    expect(double.calls('append')).toBe(1);
  });

  it('are answered one by one, refused or not', async () => {
    const { client } = await connected();
    const answers = await Promise.allSettled(
      upTo(20).map((n) => client.appendToStream('case', noted(n), { expectedRevision: 'no_stream' })),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('are answered with a timeout when their time is over already', async () => {
    const { double } = await connected();
    const before = double.events.length;
    const call = rawStreams(double).batchAppend();
    const answered = new Promise<streams.BatchAppendResp>((resolve) => call.on('data', resolve));
    const options = new streams.BatchAppendReq.Options()
      .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from('case')))
      .setDeadline(timestamps.Timestamp.fromDate(new Date(0)));
    call.write(
      new streams.BatchAppendReq()
        .setCorrelationId(new shared.UUID().setString(randomUUID()))
        .setOptions(options)
        .setIsFinal(true),
    );
    const details = (await answered).getError()?.getDetails();
    expect(details?.getTypeName()).toBe('event_store.client.Timeout');
    expect(double.events).toHaveLength(before);
    call.end();
    await once(call, 'status');
  });
});
