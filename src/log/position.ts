import type { Position } from '../domain/events/envelope.ts';
import { CaselineError } from '../domain/failure.ts';

const digits = 16; // enough for every safe integer of JavaScript

/** The nth event of a log, from 1, as a string that sorts as the number does. */
export const positionOf = (sequence: number): Position => String(sequence).padStart(digits, '0');

/**
 * The sequence number that a position stands for; 0 for none.
 * @throws CaselineError `unknown-position` for one that this log, up to `head`, never gave
 */
export function sequenceOf(position: Position | undefined, head: number): number {
  if (position === undefined) return 0;
  const sequence = /^\d{16}$/.test(position) ? Number(position) : Number.NaN;
  if (sequence >= 1 && sequence <= head) return sequence;
  throw new CaselineError(
    'unknown-position',
    `This log never gave the position '${position}'; take one from an event of this log.`,
    { position, head: head === 0 ? null : positionOf(head) },
  );
}
