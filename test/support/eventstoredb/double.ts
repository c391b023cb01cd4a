import { Cluster } from './cluster.ts';
import type { Tls } from './connections.ts';
import type { Call, Fault, Order } from './faults.ts';
import type { Settings } from './node.ts';
import type { StoredEvent } from './record.ts';
import type { Written } from './store.ts';

export interface DoubleOptions extends Settings {
  /** Any that is free when absent. */
  readonly port?: number;
  readonly tls?: Tls;
}

export type Parameters = Readonly<Record<string, string | number | boolean>>;

/*
 * The protocol double of EventStoreDB: it answers the real client over real sockets as the source of release
 * 24.10.4 does, from a log in memory, and fails when told to. Not in it: persistent subscriptions, projections and
 * links, $maxAge, scavenges, access control beyond who is let in, and replication, of which it has only the lag that
 * it is told to have. An append in several messages that never ends is not timed out.
 */

/** One node that speaks the protocol of EventStoreDB and fails when told to. It is a double, and no server. */
export interface Double {
  readonly port: number;
  /** `credentials` as `user:password`. */
  connectionString(parameters?: Parameters, credentials?: string): string;
  /** Every event of the log, the double's own too, in log order. */
  readonly events: readonly StoredEvent[];
  /** Appends as another application would, or the server itself, to any stream. */
  appendForeign(stream: string, type: string, data: unknown, metadata?: unknown): Written;
  /** Forgets which ids were written, as the real server does in time: `any` then writes them again. */
  forgetIds(): void;
  /** How many calls of a kind came; each append of a batch is one. */
  calls(call: Call): number;
  /** Something that is to go wrong. Orders of the same kind come about one after the other. */
  order(order: Order): Fault;
  /** Cuts every connection now; tells how many there were. */
  cut(): number;
  /** Cuts every connection and resets each new one, until `accept`. */
  refuse(): void;
  accept(): void;
  /** How many connections were reset since `refuse`. */
  readonly refused: number;
  /** As of now it sees nothing new, until `catchUp`: a follower that lags behind. */
  lag(): void;
  catchUp(): void;
  /** Ends as a process does; what was written stays, and `start` listens on the same port again. */
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Several nodes over one log. The first leads, until another is elected. */
export interface ClusterDouble {
  readonly nodes: readonly Double[];
  /** The nth of them, from 0. */
  node(n: number): Double;
  /** Names every node. */
  connectionString(parameters?: Parameters, credentials?: string): string;
  /** Makes the nth the leader. One that is stopped leads nobody, and nothing is written until another is elected. */
  elect(n: number): void;
  close(): Promise<void>;
}

export async function startDouble({ port, ...options }: DoubleOptions = {}): Promise<Double> {
  const cluster = new Cluster([port], options);
  await cluster.start();
  return cluster.node(0);
}

export async function startClusterDouble(
  nodes: number,
  options: Omit<DoubleOptions, 'port'> = {},
): Promise<ClusterDouble> {
  const cluster = new Cluster(new Array<undefined>(nodes).fill(undefined), options);
  await cluster.start();
  return cluster;
}
