import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type Server as GrpcServer, ServerCredentials } from '@grpc/grpc-js';

export interface Tls {
  readonly key: Buffer;
  readonly certificate: Buffer;
}

/**
 * The sockets of one node. The gRPC server is handed them, so that the double can cut any of them when it likes
 * and listen again on the same port.
 */
export class Connections {
  readonly #makeServer: () => GrpcServer;
  readonly #credentials: ServerCredentials;
  readonly #sockets = new Set<Socket>();
  #port: number;
  #refuses = false;
  #refused = 0;
  #close: (() => Promise<void>) | undefined;

  constructor(makeServer: () => GrpcServer, port: number, tls: Tls | undefined) {
    this.#makeServer = makeServer;
    this.#port = port;
    this.#credentials =
      tls === undefined
        ? ServerCredentials.createInsecure()
        : ServerCredentials.createSsl(null, [{ private_key: tls.key, cert_chain: tls.certificate }]);
  }

  get port(): number {
    return this.#port;
  }

  get isOpen(): boolean {
    return this.#close !== undefined;
  }

  /** How many connections were refused since `refuse`. */
  get refused(): number {
    return this.#refused;
  }

  async open(): Promise<void> {
    if (this.isOpen) return;
    const grpc = this.#makeServer();
    const injector = grpc.createConnectionInjector(this.#credentials);
    const listener = createServer((socket) => {
      if (this.#refuses) {
        this.#refused++;
        socket.resetAndDestroy();
        return;
      }
      socket.setNoDelay(true);
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      socket.on('error', () => {}); // of a connection that was cut, for one
      injector.injectConnection(socket);
    });
    listener.listen(this.#port, '127.0.0.1');
    await once(listener, 'listening');
    this.#port = (listener.address() as AddressInfo).port; // listening on TCP
    this.#close = async () => {
      const closed = once(listener, 'close');
      listener.close();
      this.cut();
      grpc.forceShutdown();
      await closed;
    };
  }

  /** As if the process had ended: every connection is cut and none is taken. */
  async close(): Promise<void> {
    const close = this.#close;
    this.#close = undefined;
    await close?.();
  }

  /** Cuts every connection, or only the one from there; tells how many. What was written before still arrives. */
  cut(peer?: string): number {
    let cut = 0;
    for (const socket of this.#sockets) {
      if (peer !== undefined && `${socket.remoteAddress}:${socket.remotePort}` !== peer) continue;
      socket.destroy();
      cut++;
    }
    return cut;
  }

  /** Cuts every connection and resets each new one, until told to accept again. */
  refuse(): void {
    this.#refuses = true;
    this.#refused = 0;
    this.cut();
  }

  accept(): void {
    this.#refuses = false;
  }
}
