import code from '@eventstore/db-client/generated/code_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import rpcStatus from '@eventstore/db-client/generated/status_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { handleBidiStreamingCall } from '@grpc/grpc-js';
import any from 'google-protobuf/google/protobuf/any_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import type { Expected } from './expected-revision.ts';
import type { Caller, Node } from './node.ts';
import { type ProposedEvent, sizeOfProposed } from './record.ts';
import { asRpcError, type Refusal, Refused } from './rpc-error.ts';
import type { Written } from './store.ts';
import {
  allPosition,
  expectedFromWire,
  identifier,
  idFromWire,
  proposedFromWire,
  revisionOnWire,
  streamFromWire,
} from './wire.ts';

type Details = { serializeBinary(): Uint8Array };

/** A refusal in the answer itself: google.rpc.Status with one packed message. */
const status = (number: number, message: string, details: Details, type = message): rpcStatus.Status => {
  const packed = new any.Any();
  packed.pack(details.serializeBinary(), type.includes('.') ? type : `event_store.client.${type}`);
  return new rpcStatus.Status().setCode(number).setMessage(message).setDetails(packed);
};

const { Code } = code;
const EMPTY = 'google.protobuf.Empty';

/** What the real server says in the answer; every other refusal ends the whole call, with all that wait in it. */
const saidInAnswers: Partial<Record<Refusal, () => rpcStatus.Status>> = {
  'access-denied': () => status(Code.PERMISSION_DENIED, 'AccessDenied', new shared.AccessDenied()),
  timeout: () => status(Code.DEADLINE_EXCEEDED, 'Timeout', new shared.Timeout()),
  unknown: () => status(Code.UNKNOWN, 'Unknown', new shared.Unknown()),
  'not-ready': () => status(Code.OK, 'Server Is Not Ready', new empty.Empty(), EMPTY),
  'too-busy': () => status(Code.OK, 'Server Is Busy', new empty.Empty(), EMPTY),
};

const badRequest = (message: string): rpcStatus.Status =>
  status(Code.INVALID_ARGUMENT, 'BadRequest', new shared.BadRequest().setMessage(message));

const tooLarge = (largest: number): rpcStatus.Status =>
  status(
    Code.INVALID_ARGUMENT,
    'MaximumAppendSizeExceeded',
    new shared.MaximumAppendSizeExceeded().setMaxappendsize(largest),
  );

const wrongExpectedVersion = (expected: Expected, current: number): rpcStatus.Status => {
  const details = new shared.WrongExpectedVersion();
  const nothing = new empty.Empty();
  if (current < 0) details.setCurrentNoStream(nothing);
  else details.setCurrentStreamRevision(revisionOnWire(current));
  if (expected === 'any') details.setExpectedAny(nothing);
  else if (expected === 'no-stream') details.setExpectedNoStream(nothing);
  else if (expected === 'stream-exists') details.setExpectedStreamExists(nothing);
  else details.setExpectedStreamPosition(revisionOnWire(expected));
  return status(Code.ALREADY_EXISTS, 'WrongExpectedVersion', details);
};

interface Pending {
  readonly stream: string;
  readonly expected: Expected;
  readonly events: ProposedEvent[];
  size: number;
}

/** Streams.BatchAppend: many appends in one call, each in one message or several, each with its answer. */
export const batchAppend =
  (node: Node): handleBidiStreamingCall<streams.BatchAppendReq, streams.BatchAppendResp> =>
  (call) => {
    let caller: Caller;
    try {
      caller = node.caller(call);
    } catch (error) {
      call.emit('error', asRpcError(error));
      return;
    }
    const pending = new Map<string, Pending>();
    let unanswered = 0;
    call.on('data', (request: streams.BatchAppendReq) => {
      if (call.writableEnded) return; // it failed, and what comes after is lost
      try {
        const response = handle(node, caller, pending, request);
        if (response === 'unanswered') unanswered++;
        else if (response !== undefined) call.write(response);
      } catch (error) {
        call.emit('error', asRpcError(error));
      }
    });
    call.on('end', () => {
      if (unanswered === 0) call.end();
    });
  };

const handle = (
  node: Node,
  caller: Caller,
  pending: Map<string, Pending>,
  request: streams.BatchAppendReq,
): streams.BatchAppendResp | 'unanswered' | undefined => {
  const options = request.getOptions();
  const correlation = idFromWire(request.getCorrelationId());
  const known = pending.get(correlation);
  const stream = known?.stream ?? streamFromWire(options?.getStreamIdentifier());
  const refused = (error: rpcStatus.Status): streams.BatchAppendResp => {
    pending.delete(correlation);
    return new streams.BatchAppendResp()
      .setCorrelationId(request.getCorrelationId())
      .setStreamIdentifier(identifier(stream))
      .setError(error);
  };
  try {
    if (options !== undefined && known === undefined) {
      if (!caller.isKnown) throw new Refused('access-denied');
      if (!options.hasStreamIdentifier())
        return refused(badRequest('Required field StreamIdentifier not set.'));
      const deadline = options.getDeadline()?.toDate().getTime() ?? Number.POSITIVE_INFINITY;
      if (deadline <= Date.now()) throw new Refused('timeout');
      const expected = expectedFromWire(options, options.getStreamPosition());
      pending.set(correlation, { stream, expected, events: [], size: 0 });
    }
    const write = pending.get(correlation);
    if (write === undefined) return undefined; // the rest of one that was refused
    for (const message of request.getProposedMessagesList()) {
      for (const property of ['type', 'content-type']) {
        if (!message.getMetadataMap().has(property)) {
          return refused(badRequest(`The given key '${property}' was not present in the dictionary.`));
        }
      }
      const event = proposedFromWire(message);
      write.events.push(event);
      write.size += sizeOfProposed(event);
    }
    if (write.size > node.maxAppendSize) return refused(tooLarge(node.maxAppendSize));
    if (!request.getIsFinal()) return undefined;
    pending.delete(correlation);
    const written = node.write('append', caller, () =>
      node.store.append(stream, write.expected, write.events),
    );
    if (written === 'unanswered') return 'unanswered';
    if (written.outcome === 'wrong-expected-version')
      return refused(wrongExpectedVersion(write.expected, written.current));
    if (written.outcome === 'stream-deleted') {
      const details = new shared.StreamDeleted().setStreamIdentifier(identifier(stream));
      return refused(status(Code.NOT_FOUND, 'StreamDeleted', details));
    }
    return new streams.BatchAppendResp()
      .setCorrelationId(request.getCorrelationId())
      .setStreamIdentifier(identifier(stream))
      .setSuccess(success(written));
  } catch (error) {
    const said = error instanceof Refused ? saidInAnswers[error.refusal]?.() : undefined;
    if (said !== undefined) return refused(said);
    if (error instanceof RangeError) return refused(badRequest(error.message));
    throw error;
  }
};

const success = (written: Extract<Written, { outcome: 'written' }>): streams.BatchAppendResp.Success => {
  const said = new streams.BatchAppendResp.Success();
  if (written.revision < 0) said.setNoStream(new empty.Empty());
  else said.setCurrentRevision(revisionOnWire(written.revision));
  if (written.position === undefined) return said.setNoPosition(new empty.Empty());
  return said.setPosition(allPosition({ commit: written.position, prepare: written.position }));
};
