import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { contextOf } from './request-context.ts';

/**
 * One line for each request: how it was asked, by which party, and what became of it. Nothing of what was
 * asked or answered: no address as written, no query, no header, no body, no name. A log is read by people
 * who may not know what is under embargo.
 */
export function requestLog(log: Logger): RequestHandler {
  return (request, response, next) => {
    const context = contextOf(request);
    const started = performance.now();
    response.setHeader('X-Request-Id', context.id);
    response.once('close', () => {
      const { id, route, party, problem } = context;
      const line = {
        requestId: id,
        method: request.method,
        route,
        party,
        status: response.statusCode,
        ms: Math.round((performance.now() - started) * 10) / 10,
        ...(problem && { problem }),
        ...(!response.writableFinished && { aborted: true }),
      };
      if (problem) log.warn(line, 'refused');
      else log.info(line, 'answered');
    });
    next();
  };
}
