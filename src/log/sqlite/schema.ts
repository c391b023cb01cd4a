/** 'CASE' in ASCII: by it SQLite, and `file`, tell a Caseline log from any other database. */
export const applicationId = 0x43_41_53_45;

/** Grows when a newer Caseline changes what is below. */
export const schemaVersion = 1;

const refusal = 'events are never changed: record an EventCorrected or EventWithdrawn';

/** The triggers that hold the law, by name. */
export const triggers = {
  events_are_never_updated: `CREATE TRIGGER events_are_never_updated BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, '${refusal}'); END`,
  events_are_never_deleted: `CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, '${refusal}'); END`,
  // REPLACE deletes the row that is in its way, and by default SQLite fires no DELETE trigger for that.
  events_are_never_replaced: `CREATE TRIGGER events_are_never_replaced BEFORE INSERT ON events
WHEN EXISTS (SELECT 1 FROM events WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM events WHERE position = NEW.position)
  OR EXISTS (SELECT 1 FROM events WHERE case_id = NEW.case_id AND revision = NEW.revision)
BEGIN SELECT RAISE(ABORT, '${refusal}'); END`,
} as const;

/**
 * One row an event. `event` is canonical JSON and says everything but revision, position, salt and leaf; the
 * other columns repeat what is looked up by. AUTOINCREMENT so that SQLite itself remembers the last position
 * that it gave, and verify sees when the end of the log was cut off.
 */
export const schema = `
CREATE TABLE events (
  position    INTEGER PRIMARY KEY AUTOINCREMENT,
  id          TEXT    NOT NULL UNIQUE,
  case_id     TEXT    NOT NULL,
  revision    INTEGER NOT NULL,
  type        TEXT    NOT NULL,
  recorded_at TEXT    NOT NULL,
  event       TEXT    NOT NULL,
  salt        BLOB    NOT NULL,
  leaf        BLOB    NOT NULL,
  UNIQUE (case_id, revision)
) STRICT;
CREATE INDEX events_by_type ON events (type);
${Object.values(triggers).join(';\n')};
`;
