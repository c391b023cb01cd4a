import Database from 'better-sqlite3';

/** The last position of a log: what is recorded later comes after it. */
export function lastPosition(file) {
  return reading(file, (database) => database.prepare('SELECT max(position) FROM events').pluck().get());
}

/**
 * What the public is to get of the events after a position, in the order in which it is to get them: by the
 * instant from which it may read each, then by position. Worked out from the rows of the log, and by nothing of
 * Caseline's. Returns their `ids`, and the `contents` of each: what the row says,
 * in JSON.
 */
export function publicEvents(file, after) {
  const rows = reading(file, (database) =>
    database.prepare('SELECT position, id, event FROM events ORDER BY position').all(),
  );
  const from = new Map();
  const found = [];
  for (const { position, id, event: text } of rows) {
    const event = JSON.parse(text);
    const instants = event.disclosures.filter(({ to }) => to === 'public').map((one) => instantOf(one.from));
    const target = event.data.target; // a withdrawal is not known before what it withdraws
    const own = Math.max(Date.parse(event.recordedAt), Math.min(...instants)); // of none, the least is Infinity
    from.set(id, target === undefined ? own : Math.max(own, from.get(target)));
    if (position > after && from.get(id) < Number.POSITIVE_INFINITY)
      found.push({ id, from: from.get(id), position, text });
  }
  found.sort((a, b) => a.from - b.from || a.position - b.position);
  return { ids: found.map(({ id }) => id), contents: found.map(({ text }) => text) };
}

/** Instants are written as such; all the dates in these logs are long past. */
const instantOf = (text) => (text.includes('T') ? Date.parse(text) : Number.NEGATIVE_INFINITY);

/** How many events there are after a position. */
export function countAfter(file, after) {
  return reading(file, (database) =>
    database.prepare('SELECT count(*) FROM events WHERE position > ?').pluck().get(after),
  );
}

function reading(file, read) {
  const database = new Database(file, { readonly: true });
  try {
    return read(database);
  } finally {
    database.close();
  }
}
