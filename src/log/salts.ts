import { randomFillSync } from 'node:crypto';
import { saltBytes } from './leaf.ts';

/** Salts are drawn so many at a time: asking the system for each one costs more than hashing the event. */
const drawn = 256;

/** Random salts, each handed out once. */
export function randomSalts(): () => Uint8Array {
  let pool = Buffer.alloc(0);
  return () => {
    if (pool.length === 0) pool = randomFillSync(Buffer.alloc(drawn * saltBytes));
    const salt = pool.subarray(0, saltBytes);
    pool = pool.subarray(saltBytes);
    return salt;
  };
}
