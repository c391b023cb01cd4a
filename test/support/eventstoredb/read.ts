import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { handleServerStreamingCall } from '@grpc/grpc-js';
import type { Caller, Node } from './node.ts';
import { readAll, readStream } from './reads.ts';
import { asRpcError, Refused, rpcErrors } from './rpc-error.ts';
import { type AllFilter, subscribeToAll } from './subscribe-to-all.ts';
import { subscribeToStream } from './subscribe-to-stream.ts';
import { type Allows, PAGE } from './view.ts';
import { positionFromWire, revisionFromWire, streamFromWire } from './wire.ts';

type Options = streams.ReadReq.Options;
type Responses = Iterable<streams.ReadResp> | AsyncIterable<streams.ReadResp>;

/** Streams.Read: reads and subscriptions, of a stream and of $all. */
export const read =
  (node: Node): handleServerStreamingCall<streams.ReadReq, streams.ReadResp> =>
  async (call) => {
    const cancelled = new AbortController();
    call.on('cancelled', () => cancelled.abort());
    try {
      const caller = node.caller(call);
      const options = call.request.getOptions();
      if (options === undefined) throw new Error('Object reference not set to an instance of an object.');
      if (!options.hasUuidOption()) throw rpcErrors.invalidArgument(' `uuidOption` is a required argument');
      if (!caller.isKnown) throw new Refused('access-denied');
      const kind = options.hasSubscription() ? 'subscribe' : 'read';
      node.count(kind);
      let events = 0;
      let written: Promise<void> = Promise.resolve();
      const isLost = async (): Promise<boolean> => {
        const does = node.strike(kind, { afterEvents: events });
        if (does === 'cut') {
          await Promise.race([written, next(call, 'cancelled')]); // or the last of them would be cut off too
          node.cut(caller.peer);
        }
        return does !== undefined;
      };
      if (await isLost()) return;
      for await (const response of responsesTo(node, caller, options, cancelled.signal)) {
        let isFull = false;
        written = new Promise((resolve) => {
          isFull = !call.write(response, () => resolve());
        });
        // A slow reader is waited for.
        if (isFull && !call.cancelled) await next(call, 'drain', 'cancelled');
        if (cancelled.signal.aborted) return;
        if (!response.hasEvent()) continue;
        events++;
        if (await isLost()) return;
      }
      call.end();
    } catch (error) {
      if (!cancelled.signal.aborted) call.emit('error', asRpcError(error));
    }
  };

/** Until the first of these happens to the call. */
const next = (call: Pick<NodeJS.EventEmitter, 'on' | 'off'>, ...names: string[]): Promise<void> =>
  new Promise((resolve) => {
    const go = (): void => {
      for (const name of names) call.off(name, go);
      resolve();
    };
    for (const name of names) call.on(name, go);
  });

const responsesTo = (node: Node, caller: Caller, options: Options, signal: AbortSignal): Responses => {
  const { view, settings } = node;
  const idAsText = options.getUuidOption()?.hasString() ?? false;
  const backwards = options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS;
  const admit = (): void => node.admitRead(caller);
  const filter = options.hasFilter() ? filterOf(options) : undefined;
  const stream = options.getStream();
  const all = options.getAll();
  if (options.hasSubscription()) {
    if (backwards || (stream !== undefined && filter !== undefined)) throw invalidCombination();
    if (stream !== undefined) {
      const name = streamFromWire(stream.getStreamIdentifier());
      const revision = stream.hasRevision() ? revisionFromWire(stream.getRevision()) : undefined;
      const after = stream.hasEnd() || (revision ?? 0) < 0 ? 'end' : (revision ?? 'start');
      return subscribeToStream(view, name, after, { idAsText, admit }, signal);
    }
    const at = all?.getPosition();
    const position = at && positionFromWire(at.getCommitPosition(), at.getPreparePosition());
    const after = all?.hasEnd() || (position?.commit ?? 0) < 0 ? 'end' : (position ?? 'start');
    return subscribeToAll(
      view,
      after,
      filter,
      { idAsText, release: settings.release ?? '24.10', admit },
      signal,
    );
  }
  admit();
  const direction = { backwards, count: Number(options.getCount()), idAsText };
  if (stream !== undefined) {
    if (filter !== undefined) throw invalidCombination();
    const name = streamFromWire(stream.getStreamIdentifier());
    const asked = stream.hasStart() ? 0 : stream.hasEnd() ? -1 : revisionFromWire(stream.getRevision());
    if (asked < 0 && !backwards) throw rpcErrors.unexpected('ReadStreamResult', 'Error');
    const from = asked < 0 ? Number.POSITIVE_INFINITY : asked;
    const saysLast = (options.getControlOption()?.getCompatibility() ?? 0) >= 1;
    return readStream(view, name, from, direction, saysLast);
  }
  const at = all?.getPosition();
  const position = at && positionFromWire(at.getCommitPosition(), at.getPreparePosition());
  const from =
    all?.hasEnd() || (position?.commit ?? 0) < 0 ? view.end : (position ?? { commit: 0, prepare: 0 });
  return readAll(view, from, direction, filter);
};

const invalidCombination = (): Error => rpcErrors.invalidArgument('The combination of options is invalid.');

const filterOf = (options: Options): AllFilter | undefined => {
  const filter = options.getFilter();
  if (filter === undefined) return undefined;
  const byType = filter.getEventType();
  const expression = byType ?? filter.getStreamIdentifier();
  if (expression === undefined || !(filter.hasMax() || filter.hasCount())) {
    throw rpcErrors.invalidArgument('filter is not valid');
  }
  const regex = expression.getRegex() === '' ? undefined : new RegExp(expression.getRegex());
  const prefixes = expression.getPrefixList();
  const matches = (name: string): boolean =>
    regex?.test(name) ?? prefixes.some((prefix) => name.startsWith(prefix));
  const allows: Allows = byType === undefined ? ({ stream }) => matches(stream) : ({ type }) => matches(type);
  const window = filter.hasMax() ? filter.getMax() : PAGE;
  const multiplier = filter.getCheckpointintervalmultiplier();
  if (options.hasSubscription() && multiplier === 0) throw new RangeError('checkpointIntervalMultiplier');
  return { allows, window, checkpointInterval: multiplier * window };
};
