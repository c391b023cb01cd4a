import { type Clock, type Service, type ServiceOptions, serve } from './service.ts';
import type { Step } from './story.ts';
import type { Entry } from './who-may-know.ts';

/** Several services that hear one story at the same time, each without what it is not to have. */
export class Stage {
  readonly clock: Clock;
  services: readonly Service[];
  readonly #audible: readonly ReadonlySet<Entry>[];
  #recorded: readonly Entry[];

  private constructor(
    clock: Clock,
    services: readonly Service[],
    audible: readonly ReadonlySet<Entry>[],
    log: readonly Entry[],
  ) {
    this.clock = clock;
    this.services = services;
    this.#audible = audible;
    this.#recorded = log;
  }

  /** @param audible of each service, what it gets */
  static async set(
    log: readonly Entry[],
    audible: readonly (readonly Entry[])[],
    options: ServiceOptions,
  ): Promise<Stage> {
    const sets = audible.map((entries) => new Set(entries));
    const starting = sets.map((has) =>
      serve(
        log.filter((entry) => has.has(entry)),
        options,
      ),
    );
    return new Stage(options.clock, await Promise.all(starting), sets, log);
  }

  /** All that has been recorded in the story so far. */
  get recorded(): readonly Entry[] {
    return this.#recorded;
  }

  async play({ at, entries }: Step): Promise<void> {
    this.clock.now = at;
    this.#recorded = [...this.#recorded, ...entries];
    for (const [index, service] of this.services.entries())
      await service.record(...entries.filter((entry) => this.#audible[index]?.has(entry)));
  }

  /** The last of the services has heard all that it is for. */
  async dismissLast(): Promise<void> {
    const last = this.services.at(-1);
    this.services = this.services.slice(0, -1);
    await last?.close();
  }

  async close(): Promise<void> {
    for (const service of this.services) await service.close();
  }
}
