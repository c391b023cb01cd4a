import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Caseline, type ObservedEvents } from '../../src/caseline.ts';
import type { NewEvent } from '../../src/domain/events/catalogue.ts';
import type { Disclosure } from '../../src/domain/events/envelope.ts';
import type { Party } from '../../src/domain/parties.ts';
import type { EventLog } from '../../src/log/event-log.ts';
import { openLog } from '../../src/log/open-log.ts';
import { anEvent } from './events.ts';
import { comesTo, EventReader, publicFrom, type Written } from './following.ts';

export const start = Date.parse('2026-06-01T09:00:00Z');

/** A log in memory, or in a file, over a clock that stands where it is put; and what was written to it. */
export class World {
  now = start;
  readonly written: Written[] = [];
  readonly #connection: string;
  readonly #folder: string | undefined;
  #log: EventLog;
  caseline: Caseline;

  constructor(folder?: string) {
    this.#folder = folder;
    this.#connection = folder ? `sqlite:${join(folder, 'log.db')}` : 'memory:';
    [this.#log, this.caseline] = this.another();
  }

  static async inFile(): Promise<World> {
    return new World(await mkdtemp(join(tmpdir(), 'caseline-')));
  }

  /** As another process would open the same file. */
  another(): [EventLog, Caseline] {
    const log = openLog(this.#connection, { now: () => this.now });
    return [log, new Caseline(log, () => this.now)];
  }

  get file(): string {
    return this.#connection.slice('sqlite:'.length);
  }

  get log(): EventLog {
    return this.#log;
  }

  async restart(): Promise<void> {
    await this.caseline.close();
    [this.#log, this.caseline] = this.another();
  }

  async end(): Promise<void> {
    await this.caseline.close();
    if (this.#folder) await rm(this.#folder, { recursive: true });
  }

  pass(ms: number): void {
    this.now += ms;
  }

  /** Records together; answers with the id of the last. */
  async write(events: readonly NewEvent[], log = this.#log): Promise<string> {
    const last = events.at(-1);
    if (!last) throw new Error('nothing to write');
    const recorded = Math.max(this.now, this.written.at(-1)?.recorded ?? 0);
    await log.append(last.caseId, 'any', events); // the state of the case does not matter to these tests
    this.written.push(...events.map((event) => ({ event, recorded })));
    return last.id;
  }

  /** Records something of Bradford's. */
  record(disclosures: readonly Disclosure[], log?: EventLog): Promise<string> {
    return this.write([anEvent('MeasureReported', { disclosures })], log);
  }

  /** Under embargo for so long. */
  embargoed(ms: number): Promise<string> {
    return this.record(publicFrom(this.now + ms));
  }

  follow(viewer: Party = 'public', after?: string, more: Omit<ObservedEvents, 'viewer' | 'after'> = {}) {
    return new EventReader(this.caseline.observeEvents({ viewer, after, ...more }));
  }

  comesTo(viewer: Party = 'public', by?: number): string[] {
    return comesTo(viewer, this.written, by);
  }
}
