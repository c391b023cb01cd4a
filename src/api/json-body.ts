import { isUtf8 } from 'node:buffer';
import express, { type Request, type Response } from 'express';
import { Refusal } from './problems.ts';

/** Reads the body of a request as JSON, or throws a {@link Refusal}. */
export type ReadBody = (request: Request, response: Response) => Promise<unknown>;

/** @param limit the most that is read, in bytes */
export function jsonBody(limit: number): ReadBody {
  const parse = express.json({
    limit,
    strict: false,
    type: 'application/json',
    verify: (_request, _response, bytes) => {
      // The parser would make an empty object of nothing.
      if (bytes.length === 0) throw notJson('it is empty');
      // It would put U+FFFD in the place of broken bytes, and so record what nobody sent.
      if (!isUtf8(bytes)) throw notJson('it is not UTF-8');
    },
  });
  return async (request, response) => {
    // `is` gives null for a request without a body, false for one of another type.
    if (request.is('application/json') === false)
      throw new Refusal('unsupported-media-type', 'Send the body as Content-Type: application/json.', {
        headers: { Accept: 'application/json' },
      });
    await new Promise<void>((resolve, reject) =>
      parse(request, response, (error?: unknown) => (error ? reject(refusalOf(error, limit)) : resolve())),
    );
    if (request.body === undefined) throw notJson('it is empty');
    return request.body;
  };
}

const notJson = (why: string): Refusal => new Refusal('malformed-json', `The body is not JSON: ${why}.`);

/** The parser's errors carry the body that they are about: only what they mean goes on from here. */
function refusalOf(error: unknown, limit: number): unknown {
  if (error instanceof Refusal) return error;
  if (!(error instanceof Error) || !('status' in error)) return error;
  switch ('type' in error ? error.type : undefined) {
    case 'entity.parse.failed':
      return notJson(error.message);
    case 'entity.too.large':
      return new Refusal('body-too-large', `The body is larger than ${limit} bytes.`, { members: { limit } });
    case 'charset.unsupported':
    case 'encoding.unsupported':
      return new Refusal(
        'unsupported-media-type',
        'Send the body as JSON in UTF-8, plain or compressed by gzip.',
      );
    case 'request.aborted':
    case 'request.size.invalid':
      return new Refusal('malformed-request', 'The body is not as long as Content-Length says.');
    default:
      return new Refusal('malformed-request', 'The body cannot be read.');
  }
}
