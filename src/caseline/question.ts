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
import type { Perspective } from '../replay/perspective.ts';
import { entitledFrom, visible } from '../replay/visible.ts';

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

/** A question resolved against the history of one case. */
export interface Resolved {
  readonly basis: Basis;
  readonly perspective: Perspective;
  /** The events up to the position asked about, in log order, hidden ones included. */
  readonly events: readonly RecordedEvent[];
}

export const START = 'start';

/**
 * Turns a question into a basis. Where the question leaves `knownAt` open, it becomes the latest instant at
 * which this viewer came to know anything here: the clock alone then changes no answer, and two questions
 * with nothing between them have the same basis. The basis is read off visible events only.
 *
 * @param history the whole case in log order
 * @param now the instant of asking: nobody can ask what will be known later
 * @param elsewhere the event that `position` names, where it is of another case and the viewer may see it
 * @throws CaselineError `invalid-question`, `unknown-position`
 */
export function resolve(
  history: readonly RecordedEvent[],
  question: Question,
  now: Instant,
  elsewhere?: RecordedEvent,
): Resolved {
  const { viewer, certainty = 'possible' } = question;
  if (question.asOf !== undefined && (question.validAt !== undefined || question.knownAt !== undefined))
    throw invalid('asOf', 'asOf stands for validAt and knownAt together: give asOf alone, or the other two');
  if (question.position !== undefined && question.recordedAt !== undefined)
    throw invalid('position', 'position and recordedAt both cut the log: give one of them');

  const events = cut(history, question, now, elsewhere);
  const latest = instantOf(
    question.asOf === undefined ? 'knownAt' : 'asOf',
    question.asOf ?? question.knownAt,
    now,
  );
  const entitled = visible(events, viewer, latest.instant);
  const knownAt = latest.settled ? latest.instant : lastEntitlement(entitled, viewer, now);
  const validAt = question.asOf ?? question.validAt;
  const day =
    validAt === undefined ? dayOf(now) : dayFrom(question.asOf === undefined ? 'validAt' : 'asOf', validAt);
  const last = entitled.at(-1);
  return {
    basis: {
      viewer,
      validAt: formatDay(day),
      knownAt: formatInstant(knownAt),
      position: last?.id ?? START,
      recordedAt: last?.recordedAt ?? null,
      certainty,
    },
    perspective: { viewer, validAt: day, knownAt, certainty },
    events,
  };
}

const invalid = (parameter: string, message: string): CaselineError =>
  new CaselineError('invalid-question', message, { parameter });

/** The history up to where the question cuts the log. */
function cut(
  history: readonly RecordedEvent[],
  question: Question,
  now: Instant,
  elsewhere: RecordedEvent | undefined,
): readonly RecordedEvent[] {
  const { position, recordedAt, viewer } = question;
  if (recordedAt !== undefined) {
    const { instant } = instantOf('recordedAt', recordedAt, now);
    return history.filter((event) => event.recordedInstant <= instant);
  }
  if (position === undefined) return history;
  if (position === START) return [];
  const visibleNow = visible(history, viewer, now);
  const here = visibleNow.find((event) => event.id === position);
  const last = here ?? elsewhere;
  if (!last)
    throw new CaselineError(
      'unknown-position',
      'no event that you may see has this id; take the position from the basis of an earlier answer',
      { position },
    );
  return history.filter((event) => event.position <= last.position);
}

/** The latest instant at which the viewer came to know one of these events, all of them known by `now`. */
const lastEntitlement = (events: readonly RecordedEvent[], viewer: Party, now: Instant): Instant =>
  events.length === 0
    ? startOfDay(dayOf(now))
    : events.reduce((last, event) => Math.max(last, entitledFrom(event, viewer)), Number.NEGATIVE_INFINITY);

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
