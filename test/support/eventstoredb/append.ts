import { setImmediate } from 'node:timers/promises';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { handleClientStreamingCall } from '@grpc/grpc-js';
import type { Node } from './node.ts';
import { type ProposedEvent, sizeOfProposed } from './record.ts';
import { asRpcError, Refused, rpcErrors } from './rpc-error.ts';
import type { Written } from './store.ts';
import { expectedFromWire, proposedFromWire, revisionOnWire, streamFromWire } from './wire.ts';

/** Streams.Append: options, then events one by one, then one answer, which may be a refusal. */
export const append =
  (node: Node): handleClientStreamingCall<streams.AppendReq, streams.AppendResp> =>
  async (call, callback) => {
    try {
      const caller = node.caller(call);
      const largest = node.maxAppendSize;
      let options: streams.AppendReq.Options | undefined;
      let size = 0;
      const events: ProposedEvent[] = [];
      for await (const message of call as AsyncIterable<streams.AppendReq>) {
        // typed as a stream of anything
        if (options === undefined) {
          options = message.getOptions();
          if (!caller.isKnown) throw new Refused('access-denied');
          continue;
        }
        const proposed = message.getProposedMessage();
        if (proposed === undefined)
          throw new Error('Operation is not valid due to the current state of the object.');
        for (const property of ['type', 'content-type']) {
          if (!proposed.getMetadataMap().has(property)) throw rpcErrors.metadataMissing(property);
        }
        const event = proposedFromWire(proposed);
        size += sizeOfProposed(event);
        if (size > largest) throw rpcErrors.appendTooLarge(largest);
        events.push(event);
      }
      if (options === undefined)
        throw new Error('Operation is not valid due to the current state of the object.');
      // To grpc-js a call that was cut off ends like any other; the real server's reader throws, and writes nothing.
      // It ends before it says that it was.
      await setImmediate();
      if (call.cancelled) return;
      const stream = streamFromWire(options.getStreamIdentifier());
      const expected = expectedFromWire(options, options.getRevision());
      const written = node.write('append', caller, () => node.store.append(stream, expected, events));
      if (written !== 'unanswered') callback(null, answer(stream, options, written));
    } catch (error) {
      callback(asRpcError(error));
    }
  };

const answer = (stream: string, options: streams.AppendReq.Options, written: Written): streams.AppendResp => {
  if (written.outcome === 'stream-deleted') throw rpcErrors.streamDeleted(stream);
  const response = new streams.AppendResp();
  const nothing = new shared.Empty();
  if (written.outcome === 'written') {
    const success = new streams.AppendResp.Success();
    if (written.revision < 0) success.setNoStream(nothing);
    else success.setCurrentRevision(revisionOnWire(written.revision));
    if (written.position === undefined) return response.setSuccess(success.setNoPosition(nothing));
    const position = new streams.AppendResp.Position()
      .setCommitPosition(String(written.position))
      .setPreparePosition(String(written.position));
    return response.setSuccess(success.setPosition(position));
  }
  const wrong = new streams.AppendResp.WrongExpectedVersion();
  if (written.current < 0) wrong.setCurrentNoStream(nothing);
  else wrong.setCurrentRevision(revisionOnWire(written.current));
  if (options.hasAny()) wrong.setExpectedAny(nothing);
  else if (options.hasStreamExists()) wrong.setExpectedStreamExists(nothing);
  else if (options.hasNoStream()) wrong.setExpectedNoStream(nothing);
  else wrong.setExpectedRevision(options.getRevision());
  return response.setWrongExpectedVersion(wrong);
};
