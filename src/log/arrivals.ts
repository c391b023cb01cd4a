/** Where readers wait until something may have been added to a log. Waking without cause does no harm. */
export class Arrivals {
  readonly #changedElsewhere: (() => boolean) | undefined;
  readonly #everyMs: number;
  readonly #waiting = new Set<() => void>();
  #poll: NodeJS.Timeout | undefined;
  #announced = 0;
  #closed = false;

  /** `changedElsewhere` is asked every so often, while somebody waits, for what this process did not write. */
  constructor(changedElsewhere?: () => boolean, everyMs = 100) {
    this.#changedElsewhere = changedElsewhere;
    this.#everyMs = everyMs;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** How often something was announced: for who looks, and then waits for what came after that. */
  get announced(): number {
    return this.#announced;
  }

  /** Resolves on the first `announce` after so many, on `close`, or when the signal aborts. */
  next(signal: AbortSignal, announced: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        signal.removeEventListener('abort', wake);
        this.#waiting.delete(wake);
        if (this.#waiting.size === 0) this.#stopPolling();
        resolve();
      };
      if (this.#closed || signal.aborted || this.#announced !== announced) return resolve();
      signal.addEventListener('abort', wake);
      this.#waiting.add(wake);
      this.#startPolling();
    });
  }

  announce(): void {
    this.#announced += 1;
    for (const wake of [...this.#waiting]) wake();
  }

  close(): void {
    this.#closed = true;
    this.announce();
  }

  #startPolling(): void {
    const changed = this.#changedElsewhere;
    if (changed === undefined || this.#poll !== undefined) return;
    this.#poll = setInterval(() => {
      if (changed()) this.announce();
    }, this.#everyMs);
    this.#poll.unref(); // a reader who waits keeps no process alive
  }

  #stopPolling(): void {
    clearInterval(this.#poll);
    this.#poll = undefined;
  }
}
