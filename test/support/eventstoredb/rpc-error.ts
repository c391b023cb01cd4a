import { Metadata, status } from '@grpc/grpc-js';

/** How a call fails, in the words and numbers of the real server. */
export class RpcError extends Error {
  readonly code: number;
  readonly details: string;
  readonly metadata = new Metadata();

  constructor(code: number, details: string, metadata: Readonly<Record<string, string>> = {}) {
    super(details);
    this.code = code;
    this.details = details;
    for (const [key, value] of Object.entries(metadata)) this.metadata.set(key, value);
  }
}

export const rpcErrors = {
  unauthenticated: () => new RpcError(status.UNAUTHENTICATED, 'Unauthenticated'),
  notLeader: (host: string, port: number) =>
    new RpcError(status.NOT_FOUND, 'Leader info available', {
      exception: 'not-leader',
      'leader-endpoint-host': host,
      'leader-endpoint-port': String(port),
    }),
  streamDeleted: (stream: string) =>
    new RpcError(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
      exception: 'stream-deleted',
      'stream-name': stream,
    }),
  wrongExpectedVersion: (operation: string, stream: string, expected: number, actual: number) =>
    new RpcError(
      status.FAILED_PRECONDITION,
      `${operation} failed due to WrongExpectedVersion. Stream: ${stream}, Expected version: ${expected}, Actual version: ${actual}`,
      {
        exception: 'wrong-expected-version',
        'stream-name': stream,
        'expected-version': String(expected),
        'actual-version': String(actual),
      },
    ),
  appendTooLarge: (largest: number) =>
    new RpcError(status.INVALID_ARGUMENT, `Maximum Append Size of ${largest} Exceeded.`, {
      exception: 'maximum-append-size-exceeded',
      'maximum-append-size': String(largest),
    }),
  metadataMissing: (property: string) =>
    new RpcError(status.INVALID_ARGUMENT, `Required Metadata Property '${property}' is missing`, {
      exception: 'missing-required-metadata-property',
      'required-metadata-properties': 'type,content-type',
    }),
  invalidArgument: (what: string) => new RpcError(status.INVALID_ARGUMENT, what),
  invalidPosition: () => new RpcError(status.INVALID_ARGUMENT, 'Trying to read from an invalid position.'),
  unexpected: (result: string, value: string) =>
    new RpcError(status.UNKNOWN, `Unexpected ${result}: ${value}`),
};

/** How a call can be refused whatever it asks: by the server, or by what stands before it. */
export const refusals = {
  'not-ready': () => new RpcError(status.UNAVAILABLE, 'Server Is Not Ready'),
  'too-busy': () => new RpcError(status.UNAVAILABLE, 'Server Is Too Busy'),
  timeout: () => new RpcError(status.ABORTED, 'Operation timed out: Forwarding timeout'),
  'access-denied': () =>
    new RpcError(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' }),
  unavailable: () => new RpcError(status.UNAVAILABLE, 'unavailable on order'),
  'deadline-exceeded': () => new RpcError(status.DEADLINE_EXCEEDED, 'deadline exceeded on order'),
  aborted: () => new RpcError(status.ABORTED, 'aborted on order'),
  cancelled: () => new RpcError(status.CANCELLED, 'cancelled on order'),
  unknown: () => new RpcError(status.UNKNOWN, 'unknown on order'),
} as const;

export type Refusal = keyof typeof refusals;

/** A refusal before it is put in the words of a call: appends in batches say some of them differently. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal);
    this.refusal = refusal;
  }
}

/** What a client is told; nothing of an error that nobody thought of. */
export const asRpcError = (error: unknown): RpcError => {
  if (error instanceof RpcError) return error;
  if (error instanceof Refused) return refusals[error.refusal]();
  return new RpcError(status.UNKNOWN, 'Exception was thrown by handler.');
};
