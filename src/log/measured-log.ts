import { CaselineError, type FailureCode } from '../domain/failure.ts';
import type { Appended, EventLog } from './event-log.ts';

/** What became of an append: something was written, it was there before, or why it was not taken. */
export type AppendOutcome = 'written' | 'already-there' | FailureCode | 'unexpected';

/** Is told how a log does: times and codes, and nothing of what is in it. */
export interface LogObserver {
  readonly appended: (outcome: AppendOutcome, seconds: number) => void;
  /** Whatever the log was asked for, by the name of the method: it could not be had, or is damaged. */
  readonly failed: (asked: keyof EventLog, code: FailureCode | 'unexpected') => void;
}

/** A log that tells an observer how it does, and is the same log otherwise. */
export function measuredLog(log: EventLog, observer: LogObserver): EventLog {
  const tell = (asked: keyof EventLog, error: unknown): void => {
    const code = codeOf(error);
    if (code === 'log-unavailable' || code === 'log-damaged' || code === 'unexpected')
      observer.failed(asked, code);
  };
  const answered = async <Answer>(asked: keyof EventLog, ask: () => Promise<Answer>): Promise<Answer> => {
    try {
      return await ask();
    } catch (error) {
      tell(asked, error);
      throw error;
    }
  };
  async function* read<Item>(
    asked: keyof EventLog,
    items: () => AsyncIterable<Item>,
  ): AsyncGenerator<Item, void> {
    try {
      yield* items();
    } catch (error) {
      tell(asked, error);
      throw error;
    }
  }
  return {
    append: async (caseId, expected, events) => {
      const began = performance.now();
      const took = (): number => (performance.now() - began) / 1_000;
      let appended: Appended;
      try {
        appended = await log.append(caseId, expected, events);
      } catch (error) {
        observer.appended(codeOf(error), took());
        tell('append', error);
        throw error;
      }
      observer.appended(appended.alreadyThere ? 'already-there' : 'written', took());
      return appended;
    },
    readCase: (caseId, options) => read('readCase', () => log.readCase(caseId, options)),
    readAll: (options) => read('readAll', () => log.readAll(options)),
    find: (id) => answered('find', () => log.find(id)),
    subscribe: (options) => read('subscribe', () => log.subscribe(options)),
    head: () => answered('head', () => log.head()),
    settled: () => answered('settled', () => log.settled()),
    entries: (options) => read('entries', () => log.entries(options)),
    takeOver: (entries) => answered('takeOver', () => log.takeOver(entries)),
    verify: () => answered('verify', () => log.verify()),
    close: () => log.close(),
  };
}

const codeOf = (error: unknown): FailureCode | 'unexpected' =>
  error instanceof CaselineError ? error.code : 'unexpected';
