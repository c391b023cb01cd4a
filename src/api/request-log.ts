import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { probes } from './rate-limit.ts';
import { reported } from './reported.ts';
import { contextOf, type RequestContext } from './request-context.ts';

/** What became of a request, for whoever counts. */
export interface Finished extends Pick<RequestContext, 'route' | 'problem' | 'ended'> {
  readonly method: string | null;
  /** Null where the client left before there was an answer. */
  readonly status: number | null;
  readonly ms: number;
}
export type OnFinished = (request: Finished) => void;

/**
 * One line for each request: how it was asked, by which party, and what became of it. Nothing of what was
 * asked or answered: no address as written, no query, no header, no body, no name. A log is read by people
 * who may not know what is under embargo.
 */
export function requestLog(log: Logger, onFinished?: OnFinished) {
  return (request: IncomingMessage, response: ServerResponse, next: () => void): void => {
    const context = contextOf(request);
    const started = performance.now();
    response.setHeader('X-Request-Id', context.id);
    response.once('close', () => {
      const { id, route, party, problem, ended, failure } = context;
      const method = request.method ?? null; // of what is no HTTP
      const ms = performance.now() - started;
      const line = {
        requestId: id,
        method,
        route,
        party,
        status: response.statusCode,
        ms: Math.round(ms * 10) / 10,
        ...(problem && { problem }),
        ...(ended && { ended }),
        ...(!response.writableFinished && { aborted: true }),
      };
      if (failure) log.error({ requestId: id, ...reported(failure) }, 'failed');
      if (problem) log.warn(line, 'refused');
      // Asked every few seconds: what is well would hide the rest.
      else if (route !== null && probes.has(route)) log.debug(line, 'answered');
      else log.info(line, 'answered');
      const status = response.headersSent ? response.statusCode : null;
      onFinished?.({ method, route, problem, status, ms, ...(ended && { ended }) });
    });
    next();
  };
}
