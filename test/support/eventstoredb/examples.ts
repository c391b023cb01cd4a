import { randomUUID } from 'node:crypto';
import { jsonEvent, type Position, type ResolvedEvent } from '@eventstore/db-client';

/** Events that say which they are, each with an id of its own. */
export const noted = (...ns: number[]) =>
  ns.map((n) => jsonEvent({ id: randomUUID(), type: 'Noted', data: { n } }));

export const upTo = (count: number): number[] => Array.from({ length: count }, (_, n) => n + 1);

type Read = NonNullable<ResolvedEvent['event']>;

/** What one read gives, to its end. */
export const all = async (reads: AsyncIterable<ResolvedEvent>): Promise<readonly Read[]> => {
  const events: Read[] = [];
  for await (const { event } of reads) if (event !== undefined) events.push(event);
  return events;
};

/** Which of the events that `noted` made these are. */
export const numbers = (events: readonly (Pick<Read, 'data'> | undefined)[]): unknown[] =>
  events.map((event) => (typeof event?.data === 'object' && 'n' in event.data ? event.data.n : event?.data));

export const at = (position: number): Position => ({ commit: BigInt(position), prepare: BigInt(position) });
