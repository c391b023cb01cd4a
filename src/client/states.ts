import { applyPatches, enablePatches, freeze, type Objectish } from 'immer';
import { contentHash } from '../projections/content-hash.ts';
import { type Operation, pathOf } from '../projections/json-patch.ts';
import type { Basis } from './answers.ts';
import type { Frame } from './frames.ts';

enablePatches();

/** A state as it stood at one moment. Frozen, and sharing what did not change with the one before. */
export interface Live<State> {
  readonly basis: Basis;
  readonly state: State;
  /** SHA-256 of the state's canonical JSON (RFC 8785), checked. */
  readonly hash: string;
}

interface Patch {
  readonly basis: Basis;
  readonly before: string;
  readonly after: string;
  readonly patch: readonly Operation[];
}

/** A frame does not make the state that it says. The stream is then begun anew, with the whole state. */
export class StateLost extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StateLost';
  }
}

/** Makes states of the frames of one stream. None comes out that has not the hash which the service names. */
export function statesOf<State>(): (frame: Frame) => readonly Live<State>[] {
  let held: Live<State> | undefined;
  return ({ event, data }) => {
    if (event === 'state')
      held = checked(JSON.parse(data) as Live<State>); // as the service writes this frame
    else if (event === 'patch')
      held = patched(held, JSON.parse(data) as Patch); // as above
    else return [];
    return [held];
  };
}

function checked<State>({ basis, state, hash }: Live<State>): Live<State> {
  const actual = contentHash(state);
  if (actual !== hash) throw new StateLost(`the hash of the state is ${actual}, not ${hash}`);
  return freeze({ basis, state, hash }, true);
}

function patched<State>(held: Live<State> | undefined, { basis, before, after, patch }: Patch): Live<State> {
  if (held?.hash !== before)
    throw new StateLost(`the patch is of ${before}; what is held is ${held?.hash ?? 'nothing'}`);
  try {
    const steps = patch.map(({ path, ...operation }) => ({ ...operation, path: pathOf(path) }));
    const state = applyPatches(held.state as Objectish, steps) as State; // every state is an object; the hash says which
    return checked({ basis, state, hash: after });
  } catch (cause) {
    throw cause instanceof StateLost ? cause : new StateLost('the patch does not fit the state', { cause });
  }
}
