import { Agent, type IncomingMessage, request } from 'node:http';

/** What is sent, to a service that is not named yet. */
export interface Asked {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What came over the wire, its headers in their own order and spelling. */
export interface Heard {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

/** Asks one service. It takes the answers as they are: nothing is followed, decoded or put in order. */
export class Client {
  readonly port: number;
  readonly #agent = new Agent({ keepAlive: true });

  constructor(port: number) {
    this.port = port;
  }

  async ask(asked: Asked): Promise<Heard> {
    const response = await this.open(asked);
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk);
    return { status: statusOf(response), headers: headersOf(response), body: Buffer.concat(chunks) };
  }

  /** The response as soon as it has begun. */
  open({ method, path, headers, body }: Asked, agent: Agent = this.#agent): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const sending = request(
        { host: '127.0.0.1', port: this.port, agent, method, path, headers: { ...headers } },
        resolve,
      );
      sending.once('error', reject);
      sending.end(body);
    });
  }

  end(): void {
    this.#agent.destroy();
  }
}

export const statusOf = (response: IncomingMessage): number => response.statusCode ?? 0;

/** All headers in pairs, without the time, which is the same for nobody. */
export function headersOf({ rawHeaders }: IncomingMessage): Heard['headers'] {
  const pairs: [string, string][] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2)
    pairs.push([rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '']);
  return pairs.filter(([name]) => name.toLowerCase() !== 'date');
}

export const headerOf = ({ headers }: Pick<Heard, 'headers'>, wanted: string): string | undefined =>
  headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
