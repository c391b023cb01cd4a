import type { Fact } from '../../../caseline.ts';
import { endsAuthority } from '../../../domain/events/authority.ts';
import { eventTypeOf } from '../../../domain/events/catalogue.ts';
import { laOf } from '../../../domain/events/envelope.ts';
import { orderKey } from '../../../domain/time/certainty.ts';
import type { CivilDay } from '../../../domain/time/civil-day.ts';
import { firstDay, isExact } from '../../../domain/time/edtf.ts';
import { dayInWords } from '../../../domain/time/edtf-in-english.ts';

/** A day that somebody who looks into a history wants to stand on. */
export interface Moment {
  readonly day: CivilDay;
  readonly text: string;
  readonly date: string;
  /** What happened on it; null for the day before. */
  readonly event: string | null;
  /** What is left out first where there are too many; 0 stays. */
  readonly rank: number;
}

/** As many as one can choose from at a glance, today among them. */
const most = 12;

/** Days that an imprecise date may be spread over and still be worth standing on: a month. */
const spread = 31;

/**
 * The moments of a history, in the order of time: reports published, and the day before each; intervention step by
 * step; who delivers. What happened in some month is stood on at the end of it, where it certainly had.
 *
 * @param facts all that a viewer may know by now
 */
export function momentsOf(facts: readonly Fact[]): readonly Moment[] {
  const judged = new Set(
    facts.flatMap(({ event }) => (event.type === 'JudgementsIssued' ? [event.data.inspectionId] : [])),
  );
  const all = facts
    .filter(({ begun }) => begun === 'certain')
    .flatMap((fact) => momentsIn(fact, judged))
    .sort((a, b) => a.day - b.day);
  return fewest(
    all.filter(({ day, text }, at) => all.findIndex((one) => one.day === day && one.text === text) === at),
  );
}

function momentsIn(fact: Fact, judged: ReadonlySet<string>): Moment[] {
  const { event } = fact;
  switch (event.type) {
    case 'ReportPublished': {
      if (event.data.by !== 'ofsted' || !judged.has(event.data.inspectionId) || !isExact(event.when))
        return [];
      const day = firstDay(event.when);
      return [
        { ...at(day - 1, 'Day before publication'), event: null, rank: 2 },
        { ...at(day, 'Report published'), event: event.id, rank: 0 },
      ];
    }
    case 'ReportShared':
      return judged.has(event.data.inspectionId) ? by(fact, 'Report shared with the council', 1) : [];
    case 'ImprovementNoticeProposed':
      return by(fact, 'Improvement notice proposed', 2);
    case 'ImprovementNoticeDrafted':
      return by(fact, 'Improvement notice drafted', 1);
    case 'ImprovementNoticeIssued':
      return by(fact, 'Improvement notice issued', 0);
    case 'ImprovementNoticeLifted':
      return by(fact, 'Improvement notice lifted', 0);
    case 'StatutoryDirectionIssued':
      return by(fact, 'Statutory direction issued', 0);
    case 'CommissionerAppointed':
      return by(fact, 'Commissioner appointed', 0);
    case 'TrustWentLive':
      return by(fact, 'Trust went live', 0);
    case 'ServicesReturned':
      return by(fact, 'Services returned to the council', 0);
    case 'AuthoritySucceeded':
      return by(
        fact,
        endsAuthority(event.data, laOf(event.caseId)) ? 'Authority ended' : 'Reorganisation',
        0,
      );
    default:
      return [];
  }
}

/** The day by which it had certainly happened, where that says something. */
function by({ event }: Fact, text: string, rank: number): Moment[] {
  const { begins, earliest } = orderKey(event.when, eventTypeOf(event.type).reading);
  if (begins - earliest >= spread) return [];
  const moment = at(begins, text);
  return [
    { ...moment, date: begins === earliest ? moment.date : `by ${moment.date}`, event: event.id, rank },
  ];
}

const at = (day: CivilDay, text: string): Pick<Moment, 'day' | 'text' | 'date'> => ({
  day,
  text,
  date: dayInWords(day),
});

/** No more than there is room for: those of the highest rank go first, and of these the oldest. */
function fewest(moments: readonly Moment[]): readonly Moment[] {
  const kept = [...moments];
  while (kept.length > most - 1) {
    const rank = Math.max(...kept.map((one) => one.rank));
    kept.splice(
      kept.findIndex((one) => one.rank === rank),
      1,
    );
  }
  return kept;
}
