import { narrowedBy } from '../../../api/narrowing.ts';
import { questionOf } from '../../../api/questions.ts';
import type { Basis, Caseline, Question } from '../../../caseline.ts';
import type { Party } from '../../../domain/parties.ts';
import { addMonths, type CivilDay, formatDay, readDay } from '../../../domain/time/civil-day.ts';
import { dayOf, parseInstant } from '../../../domain/time/london.ts';
import type { EnglandView } from '../../../projections/england/england.ts';
import { firstDay } from '../../pictures/time-scale.ts';
import { isOpen } from '../../question.ts';
import type { EnglandQuery } from './question.ts';

/** What the tables of England say, all of one basis. */
export interface Answers {
  /** Of the day asked about. */
  readonly basis: Basis;
  readonly day: CivilDay;
  /** Null where the question is closed: no day is today for it. */
  readonly today: CivilDay | null;
  /** The last day that strips and chart show: today, or the day by which it was known. */
  readonly horizon: CivilDay;
  readonly board: EnglandView<'board'>;
  /** Up to the horizon. */
  readonly series: EnglandView<'series'>;
  /** Up to the horizon. */
  readonly spells: EnglandView<'spells'>;
  /** The same of all regions and kinds. */
  readonly everywhere: EnglandView<'spells'>;
  /** The earlier day, and who moved since; null where it is not the earlier. */
  readonly since: CivilDay;
  readonly movers: EnglandView<'movers'> | null;
}

/**
 * Asks for everything that the screen shows. The first answer says what the others have to rest on; strips and chart
 * go on to the horizon with what was known, so that another day is no other question to them.
 */
export async function answersTo(query: EnglandQuery, caseline: Caseline, viewer: Party): Promise<Answers> {
  const narrowed = narrowedBy(query);
  const { basis, board } = await caseline.england('board', questionOf(clocksOf(query), viewer), narrowed);
  const day = readDay(basis.validAt);
  const today = isOpen(query) ? await todayOf(caseline, viewer) : null;
  const known = dayOf(parseInstant(basis.knownAt) ?? 0); // a basis holds an instant
  const horizon = Math.max(day, query.until === undefined ? (today ?? known) : readDay(query.until));
  const { knownAt, position, certainty } = basis;
  const same: Question = { viewer, knownAt, position, certainty, validAt: basis.validAt };
  const whole: Question = { ...same, validAt: formatDay(horizon) };
  const since = query.since === undefined ? addMonths(day, -12) : readDay(query.since);
  const dayBefore = firstDay - 1; // so that the first day has its counts: they hold until the next
  const isEarlier = since < day;
  return {
    basis,
    day,
    today,
    horizon,
    board,
    series: (await caseline.england('series', whole, { ...narrowed, since: dayBefore })).series,
    spells: (await caseline.england('spells', whole, narrowed)).spells,
    everywhere: (await caseline.england('spells', whole)).spells,
    since,
    movers: isEarlier ? (await caseline.england('movers', same, { ...narrowed, since })).movers : null,
  };
}

/** The clock of the service is read by asking what is so now. */
async function todayOf(caseline: Caseline, viewer: Party): Promise<CivilDay> {
  const { basis } = await caseline.england('board', { viewer });
  return readDay(basis.validAt);
}

const clocksOf = ({ validAt, knownAt, asOf, recordedAt, position, certainty }: EnglandQuery) => ({
  validAt,
  knownAt,
  asOf,
  recordedAt,
  position,
  certainty,
});
