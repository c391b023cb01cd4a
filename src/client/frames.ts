import { createParser } from 'eventsource-parser';
import { Observable } from 'rxjs';
import { notCaseline } from './problem.ts';
import type { Send } from './requests.ts';

/** What a stream of server-sent events tells: a frame, how long to wait before coming back, or that it is alive. */
export type Sign =
  | { readonly kind: 'frame'; readonly event: string; readonly id: string | undefined; readonly data: string }
  | { readonly kind: 'retry'; readonly ms: number }
  | { readonly kind: 'heartbeat' };

export type Frame = Extract<Sign, { kind: 'frame' }>;

/**
 * One connection to a stream: its text as it comes, first '' when the stream has begun. Unsubscribing aborts it.
 *
 * @param after the id of the last frame that was taken
 */
export const streamed = (send: Send, path: string, after: string | undefined): Observable<string> =>
  new Observable((subscriber) => {
    const abort = new AbortController();
    const read = async (): Promise<void> => {
      const headers = { Accept: 'text/event-stream', 'Last-Event-ID': after };
      const response = await send(path, { headers, signal: abort.signal });
      if (!response.headers.get('Content-Type')?.startsWith('text/event-stream') || !response.body)
        throw notCaseline(response);
      subscriber.next('');
      const reader = response.body.getReader(); // Safari cannot iterate a body
      const decoder = new TextDecoder();
      for (let part = await reader.read(); !part.done; part = await reader.read())
        subscriber.next(decoder.decode(part.value, { stream: true }));
    };
    read().then(
      () => subscriber.complete(),
      (error) => subscriber.error(error),
    );
    return () => abort.abort();
  });

/** What a stream's text says. Of a frame that is cut off, it says nothing. */
export const signs = (text: Observable<string>): Observable<Sign> =>
  new Observable((subscriber) => {
    const parser = createParser({
      onEvent: ({ event = 'message', id, data }) => subscriber.next({ kind: 'frame', event, id, data }),
      onRetry: (ms) => subscriber.next({ kind: 'retry', ms }),
      onComment: () => subscriber.next({ kind: 'heartbeat' }),
    });
    return text.subscribe({
      next: (part) => parser.feed(part),
      error: (error) => subscriber.error(error),
      complete: () => subscriber.complete(),
    });
  });
