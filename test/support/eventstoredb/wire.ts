import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { Expected } from './expected-revision.ts';
import { type ProposedEvent, type StoredEvent, TOMBSTONE } from './record.ts';
import type { LogPosition } from './view.ts';

/** -1 as an unsigned number of 64 bits: no position, no revision, the end. */
export const NOWHERE = '18446744073709551615';

const SIGNED_MAX = 2n ** 63n - 1n;

const unsigned = (n: number): string => (n < 0 ? NOWHERE : String(n));

export const revisionOnWire = (revision: number): string =>
  revision === TOMBSTONE ? String(SIGNED_MAX) : unsigned(revision);

/** Beyond 2^53 a number here is only a large one, which is as good: no log of a test is as long. */
const fromWire = (text: string): number => {
  const n = BigInt(text);
  if (text !== NOWHERE && n > SIGNED_MAX) throw new RangeError(`${text} is out of range`);
  return Number(BigInt.asIntN(64, n));
};

export const revisionFromWire = fromWire;

export const positionFromWire = (commit: string, prepare: string): LogPosition => {
  if (BigInt(commit) < BigInt(prepare))
    throw new RangeError('The commit position cannot be less than the prepare position');
  return { commit: fromWire(commit), prepare: fromWire(prepare) };
};

export const allPosition = ({ commit, prepare }: LogPosition): shared.AllStreamPosition =>
  new shared.AllStreamPosition().setCommitPosition(unsigned(commit)).setPreparePosition(unsigned(prepare));

export const identifier = (stream: string): shared.StreamIdentifier =>
  new shared.StreamIdentifier().setStreamName(Buffer.from(stream));

export const streamFromWire = (name: shared.StreamIdentifier | undefined): string =>
  Buffer.from(name?.getStreamName_asU8() ?? []).toString();

export const idFromWire = (id: shared.UUID | undefined): string => {
  const bits = id?.getStructured();
  const hex =
    bits === undefined
      ? (id?.getString() ?? '').replaceAll('-', '').toLowerCase()
      : [bits.getMostSignificantBits(), bits.getLeastSignificantBits()]
          .map((half) => BigInt.asUintN(64, BigInt(half)).toString(16).padStart(16, '0'))
          .join('');
  if (!/^[0-9a-f]{32}$/.test(hex)) throw new RangeError('Unrecognized Guid format.');
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
};

export const idOnWire = (id: string, asText = true): shared.UUID => {
  if (asText) return new shared.UUID().setString(id);
  const hex = id.replaceAll('-', '');
  const half = (from: number): string => String(BigInt.asIntN(64, BigInt(`0x${hex.slice(from, from + 16)}`)));
  const bits = new shared.UUID.Structured().setMostSignificantBits(half(0)).setLeastSignificantBits(half(16));
  return new shared.UUID().setStructured(bits);
};

interface ExpectedOnWire {
  hasAny(): boolean;
  hasNoStream(): boolean;
  hasStreamExists(): boolean;
}

/** The largest unsigned number means no stream, as in the real server. */
export const expectedFromWire = (options: ExpectedOnWire, revision: string): Expected => {
  if (options.hasAny()) return 'any';
  if (options.hasNoStream()) return 'no-stream';
  if (options.hasStreamExists()) return 'stream-exists';
  const expected = fromWire(revision);
  return expected < 0 ? 'no-stream' : expected;
};

/** What both ways to append say of one event. */
export const proposedFromWire = (
  message: streams.AppendReq.ProposedMessage | streams.BatchAppendReq.ProposedMessage,
): ProposedEvent => ({
  id: idFromWire(message.getId()),
  type: message.getMetadataMap().get('type') ?? '',
  json: message.getMetadataMap().get('content-type') === 'application/json',
  data: message.getData_asU8(),
  metadata: message.getCustomMetadata_asU8(),
});

const ReadEvent = streams.ReadResp.ReadEvent;

/** Events of $all carry their position; events of a stream do not. */
export const eventOnWire = (
  event: StoredEvent,
  withPosition: boolean,
  idAsText: boolean,
): streams.ReadResp => {
  const position = withPosition ? String(event.position) : NOWHERE;
  const recorded = new ReadEvent.RecordedEvent()
    .setId(idOnWire(event.id, idAsText))
    .setStreamIdentifier(identifier(event.stream))
    .setStreamRevision(revisionOnWire(event.revision))
    .setCommitPosition(position)
    .setPreparePosition(position)
    .setData(event.data)
    .setCustomMetadata(event.metadata);
  recorded
    .getMetadataMap()
    .set('type', event.type)
    .set('created', `${event.createdMs}0000`) // ticks of 100 ns
    .set('content-type', event.json ? 'application/json' : 'application/octet-stream');
  const read = new ReadEvent().setEvent(recorded);
  if (withPosition) read.setCommitPosition(position);
  else read.setNoPosition(new shared.Empty());
  return new streams.ReadResp().setEvent(read);
};
