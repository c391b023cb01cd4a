import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Request, Response } from 'express';
import type { ProblemAnswer } from './problems.ts';
import { Refusal } from './problems.ts';
import { isOfASession, readersVary } from './tokens.ts';

/** A file in a format of its own. */
export interface File {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** What goes out: JSON, or a file. */
export type Content =
  | { readonly body: object; readonly file?: never }
  | { readonly file: File; readonly body?: never };

/** What a route answers with, before it becomes bytes. */
export type Reply = Content & {
  readonly status: 200 | 201 | 303 | 422;
  /** Where the answer is about one case: the last position that it rests on. The ETag then names it. */
  readonly position?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Writes an answer; 304 where the client has these very bytes already. */
export function send(request: Request, response: Response, reply: Reply): void {
  const { status, position, headers = {} } = reply;
  const { mediaType, bytes } = reply.file ?? jsonFile(reply.body);
  const etag = etagOf(bytes, position);
  response.setHeader('ETag', etag);
  // Answers depend on who asks, and may change at any time: kept by nobody else, and asked about each time. What is
  // read by a session is not kept at all: who signs out leaves the browser to others, and its "back" button.
  response.setHeader('Cache-Control', isOfASession(request) ? 'no-store' : 'private, no-cache');
  response.setHeader('Vary', readersVary);
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  const reading = request.method === 'GET' || request.method === 'HEAD';
  if (reading && holds(request.headers['if-none-match'], etag)) {
    response.writeHead(304).end();
    return;
  }
  write(response, status, mediaType, bytes);
}

const jsonFile = (body: object): File => ({
  mediaType: 'application/json; charset=utf-8',
  bytes: Buffer.from(JSON.stringify(body)),
});

/** A problem as people read it. */
export interface ProblemPage {
  readonly file: File;
  readonly headers: Readonly<Record<string, string>>;
}

/** Writes a problem. */
export function sendProblem(response: ServerResponse, answer: ProblemAnswer, page?: ProblemPage): void {
  const { file, headers } = page ?? { file: problemFile(answer), headers: {} };
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Vary', readersVary);
  for (const [name, value] of Object.entries({ ...answer.headers, ...headers }))
    response.setHeader(name, value);
  write(response, answer.status, file.mediaType, file.bytes);
}

const problemFile = ({ problem }: ProblemAnswer): File => ({
  mediaType: 'application/problem+json; charset=utf-8',
  bytes: Buffer.from(JSON.stringify(problem)),
});

function write(response: ServerResponse, status: number, type: string, bytes: Uint8Array): void {
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': bytes.length });
  response.end(bytes); // to HEAD, node sends the headers alone
}

/** `"<position>.<hash of the bytes>"`: strong, and its first part says what If-Match is to expect. */
function etagOf(bytes: Uint8Array, position: string | undefined): string {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 32);
  return position === undefined ? `"${hash}"` : `"${position}.${hash}"`;
}

/** Whether If-None-Match names this answer. It compares weakly (RFC 9110, section 13.1.2). */
function holds(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
}

/**
 * The position that If-Match expects: the part of an ETag before the '.', or a bare position. Undefined where
 * any will do.
 */
export function expectedPosition(ifMatch: string | undefined): string | undefined {
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined;
  const position = /^"?([0-9a-zA-Z-]+)(\.[0-9a-f]*)?"?$/.exec(ifMatch.trim())?.[1];
  if (position !== undefined) return position;
  throw new Refusal(
    'malformed-request',
    'If-Match takes one strong ETag of an answer about this authority, its position alone, or *.',
  );
}
