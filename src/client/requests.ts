import { problemOf } from './problem.ts';

/** Who asks, and how requests leave. */
export interface Asker {
  /**
   * A bearer token, or what gives one: it is asked before each request, and once more where its token was refused.
   * Where it fails, so does the call; a stream asks again later.
   */
  readonly token?: string | (() => string | Promise<string>) | undefined;
  /** Look as this party in everything that is read. It can only narrow what the token lets you see. */
  readonly viewAs?: string | undefined;
  /** Instead of the platform's own. */
  readonly fetch?: typeof fetch | undefined;
}

export interface Requesting {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** Sends one request to a path of the service. Rejects with a CaselineProblem, or with what `fetch` rejects with. */
export type Send = (path: string, requesting?: Requesting) => Promise<Response>;

/** Requests to the service at `url`, in the name of whoever asks. */
export function requestsTo(url: string, { token, fetch = globalThis.fetch }: Asker): Send {
  const base = url.replace(/\/+$/, '');
  const once = async (path: string, { method = 'GET', headers, body, signal }: Requesting) => {
    const bearer = typeof token === 'function' ? await token() : token;
    const all = {
      ...headers,
      Authorization: bearer === undefined ? undefined : `Bearer ${bearer}`,
      'Content-Type': body === undefined ? undefined : 'application/json',
    };
    return fetch(`${base}${path}`, {
      method,
      headers: Object.entries(all).filter((header): header is [string, string] => header[1] !== undefined),
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
  };
  return async (path, requesting = {}) => {
    let response = await once(path, requesting);
    if (response.status === 401 && typeof token === 'function') {
      await response.body?.cancel();
      response = await once(path, requesting);
    }
    if (!response.ok) throw await problemOf(response);
    return response;
  };
}

/** What a query may hold: lists go with commas between, `{ from: { asOf } }` as `from.asOf`. */
export interface Query {
  readonly [name: string]: string | number | readonly string[] | Query | undefined;
}

/** Writes a path of the service: its segments escaped, its query after it. */
export type Paths = (segments: readonly string[], query?: Query) => string;

/** The paths of questions that are asked as `viewAs` unless they say otherwise. */
export const pathsAs =
  (viewAs: string | undefined): Paths =>
  (segments, query = {}) =>
    pathTo(segments, { ...query, viewAs: query.viewAs ?? viewAs });

export const pathTo: Paths = (segments, query = {}) => {
  const path = ['v1', ...segments].map((segment) => `/${encodeURIComponent(segment)}`).join('');
  const parameters = new URLSearchParams(parametersOf(query)).toString();
  return parameters === '' ? path : `${path}?${parameters}`;
};

function parametersOf(query: Query, prefix = ''): [string, string][] {
  return Object.entries(query).flatMap(([name, value]): [string, string][] => {
    if (value === undefined) return [];
    if (typeof value === 'object' && !isList(value)) return parametersOf(value, `${prefix}${name}.`);
    return [[`${prefix}${name}`, String(value)]];
  });
}

const isList = (value: readonly string[] | Query): value is readonly string[] => Array.isArray(value);
