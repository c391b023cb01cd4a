import { randomUUID } from 'node:crypto';
import type { NewEvent, RecordedEvent } from '../../../src/domain/events/catalogue.ts';
import type { CaseId, Position } from '../../../src/domain/events/envelope.ts';
import { CaselineError } from '../../../src/domain/failure.ts';
import type { EventLog } from '../../../src/log/event-log.ts';
import {
  type EventStoreDBLogOptions,
  openEventStoreDBLog,
} from '../../../src/log/eventstoredb/eventstoredb-log.ts';
import { anEvent } from '../../support/events.ts';
import { type Double, type DoubleOptions, startDouble } from '../../support/eventstoredb/double.ts';

export const bradford: CaseId = 'authority-380';
export const leeds: CaseId = 'authority-383';

const toClose: (() => Promise<unknown>)[] = [];

/** What was opened last closes first, when the test is over. */
export const whenOver = (close: () => Promise<unknown>): void => {
  toClose.unshift(close);
};

afterEach(async () => {
  for (const close of toClose.splice(0)) await close();
});

/** A log until the test is over. Calls that are never answered are given up early. */
export function opened(connection: string, options: Partial<EventStoreDBLogOptions> = {}): EventLog {
  const log = openEventStoreDBLog({
    connection,
    now: Date.now,
    deadlines: { call: 5_000, tries: 10_000 },
    settleMs: 50,
    ...options,
  });
  whenOver(() => log.close());
  return log;
}

/** A double and a log on it, until the test is over. */
export async function onDouble(
  options: Partial<EventStoreDBLogOptions> = {},
  doubleOptions: DoubleOptions = {},
): Promise<{ readonly double: Double; readonly log: EventLog }> {
  const double = await startDouble(doubleOptions);
  whenOver(() => double.close());
  return { double, log: opened(double.connectionString(), options) };
}

export const published = (caseId: CaseId = bradford): NewEvent => anEvent('ReportPublished', { caseId });

/** Events of which each says so many characters, two thousand at most. */
export function long(count: number, caseId: CaseId = bradford, characters = 1_000): NewEvent[] {
  const one = anEvent('ProgressReported', { caseId, data: { summary: 'x'.repeat(characters) } });
  return Array.from({ length: count }, () => ({ ...one, id: randomUUID() })); // validating each takes too long
}

/** Events, several appends, each of as many as a server takes at once with ease. */
export async function appendMany(log: EventLog, events: readonly NewEvent[], together = 200): Promise<void> {
  for (let from = 0; from < events.length; from += together) {
    const some = events.slice(from, from + together);
    await log.append(some[0]?.caseId ?? bradford, 'any', some); // whatever the revision
  }
}

export async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

export const idsOf = (events: readonly { readonly id: string }[]): string[] => events.map(({ id }) => id);

/** The error of this library that was thrown; whatever else happened fails the test. */
export async function failureOf(promise: Promise<unknown>): Promise<CaselineError> {
  const settled = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ('error' in settled && settled.error instanceof CaselineError) return settled.error;
  if ('error' in settled) throw settled.error;
  throw new Error(`a CaselineError was expected, and this came: ${JSON.stringify(settled)}`);
}

/** A subscriber, and what came to them. */
export class Follower {
  readonly got: RecordedEvent[] = [];
  caughtUp = 0;
  error: unknown;
  readonly #stop = new AbortController();
  readonly #ended: Promise<void>;
  #changed = (): void => {};

  /** @param handle awaited for each event before the next one is asked for */
  constructor(
    log: EventLog,
    { after, handle }: { after?: Position; handle?: (event: RecordedEvent) => Promise<unknown> } = {},
  ) {
    this.#ended = this.#read(log, after, handle).catch((error: unknown) => {
      this.error = error;
    });
    this.#ended.then(() => this.#changed());
    whenOver(() => this.stop());
  }

  get ids(): string[] {
    return idsOf(this.got);
  }

  /** Waits until so many events have come; throws what ended the subscription before. */
  async has(count: number): Promise<this> {
    return this.#until(() => this.got.length >= count);
  }

  /** Waits until they were told, so many times, that they have caught up. */
  async hasCaughtUp(times = 1): Promise<this> {
    return this.#until(() => this.caughtUp >= times);
  }

  /** Waits until nothing more comes. */
  ended(): Promise<void> {
    return this.#ended;
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#ended;
  }

  async #until(isSo: () => boolean): Promise<this> {
    while (!isSo()) {
      if (this.error !== undefined) throw this.error;
      await new Promise<void>((resolve) => {
        const before = this.#changed;
        this.#changed = () => {
          before();
          resolve();
        };
      });
    }
    return this;
  }

  async #read(
    log: EventLog,
    after: Position | undefined,
    handle?: (event: RecordedEvent) => Promise<unknown>,
  ): Promise<void> {
    const { signal } = this.#stop;
    for await (const one of log.subscribe({ signal, ...(after !== undefined && { after }) })) {
      if (one === 'caught up') this.caughtUp += 1;
      else {
        await handle?.(one);
        this.got.push(one);
      }
      this.#changed();
    }
  }
}
