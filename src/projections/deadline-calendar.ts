import type { RecordedEvent } from '../domain/events/catalogue.ts';
import type { Perspective } from '../replay/perspective.ts';
import { type AuthorityDeadline, allDeadlines, type CaseOfAuthority } from './all-deadlines.ts';
import { type Revision, revisionsOf } from './deadlines/revisions.ts';

/** A deadline as an entry of a calendar. */
export interface CalendarEntry extends Revision {
  readonly deadline: AuthorityDeadline;
}

/** A case whose deadlines are to stand in a calendar. */
export interface CaseInCalendar extends CaseOfAuthority {
  /** In log order, hidden ones included. */
  readonly events: readonly RecordedEvent[];
}

/**
 * What stands in a calendar of these cases: what is to be done by which day, and what became of it. Invitations, aims
 * and the terms of a draft are in it, since somebody has to prepare for them, and are told apart from duties. So is
 * what was met, missed or has lapsed: an entry that vanished on its day would look like one that never was.
 *
 * What is `not_recorded` is left out: of a report of which the record holds nothing else, it could not tell whether
 * anything was done, and of England these are seven hundred entries that say nothing.
 */
export function calendarOf(
  cases: readonly CaseInCalendar[],
  perspective: Perspective,
): readonly CalendarEntry[] {
  const shown = allDeadlines(cases, perspective.validAt).filter(({ status }) => status !== 'not_recorded');
  const concerned = new Set(shown.map(({ la }) => la));
  const revisions = new Map(
    cases
      .filter(({ la }) => concerned.has(la))
      .map(({ la, events }) => [la, revisionsOf(events, perspective)] as const),
  );
  return shown.map((deadline) => {
    const { la, id } = deadline;
    const revision = revisions.get(la)?.get(id);
    if (!revision) throw new RangeError(`nobody was ever shown the deadline ${la}/${id}`);
    const { sequence, created, changed } = revision;
    return { deadline, sequence, created, changed };
  });
}
