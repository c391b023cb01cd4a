import { CaselineError } from '../../src/domain/failure.ts';
import type { EventLog } from '../../src/log/event-log.ts';

/** A log that cannot be read while it is out of order. */
export function failingLog(log: EventLog): EventLog & { outOfOrder: boolean } {
  const state = { outOfOrder: false };
  const check = (): void => {
    if (state.outOfOrder) throw new CaselineError('log-unavailable', 'The disk is gone.');
  };
  return new Proxy(log, {
    set: (_, name, value) => Reflect.set(state, name, value),
    get: (_, name) => {
      if (name === 'subscribe')
        return async function* (options: Parameters<EventLog['subscribe']>[0]) {
          check();
          for await (const one of log.subscribe(options)) {
            check();
            yield one;
          }
        };
      const member = Reflect.get(log, name);
      if (typeof member !== 'function') return Reflect.get(state, name);
      return (...given: unknown[]) => {
        if (name !== 'append') check();
        return member.apply(log, given);
      };
    },
  }) as EventLog & { outOfOrder: boolean }; // of which `set` and `get` make one
}
