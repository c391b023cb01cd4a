import { filter, firstValueFrom, Subject } from 'rxjs';
import type { EventLog } from '../../src/log/event-log.ts';

/** A log as one instance of several has it. */
export interface LogBehind extends EventLog {
  /** While it is, it finds no event, as before others have told it of theirs. */
  isBehind: boolean;
  /** How often it was asked for an event that it did not find. */
  readonly misses: number;
  /** Resolves once it has been so many times more. */
  missed(times: number): Promise<unknown>;
}

export function logBehind(log: EventLog, isBehind = false): LogBehind {
  const missing = new Subject<number>();
  const own = {
    isBehind,
    misses: 0,
    missed: (times: number) => {
      const wanted = own.misses + times;
      return firstValueFrom(missing.pipe(filter((misses) => misses >= wanted)));
    },
    find: async (id: string) => {
      const found = own.isBehind ? undefined : await log.find(id);
      if (found === undefined) missing.next(++own.misses);
      return found;
    },
  };
  return new Proxy(own, {
    get: (_, name) => {
      if (name in own) return Reflect.get(own, name);
      const member = Reflect.get(log, name);
      return typeof member === 'function' ? member.bind(log) : member;
    },
  }) as LogBehind; // of which `own` and the log's own members make one
}
