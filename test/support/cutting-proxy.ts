import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Stands between a client and a service, cuts connections when it likes, and has no patience. */
export interface CuttingProxy {
  readonly url: string;
  /** Passes connections on to the service at this address from now on. */
  leadTo(url: string): void;
  /** Passes nothing on: connections are reset. */
  leadNowhere(): void;
  /** Cuts every connection when the service has sent so many bytes more. */
  cutAfter(bytes: number): void;
  /** Cuts every connection that is open. */
  cut(): void;
  /** How many connections it has cut, however it was told to. */
  readonly cuts: number;
  /** How many bytes of the service it has passed on. */
  readonly passed: number;
  close(): Promise<void>;
}

/** Tells clients of event streams to come back at once, in as many bytes as the service told them to wait. */
const hurried = (bytes: Buffer): Buffer =>
  Buffer.from(
    bytes.toString('latin1').replaceAll(/(?<=^retry: )\d+/gm, (ms) => '1'.padStart(ms.length, '0')),
    'latin1',
  );

export async function startCuttingProxy(): Promise<CuttingProxy> {
  const open = new Set<Socket>();
  let to: { readonly host: string; readonly port: number } | undefined;
  let left = Number.POSITIVE_INFINITY;
  let cuts = 0;
  let passed = 0;
  const server = createServer((client) => {
    if (to === undefined) {
      client.resetAndDestroy();
      return;
    }
    const service = connect(to);
    for (const [from, other] of [
      [client, service],
      [service, client],
    ] as const) {
      open.add(from);
      from.setNoDelay(true);
      from.on('error', () => {}); // of a connection that was cut, for one
      from.on('close', () => {
        open.delete(from);
        other.destroy();
      });
    }
    client.pipe(service);
    service.on('data', (bytes) => {
      const given = hurried(bytes).subarray(0, left);
      left -= given.length;
      passed += given.length;
      // A slow reader is waited for.
      if (!client.write(given)) {
        service.pause();
        client.once('drain', () => service.resume());
      }
      if (left > 0) return;
      left = Number.POSITIVE_INFINITY;
      cut();
    });
  });
  const cut = (): void => {
    for (const socket of open) {
      if (socket.destroyed || socket.writableEnded) continue; // it was cut before, or left
      if (socket.localPort === ownPort) cuts += 1;
      socket.destroySoon();
    }
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const ownPort = (server.address() as AddressInfo).port; // listening on TCP
  return {
    url: `http://127.0.0.1:${ownPort}`,
    leadTo: (url) => {
      const { hostname, port } = new URL(url);
      to = { host: hostname, port: Number(port) };
    },
    leadNowhere: () => {
      to = undefined;
      cut();
    },
    get cuts() {
      return cuts;
    },
    get passed() {
      return passed;
    },
    cutAfter: (bytes) => {
      left = bytes;
    },
    cut,
    close: async () => {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
