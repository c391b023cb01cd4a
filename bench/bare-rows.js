import Database from 'better-sqlite3';

/** The rows of a log, all columns, and what to insert them with into a file without Caseline. */
export function storedRows(file) {
  const stored = new Database(file, { readonly: true });
  const rows = stored.prepare('SELECT * FROM events ORDER BY position').all();
  stored.close();
  return rows;
}

/** A file with the same columns and indexes as a log, as durable; `insert` takes one row. */
export function bareFile(file, columns) {
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec(
    'CREATE TABLE events (position INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE, case_id TEXT, revision INTEGER, type TEXT, recorded_at TEXT, event TEXT, salt BLOB, leaf BLOB, UNIQUE (case_id, revision)) STRICT; CREATE INDEX events_by_type ON events (type)',
  );
  const insert = database.prepare(
    `INSERT INTO events (${columns}) VALUES (${columns.map((column) => `@${column}`)})`,
  );
  return { database, insert };
}
