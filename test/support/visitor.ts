import { type IncomingHttpHeaders, request } from 'node:http';
import type { TestApi } from './http.ts';

/** What a browser got, before it has followed or decoded anything. */
export interface Visited {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly text: string;
}

export interface Visiting {
  /** The token in the cookie of the session. */
  readonly session?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
  /** The fields of a form to send. */
  readonly form?: Readonly<Record<string, string>> | string;
}

/** Asks as a browser does, without what a browser would do with the answer. The path is sent as it is. */
export async function visit(
  { url }: Pick<TestApi, 'url'>,
  path: string,
  { session, headers, form, method = form === undefined ? 'GET' : 'POST' }: Visiting = {},
): Promise<Visited> {
  const { hostname, port } = new URL(url);
  const body = typeof form === 'object' ? `${new URLSearchParams(form)}` : form;
  return new Promise((resolve, reject) => {
    const sending = request(
      {
        hostname,
        port,
        method,
        path,
        agent: false,
        headers: {
          Accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
          ...(session !== undefined && { Cookie: `caseline-session=${session}` }),
          ...(body !== undefined && { 'Content-Type': 'application/x-www-form-urlencoded' }),
          ...headers,
        },
      },
      async (response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of response) chunks.push(chunk);
        const bytes = Buffer.concat(chunks);
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          bytes,
          text: bytes.toString(),
        });
      },
    );
    sending.once('error', reject).end(body);
  });
}
