/**
 * A process that appends to a log, for tests that need another one: node appending-child.ts <file> <name>
 * <count> [<pause>]. It writes one line, the event's id, for each append that was acknowledged, and goes on until
 * it has made `count` or is killed. Odd appends hold two events. With a pause (milliseconds) it also writes 'in the
 * middle' for each event that has its instant and is not written yet, and then rests for so long.
 */
import { createHash } from 'node:crypto';
import { writeSync } from 'node:fs';
import type { NewEvent } from '../../src/domain/events/catalogue.ts';
import { randomSalts } from '../../src/log/salts.ts';
import { openSqliteLog } from '../../src/log/sqlite/sqlite-log.ts';
import { anEvent } from '../support/events.ts';

const [file = '', name = '', count = '0', pause = '0'] = process.argv.slice(2);
const salts = randomSalts();
const log = openSqliteLog({
  file,
  now: Date.now,
  nextSalt: () => {
    if (Number(pause) > 0) rest(Number(pause));
    return salts();
  },
});

for (let n = 0; n < Number(count); n += 1) {
  const events = Array.from({ length: 1 + (n % 2) }, (_, index) => eventOf(n, index));
  await log.append('authority-380', 'any', events); // another process appends to the same case
  // Straight to the pipe: a line that node still held when it was killed would be an append without its answer.
  writeSync(1, `${events.map(({ id }) => id).join(' ')}\n`);
}
await log.close();

/** The lock on the file is held meanwhile, since nothing else happens in this process. */
function rest(ms: number): void {
  writeSync(1, 'in the middle\n');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

function eventOf(n: number, index: number): NewEvent {
  const hex = createHash('sha256').update(`${name} ${n} ${index}`).digest('hex');
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  return anEvent('ProgressReported', { id, data: { summary: `${name} ${n}: ${'long enough '.repeat(40)}` } });
}
