import { CaselineError, type FailureCode } from '../domain/failure.ts';

/** What the engine never refuses, and HTTP does. */
type HttpCode =
  | 'token-needed'
  | 'token-not-accepted'
  | 'unknown-path'
  | 'unknown-source'
  | 'unknown-feed'
  | 'too-many-feeds'
  | 'unknown-problem'
  | 'method-not-allowed'
  | 'malformed-request'
  | 'malformed-json'
  | 'body-too-large'
  | 'unsupported-media-type'
  | 'request-too-slow'
  | 'headers-too-large'
  | 'too-many-requests'
  | 'too-many-streams'
  | 'not-yet-known'
  | 'internal-error';

/** Logs are not copied over HTTP. */
export type ProblemCode = Exclude<FailureCode, 'log-differs'> | HttpCode;

interface ProblemType {
  readonly status: number;
  readonly title: string;
  /** What it means and what to do about it: the text of the page behind the problem's `type`. */
  readonly about: string;
}

/** Every problem that this API answers with. The only place where a failure gets its HTTP status. */
export const problemTypes: Readonly<Record<ProblemCode, ProblemType>> = {
  'invalid-event': {
    status: 422,
    title: 'The event is not valid',
    about:
      'What was sent is JSON, and no event of this record. `problems` names each field that is wrong by its JSON Pointer, and what to write instead. Nothing was recorded.',
  },
  'rule-broken': {
    status: 422,
    title: 'The event is impossible',
    about:
      'No reading of the dates could make the event true. `findings` gives each rule that it breaks, its citation, the facts that it met and the events concerned, as far as the recorder may know them. Nothing was recorded.',
  },
  'invalid-question': {
    status: 400,
    title: 'The question cannot be answered',
    about:
      'A query parameter is unknown, given twice, or says nothing that can be asked. `parameters` names each of them.',
  },
  'revision-conflict': {
    status: 412,
    title: 'Something was recorded in between',
    about:
      'If-Match names a position, `expected`, that is no longer the last of this case: `actual` is. Read again, decide again, and send the new ETag. Nothing was recorded.',
  },
  'event-id-taken': {
    status: 409,
    title: 'The id belongs to another event',
    about:
      'An event with this id was recorded before and says something else. The same event sent again is answered with 200; another event needs an id, or an Idempotency-Key, of its own. Nothing was recorded.',
  },
  'unknown-authority': {
    status: 404,
    title: 'No such authority',
    about:
      'No authority that you may know of has this code or name. GET /v1/authorities lists those that you may.',
  },
  'unknown-event': {
    status: 404,
    title: 'No such event',
    about:
      'No event that you may know of has this id. What may not be known is answered like what is not there.',
  },
  'unknown-position': {
    status: 404,
    title: 'No such position',
    about: 'A position is the id of an event that you may know of, as the `basis` of every answer gives it.',
  },
  'unknown-source': {
    status: 404,
    title: 'No such source',
    about: 'No source that you may know of has this id. GET /v1/sources lists those that you may.',
  },
  'unknown-feed': {
    status: 404,
    title: 'No such feed',
    about:
      'You have no calendar feed of this id, or have revoked it. GET /v1/feeds lists those that you have.',
  },
  'too-many-feeds': {
    status: 409,
    title: 'Too many feeds',
    about:
      'You have as many calendar feeds as one may have. DELETE /v1/feeds/{id} revokes one. Nothing was made.',
  },
  'unknown-path': {
    status: 404,
    title: 'Nothing here',
    about: 'There is nothing at this address. GET /openapi.json describes all there is.',
  },
  'unknown-problem': {
    status: 404,
    title: 'No such problem',
    about: 'No problem has this code. GET /problems lists them all.',
  },
  'token-needed': {
    status: 401,
    title: 'A token is needed',
    about:
      'Without a token everybody reads as the public. Recording, and calendar feeds of one’s own, need a bearer token in Authorization.',
  },
  'token-not-accepted': {
    status: 401,
    title: 'The token is not accepted',
    about:
      'The bearer token has expired or is not one that this service accepts, or the feed was revoked. Get a new one, or leave it out to read as the public.',
  },
  'not-entitled': {
    status: 403,
    title: 'You may not do this',
    about:
      'Your token does not let you look as that party, or record in that case. It says nothing about what there is: facts that may not be known are 404.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'Not by this method',
    about: 'The address exists, and not for this method. Allow names those that it takes.',
  },
  'malformed-request': {
    status: 400,
    title: 'The request cannot be read',
    about: 'A header or the address is not written as HTTP or this API wants it; `detail` says which.',
  },
  'malformed-json': {
    status: 400,
    title: 'The body is not JSON',
    about: 'The body has to be JSON in UTF-8. `detail` says where it stops being that. Nothing was recorded.',
  },
  'body-too-large': {
    status: 413,
    title: 'The body is too large',
    about: '`limit` is the most that is taken, in bytes. Send fewer events at a time. Nothing was recorded.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'Not a media type that is taken',
    about: 'Send Content-Type: application/json. Nothing was recorded.',
  },
  'request-too-slow': {
    status: 408,
    title: 'The request came too slowly',
    about:
      'A request has to arrive whole within half a minute. Nothing was recorded. Send it again, in smaller parts where the line is slow.',
  },
  'headers-too-large': {
    status: 431,
    title: 'The headers are too large',
    about: 'Address and headers together may have 16 KiB. Nothing was recorded.',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    about:
      'More requests came from your address than are taken in a minute. Nothing was recorded. Try again after Retry-After seconds.',
  },
  'too-many-streams': {
    status: 429,
    title: 'Too many live streams',
    about:
      'You have as many live streams open as one client may. Close one, or try again after Retry-After seconds; one stream can follow many authorities.',
  },
  'not-yet-known': {
    status: 503,
    title: 'Not known here yet',
    about:
      'You asked for an answer that rests on this event at least, and no event that you may know of has come here under this id in the time that is waited for one. Where you have its id as a `position`, another instance recorded it a moment ago: try again after Retry-After seconds. What may not be known is answered like what is not there.',
  },
  'log-unavailable': {
    status: 503,
    title: 'The log cannot be reached',
    about:
      'The service is up and its log is not. Try again after Retry-After seconds. Whether an event that you sent was stored is not known: send it again with the same id or Idempotency-Key.',
  },
  'log-damaged': {
    status: 500,
    title: 'The answer cannot be given',
    about: 'Something went wrong here. Quote `requestId` to whoever runs this service.',
  },
  'internal-error': {
    status: 500,
    title: 'Something went wrong here',
    about: 'Quote `requestId` to whoever runs this service.',
  },
};

