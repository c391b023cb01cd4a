import { setTimeout } from 'node:timers/promises';
import { closedLog } from '../closed-log.ts';
import { isPassing, unavailable } from './client-errors.ts';

const firstWait = 50;
const longestWait = 1_000;

/**
 * How long something is tried again that can be tried again without harm, after errors that may pass: a cluster that
 * lost its leader has another one within seconds.
 */
export class Patience {
  readonly #longestMs: number;
  readonly #closed: AbortSignal;
  #since = performance.now();
  #wait = firstWait;

  /** @param longestMs milliseconds from now, or from the last progress */
  constructor(longestMs: number, closed: AbortSignal) {
    this.#longestMs = longestMs;
    this.#closed = closed;
  }

  /** Something went well: what fails next is tried again as long as the first time. */
  progressed(): void {
    this.#since = performance.now();
    this.#wait = firstWait;
  }

  /**
   * Resolves when it is time to try again.
   * @throws CaselineError for the error, where that would not help or took too long already
   */
  async after(error: unknown, what: string): Promise<void> {
    if (this.#closed.aborted) throw closedLog();
    const isOver = performance.now() - this.#since + this.#wait > this.#longestMs;
    if (isOver || !isPassing(error)) throw unavailable(error, what);
    await setTimeout(this.#wait, undefined, { signal: this.#closed }).catch(() => {
      throw closedLog();
    });
    this.#wait = Math.min(2 * this.#wait, longestWait);
  }
}
