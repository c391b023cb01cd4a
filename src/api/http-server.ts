import { createServer, IncomingMessage, type RequestListener, type Server, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { sendProblem } from './answers.ts';
import { systemCode } from './config.ts';
import { type ProblemCode, problemOf, problemTypes, Refusal } from './problems.ts';
import { contextOf } from './request-context.ts';
import { type OnFinished, requestLog } from './request-log.ts';

/** How long a client is waited for, in milliseconds. */
export interface Patience {
  /** For the headers of a request. */
  readonly headers: number;
  /** For the whole of a request. */
  readonly request: number;
  /** For a client that takes nothing of its answer: longer than a live stream waits, which still says why it ends. */
  readonly stall: number;
}

const usual: Patience = { headers: 10_000, request: 30_000, stall: 180_000 };

/** A server that answers, and logs, what never becomes a request as the API does its own refusals. */
export function createHttpServer(
  api: RequestListener,
  log: Logger,
  { headers, request, stall }: Patience = usual,
  onFinished?: OnFinished,
): Server {
  const logged = requestLog(log, onFinished);
  const server = createServer(
    {
      headersTimeout: headers,
      requestTimeout: request,
      // How often the two are looked at: they are exact to a tenth.
      connectionsCheckingInterval: headers / 10,
      keepAliveTimeout: 65_000,
      // Node would refuse its absence by itself, with no word in the log: the API does.
      requireHostHeader: false,
    },
    (request, response) => {
      if (URL.canParse(request.url ?? '', 'http://caseline')) {
        api(request, response);
        return;
      }
      logged(request, response, () => {});
      refuse('malformed-request', response, 'The address of the request is none.');
    },
  );
  server.setTimeout(stall);
  // What else a client expects is no reason to refuse it.
  server.on('checkExpectation', (expecting, response) => server.emit('request', expecting, response));

  const latest = new WeakMap<Duplex, ServerResponse>();
  server.on('request', ({ socket }, response) => latest.set(socket, response));
  server.on('clientError', (error, socket) => {
    const code = problemCodeOf(error);
    const response = latest.get(socket);
    // A connection on which nothing was ever said, or that is broken, is refused nothing.
    if (!code || !(socket instanceof Socket) || !socket.writable || socket.bytesRead === 0) socket.destroy();
    else if (response === undefined || (response.req.complete && response.writableFinished)) {
      const own = responseOn(socket);
      logged(own.req, own, () => {});
      latest.set(socket, own);
      refuse(code, own);
    } else if (response.headersSent)
      socket.destroy(); // half an answer is out: nothing more can be said
    else if (response.req.complete)
      response.setHeader('Connection', 'close'); // what came whole is answered, and nothing after it
    else refuse(code, response);
  });
  return server;
}

/** Undefined for what is wrong with the connection, and not with what was sent. */
function problemCodeOf(error: Error): ProblemCode | undefined {
  const code = systemCode(error);
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 'request-too-slow';
  if (code === 'HPE_HEADER_OVERFLOW') return 'headers-too-large';
  return code.startsWith('HPE_') ? 'malformed-request' : undefined;
}

/** An answer to what never became a request. */
function responseOn(socket: Socket): ServerResponse {
  const response = new ServerResponse(new IncomingMessage(socket));
  response.assignSocket(socket);
  return response;
}

function refuse(code: ProblemCode, response: ServerResponse, why = 'This is not HTTP.'): void {
  const context = contextOf(response.req);
  context.problem = code;
  const { socket } = response;
  response.once('finish', () => socket?.destroySoon());
  response.setHeader('Connection', 'close');
  const detail = code === 'malformed-request' ? why : problemTypes[code].about;
  sendProblem(response, problemOf(new Refusal(code, detail), context.id));
}
