/**
 * Writes a synthetic log to a file, fast: the engine's own codec and schema, without its rules.
 *
 *   node bench/make-log.js 1000000 some/folder
 *
 * Sizes are 10000, 100000 and 1000000 events, or `england`: 153 cases with whole journeys. Without a folder it
 * makes one of its own, and prints where the log is.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { validateEvent } from '../dist/domain/events/validate.js';
import { piecesOf, storedText } from '../dist/log/codec.js';
import { leafOf, saltBytes } from '../dist/log/leaf.js';
import { openFile } from '../dist/log/sqlite/open-file.js';
import { arrivals, recordedBy } from './generate.js';
import { randomOf } from './journeys/random.js';

export const sizes = {
  10000: { cases: 100, perCase: 100 },
  100000: { cases: 10_000, perCase: 10 },
  1000000: { cases: 10_000, perCase: 100 },
  england: { cases: 153, perCase: 100 },
};

const perTransaction = 5_000;
const msPerDay = 86_400_000;
const nine = 9 * 3_600_000;

/** Writes the log of a size to a file that does not exist yet. Returns how many events it has. */
export function makeLog(file, size, { seed = 1 } = {}) {
  const database = openFile(file);
  // Nobody waits for these to be durable: what is cut off is made again.
  database.pragma('synchronous = OFF');
  const insert = database.prepare(
    'INSERT INTO events (id, case_id, revision, type, recorded_at, event, salt, leaf) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const salts = randomOf(seed, -7);
  const revisions = new Map();
  let events = 0;
  let last = 0;
  database.exec('BEGIN');
  for (const { caseId, arrived, event } of arrivals({ seed, ...sizes[size] })) {
    const valid = validateEvent({ ...event, caseId, recordedBy });
    if (!valid.ok) throw new Error(`${event.type} ${event.id}: ${JSON.stringify(valid.problems)}`);
    const revision = revisions.get(caseId) ?? 0;
    revisions.set(caseId, revision + 1);
    last = Math.max(last + 1, arrived * msPerDay + nine); // a millisecond after the one before
    const recordedAt = new Date(last).toISOString();
    const pieces = piecesOf(valid.event);
    const salt = salts.bytes(saltBytes);
    const leaf = leafOf(pieces, { revision, recordedAt, salt });
    insert.run(
      event.id,
      caseId,
      revision,
      event.type,
      recordedAt,
      storedText(pieces, recordedAt),
      salt,
      leaf,
    );
    events += 1;
    if (events % perTransaction === 0) database.exec('COMMIT; BEGIN');
  }
  database.exec('COMMIT');
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
  return events;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [size = '10000', folder = mkdtempSync(join(tmpdir(), 'caseline-bench-'))] = process.argv.slice(2);
  if (!(size in sizes)) throw new Error(`sizes are ${Object.keys(sizes).join(', ')}`);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${size}.db`);
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
  const start = performance.now();
  const events = makeLog(file, size);
  console.log(`${events} events in ${((performance.now() - start) / 1000).toFixed(1)} s: ${file}`);
}
