import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { type ApiOptions, createApi } from '../../src/api/create-api.ts';
import { createHttpServer, type Patience } from '../../src/api/http-server.ts';
import type { Verifier } from '../../src/api/tokens.ts';
import { Caseline } from '../../src/caseline.ts';
import type { NewEvent } from '../../src/domain/events/catalogue.ts';
import { openMemoryLog } from '../../src/log/memory/memory-log.ts';
import { Conformance, type Described } from './http-conformance.ts';

/** The moment at which tests of the API ask and record. */
export const testNow = Date.parse('2026-06-01T09:00:00Z');

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly bytes: Buffer;
  // biome-ignore lint/suspicious/noExplicitAny: answers are validated against the OpenAPI document; tests read what they expect
  readonly json: any; // as above
}

export interface Asking {
  /** A token; none for the public. */
  readonly as?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TestApi {
  readonly url: string;
  readonly caseline: Caseline;
  /** Every line that was logged. */
  readonly logged: readonly string[];
  readonly conformance: Conformance;
  /** Any request; the answer is held against the OpenAPI document. */
  request(
    method: string,
    path: string,
    asking?: Asking & { readonly body?: string | Uint8Array },
  ): Promise<Answer>;
  get(path: string, asking?: Asking): Promise<Answer>;
  /** Records: an object goes as JSON. */
  post(path: string, body: unknown, asking?: Asking): Promise<Answer>;
  close(): Promise<void>;
}

export interface TestApiOptions extends Partial<ApiOptions> {
  readonly verifier: Verifier;
  /** Put into the log as they are, past the rules. */
  readonly events?: readonly NewEvent[];
  readonly now?: () => number;
  /** As that of a service in use when absent. */
  readonly patience?: Patience;
  /** False where answers are compared with each other by the thousand, and not held against the document. */
  readonly conforming?: boolean;
}

/** A real service on a port of its own, over a log in memory. */
export async function startTestApi({
  events = [],
  now = () => testNow,
  conforming = true,
  patience,
  ...options
}: TestApiOptions): Promise<TestApi> {
  const memory = openMemoryLog({ now });
  for (const event of events) await memory.append(event.caseId, 'any', [event]); // in the order given, whatever the case holds
  const caseline = options.caseline ?? new Caseline(memory, now);
  const logged: string[] = [];
  const log =
    options.log ?? pino({ level: 'trace', base: null }, { write: (line: string) => void logged.push(line) });
  const server = createHttpServer(createApi({ ...options, caseline, log }), log, patience);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // listening on TCP
  const url = `http://127.0.0.1:${port}`;
  const conformance = new Conformance((await (await fetch(`${url}/openapi.json`)).json()) as Described); // its own tests check it

  const request: TestApi['request'] = async (method, path, { as, headers, body } = {}) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { ...(as !== undefined && { Authorization: `Bearer ${as}` }), ...headers },
      ...(body !== undefined && { body }),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const text = bytes.toString();
    const contentType = response.headers.get('content-type');
    const isJson = /^application\/(problem\+)?json\b/.test(contentType ?? '');
    const json: unknown = isJson && text !== '' ? JSON.parse(text) : undefined;
    const answered = isJson ? json : text;
    if (conforming) conformance.check({ method, path, status: response.status, contentType, body: answered });
    return { status: response.status, headers: response.headers, text, bytes, json };
  };
  return {
    url,
    caseline,
    logged,
    conformance,
    request,
    get: (path, asking) => request('GET', path, asking),
    post: (path, body, asking = {}) =>
      request('POST', path, {
        ...asking,
        headers: { 'Content-Type': 'application/json', ...asking.headers },
        body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
      }),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await caseline.close();
    },
  };
}

/** What a recorder would send for an event: without what address and token say. */
export function sent({ caseId: _case, recordedBy: _recorder, ...rest }: NewEvent): Record<string, unknown> {
  return rest;
}
