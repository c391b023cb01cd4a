import { setTimeout } from 'node:timers/promises';
import { isPassing, unavailable } from './client-errors.ts';

const firstWait = 50;
const longestWait = 1_000;

/**
 * How long something is tried again that can be tried again without harm, after errors that may pass: a cluster that
 * lost its leader has another one within seconds.
 */
export class Patience {
  readonly #longestMs: number;
  readonly #leaving: AbortSignal;
  #since = performance.now();
  #wait = firstWait;

  /**
   * @param longestMs milliseconds from now, or from the last progress
   * @param leaving when it is aborted nothing is tried again
   */
  constructor(longestMs: number, leaving: AbortSignal) {
    this.#longestMs = longestMs;
    this.#leaving = leaving;
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
    const isOver = this.#leaving.aborted || performance.now() - this.#since + this.#wait > this.#longestMs;
    if (isOver || !isPassing(error)) throw unavailable(error, what);
    await setTimeout(this.#wait, undefined, { signal: this.#leaving }).catch(() => {
      throw unavailable(error, what);
    });
    this.#wait = Math.min(2 * this.#wait, longestWait);
  }
}
