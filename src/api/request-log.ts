import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { reported } from './reported.ts';
import { contextOf } from './request-context.ts';

/**
 * One line for each request: how it was asked, by which party, and what became of it. Nothing of what was
 * asked or answered: no address as written, no query, no header, no body, no name. A log is read by people
 * who may not know what is under embargo.
 */
export function requestLog(log: Logger) {
  return (request: IncomingMessage, response: ServerResponse, next: () => void): void => {
    const context = contextOf(request);
    const started = performance.now();
    response.setHeader('X-Request-Id', context.id);
    response.once('close', () => {
      const { id, route, party, problem, ended, failure } = context;
      const line = {
        requestId: id,
        method: request.method ?? null, // of what is no HTTP
        route,
        party,
        status: response.statusCode,
        ms: Math.round((performance.now() - started) * 10) / 10,
        ...(problem && { problem }),
        ...(ended && { ended }),
        ...(!response.writableFinished && { aborted: true }),
      };
      if (failure) log.error({ requestId: id, ...reported(failure) }, 'failed');
      if (problem) log.warn(line, 'refused');
      else log.info(line, 'answered');
    });
    next();
  };
}
