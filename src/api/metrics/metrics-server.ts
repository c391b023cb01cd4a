import { createServer, type Server } from 'node:http';
import type { Logger } from 'pino';
import { reported } from '../reported.ts';

/** What is asked for, in the text format of Prometheus, and its media type. */
export interface MetricsText {
  readonly text: string;
  readonly mediaType: string;
}

/**
 * Answers GET /metrics and nothing else, to whoever can reach it: it listens apart from the service, since its
 * counts tell of what is under embargo.
 */
export function createMetricsServer(ask: () => Promise<MetricsText>, log: Logger): Server {
  return createServer((request, response) => {
    const answer = (status: number, text: string, mediaType = 'text/plain; charset=utf-8'): void => {
      response.writeHead(status, { 'Content-Type': mediaType, 'Cache-Control': 'no-store' }).end(text);
    };
    request.resume();
    if (request.method !== 'GET' || request.url !== '/metrics') {
      answer(404, 'There is GET /metrics, and nothing else.\n');
      return;
    }
    ask().then(
      ({ text, mediaType }) => answer(200, text, mediaType),
      (error: unknown) => {
        log.error(reported(error), 'the metrics cannot be told');
        answer(500, 'Something went wrong here; the log says what.\n');
      },
    );
  });
}
