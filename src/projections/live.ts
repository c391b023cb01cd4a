import { defer, distinctUntilChanged, map, Observable, repeat } from 'rxjs';
import { dayOf, type Instant, startOfDay } from '../domain/time/london.ts';
import { contentHash } from './content-hash.ts';
import type { Operation } from './json-patch.ts';
import { patchBetween } from './patch-between.ts';

/** What tells the time to live streams: projections have no clock of their own. */
export interface Clock {
  readonly now: () => Instant;
  /** Emits once, when `now` has reached the instant, and completes. */
  readonly at: (instant: Instant) => Observable<unknown>;
}

/** What a projection answers, with what it rests on. */
export interface Answered<Basis, State> {
  readonly basis: Basis;
  readonly state: State;
}

/** An answer that names itself by its content. */
export interface LiveState<Basis, State> extends Answered<Basis, State> {
  /** See {@link contentHash}. */
  readonly hash: string;
}

/** What a subscriber to a state gets: the whole of it, and then what changes it into the next. */
export type Step<Basis = unknown, State = unknown> =
  | ({ readonly kind: 'state' } & LiveState<Basis, State>)
  | {
      readonly kind: 'patch';
      readonly basis: Basis;
      /** The hash of the state that the patch applies to. */
      readonly before: string;
      /** The hash of the state that it makes. */
      readonly after: string;
      readonly patch: readonly Operation[];
    }
  | { readonly kind: 'unchanged'; readonly basis: Basis; readonly hash: string };

/**
 * The states of an answer as they follow each other: asked at once, and again at each moment that may have
 * changed it. A state that says the same as the one before is left out.
 *
 * @param ask answers for now
 * @param moments when something came that the viewer may know, and when the calendar turned
 * @param rest what to wait for between two askings, so that a burst is asked about once
 */
export const states = <Basis, State>(
  ask: () => Promise<Answered<Basis, State>>,
  moments: Observable<unknown>,
  rest: () => Promise<unknown>,
): Observable<LiveState<Basis, State>> =>
  asked(ask, moments, rest).pipe(
    map((answered) => ({ ...answered, hash: contentHash(answered.state) })),
    distinctUntilChanged((before, after) => before.hash === after.hash),
  );

/** A step, and the state that it leads to: what a subscriber who stops here goes on from. */
export interface Stepped<Basis, State> {
  readonly step: Step<Basis, State>;
  readonly state: LiveState<Basis, State>;
}

/**
 * What a subscriber gets of these states who has seen `since`, or nothing yet. However many states passed since
 * the last that they have seen, it is one step; the first may say that nothing changed.
 */
export const steps = <Basis, State>(
  following: Observable<LiveState<Basis, State>>,
  since?: LiveState<Basis, State>,
): Observable<Stepped<Basis, State>> =>
  defer(() => {
    let seen = since;
    return following.pipe(
      map((state) => {
        const step = stepBetween(seen, state);
        seen = state;
        return { step, state };
      }),
    );
  });

/** Emits at the end of each London day: deadlines pass, and what was planned is due. */
export const midnights = ({ now, at }: Clock): Observable<unknown> =>
  defer(() => at(startOfDay(dayOf(now()) + 1))).pipe(repeat());

/** Subscribers who keep up all take the same step: it is worked out once. */
function stepBetween<Basis, State>(
  before: LiveState<Basis, State> | undefined,
  after: LiveState<Basis, State>,
): Step<Basis, State> {
  const from = before ?? nothing;
  const known = stepsTo.get(after) ?? new WeakMap<object, Step>();
  stepsTo.set(after, known);
  const step = (known.get(from) as Step<Basis, State> | undefined) ?? made(before, after); // made from these very two
  known.set(from, step);
  return step;
}

const nothing = {};
const stepsTo = new WeakMap<object, WeakMap<object, Step>>();

function made<Basis, State>(
  before: LiveState<Basis, State> | undefined,
  after: LiveState<Basis, State>,
): Step<Basis, State> {
  const { basis, hash } = after;
  if (!before) return { kind: 'state', ...after };
  if (before.hash === hash) return { kind: 'unchanged', basis, hash };
  return {
    kind: 'patch',
    basis,
    before: before.hash,
    after: hash,
    patch: patchBetween(before.state, after.state),
  };
}

/** Asks once at a time; moments that pass meanwhile count as one. */
const asked = <Answer>(
  ask: () => Promise<Answer>,
  moments: Observable<unknown>,
  rest: () => Promise<unknown>,
): Observable<Answer> =>
  new Observable((subscriber) => {
    let asking = false;
    let outdated = true;
    const askOn = async (): Promise<void> => {
      if (asking) return;
      asking = true;
      try {
        while (outdated && !subscriber.closed) {
          outdated = false;
          subscriber.next(await ask());
          await rest();
        }
      } catch (error) {
        subscriber.error(error);
      } finally {
        asking = false;
      }
    };
    const subscription = moments.subscribe({
      next: () => {
        outdated = true;
        void askOn();
      },
      error: (error) => subscriber.error(error),
    });
    void askOn();
    return subscription;
  });
