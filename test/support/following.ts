import { setTimeout } from 'node:timers/promises';
import type { Observable, Subscription } from 'rxjs';
import type { CaughtUp } from '../../src/caseline.ts';
import type { NewEvent, RecordedEvent } from '../../src/domain/events/catalogue.ts';
import type { Party } from '../../src/domain/parties.ts';
import { formatInstant } from '../../src/domain/time/london.ts';

/** Waits until something is so; fails with what was found instead where that takes far too long. */
export async function until(isSo: () => boolean, found: () => unknown = () => undefined): Promise<void> {
  for (let left = 10_000; !isSo(); left -= 1) {
    if (left === 0) throw new Error(`waited in vain; found ${JSON.stringify(found())}`);
    await setTimeout(1);
  }
}

/** Somebody who follows events, and writes down what comes: ids, and that they have caught up. */
export class EventReader {
  readonly got: string[] = [];
  /** The id that they were told to have caught up with. */
  caughtUpWith: string | undefined;
  error: unknown;
  ended = false;
  readonly #reading: Subscription;

  /** @param enough after how many events the reader leaves */
  constructor(stream: Observable<RecordedEvent | CaughtUp>, enough = Number.POSITIVE_INFINITY) {
    this.#reading = stream.subscribe({
      next: (one) => {
        if ('caughtUp' in one) this.caughtUpWith = one.caughtUp;
        else this.got.push(one.id);
        if (this.got.length >= enough) queueMicrotask(() => this.leave());
      },
      error: (error) => {
        this.error = error;
      },
      complete: () => {
        this.ended = true;
      },
    });
  }

  leave(): void {
    this.#reading.unsubscribe();
  }

  /** Waits until they have caught up. */
  async caughtUp(): Promise<this> {
    await this.#until(() => this.caughtUpWith !== undefined);
    return this;
  }

  /** Waits until so many events have come. */
  async has(count: number): Promise<this> {
    await this.#until(() => this.got.length >= count);
    return this;
  }

  /** Waits for the error that ends the stream. */
  async failed(): Promise<unknown> {
    await until(
      () => this.error !== undefined,
      () => this.got,
    );
    return this.error;
  }

  async #until(isSo: () => boolean): Promise<void> {
    await until(
      () => isSo() || this.error !== undefined,
      () => this.got,
    );
    if (this.error !== undefined) throw this.error;
  }
}

/** An event as a test has it recorded. */
export interface Written {
  readonly event: NewEvent;
  readonly recorded: number;
}

/**
 * The ids of what comes to a viewer of a log by an instant, in the order in which it comes: worked out from the
 * disclosures, whose `from` are instants here, and from nothing of the engine.
 */
export function comesTo(viewer: Party, log: readonly Written[], by = Number.POSITIVE_INFINITY): string[] {
  const from = new Map<string, number>();
  const inCase = new Map<string, number>();
  for (const { event, recorded } of log) {
    const counts = event.disclosures.filter(
      ({ to }) => to === viewer || to === 'public' || viewer === 'auditor',
    );
    const told = counts.map((one) => Date.parse(one.from));
    if (viewer === 'auditor' || viewer === event.recordedBy.party) told.push(recorded);
    const target = 'target' in event.data ? inCase.get(`${event.caseId} ${event.data.target}`) : recorded;
    const at = Math.max(recorded, Math.min(...told), target ?? Number.POSITIVE_INFINITY);
    inCase.set(`${event.caseId} ${event.id}`, at);
    from.set(event.id, at);
  }
  return [...from]
    .filter(([, at]) => at <= by && at < Number.POSITIVE_INFINITY)
    .sort(([, a], [, b]) => a - b) // stable: those that come at once keep the order of the log
    .map(([id]) => id);
}

/** Known to everybody from the instant on. */
export const publicFrom = (instant: number) => [{ to: 'public', from: formatInstant(instant) }] as const;
