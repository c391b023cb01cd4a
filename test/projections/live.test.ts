import { setImmediate } from 'node:timers/promises';
import * as fc from 'fast-check';
import { from, NEVER, Subject } from 'rxjs';
import { contentHash } from '../../src/projections/content-hash.ts';
import {
  type Answered,
  type LiveState,
  midnights,
  type Step,
  states,
  steps,
} from '../../src/projections/live.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { StateKeeper } from '../support/state-keeper.ts';

const hour = 3_600_000;
const instant = (text: string): number => Date.parse(text);
const written = (at: number): string => new Date(at).toISOString();

describe('the ends of the days', () => {
  /** The instants at which they were told, of a clock that goes from one place to the next. */
  function toldOn(way: readonly number[]): string[] {
    const clock = new ManualClock(way[0] ?? 0);
    const told: string[] = [];
    const listening = midnights(clock).subscribe(() => told.push(written(clock.now())));
    for (const at of way) clock.set(at);
    listening.unsubscribe();
    expect(clock.waiting).toBe(0);
    return told;
  }

  const hourly = (first: string, last: string): number[] => {
    const [begin, end] = [instant(first), instant(last)];
    return Array.from({ length: (end - begin) / hour + 1 }, (_, index) => begin + index * hour);
  };

  it('are an hour earlier by the world’s clock once summer time has begun', () => {
    expect(toldOn(hourly('2026-03-28T12:00:00Z', '2026-03-31T12:00:00Z'))).toEqual([
      '2026-03-29T00:00:00.000Z',
      '2026-03-29T23:00:00.000Z',
      '2026-03-30T23:00:00.000Z',
    ]);
  });

  it('are an hour later again once it has ended', () => {
    expect(toldOn(hourly('2026-10-24T12:00:00Z', '2026-10-27T12:00:00Z'))).toEqual([
      '2026-10-24T23:00:00.000Z',
      '2026-10-26T00:00:00.000Z',
      '2026-10-27T00:00:00.000Z',
    ]);
  });

  it('come neither early nor late, by a millisecond', () => {
    const midnight = instant('2026-06-30T23:00:00Z');
    const way = [midnight - hour, midnight - 1, midnight, midnight + 1, midnight + hour];
    expect(toldOn(way)).toEqual([written(midnight)]);
  });

  it('are told whenever the day has changed in London, over years', () => {
    const london = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', dateStyle: 'short' });
    const way = hourly('2018-01-01T00:00:00Z', '2020-01-02T00:00:00Z');
    const changes = way.filter((at) => london.format(at) !== london.format(at - hour));
    expect(toldOn(way)).toEqual(changes.slice(1).map(written));
  });

  it('are one where the clock was away over several', () => {
    const way = ['2026-03-20T12:00:00Z', '2026-04-20T12:00:00Z', '2026-04-20T23:00:00Z'].map(instant);
    expect(toldOn(way)).toEqual(['2026-04-20T12:00:00.000Z', '2026-04-20T23:00:00.000Z']);
  });
});

/** An answer whose every asking is answered by hand. */
function askedByHand() {
  const asked: { resolve(answer: Answered<string, unknown>): void; reject(error: unknown): void }[] = [];
  const rested: (() => void)[] = [];
  const moments = new Subject<void>();
  const seen: (LiveState<string, unknown> | { error: unknown } | 'complete')[] = [];
  const reading = states(
    () => new Promise<Answered<string, unknown>>((resolve, reject) => asked.push({ resolve, reject })),
    moments,
    () => new Promise<void>((resolve) => rested.push(resolve)),
  ).subscribe({
    next: (state) => seen.push(state),
    error: (error) => seen.push({ error }),
    complete: () => seen.push('complete'),
  });
  return {
    asked,
    moments,
    seen,
    reading,
    /** What was asked last says so. */
    answer: async (basis: string, state: unknown) => {
      asked.at(-1)?.resolve({ basis, state });
      await setImmediate();
    },
    fail: async (error: Error) => {
      asked.at(-1)?.reject(error);
      await setImmediate();
    },
    rest: async () => {
      rested.shift()?.();
      await setImmediate();
    },
  };
}

