import type { z } from 'zod';
import { authorityEvents } from './authority.ts';
import type { Envelope, Recorded } from './envelope.ts';
import type { EventType } from './event-type.ts';
import { improvementEvents } from './improvement.ts';
import { inspectionEvents } from './inspection.ts';
import { interventionEvents } from './intervention.ts';
import { peopleEvents } from './people.ts';
import { recordEvents } from './record.ts';
import { trustEvents } from './trust.ts';
import { visitEvents } from './visits.ts';

/** Everything that can happen in a case, by the name of its type. */
export const catalogue = {
  ...authorityEvents,
  ...inspectionEvents,
  ...visitEvents,
  ...interventionEvents,
  ...trustEvents,
  ...improvementEvents,
  ...peopleEvents,
  ...recordEvents,
} as const;

export type EventTypeName = keyof typeof catalogue;
export type DataOf<Type extends EventTypeName> = z.infer<(typeof catalogue)[Type]['data']>;

/** An event as its recorder makes it, validated. A union over the catalogue: narrowing `type` types `data`. */
export type NewEvent<Type extends EventTypeName = EventTypeName> = {
  [T in Type]: Envelope<T, DataOf<T>>;
}[Type];

/** An event as the log holds it. */
export type RecordedEvent<Type extends EventTypeName = EventTypeName> = {
  [T in Type]: Envelope<T, DataOf<T>> & Recorded;
}[Type];

export const eventTypeNames = Object.keys(catalogue) as EventTypeName[]; // the keys of a const object are exactly its key type

export const isEventTypeName = (name: string): name is EventTypeName => Object.hasOwn(catalogue, name);

/** The catalogue's entry for a type, without the type of its data. */
export const eventTypeOf = (name: EventTypeName): EventType => catalogue[name] as unknown as EventType; // callers hold the union, not one member

/** One line that tells a person what happened. */
export const titleOf = (event: NewEvent): string => eventTypeOf(event.type).title(event.data);
