import { formatInstant, type Instant } from '../domain/time/london.ts';

/**
 * When an event counts as recorded: now, or with the latest of the events before it where the clock has gone back
 * since. Those are the last of the log and the last of the case, which may be later among events that were taken over.
 */
export function recordedAtOf(now: Instant, ...before: readonly (string | undefined)[]): string {
  return before.reduce<string>(
    (latest, one) => (one !== undefined && one > latest ? one : latest),
    formatInstant(now),
  );
}

/**
 * How far apart the instants of events may be, in milliseconds, that stand in a log the other way round: those that
 * several machines appended to different cases at the same time. Within one case there is no such thing.
 */
export const overlapMs = 60_000;
