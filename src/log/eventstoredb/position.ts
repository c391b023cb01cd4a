import type { Position } from '../../domain/events/envelope.ts';

const digits = 20; // the server counts bytes in 64 bits

/** The place of an event in the server's own log, as a string that sorts as it does. */
export const positionOf = (commit: number): Position => String(commit).padStart(digits, '0');

/** Undefined for what no position of such a log looks like. */
export const commitOf = (position: Position): number | undefined =>
  /^\d{20}$/.test(position) ? Number(position) : undefined;
