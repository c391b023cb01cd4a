import { setImmediate, setTimeout } from 'node:timers/promises';
import {
  defer,
  filter,
  finalize,
  merge,
  mergeMap,
  type Observable,
  of,
  ReplaySubject,
  Subject,
  share,
  takeUntil,
} from 'rxjs';
import type { RecordedEvent } from '../domain/events/catalogue.ts';
import { CaselineError } from '../domain/failure.ts';
import type { EventLog } from '../log/event-log.ts';
import { contentHash } from '../projections/content-hash.ts';
import {
  type Answered,
  type Clock,
  type LiveState,
  midnights,
  type Stepped,
  states,
  steps,
} from '../projections/live.ts';
import type { CaughtUp, Placed } from './feed.ts';
import { LiveLog, type Reading } from './live-log.ts';
import type { Basis, Question } from './question.ts';

/** Milliseconds between two askings of one answer, or as long as it took: a burst of events is one step. */
const REST = 100;

/** Where a subscriber to an answer stopped: what they have seen, or what that rested on and its hash. */
export interface Since {
  readonly basis: Pick<Basis, 'validAt' | 'knownAt' | 'position'>;
  readonly hash: string;
  readonly state?: unknown;
}

/** An answer that is followed. */
export interface Followed<State> {
  /** Names the answer, beside the question. */
  readonly what: readonly unknown[];
  /** Leaves all clocks open: the answer is for now. */
  readonly question: Question;
  readonly ask: (question: Question) => Promise<Answered<Basis, State>>;
  /** Whether an event may change the answer. */
  readonly concerns: (event: RecordedEvent) => boolean;
  readonly since: Since | undefined;
}

/** What is followed while it changes: the log, and answers, each asked once for all who follow it. */
export class Live {
  readonly #open: () => LiveLog;
  readonly #clock: Clock;
  readonly #followed = new Map<string, Observable<LiveState<Basis, unknown>>>();
  readonly #closed = new Subject<void>();
  #log: LiveLog | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(log: EventLog, clock: Clock) {
    this.#open = () => new LiveLog(log, clock);
    this.#clock = clock;
  }

  /** See {@link LiveLog.events}. The log is first read when somebody follows it, and anew where that failed. */
  events(reading: Reading): Observable<Placed | CaughtUp> {
    if (!this.#log || this.#log.hasFailed) this.#log = this.#open();
    return this.#log.events(reading);
  }

  /** An answer for now, and each change of it: by what the viewer comes to know, and by the calendar. */
  answers<State>({
    what,
    question,
    ask,
    concerns,
    since,
  }: Followed<State>): Observable<Stepped<Basis, State>> {
    const key = JSON.stringify([what, question]);
    return defer(() => (since ? this.#inTurn(() => seenBefore(since, question, ask)) : of(undefined))).pipe(
      mergeMap((seen) => {
        const known = this.#followed.get(key) as Observable<LiveState<Basis, State>> | undefined; // made below, of the same answer
        return steps(known ?? this.#follow(key, question, ask, concerns), seen);
      }),
      takeUntil(this.#closed),
    );
  }

  /** How many different answers are followed just now. */
  get answersFollowed(): number {
    return this.#followed.size;
  }

  /** See {@link LiveLog.lag}; undefined while nobody has followed the log yet. */
  async lag(): Promise<number | undefined> {
    return this.#log?.lag();
  }

  close(): void {
    this.#closed.next();
    this.#log?.close();
  }

  /** One answer at a time, and whoever else waits in between: there may be a thousand different ones. */
  #inTurn<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    const answered = this.#turn.then(() => setImmediate()).then(ask);
    this.#turn = answered.catch(() => undefined); // whoever asked is told
    return answered;
  }

  #follow<State>(
    key: string,
    question: Question,
    ask: Followed<State>['ask'],
    concerns: Followed<State>['concerns'],
  ): Observable<LiveState<Basis, State>> {
    // Whoever has caught up asks again: something may have come since the first asking.
    const arrivals = defer(() => this.events({ viewer: question.viewer })).pipe(
      filter((one) => 'caughtUp' in one || concerns(one.event)),
    );
    let took = 0;
    const askInTurn = async () => {
      const began = performance.now();
      const answered = await this.#inTurn(() => ask(question));
      took = performance.now() - began;
      return answered;
    };
    const rest = (): Promise<unknown> => setTimeout(Math.max(REST, took), undefined, { ref: false });
    const followed = states(askInTurn, merge(arrivals, midnights(this.#clock)), rest).pipe(
      finalize(() => this.#followed.delete(key)),
      share({ connector: () => new ReplaySubject(1) }),
    );
    this.#followed.set(key, followed); // it is subscribed to at once, and goes with its last subscriber
    return followed;
  }
}

/** What a subscriber saw last; undefined where it cannot be made again for them, so that they get the whole. */
async function seenBefore<State>(
  since: Since,
  question: Question,
  ask: Followed<State>['ask'],
): Promise<LiveState<Basis, State> | undefined> {
  if ('state' in since) return since as LiveState<Basis, State>; // a step of this very answer led to it
  try {
    const { validAt, knownAt, position } = since.basis;
    const answered = await ask({ ...question, validAt, knownAt, position });
    const hash = contentHash(answered.state);
    return hash === since.hash ? { ...answered, hash } : undefined;
  } catch (error) {
    if (error instanceof CaselineError && error.code !== 'log-unavailable') return undefined;
    throw error;
  }
}
