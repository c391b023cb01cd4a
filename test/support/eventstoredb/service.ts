import gossipGrpc from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import featuresGrpc from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import type shared from '@eventstore/db-client/generated/shared_pb.js';
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { type handleUnaryCall, Server } from '@grpc/grpc-js';
import { append } from './append.ts';
import { batchAppend } from './batch-append.ts';
import { deleteStream, tombstoneStream } from './delete.ts';
import { clusterInfo, type Member, supportedMethods } from './gossip.ts';
import type { Caller, Node } from './node.ts';
import { read } from './read.ts';
import { asRpcError } from './rpc-error.ts';

/** The gRPC server of one node: what the client calls, and nothing else that the real server has. */
export const makeServer = (node: Node, members: () => readonly Member[]): Server => {
  // Events of 16 MiB get in; how large an append may be is the node's to say.
  const server = new Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024 });

  const unary =
    <Request, Response>(
      answer: (caller: Caller, request: Request) => Response | 'unanswered',
    ): handleUnaryCall<Request, Response> =>
    (call, callback) => {
      try {
        const response = answer(node.caller(call), call.request);
        if (response !== 'unanswered') callback(null, response);
      } catch (error) {
        callback(asRpcError(error));
      }
    };
  const asked = <Response>(kind: 'gossip' | 'features', answer: () => Response) =>
    unary<shared.Empty, Response>(({ peer }) => {
      node.count(kind);
      const does = node.strike(kind);
      if (does === 'cut') node.cut(peer);
      return does === undefined ? answer() : 'unanswered';
    });

  server.addService(streamsGrpc.StreamsService, {
    append: append(node),
    batchAppend: batchAppend(node),
    read: read(node),
    delete: unary((caller, request) => deleteStream(node, caller, request)),
    tombstone: unary((caller, request) => tombstoneStream(node, caller, request)),
  });
  server.addService(gossipGrpc.GossipService, { read: asked('gossip', () => clusterInfo(members())) });
  server.addService(featuresGrpc.ServerFeaturesService, {
    getSupportedMethods: asked('features', () =>
      supportedMethods(`${node.settings.release ?? '24.10'}.0-double`),
    ),
  });
  return server;
};
