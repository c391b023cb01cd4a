import { eventTypeOf, type RecordedEvent } from '../../domain/events/catalogue.ts';
import { orderKey } from '../../domain/time/certainty.ts';
import { type CivilDay, dayFrom, lastYear, parseDay } from '../../domain/time/civil-day.ts';
import { dayOf, type Instant, startOfDay } from '../../domain/time/london.ts';
import { CaseHistory } from '../../replay/case-history.ts';
import type { Perspective } from '../../replay/perspective.ts';
import { comparePlaces, type Place } from '../../replay/place.ts';
import { ownOutlook } from '../../replay/projection.ts';
import { amends, visible } from '../../replay/visible.ts';
import { Withheld } from '../../replay/withheld.ts';
import { deadlines } from './deadlines.ts';
import type { Deadline } from './view.ts';

/** How a deadline came to be what one viewer sees. */
export interface Revision {
  /** How often an event, or the calendar, has made it another since it first came: 0 for never. It only ever grows. */
  readonly sequence: number;
  /** From when this viewer could first see it. */
  readonly created: Instant;
  /** From when it is as they see it now. */
  readonly changed: Instant;
}

/** A deadline as it was last seen; null while it had gone. */
interface Seen extends Revision {
  readonly shown: string | null;
}

/**
 * What became of each deadline of a case before a viewer's eyes, by its id: the state of the case is gone through
 * again as they were able to read it, event by event, and day by day where the calendar alone made a difference.
 * What comes later, an embargo that lifts included, only adds to that: no number ever goes back, also where a
 * deadline went and came again. It rests on what the viewer may see, and on the day, alone.
 *
 * @param events of one case, in log order; hidden ones included
 */
export function revisionsOf(
  events: readonly RecordedEvent[],
  { viewer, knownAt, validAt: today }: Perspective,
): ReadonlyMap<string, Revision> {
  const seen = new Map<string, Seen>();
  const read = inOrderOfReading(visible(events, viewer, knownAt).filter(touches()), { viewer, knownAt });
  for (const [n, { from }] of read.entries()) {
    const known = read.slice(0, n + 1).sort((a, b) => (a.position < b.position ? -1 : 1));
    const history = new CaseHistory(known.map(({ event }) => event));
    const next = read[n + 1];
    const until = next ? onOrBefore(today, next.from) : today;
    const turns = turningDays(history, { viewer, knownAt });
    let at = from;
    for (let day: CivilDay | undefined = onOrBefore(today, from); day !== undefined; ) {
      const asOfDay: Perspective = { viewer, knownAt, validAt: day, certainty: 'possible' };
      const rows = deadlines.view(ownOutlook(deadlines, history.facts(asOfDay)), asOfDay).deadlines;
      note(rows, at, seen);
      day = nextTurn(day, until, turns, rows);
      if (day !== undefined) at = startOfDay(day);
    }
  }
  return seen;
}

/** The clock may have gone back since an event was recorded. */
const onOrBefore = (today: CivilDay, instant: Instant): CivilDay => Math.min(dayOf(instant), today);

type Viewed = Pick<Perspective, 'viewer' | 'knownAt'>;

/** Whether an event, or what it amends, is one that deadlines are made of; asked of events in log order. */
function touches(): (event: RecordedEvent) => boolean {
  const ids = new Set<string>();
  return (event) => {
    const does = amends(event) ? ids.has(event.data.target) : event.type in deadlines.handlers;
    if (does) ids.add(event.id);
    return does;
  };
}

interface Read extends Place {
  readonly event: RecordedEvent;
}

/** In the order in which the viewer came to be able to read them. */
function inOrderOfReading(events: readonly RecordedEvent[], { viewer }: Viewed): Read[] {
  const withheld = new Withheld();
  for (const event of events) withheld.add(event, true); // what is visible has a visible target
  return events
    .map((event) => ({ event, from: withheld.readableFrom(event, viewer), position: event.position }))
    .sort(comparePlaces);
}

/** The days on which an event of the case begins, possibly or certainly. */
function turningDays(history: CaseHistory, viewed: Viewed): readonly CivilDay[] {
  const facts = history.facts({ ...viewed, validAt: lastDay, certainty: 'possible' });
  return facts.flatMap(({ event }) => {
    const { begins, earliest } = orderKey(event.when, eventTypeOf(event.type).reading);
    return [earliest, begins];
  });
}

const lastDay = dayFrom(lastYear, 12, 31);

/** The next day on which the calendar may make a difference: something begins, or a day due is over. */
function nextTurn(
  day: CivilDay,
  until: CivilDay,
  turns: readonly CivilDay[],
  rows: readonly Deadline[],
): CivilDay | undefined {
  const over = rows.map(({ dueLatest }) => (parseDay(dueLatest) ?? lastDay) + 1);
  let next: CivilDay | undefined;
  for (const one of [...turns, ...over])
    if (one > day && one <= until && (next === undefined || one < next)) next = one;
  return next;
}

function note(rows: readonly Deadline[], at: Instant, seen: Map<string, Seen>): void {
  const shown = new Map(rows.map((row) => [row.id, written(row)]));
  for (const id of new Set([...seen.keys(), ...shown.keys()])) {
    const before = seen.get(id);
    const now = shown.get(id) ?? null;
    if (!before) seen.set(id, { sequence: 0, created: at, changed: at, shown: now });
    else if (before.shown !== now)
      seen.set(id, { ...before, sequence: before.sequence + 1, changed: at, shown: now });
  }
}

/**
 * All that is said of a deadline but how many days are left, which is another number every day, and how certain it
 * is that what is due is not met yet.
 */
const written = ({ daysLeft: _, statusCertainty, ...row }: Deadline): string =>
  JSON.stringify([row, row.status === 'due' ? null : statusCertainty]);
