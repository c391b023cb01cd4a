import { formatInstant, type Instant } from '../domain/time/london.ts';

/** When an event counts as recorded: now, or with the event before it where the clock has gone back since. */
export function recordedAtOf(now: Instant, previous: string | undefined): string {
  const text = formatInstant(now);
  return previous !== undefined && previous > text ? previous : text;
}
