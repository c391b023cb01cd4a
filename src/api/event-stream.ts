import type { ServerResponse } from 'node:http';
import type { Observable } from 'rxjs';
import { contextOf } from './request-context.ts';
import { readersVary } from './tokens.ts';

/** One message as server-sent events write it (HTML, section 9.2): an id to come back with, a type, and JSON. */
export function frameOf(
  json: string,
  { id, event }: { readonly id?: string; readonly event?: string },
): Buffer {
  const lines = [
    ...(event === undefined ? [] : [`event: ${event}`]),
    ...(id === undefined ? [] : [`id: ${id}`]),
    `data: ${json}`, // which has no line breaks
  ];
  return Buffer.from(`${lines.join('\n')}\n\n`);
}

/** Where what a stream sends comes from. */
export interface Source<Item> {
  /** What comes after an item; from where the request says when absent. */
  readonly after: (item: Item | undefined) => Observable<Item>;
  /** What an item is sent as; undefined for what is only gone on from. */
  readonly frame: (item: Item) => Uint8Array | undefined;
}

/** Why the service ended a stream, and what its reader is told. */
const endings = {
  stopping: 'The service stops; come back with the last id.',
  'too-slow': 'You took nothing for too long; come back with the last id.',
  'token-ended': 'Your token does not count any more; come back with a new one, and the last id.',
  failed: 'Something went wrong here; come back with the last id.',
} as const;
export type Ending = keyof typeof endings;

/** Milliseconds after which a reader whose connection broke is to come back. */
const comeBackAfter = 2_000;

/** A comment. */
const heartbeat = Buffer.from(':\n\n');

/** How long a reader who takes nothing is waited for to take the last message, in milliseconds. */
const lastWordMs = 120_000;

/**
 * Server-sent events to one reader. Nothing but the last item is kept for a reader who does not keep up: once the
 * connection is full the source is let go of, and taken up after that item when there is room again.
 */
export class EventStream<Item> {
  readonly #response: ServerResponse;
  readonly #source: Source<Item>;
  readonly #stallMs: number;
  #reading: { unsubscribe(): void } | undefined;
  #last: Item | undefined;
  #isFull = false;
  #state: 'opening' | 'open' | 'ended' = 'opening';

  /** @param stallMs how long a reader may take nothing */
  constructor(response: ServerResponse, source: Source<Item>, stallMs: number) {
    this.#response = response;
    this.#source = source;
    this.#stallMs = stallMs;
  }

  /**
   * Resolves once the stream has begun: with its first item, so that a question that cannot be answered is
   * refused like any other.
   */
  open(): Promise<void> {
    // Whoever takes little by little is waited for, however much there is: the socket knows.
    this.#response.setTimeout(this.#stallMs, () => this.#stalled());
    return new Promise((begun, refused) => {
      this.#response.once('close', () => {
        this.#close();
        begun(); // or nobody is left to hear of it
      });
      this.#read(begun, refused);
    });
  }

  /** Shows that the stream is there. */
  beat(): void {
    if (this.#state === 'open' && !this.#isFull) this.#send(heartbeat);
  }

  /** Says why it ends, and when to come back. */
  end(reason: Ending, retryMs = comeBackAfter): void {
    if (this.#state !== 'open') return;
    this.#close();
    contextOf(this.#response.req).ended = reason;
    const last = frameOf(JSON.stringify({ reason, detail: endings[reason] }), { event: 'end' });
    this.#response.end(Buffer.concat([Buffer.from(`retry: ${retryMs}\n`), last]));
    this.#response.setTimeout(lastWordMs);
  }

  #read(begun?: () => void, refused?: (error: unknown) => void): void {
    const reading = this.#source.after(this.#last).subscribe({
      next: (item) => {
        if (this.#state === 'opening') this.#begin(begun);
        if (this.#state !== 'open' || this.#isFull) return;
        this.#last = item;
        const frame = this.#source.frame(item);
        if (frame && !this.#send(frame)) this.#wait();
      },
      error: (error) => {
        if (this.#state === 'opening') {
          refused?.(error);
          return;
        }
        contextOf(this.#response.req).failure = error;
        this.end('failed');
      },
      complete: () => {
        if (this.#state === 'opening') this.#begin(begun);
        this.end('stopping');
      },
    });
    // It may be full, or over, already, of what the source had at hand.
    if (this.#isFull || this.#state === 'ended') reading.unsubscribe();
    else this.#reading = reading;
  }

  #begin(begun: (() => void) | undefined): void {
    if (this.#response.headersSent) return; // it was refused: the rest of the request was no HTTP
    this.#state = 'open';
    // The end of the connection is the end of the stream: chunks would make four pieces of each message.
    this.#response.removeHeader('Transfer-Encoding');
    this.#response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-cache, no-transform',
      Vary: readersVary,
      'X-Accel-Buffering': 'no', // nginx would hold small messages back
      Connection: 'close', // with the stream
    });
    begun?.();
    if (this.#response.req.method === 'HEAD') {
      this.#close();
      this.#response.end();
    } else this.#response.write(`retry: ${comeBackAfter}\n\n`);
  }

  /**
   * False when no more is to be sent for now. Once the headers are out, the body is what is written to the
   * connection: an answer's own `write` costs as much as the kernel's, for each of a thousand readers.
   */
  #send(bytes: Uint8Array): boolean {
    return this.#response.socket?.write(bytes) ?? false;
  }

  #wait(): void {
    this.#isFull = true;
    this.#reading?.unsubscribe();
    this.#reading = undefined;
    this.#response.socket?.once('drain', () => {
      this.#isFull = false;
      if (this.#state === 'open') this.#read();
    });
  }

  /** Nothing was sent, and nothing taken, for so long. */
  #stalled(): void {
    if (this.#state === 'ended') this.#response.destroy();
    else if (this.#isFull) this.end('too-slow');
  }

  #close(): void {
    this.#state = 'ended';
    this.#reading?.unsubscribe();
  }
}
