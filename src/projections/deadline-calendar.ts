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
 * anything was done, and of England these are eight hundred entries that say nothing.
 */
export function calendarOf(
  cases: readonly CaseInCalendar[],
  perspective: Perspective,
): readonly CalendarEntry[] {
  const shown = allDeadlines(cases, perspective.validAt).filter(({ status }) => status !== 'not_recorded');
  const concerned = new Set(shown.map(({ la }) => la));
  const revised = new Map(
    cases
      .filter(({ la }) => concerned.has(la))
      .map(({ la, events }) => [la, remembered(events, perspective)] as const),
  );
  return shown.map((deadline) => {
    const { la, id } = deadline;
    const revision = revised.get(la)?.get(id);
    if (!revision) throw new RangeError(`nobody was ever shown the deadline ${la}/${id}`);
    const { sequence, created, changed } = revision;
    return { deadline, sequence, created, changed };
  });
}

/** Calendars are asked for again and again, and a case hands out the same events until it has more. */
const revisions = new WeakMap<
  readonly RecordedEvent[],
  { readonly seen: string; readonly byId: ReadonlyMap<string, Revision> }
>();

/** The last that was worked out for a case. */
function remembered(
  events: readonly RecordedEvent[],
  perspective: Perspective,
): ReadonlyMap<string, Revision> {
  const { viewer, knownAt, validAt } = perspective;
  const seen = [viewer, knownAt, validAt].join();
  const known = revisions.get(events);
  if (known?.seen === seen) return known.byId;
  const byId = revisionsOf(events, perspective);
  revisions.set(events, { seen, byId });
  return byId;
}
