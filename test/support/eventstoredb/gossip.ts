import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { idOnWire } from './wire.ts';

const { VNodeState } = gossip.MemberInfo;

export interface Member {
  readonly id: string;
  readonly host: string;
  readonly port: number;
  readonly state: 'leader' | 'follower' | 'unknown';
  readonly isAlive: boolean;
}

const states = { leader: VNodeState.LEADER, follower: VNodeState.FOLLOWER, unknown: VNodeState.UNKNOWN };

export const clusterInfo = (members: readonly Member[]): gossip.ClusterInfo =>
  new gossip.ClusterInfo().setMembersList(
    members.map(({ id, host, port, state, isAlive }) =>
      new gossip.MemberInfo()
        .setInstanceId(idOnWire(id, false))
        .setTimeStamp(`${Date.now()}0000`)
        .setState(states[state])
        .setIsAlive(isAlive)
        .setHttpEndPoint(new gossip.EndPoint().setAddress(host).setPort(port)),
    ),
  );

const featuresOf: Readonly<Record<string, string[]>> = {
  Read: ['position', 'events'],
  BatchAppend: ['deadline_duration'],
};

/** What a client asks before its first append: whether it may append in batches. */
export const supportedMethods = (version: string): features.SupportedMethods =>
  new features.SupportedMethods().setEventStoreServerVersion(version).setMethodsList(
    Object.values(streamsGrpc.StreamsService).map(({ path }) => {
      const [, service = '', method = ''] = path.split('/');
      return new features.SupportedMethod()
        .setServiceName(service.toLowerCase())
        .setMethodName(method.toLowerCase())
        .setFeaturesList(featuresOf[method] ?? []);
    }),
  );
