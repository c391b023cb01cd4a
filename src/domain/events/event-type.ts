import type { z } from 'zod';
import type { Reading } from '../time/certainty.ts';

/** The process of a case that an event belongs to. */
export type Process =
  | 'authority'
  | 'inspection'
  | 'visits'
  | 'intervention'
  | 'trust'
  | 'improvement'
  | 'people'
  | 'record';

/** What the catalogue knows of one type of event. */
export interface EventType<Data extends z.ZodType = z.ZodType> {
  readonly process: Process;
  /** The version of `data`. Every event in any log has this one: the first change of a type brings its upcaster. */
  readonly schema: number;
  /** Whether it fills its days (an extent) or lies on one day within them (a moment). */
  readonly reading: Reading;
  /** What it is, and where in the life of a case it occurs. */
  readonly about: string;
  /** Which source shows it. */
  readonly seenIn: string;
  readonly data: Data;
  /** One line that tells a person what happened. */
  readonly title: (data: z.infer<Data>) => string;
}

/** Keeps the type of `data` while checking the rest. */
export const eventType = <Data extends z.ZodType>(
  definition: Omit<EventType<Data>, 'schema'> & { schema?: number },
): EventType<Data> => ({
  schema: 1,
  ...definition,
});
