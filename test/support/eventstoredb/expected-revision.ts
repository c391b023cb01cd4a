import type { ProposedEvent, StoredEvent } from './record.ts';

export type Expected = 'any' | 'no-stream' | 'stream-exists' | number;

/** What the decision rests on. */
export interface StreamNow {
  readonly events: readonly StoredEvent[];
  readonly isDeleted: boolean;
  readonly isSoftDeleted: boolean;
  readonly hasMetadata: boolean;
  /** The event that has this id, if it is remembered and in this stream. */
  remembered(id: string): StoredEvent | undefined;
}

export type Decision =
  | 'write'
  | 'wrong-expected-version'
  | 'stream-deleted'
  | { readonly repeats: StoredEvent };

/**
 * Whether an append is new, was made before, or comes too late. With a revision the ids that stand after it are
 * compared; with `any` those that are remembered. A repetition in part is neither.
 */
export const decideAppend = (
  now: StreamNow,
  expected: Expected,
  proposed: readonly Pick<ProposedEvent, 'id'>[],
): Decision => {
  const last = now.events.length - 1;
  if (now.isDeleted) return 'stream-deleted';
  if (expected === 'stream-exists') {
    if (now.isSoftDeleted) return 'stream-deleted';
    if (last < 0 && !now.hasMetadata) return 'wrong-expected-version';
  }
  if (expected === 'any' || expected === 'stream-exists') {
    const remembered = proposed.map(({ id }) => now.remembered(id));
    if (remembered[0] === undefined) return 'write';
    return remembered.every((event) => event !== undefined)
      ? repeats(remembered.at(-1))
      : 'wrong-expected-version';
  }
  const at = expected === 'no-stream' ? -1 : expected;
  if (at > last) return 'wrong-expected-version';
  if (at === last) return 'write';
  const isThere = proposed.map(({ id }, n) => now.events[at + 1 + n]?.id === id);
  if (isThere.length > 0 && !isThere.includes(false)) return repeats(now.events[at + proposed.length]);
  // A stream that was deleted softly may begin again.
  return at === -1 && now.isSoftDeleted && isThere[0] === false ? 'write' : 'wrong-expected-version';
};

const repeats = (event: StoredEvent | undefined): Decision =>
  event === undefined ? 'wrong-expected-version' : { repeats: event };
