import { type IncomingMessage, request } from 'node:http';
import { createParser } from 'eventsource-parser';
import type { Asking, TestApi } from './http.ts';

/** One message of a stream. */
export interface Message {
  /** `message` where the service names no type, as in browsers. */
  readonly event: string;
  readonly id: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: messages are held against the OpenAPI document; tests read what they expect
  readonly data: any; // as above
}

export interface Following extends Asking {
  readonly lastEventId?: string;
  /** Takes nothing but the headers until `read` is called. */
  readonly paused?: boolean;
}

/** A reader of one stream, which it reads as it comes. */
export class SseReader {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly messages: Message[] = [];
  /** The lines `retry:` by what they say. */
  readonly retries: number[] = [];
  /** Lines that begin with a colon. */
  comments = 0;
  /** What came, as it came. */
  text = '';
  readonly #response: IncomingMessage;
  #ended: 'by the service' | 'cut off' | undefined;
  #wrong: { readonly error: unknown } | undefined;
  #wake: (() => void)[] = [];

  constructor(response: IncomingMessage, check: (message: Message) => void = () => {}) {
    this.#response = response;
    this.status = response.statusCode ?? 0;
    this.headers = response.headers;
    const parser = createParser({
      onEvent: ({ event = 'message', id, data }) => {
        const message = { event, id, data: JSON.parse(data) };
        this.messages.push(message);
        try {
          check(message);
        } catch (error) {
          this.#wrong = { error }; // whoever waits for something is told
        }
      },
      onRetry: (ms) => this.retries.push(ms),
      onComment: () => {
        this.comments += 1;
      },
    });
    response.setEncoding('utf8').pause();
    response.on('data', (text: string) => {
      this.text += text;
      parser.feed(text);
      this.#look();
    });
    response.on('error', () => {}); // what is cut off says so below
    response.on('close', () => {
      this.#ended = response.complete ? 'by the service' : 'cut off';
      this.#look();
    });
  }

  /** Begins, or goes on, to take what there is. */
  read(): void {
    this.#response.resume();
  }

  /** Takes nothing more for now. */
  pause(): void {
    this.#response.pause();
  }

  /** The ids of the messages that are events, in the order in which they came. */
  get eventIds(): readonly (string | undefined)[] {
    return this.messages.filter(({ event }) => event === 'message').map(({ id }) => id);
  }

  /** Waits until something is so. Fails with what came instead when the stream is over before. */
  async until(isSo: (reader: this) => boolean): Promise<this> {
    while (!isSo(this)) {
      if (this.#wrong) throw this.#wrong.error;
      if (this.#ended) throw new Error(`the stream is over (${this.#ended}): …${this.text.slice(-2_000)}`);
      await new Promise<void>((resolve) => this.#wake.push(resolve));
    }
    if (this.#wrong) throw this.#wrong.error;
    return this;
  }

  /** Waits until there are so many messages. */
  async messagesUpTo(count: number): Promise<readonly Message[]> {
    return (await this.until(({ messages }) => messages.length >= count)).messages;
  }

  /** Waits until the backlog is through. */
  caughtUp(): Promise<this> {
    return this.until(({ messages }) => messages.some(({ event }) => event === 'caught-up'));
  }

  /** Reads to the end, and says who made it: whole chunks came last, or the connection went. */
  async ended(): Promise<'by the service' | 'cut off'> {
    while (!this.#ended) await new Promise<void>((resolve) => this.#wake.push(resolve));
    if (this.#wrong) throw this.#wrong.error;
    return this.#ended;
  }

  close(): void {
    this.#response.destroy();
  }

  #look(): void {
    const waiting = this.#wake;
    this.#wake = [];
    for (const wake of waiting) wake();
  }
}

/** Opens a stream on a connection of its own. Fails with the answer where there is none. */
export async function openStream(
  url: string,
  { as, headers, lastEventId, paused }: Following = {},
  check?: (message: Message) => void,
): Promise<SseReader> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const sending = request(url, {
      agent: false,
      headers: {
        Accept: 'text/event-stream',
        ...(as !== undefined && { Authorization: `Bearer ${as}` }),
        ...(lastEventId !== undefined && { 'Last-Event-ID': lastEventId }),
        ...headers,
      },
    });
    sending.once('error', reject).once('response', resolve).end();
  });
  const reader = new SseReader(response, check);
  if (!paused) reader.read();
  if (reader.status === 200) return reader;
  reader.read();
  await reader.ended();
  throw new Error(`${url}: ${reader.status} ${reader.text}`);
}

const schemaOf: Readonly<Record<string, string>> = {
  message: 'RecordedEvent',
  state: 'LiveState',
  patch: 'LivePatch',
  end: 'LiveEnd',
};

/** Opens a stream of a service under test: it, and each of its messages, are held against the OpenAPI document. */
export async function follow(
  { url, conformance }: TestApi,
  path: string,
  following: Following = {},
): Promise<SseReader> {
  const reader = await openStream(`${url}${path}`, following, ({ event, data }) => {
    const schema = schemaOf[event];
    if (schema) conformance.checkSchema(schema, data);
    else if (event !== 'caught-up') throw new Error(`no such type of message: ${event}`);
  });
  const contentType = reader.headers['content-type'] ?? null;
  conformance.check({ method: 'GET', path, status: reader.status, contentType, body: reader.text });
  return reader;
}
