import type { RecordedEvent } from '../domain/events/catalogue.ts';
import { CaselineError } from '../domain/failure.ts';
import type { Party } from '../domain/parties.ts';
import { type CivilDay, formatDay, parseDay } from '../domain/time/civil-day.ts';
import {
  dayOf,
  endOfDay,
  formatInstant,
  type Instant,
  parseInstant,
  startOfDay,
} from '../domain/time/london.ts';
import { CaseHistory, type LastSeen } from '../replay/case-history.ts';
import type { Perspective } from '../replay/perspective.ts';

/** A question to a history, as somebody writes it. Absent: today, what may be known now, the whole log. */
export interface Question {
  readonly viewer: Party;
  /** What had happened by the end of this day: `2018-10-26`, London. */
  readonly validAt?: string | undefined;
  /** What could be known by then: a date (the end of that day in London) or an RFC 3339 instant. */
  readonly knownAt?: string | undefined;
  /** Shorthand for both of the above. */
  readonly asOf?: string | undefined;
  /** What the log held at this instant, or at the end of this day in London. */
  readonly recordedAt?: string | undefined;
  /** What the log held up to and with this event: the `position` of an earlier answer's basis, or 'start'. */
  readonly position?: string | undefined;
  /** 'certain' leaves out what may not have happened yet. 'possible' when absent. */
  readonly certainty?: 'possible' | 'certain' | undefined;
}

/** What an answer rests on, resolved: the same basis gives the same bytes for ever. */
export interface Basis {
  readonly viewer: Party;
  readonly validAt: string;
  readonly knownAt: string;
  /** The id of the last event of this case that the answer could rest on; 'start' for none. */
  readonly position: string;
  /** When that event was recorded; null for none. */
  readonly recordedAt: string | null;
  readonly certainty: 'possible' | 'certain';
}

/** A question resolved against histories. */
export interface Resolved {
  readonly basis: Basis;
  readonly perspective: Perspective;
  /** A history up to the position asked about, hidden events included; the very same where nothing is cut. */
  readonly cut: (history: CaseHistory) => CaseHistory;
}

export const START = 'start';

/**
 * Turns a question into a basis. Where the question leaves `knownAt` open, it becomes the latest instant at
 * which this viewer came to know anything here: the clock alone then changes no answer, and two questions
 * with nothing between them have the same basis. The basis is read off visible events only.
 *
 * @param histories the cases that the question is put to, each whole
 * @param now the instant of asking: nobody can ask what will be known later
 * @param last the event that `position` names, of any case, where the viewer may see it now
 * @throws CaselineError `invalid-question`, `unknown-position`
 */
export function resolve(
  histories: Iterable<CaseHistory>,
  question: Question,
  now: Instant,
  last: RecordedEvent | undefined,
): Resolved {
  const { viewer, certainty = 'possible' } = question;
  if (question.asOf !== undefined && (question.validAt !== undefined || question.knownAt !== undefined))
    throw invalid('asOf', 'asOf stands for validAt and knownAt together: give asOf alone, or the other two');
  if (question.position !== undefined && question.recordedAt !== undefined)
    throw invalid('position', 'position and recordedAt both cut the log: give one of them');

  const cut = cutOf(question, now, last);
  const latest = instantOf(
    question.asOf === undefined ? 'knownAt' : 'asOf',
    question.asOf ?? question.knownAt,
    now,
  );
  const seen = lastSeenOfAll(histories, cut, viewer, latest.instant);
  const knownAt = latest.settled ? latest.instant : (seen?.entitled ?? startOfDay(dayOf(now)));
  const validAt = question.asOf ?? question.validAt;
  const day =
    validAt === undefined ? dayOf(now) : dayFrom(question.asOf === undefined ? 'validAt' : 'asOf', validAt);
  return {
    basis: {
      viewer,
      validAt: formatDay(day),
      knownAt: formatInstant(knownAt),
      position: seen?.event.id ?? START,
      recordedAt: seen?.event.recordedAt ?? null,
      certainty,
    },
    perspective: { viewer, validAt: day, knownAt, certainty },
    cut,
  };
}

const invalid = (parameter: string, message: string): CaselineError =>
  new CaselineError('invalid-question', message, { parameter });

/** Up to where the question cuts the log. */
function cutOf(
  { position, recordedAt }: Question,
  now: Instant,
  last: RecordedEvent | undefined,
): Resolved['cut'] {
  if (recordedAt !== undefined) {
    const { instant } = instantOf('recordedAt', recordedAt, now);
    return upTo((event) => event.recordedInstant <= instant);
  }
  if (position === undefined) return (history) => history;
  if (position === START) return () => empty;
  if (!last)
    throw new CaselineError(
      'unknown-position',
      'no event that you may see has this id; take the position from the basis of an earlier answer',
      { position },
    );
  return upTo((event) => event.position <= last.position);
}

/** The events of a history up to some place in the log. */
const upTo =
  (isWithin: (event: RecordedEvent) => boolean): Resolved['cut'] =>
  (history) => {
    const newest = history.events.at(-1);
    return !newest || isWithin(newest) ? history : new CaseHistory(history.events.filter(isWithin));
  };

const empty = new CaseHistory([]);

/** Of all histories together: the last event in the log that the viewer may know, and when they last came to know any. */
function lastSeenOfAll(
  histories: Iterable<CaseHistory>,
  cut: Resolved['cut'],
  viewer: Party,
  instant: Instant,
): LastSeen | undefined {
  let event: RecordedEvent | undefined;
  let entitled = Number.NEGATIVE_INFINITY;
  for (const history of histories) {
    const seen = cut(history).lastSeen(viewer, instant);
    if (!seen) continue;
    if (!event || seen.event.position > event.position) event = seen.event;
    if (seen.entitled > entitled) entitled = seen.entitled;
  }
  return event && { event, entitled };
}

/** `settled` is false where the text names no instant of its own: nothing, or the day that is not over yet. */
function instantOf(
  parameter: string,
  text: string | undefined,
  now: Instant,
): { readonly instant: Instant; readonly settled: boolean } {
  if (text === undefined) return { instant: now, settled: false };
  const instant = parseInstant(text) ?? endOfDay(dayFrom(parameter, text));
  if (instant <= now) return { instant, settled: true };
  if (parseInstant(text) === undefined && dayFrom(parameter, text) === dayOf(now))
    return { instant: now, settled: false };
  throw invalid(
    parameter,
    `${parameter} ${text} lies in the future: nobody can ask yet what will be known then. To ask what is due by then, give validAt alone`,
  );
}

function dayFrom(parameter: string, text: string): CivilDay {
  const day = parseDay(text);
  if (day === undefined)
    throw invalid(
      parameter,
      `${parameter} must be a date such as 2018-10-26${parameter === 'validAt' ? '' : ', or an instant such as 2018-10-26T09:00:00Z'}; got '${text}'`,
    );
  return day;
}
