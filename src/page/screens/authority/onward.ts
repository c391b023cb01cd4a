import { authorityPath, calendarPath } from '../../../api/authority-segment.ts';
import type { Parameters } from '../../../api/links.ts';
import type { Basis } from '../../../caseline.ts';
import { formatDay } from '../../../domain/time/civil-day.ts';
import { dayInWords } from '../../../domain/time/edtf-in-english.ts';
import { endOfDay, parseInstant } from '../../../domain/time/london.ts';
import { daysOf, isOpen, keptOf } from '../../question.ts';
import type { LinkTo } from '../../shown.ts';
import type { Clocks, HistoryQuery } from './clocks.ts';
import type { Moment } from './moments.ts';

/** Where else one can go from here. */
export interface Onward {
  readonly compare: { readonly text: string; readonly href: string };
  readonly calendar: string;
  readonly json: string;
  /** The stream of what is recorded, for programs. */
  readonly stream: string;
  /** This screen as it is now, and goes on to be; null where it is that already. */
  readonly now: string | null;
}

interface From {
  readonly la: string;
  readonly path: string;
  readonly query: HistoryQuery;
  readonly basis: Basis;
  readonly clocks: Clocks;
  readonly moments: readonly Moment[];
  readonly linkTo: LinkTo;
}

export function onwardFrom(from: From): Onward {
  const { la, path, query, linkTo } = from;
  return {
    compare: compareFrom(from),
    calendar: linkTo(calendarPath(la)),
    json: linkTo(`${authorityPath(la)}/case`, [...daysOf(query), ...keptOf(query)]),
    stream: linkTo('/v1/live/events', [['authority', la]]),
    now: isOpen(query) && query.validAt === undefined ? null : linkTo(path),
  };
}

/** With today; and today with the day before the latest report, which is where most comes to light at once. */
function compareFrom({ path, query, basis, clocks, moments, linkTo }: From): Onward['compare'] {
  const { validAt, today, knowsAll } = clocks;
  const certainty = ['certainty', query.certainty === 'certain' ? 'certain' : undefined] as const;
  const to = `${path}/changes`;
  const isNow = validAt === today && knowsAll;
  const eve = moments.findLast(({ event, day }) => event === null && day < today);
  if (isNow) {
    const day = eve?.day ?? today - 365;
    const text = `Compare ${dayInWords(day)} with today`;
    return { text, href: linkTo(to, [['from.asOf', formatDay(day)], certainty]) };
  }
  const then = endOfDay(validAt) === parseInstant(basis.knownAt);
  const days: Parameters = then
    ? [['from.asOf', basis.validAt]]
    : [
        ['from.validAt', basis.validAt],
        ['from.knownAt', knowsAll ? undefined : basis.knownAt],
      ];
  const log: Parameters = [
    ['from.recordedAt', query.recordedAt],
    ['from.position', query.position],
  ];
  return {
    text: `Compare ${dayInWords(validAt)} with today`,
    href: linkTo(to, [...days, ...log, certainty]),
  };
}
