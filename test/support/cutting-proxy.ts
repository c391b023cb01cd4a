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
  let port: number | undefined;
  let left = Number.POSITIVE_INFINITY;
  const server = createServer((client) => {
    if (port === undefined) {
      client.resetAndDestroy();
      return;
    }
    const service = connect(port, '127.0.0.1');
    for (const [from, to] of [
      [client, service],
      [service, client],
    ] as const) {
      open.add(from);
      from.on('error', () => {}); // of a connection that was cut, for one
      from.on('close', () => {
        open.delete(from);
        to.destroy();
      });
    }
    client.pipe(service);
    service.on('data', (bytes) => {
      const passed = hurried(bytes).subarray(0, left);
      left -= passed.length;
      client.write(passed);
      if (left > 0) return;
      left = Number.POSITIVE_INFINITY;
      cut();
    });
  });
  const cut = (): void => {
    for (const socket of open) socket.destroySoon();
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // listening on TCP
    leadTo: (url) => {
      port = Number(new URL(url).port);
    },
    leadNowhere: () => {
      port = undefined;
      cut();
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
