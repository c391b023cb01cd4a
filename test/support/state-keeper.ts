import jsonPatch from 'fast-json-patch';
import { type Observable, Subscription, tap } from 'rxjs';
import { contentHash } from '../../src/projections/content-hash.ts';
import type { Step, Stepped } from '../../src/projections/live.ts';
import { until } from './following.ts';

/** A state that somebody held, and what it rested on. */
export interface Held<Basis, State> {
  readonly basis: Basis;
  readonly state: State;
  readonly hash: string;
}

/**
 * Somebody who keeps what the steps make, as a client would: patches by an implementation that is not ours, and
 * every hash checked.
 */
export class StateKeeper<Basis = unknown, State = unknown> {
  /** After each step. */
  readonly held: Held<Basis, State>[] = [];
  readonly kinds: Step['kind'][] = [];
  /** What came last, as it came: to go on from. */
  stepped: Stepped<Basis, State> | undefined;
  ended = false;
  readonly #since: Held<Basis, State> | undefined;
  readonly #reading = new Subscription();
  #wrong: { readonly error: unknown } | undefined;

  /** @param since what they hold already */
  constructor(following: Observable<Stepped<Basis, State>>, since?: Held<Basis, State>) {
    this.#since = since;
    this.#reading.add(
      following.pipe(tap((step) => this.#take(step))).subscribe({
        error: (error) => {
          this.#wrong = { error };
        },
        complete: () => {
          this.ended = true;
        },
      }),
    );
  }

  /** What they hold now. Throws what went wrong: with the stream, or with what came. */
  get last(): Held<Basis, State> | undefined {
    if (this.#wrong) throw this.#wrong.error;
    return this.held.at(-1) ?? this.#since;
  }

  leave(): void {
    this.#reading.unsubscribe();
  }

  /** Waits until so many steps have come. */
  async has(steps: number): Promise<this> {
    await until(
      () => this.last !== undefined && this.held.length >= steps,
      () => this.kinds,
    );
    return this;
  }

  /** Waits for the error that ends the stream. */
  async failed(): Promise<unknown> {
    await until(
      () => this.#wrong !== undefined,
      () => this.kinds,
    );
    return this.#wrong?.error;
  }

  #take(stepped: Stepped<Basis, State>): void {
    const { step, state } = stepped;
    const { last } = this;
    this.stepped = stepped;
    this.kinds.push(step.kind);
    expect(step.basis).toEqual(state.basis);
    const made =
      step.kind === 'state' ? step.state : step.kind === 'patch' ? patched(last, step) : last?.state;
    const hash = step.kind === 'patch' ? step.after : step.hash;
    expect(contentHash(made)).toBe(hash);
    expect(state.hash).toBe(hash);
    if (step.kind === 'unchanged') expect(last?.hash).toBe(hash);
    this.held.push({ basis: state.basis, state: made as State, hash }); // the hash says that it is
  }
}

function patched(last: Held<unknown, unknown> | undefined, step: Step & { readonly kind: 'patch' }): unknown {
  expect(step.before).toBe(last?.hash);
  expect(step.patch).not.toEqual([]);
  const sent = JSON.parse(JSON.stringify([last?.state, step.patch]));
  return jsonPatch.applyPatch(sent[0], sent[1], true).newDocument;
}
