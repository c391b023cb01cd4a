import { EventStoreDBClient } from '@eventstore/db-client';
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { credentials } from '@grpc/grpc-js';
import {
  type ClusterDouble,
  type Double,
  type DoubleOptions,
  startClusterDouble,
  startDouble,
} from './double.ts';

const toClose: (() => Promise<unknown> | unknown)[] = [];

afterEach(async () => {
  await Promise.all(toClose.splice(0).map((close) => close()));
});

/** The real client on a connection string, until the test is over. */
export const connect = (connectionString: string): EventStoreDBClient => {
  const client = EventStoreDBClient.connectionString(connectionString);
  toClose.push(() => client.dispose());
  return client;
};

/** A double and the real client on it, until the test is over. */
export const connected = async (
  options?: DoubleOptions,
): Promise<{ readonly double: Double; readonly client: EventStoreDBClient }> => {
  const double = await startDouble(options);
  toClose.push(() => double.close());
  return { double, client: connect(double.connectionString()) };
};

export const connectedCluster = async (
  nodes: number,
): Promise<{ readonly cluster: ClusterDouble; readonly client: EventStoreDBClient }> => {
  const cluster = await startClusterDouble(nodes);
  toClose.push(() => cluster.close());
  return { cluster, client: connect(cluster.connectionString()) };
};

/** What the generated code alone can ask, and the client does not. */
export const rawStreams = ({ port }: Double): InstanceType<typeof streamsGrpc.StreamsClient> => {
  const raw = new streamsGrpc.StreamsClient(`127.0.0.1:${port}`, credentials.createInsecure());
  toClose.push(() => raw.close());
  return raw;
};