export const problemCodes = Object.keys(problemTypes) as ProblemCode[]; // a Record's keys are exactly its key type

/** The stable URI of a kind of problem; GET there explains it. */
export const problemUri = (code: ProblemCode): string => `/problems/${code}`;

/** A refusal that only HTTP knows of. `members` are told to the client beside the usual ones. */
export class Refusal extends Error {
  readonly code: ProblemCode;
  readonly members: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: ProblemCode,
    detail: string,
    {
      members = {},
      headers = {},
    }: { members?: Readonly<Record<string, unknown>>; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(detail);
    this.code = code;
    this.members = members;
    this.headers = headers;
  }
}

/** What goes out for a failure: the problem of RFC 9457, and the headers that belong to it. */
export interface ProblemAnswer {
  readonly code: ProblemCode;
  readonly status: number;
  readonly problem: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
}

/** Whatever was thrown, as a problem. What is not meant for clients tells them nothing but the request's id. */
export function problemOf(thrown: unknown, requestId: string): ProblemAnswer {
  const { code, detail, members, headers } = told(thrown);
  const { status, title } = problemTypes[code];
  const traced = isFault(thrown, status) ? { requestId } : {};
  return {
    code,
    status,
    headers,
    problem: { type: problemUri(code), title, status, detail, code, ...members, ...traced },
  };
}

/** Whether something went wrong here: what is refused on purpose did not. */
export const isFault = (thrown: unknown, status: number): boolean =>
  status >= 500 && !(thrown instanceof Refusal);

interface Told {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly members: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
}

function told(thrown: unknown): Told {
  if (thrown instanceof Refusal)
    return { code: thrown.code, detail: thrown.message, members: thrown.members, headers: thrown.headers };
  if (thrown instanceof CaselineError) return toldByTheEngine(thrown);
  // The router throws URIError for an address with a broken percent-encoding.
  if (thrown instanceof URIError)
    return plain('malformed-request', 'The address holds a broken percent-encoding.');
  return plain('internal-error', problemTypes['internal-error'].about);
}

const plain = (code: ProblemCode, detail: string, members = {}, headers = {}): Told => ({
  code,
  detail,
  members,
  headers,
});

/** The facts of the engine's failures that clients are told; all others stay inside. */
function toldByTheEngine({ code, message, facts }: CaselineError): Told {
  switch (code) {
    case 'invalid-event':
      return plain(code, message, { problems: facts.problems ?? [] });
    case 'rule-broken':
      return plain(code, message, { findings: facts.findings ?? [] });
    case 'invalid-question':
      return plain(code, message, { parameters: [{ name: facts.parameter ?? '', problem: message }] });
    case 'revision-conflict':
      return conflict(facts);
    case 'event-id-taken':
      return plain(code, message, { id: facts.id });
    case 'unknown-authority':
    case 'unknown-event':
    case 'unknown-position':
    case 'not-entitled':
      return plain(code, message);
    case 'log-unavailable':
      return plain(code, problemTypes[code].about, {}, { 'Retry-After': '5' });
    case 'log-damaged':
      return plain(code, problemTypes[code].about);
    case 'log-differs':
      return plain('internal-error', problemTypes['internal-error'].about);
  }
}

/**
 * Positions are ids of events that the recorder may see. The log's own conflicts speak of revisions, which
 * count hidden events as well: nothing of those goes out.
 */
function conflict({ expected, actual }: Readonly<Record<string, unknown>>): Told {
  const { about } = problemTypes['revision-conflict'];
  const positions = typeof expected === 'string' && typeof actual === 'string';
  return positions
    ? plain('revision-conflict', about, { expected, actual })
    : plain(
        'revision-conflict',
        'Others record in this case at the same time. Nothing was recorded; try again.',
      );
}
