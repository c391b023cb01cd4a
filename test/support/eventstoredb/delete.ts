import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { Expected } from './expected-revision.ts';
import type { Caller, Node } from './node.ts';
import { Refused, rpcErrors } from './rpc-error.ts';
import { expectedFromWire, streamFromWire } from './wire.ts';

/** Streams.Delete: an append brings the stream back. */
export const deleteStream = (
  node: Node,
  caller: Caller,
  request: streams.DeleteReq,
): streams.DeleteResp | 'unanswered' => {
  const position = remove(node, caller, request.getOptions(), false);
  if (position === 'unanswered') return position;
  const said = new streams.DeleteResp.Position();
  return new streams.DeleteResp().setPosition(
    said.setCommitPosition(`${position}`).setPreparePosition(`${position}`),
  );
};

/** Streams.Tombstone: nothing does. */
export const tombstoneStream = (
  node: Node,
  caller: Caller,
  request: streams.TombstoneReq,
): streams.TombstoneResp | 'unanswered' => {
  const position = remove(node, caller, request.getOptions(), true);
  if (position === 'unanswered') return position;
  const said = new streams.TombstoneResp.Position();
  return new streams.TombstoneResp().setPosition(
    said.setCommitPosition(`${position}`).setPreparePosition(`${position}`),
  );
};

const remove = (
  node: Node,
  caller: Caller,
  options: streams.DeleteReq.Options | streams.TombstoneReq.Options | undefined,
  forEver: boolean,
): number | undefined | 'unanswered' => {
  if (options === undefined) throw new Error('Object reference not set to an instance of an object.');
  if (!caller.isKnown) throw new Refused('access-denied');
  const stream = streamFromWire(options.getStreamIdentifier());
  const expected = expectedFromWire(options, options.getRevision());
  const written = node.write('delete', caller, () => node.store.delete(stream, expected, forEver));
  if (written === 'unanswered') return written;
  if (written.outcome === 'stream-deleted') throw rpcErrors.streamDeleted(stream);
  if (written.outcome === 'wrong-expected-version') {
    throw rpcErrors.wrongExpectedVersion('Delete', stream, onWire(expected), written.current);
  }
  return written.position;
};

const onWire = (expected: Expected): number =>
  expected === 'any' ? -2 : expected === 'no-stream' ? -1 : expected === 'stream-exists' ? -4 : expected;
