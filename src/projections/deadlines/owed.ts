import type { Ground } from './basis.ts';
import type { Noted } from './state.ts';
import type { Deadline } from './view.ts';

type Said = 'obligation' | 'title' | 'subject' | 'owedBy' | 'owedTo' | 'kind' | 'standing' | 'recurs';

/** An obligation of a case, before anybody asks how it stands on a day. */
export interface Owed extends Pick<Deadline, Said> {
  readonly ground: Ground;
  /** What it rests on beside its ground. */
  readonly also: readonly Noted[];
  /** What met it, certainly or possibly. */
  readonly met: Noted | null;
  /** Whether this record follows it closely enough that its silence means something. */
  readonly followed: boolean;
  /** What took its ground away. */
  readonly ended: Noted | null;
}

/** Nothing is owed without a ground. */
export const owed = (ground: Ground | null, rest: Omit<Owed, 'ground'>): Owed | null =>
  ground && { ground, ...rest };