describe('the states of an answer', () => {
  const hashOf = contentHash;

  it('begin with the answer for now, and its hash', async () => {
    const { asked, seen, answer } = askedByHand();
    expect(asked).toHaveLength(1);
    await answer('a', { b: 1, a: 2 });
    expect(seen).toEqual([{ basis: 'a', state: { b: 1, a: 2 }, hash: hashOf({ a: 2, b: 1 }) }]);
  });

  it('are asked for again at each moment, one at a time, after a rest', async () => {
    const { asked, seen, moments, answer, rest } = askedByHand();
    await answer('a', 1);
    moments.next();
    expect(asked).toHaveLength(1);
    await rest();
    expect(asked).toHaveLength(2);
    await answer('b', 2);
    await rest();
    expect(asked).toHaveLength(2);
    moments.next();
    expect(asked).toHaveLength(3);
    await answer('c', 3);
    expect(seen).toMatchObject([{ state: 1 }, { state: 2 }, { state: 3 }]);
  });

  it('are asked for once for all the moments that pass while one is being answered, or rested after', async () => {
    const { asked, seen, moments, answer, rest } = askedByHand();
    for (let n = 0; n < 5; n += 1) moments.next();
    await answer('a', 1);
    for (let n = 0; n < 5; n += 1) moments.next();
    expect(asked).toHaveLength(1);
    await rest();
    expect(asked).toHaveLength(2);
    await answer('b', 2);
    await rest();
    expect(asked).toHaveLength(2);
    expect(seen).toMatchObject([{ basis: 'a' }, { basis: 'b' }]);
  });

  it('leave out one that says the same as the one before, in whatever order', async () => {
    const { seen, moments, answer, rest } = askedByHand();
    const answers: [string, unknown][] = [
      ['first', { a: 1, b: [] }],
      ['same', { b: [], a: 1, c: undefined }],
      ['other', { a: 1, b: [0] }],
      ['first again', { a: 1, b: [] }],
    ];
    for (const [basis, state] of answers) {
      await answer(basis, state);
      await rest();
      moments.next();
    }
    expect(seen).toMatchObject([{ basis: 'first' }, { basis: 'other' }, { basis: 'first again' }]);
  });

  it('end with the error of an asking, and nothing is asked after it', async () => {
    const { asked, seen, moments, fail } = askedByHand();
    const error = new Error('the log cannot be read');
    await fail(error);
    moments.next();
    await setImmediate();
    expect(seen).toEqual([{ error }]);
    expect(asked).toHaveLength(1);
    expect(moments.observed).toBe(false);
  });

  it('end with the error of what tells the moments', async () => {
    const { asked, seen, moments, answer } = askedByHand();
    const error = new Error('the log cannot be followed');
    moments.error(error);
    await answer('too late', 1);
    expect(seen).toEqual([{ error }]);
    expect(asked).toHaveLength(1);
  });

  it('are asked for no more, and none comes, once nobody listens', async () => {
    const { asked, seen, moments, reading, answer, rest } = askedByHand();
    moments.next();
    reading.unsubscribe();
    await answer('a', 1);
    await rest();
    moments.next();
    await setImmediate();
    expect(seen).toEqual([]);
    expect(asked).toHaveLength(1);
    expect(moments.observed).toBe(false);
  });
});

const live = (state: unknown): LiveState<string, unknown> => ({
  basis: `of ${JSON.stringify(state)}`,
  state,
  hash: contentHash(state),
});

describe('the steps from state to state', () => {
  const kindsOf = (following: LiveState<string, unknown>[], since?: LiveState<string, unknown>) => {
    const keeper = new StateKeeper(steps(from(following), since), since);
    expect(keeper.last?.state).toEqual(following.at(-1)?.state);
    return keeper.kinds;
  };

  it('begin with the whole state for who has seen none', () => {
    expect(kindsOf([live({ a: 1 }), live({ a: 2 }), live({ a: 1 })])).toEqual(['state', 'patch', 'patch']);
  });

  it('begin with one patch for who has seen another, however many passed since', () => {
    expect(kindsOf([live({ a: 7 }), live({ a: 8 })], live({ a: 1 }))).toEqual(['patch', 'patch']);
  });

  it('begin by saying that nothing has changed for who has seen this one', () => {
    expect(kindsOf([live({ a: 1 }), live({ a: 2 })], live({ a: 1 }))).toEqual(['unchanged', 'patch']);
  });

  it('lead whoever comes and goes to the last state, in one step each time', () => {
    const anyState = fc.record({ rows: fc.array(fc.nat(5), { maxLength: 6 }), of: fc.nat(2) }).map(live);
    const anyStates = fc.array(anyState, { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(anyStates, fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), (all, listens) => {
        let source = new Subject<LiveState<string, unknown>>();
        let keeper: StateKeeper<string, unknown> | undefined;
        for (const [index, state] of all.entries()) {
          if (!listens[index]) {
            keeper?.leave();
            source = new Subject();
            continue;
          }
          if (!source.observed) {
            const since = keeper?.stepped?.state;
            keeper = new StateKeeper(steps(source, since), since);
            source.next(state);
            expect(keeper.kinds).toEqual([
              since ? (since.hash === state.hash ? 'unchanged' : 'patch') : 'state',
            ]);
          } else source.next(state);
          expect(keeper?.last?.state).toEqual(state.state);
        }
      }),
    );
  });

  it('are worked out once for all who take the same one', () => {
    const [before, after] = [live({ a: 1 }), live({ a: 2 })];
    const taken: Step[] = [];
    for (let reader = 0; reader < 3; reader += 1)
      steps(from([after]), before).subscribe(({ step }) => taken.push(step));
    expect(new Set(taken).size).toBe(1);
  });

  it('wait for the first state', () => {
    const taken: unknown[] = [];
    steps(NEVER, live({ a: 1 })).subscribe((step) => taken.push(step));
    expect(taken).toEqual([]);
  });
});
