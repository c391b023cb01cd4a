import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request that a test answers, as badly as it likes. */
export interface Asked {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** Resolves when the client has gone. */
  readonly gone: Promise<unknown>;
  /** Sends a piece of an event stream, whole frames or not. */
  send(piece: string | Uint8Array): void;
  /** Closes the connection in the midst of whatever it was saying. */
  cut(): void;
  /** Ends the stream properly. */
  end(piece?: string): void;
  /** Answers with something else than a stream. */
  answer(status: number, headers: Readonly<Record<string, string>>, body: string): void;
  refuse(status: number, code: string, headers?: Readonly<Record<string, string>>): void;
}

/** A service that says what a test tells it to, request by request. */
export interface ScriptedService {
  readonly url: string;
  /** The next request that nobody has asked for yet. */
  asked(): Promise<Asked>;
  /** Nothing listens any more: connections are refused. */
  stop(): Promise<void>;
  /** Listens again, on the same port. */
  start(): Promise<void>;
}

/** One message of an event stream. */
export const frame = (data: unknown, { id, event }: { id?: string; event?: string } = {}): string =>
  `${event === undefined ? '' : `event: ${event}\n`}${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;

export async function startScriptedService(): Promise<ScriptedService> {
  const arrived: Asked[] = [];
  const wanted: ((asked: Asked) => void)[] = [];
  const server = createServer((request, response) => {
    const asked = answering(request, response);
    const next = wanted.shift();
    if (next) next(asked);
    else arrived.push(asked);
  });
  const start = async (port: number): Promise<number> => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port; // listening on TCP
  };
  const port = await start(0);
  return {
    url: `http://127.0.0.1:${port}`,
    asked: () =>
      new Promise((resolve) => {
        const first = arrived.shift();
        if (first) resolve(first);
        else wanted.push(resolve);
      }),
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
    start: async () => {
      await start(port);
    },
  };
}

function answering(request: IncomingMessage, response: ServerResponse): Asked {
  const answer: Asked['answer'] = (status, headers, body) => response.writeHead(status, headers).end(body);
  const begin = (): void => {
    if (!response.headersSent)
      response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8' });
  };
  return {
    path: request.url ?? '',
    headers: request.headers,
    gone: once(response, 'close'),
    send: (piece) => {
      begin();
      response.write(piece);
    },
    cut: () => {
      begin();
      response.write('', () => request.socket.destroy());
    },
    end: (piece) => {
      begin();
      response.end(piece);
    },
    answer,
    refuse: (status, code, headers = {}) =>
      answer(
        status,
        { 'Content-Type': 'application/problem+json; charset=utf-8', ...headers },
        JSON.stringify({ type: `/problems/${code}`, title: 'Refused', status, detail: 'By the test.', code }),
      ),
  };
}
