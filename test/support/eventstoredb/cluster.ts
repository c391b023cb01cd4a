import { randomUUID } from 'node:crypto';
import { Connections } from './connections.ts';
import type { ClusterDouble, Double, DoubleOptions, Parameters } from './double.ts';
import { type Call, type Fault, Faults, type Order } from './faults.ts';
import type { Member } from './gossip.ts';
import { type Leader, Node } from './node.ts';
import type { StoredEvent } from './record.ts';
import { makeServer } from './service.ts';
import { Store, type Written } from './store.ts';
import { View } from './view.ts';

export const HOST = '127.0.0.1';

const connectionString = (
  ports: readonly number[],
  tls: boolean,
  parameters: Parameters = {},
  credentials?: string,
): string => {
  const hosts = ports.map((port) => `${HOST}:${port}`).join(',');
  const said = Object.entries({ tls, ...parameters }).map(([name, value]) => `${name}=${value}`);
  return `esdb://${credentials === undefined ? '' : `${credentials}@`}${hosts}?${said.join('&')}`;
};

/** Its own log seen by one node or more, and who of them leads. A double of one node is a cluster of one. */
export class Cluster implements ClusterDouble {
  readonly nodes: readonly NodeDouble[];
  readonly #tls: boolean;
  #leader = 0;

  constructor(ports: readonly (number | undefined)[], options: Omit<DoubleOptions, 'port'>) {
    const store = new Store();
    this.#tls = options.tls !== undefined;
    this.nodes = ports.map(
      (port = 0, n) =>
        new NodeDouble({
          store,
          options: { ...options, port },
          leader: () => this.#leaderAsSeenBy(n),
          members: () => this.#members(),
        }),
    );
  }

  async start(): Promise<void> {
    for (const node of this.nodes) await node.start();
  }

  node(n: number): NodeDouble {
    const node = this.nodes[n];
    if (node === undefined) throw new RangeError(`there is no node ${n} of the double`);
    return node;
  }

  connectionString(parameters?: Parameters, credentials?: string): string {
    const ports = this.nodes.map(({ port }) => port);
    return connectionString(ports, this.#tls, parameters, credentials);
  }

  elect(n: number): void {
    this.node(n).catchUp();
    this.#leader = n;
  }

  async close(): Promise<void> {
    for (const node of this.nodes) await node.close();
  }

  #leaderAsSeenBy(n: number): Leader {
    const leader = this.node(this.#leader);
    if (!leader.isRunning) return 'nobody';
    return n === this.#leader ? 'itself' : { host: HOST, port: leader.port };
  }

  #members(): readonly Member[] {
    const follower = this.node(this.#leader).isRunning ? 'follower' : 'unknown';
    return this.nodes.map(({ id, port, isRunning }, n) => ({
      id,
      host: HOST,
      port,
      state: n === this.#leader ? 'leader' : follower,
      isAlive: isRunning,
    }));
  }
}

class NodeDouble implements Double {
  readonly id = randomUUID();
  readonly #store: Store;
  readonly #view: View;
  readonly #tls: boolean;
  readonly #node: Node;
  readonly #faults = new Faults();
  readonly #connections: Connections;

  constructor(parts: {
    readonly store: Store;
    readonly options: DoubleOptions & { readonly port: number };
    readonly leader: () => Leader;
    readonly members: () => readonly Member[];
  }) {
    const { port, tls, ...settings } = parts.options;
    this.#store = parts.store;
    this.#view = new View(parts.store);
    this.#tls = tls !== undefined;
    this.#node = new Node({
      store: this.#store,
      view: this.#view,
      settings,
      faults: this.#faults,
      cut: (peer) => this.#connections.cut(peer),
      leader: parts.leader,
    });
    this.#connections = new Connections(() => makeServer(this.#node, parts.members), port, tls);
  }

  get port(): number {
    return this.#connections.port;
  }

  get isRunning(): boolean {
    return this.#connections.isOpen;
  }

  get events(): readonly StoredEvent[] {
    return this.#store.events;
  }

  get refused(): number {
    return this.#connections.refused;
  }

  connectionString(parameters?: Parameters, credentials?: string): string {
    return connectionString([this.port], this.#tls, parameters, credentials);
  }

  appendForeign(stream: string, type: string, data: unknown, metadata?: unknown): Written {
    const bytes = (value: unknown) => Buffer.from(value === undefined ? '' : JSON.stringify(value));
    const event = { id: randomUUID(), type, json: true, data: bytes(data), metadata: bytes(metadata) };
    return this.#store.append(stream, 'any', [event]);
  }

  forgetIds(): void {
    this.#store.forgetIds();
  }

  calls(call: Call): number {
    return this.#node.calls(call);
  }

  order(order: Order): Fault {
    return this.#faults.order(order);
  }

  cut(): number {
    return this.#connections.cut();
  }

  refuse(): void {
    this.#connections.refuse();
  }

  accept(): void {
    this.#connections.accept();
  }

  lag(): void {
    this.#view.lag();
  }

  catchUp(): void {
    this.#view.catchUp();
  }

  stop(): Promise<void> {
    return this.#connections.close();
  }

  start(): Promise<void> {
    return this.#connections.open();
  }

  close(): Promise<void> {
    return this.stop();
  }
}
