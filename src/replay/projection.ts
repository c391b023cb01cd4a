import { freeze, produce } from 'immer';
import type { z } from 'zod';
import { type EventTypeName, eventTypeNames } from '../domain/events/catalogue.ts';
import type { CivilDay } from '../domain/time/civil-day.ts';
import type { Fact } from './fact.ts';

/** What a projection's view may know beside its state. */
export interface ViewAt {
  readonly validAt: CivilDay;
}

/** One handler for each type of event that matters to a projection. It changes the state that it is given. */
export type Handlers<State> = {
  readonly [Type in EventTypeName]?: (state: State, fact: Fact<Type>) => void;
};

/**
 * Two states of one case on the day: what certainly stood, and what may have stood, which folds the facts that
 * had possibly begun as well. They are the same where every date is certain.
 */
export interface Outlook<State> {
  readonly certain: State;
  readonly possible: State;
}

/**
 * A projection is data: what the facts of one case mean. Handlers fold facts in the order in which they
 * happened; `view` turns both states into the answer for a day. Neither uses a clock or randomness.
 */
export interface Projection<State, View> {
  readonly name: string;
  /** Grows when the same facts would give another state or view. */
  readonly version: number;
  readonly initial: () => State;
  readonly handlers: Handlers<State>;
  readonly view: (outlook: Outlook<State>, at: ViewAt) => View;
  /** The shape of the view, for whoever serves or documents it. */
  readonly schema: z.ZodType<View>;
}

/** What folds facts: a projection without its view. */
export type Folded<State> = Pick<Projection<State, unknown>, 'initial' | 'handlers'>;

/** Folds facts into a state of its own and freezes the result: plain objects while it runs, for speed. */
export function rebuild<State>(projection: Folded<State>, facts: readonly Fact[]): State {
  const state = projection.initial();
  apply(projection, state, facts);
  return freeze(state, true);
}

/** The state after more facts: one immer draft for the whole batch, sharing whatever did not change. */
export function step<State>(projection: Folded<State>, state: State, facts: readonly Fact[]): State {
  return produce(state, (draft) => apply(projection, draft as State, facts)); // handlers are written once, for plain state and drafts alike
}

/**
 * Folds facts into what certainly stood and what may have. Facts come in the order of the day from which each
 * has certainly begun, so the certain ones are the first of them, and the rest are one step further.
 */
export function outlook<State>(projection: Folded<State>, facts: readonly Fact[]): Outlook<State> {
  const cut = facts.findIndex(({ begun }) => begun === 'possible');
  if (cut < 0) {
    const state = rebuild(projection, facts);
    return { certain: state, possible: state };
  }
  const certain = rebuild(projection, facts.slice(0, cut));
  return { certain, possible: step(projection, certain, facts.slice(cut)) };
}

/**
 * The same for somebody who hands the states to nobody: they are not frozen, which costs more than folding a
 * short case. Nor do they share anything.
 */
export function ownOutlook<State>(projection: Folded<State>, facts: readonly Fact[]): Outlook<State> {
  const possible = projection.initial();
  apply(projection, possible, facts);
  if (facts.every(({ begun }) => begun === 'certain')) return { certain: possible, possible };
  const certain = projection.initial();
  apply(
    projection,
    certain,
    facts.filter(({ begun }) => begun === 'certain'),
  );
  return { certain, possible };
}

function apply<State>(projection: Folded<State>, state: State, facts: readonly Fact[]): void {
  for (const fact of facts) {
    const handler = projection.handlers[fact.event.type] as ((s: State, f: Fact) => void) | undefined; // looked up by this very fact's type
    handler?.(state, fact);
  }
}

/** The same fold of some types of event only, for whoever reads no more of its state. */
export function only<State>(part: Folded<State>, ...types: readonly EventTypeName[]): Folded<State> {
  const wanted: ReadonlySet<string> = new Set(types);
  const handlers = Object.entries(part.handlers).filter(([type]) => wanted.has(type));
  return { initial: part.initial, handlers: Object.fromEntries(handlers) as Handlers<State> }; // some of the part's own
}

/** Folds the same facts into several states at once, each its own part of the whole. */
export function sideBySide<State extends object>(
  parts: {
    readonly [Name in keyof State]: Folded<State[Name]>;
  },
): Folded<State> {
  const names = Object.keys(parts) as (keyof State)[]; // exactly the keys of `parts`
  const handlers: Partial<Record<EventTypeName, (state: State, fact: Fact) => void>> = {};
  for (const type of eventTypeNames) {
    const interested = names.flatMap((name) => {
      const handler = parts[name].handlers[type] as
        | ((part: State[typeof name], fact: Fact) => void)
        | undefined; // looked up by this very type
      return handler ? [{ name, handler }] : [];
    });
    if (interested.length > 0)
      handlers[type] = (state, fact) => {
        for (const { name, handler } of interested) handler(state[name], fact);
      };
  }
  return {
    initial: () => Object.fromEntries(names.map((name) => [name, parts[name].initial()])) as State, // one entry a part
    handlers: handlers as Handlers<State>, // each is only called with facts of its type
  };
}
