import { concat, defer, mergeMap, type Observable, retry, throwError, timeout, timer } from 'rxjs';
import { type Frame, type Sign, signs, streamed } from './frames.ts';
import { CaselineProblem } from './problem.ts';
import type { Send } from './requests.ts';
import { StateLost } from './states.ts';

/** How live streams hold on. All times are in milliseconds. */
export interface HoldingOn {
  /** How long to wait before coming back until the service says otherwise; 1000 when absent. */
  readonly firstWait?: number;
  /** Waits double with each failure up to this, unless the service asks for more; 30000 when absent. */
  readonly longestWait?: number;
  /**
   * A stream that brings nothing for so long, not even a heartbeat, is given up; 45000 when absent, which is three
   * heartbeats of a service that was not told otherwise.
   */
  readonly silence?: number;
  /** From 0 to 1: spreads those who all come back at once. Math.random when absent. */
  readonly random?: () => number;
  /** Told why a stream is being taken up again, and in how long: they do so by themselves, for ever. */
  readonly reconnecting?: (why: unknown, ms: number) => void;
}

/** A service that asks for more, in milliseconds, is asked again all the same. */
const LONGEST_RETRY = 300_000;

/** What is longer, timers take for no time at all. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** The service ended a stream, to be taken up again. */
export class StreamEnded extends Error {
  /** `stopping`, `too-slow`, `token-ended` or `failed`; 'cut' where it did not say. */
  readonly reason: string;

  constructor(reason: string, detail: string) {
    super(detail);
    this.name = 'StreamEnded';
    this.reason = reason;
  }
}

/** A stream as one kind of subscriber reads it. */
export interface Reading<Item> {
  readonly path: string;
  /** The id of the frame to go on after. */
  readonly after?: string | undefined;
  /** What a frame says, none or one. */
  readonly take: (frame: Frame) => readonly Item[];
  /** Whether nothing is lost when it begins anew, without an id: its first frame then says all. */
  readonly whole: boolean;
}

/**
 * Reads a stream and takes it up again where it stopped, for ever: each frame is taken once, in order. Fails only
 * where the service refuses in a way that waiting does not change.
 */
export const following = <Item>(
  send: Send,
  {
    firstWait = 1_000,
    longestWait = 30_000,
    silence = 45_000,
    random = Math.random,
    reconnecting,
  }: HoldingOn,
  read: () => Reading<Item>,
): Observable<Item> =>
  defer(() => {
    const { path, take, whole, ...reading } = read();
    let after = reading.after;
    let wait = Math.min(firstWait, longestWait);
    let failures = 0;

    const taken = (sign: Sign): readonly Item[] => {
      if (sign.kind === 'retry') wait = Math.min(sign.ms, LONGEST_RETRY);
      if (sign.kind === 'heartbeat') failures = 0;
      if (sign.kind !== 'frame') return [];
      if (sign.event === 'end') throw endedBy(sign);
      const items = take(sign);
      after = sign.id || after;
      failures = 0;
      return items;
    };
    const comingBack = (why: unknown): Observable<unknown> => {
      if (whole && after !== undefined && isPlaceLost(why)) after = undefined;
      else if (why instanceof CaselineProblem && !why.passing) return throwError(() => why);
      const backedOff = Math.min(longestWait, (wait || 1) * 2 ** failures);
      const ms = Math.min(Math.max(wait, retryAfter(why), backedOff) * (1 + random() / 2), LONGEST_TIMER);
      failures += 1;
      reconnecting?.(why, ms);
      return timer(ms);
    };
    const once = defer(() => signs(streamed(send, path, after).pipe(timeout({ each: silence }))));
    const cut = throwError(() => new StreamEnded('cut', 'The stream ended without a word'));
    return concat(once, cut).pipe(mergeMap(taken), retry({ delay: comingBack }));
  });

const retryAfter = (why: unknown): number =>
  why instanceof CaselineProblem ? (why.retryAfter ?? 0) * 1_000 : 0;

/** Whether it is where the stream was taken up that is wrong: what is held, or what the service is asked to go on from. */
const isPlaceLost = (why: unknown): boolean =>
  why instanceof StateLost || (why instanceof CaselineProblem && [400, 404].includes(why.status));

function endedBy({ data }: Frame): StreamEnded {
  const { reason, detail } = JSON.parse(data) as { reason: string; detail: string }; // as the service writes its last frame
  return new StreamEnded(reason, detail);
}
