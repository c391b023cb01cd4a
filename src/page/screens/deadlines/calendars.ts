import { calendarPath } from '../../../api/authority-segment.ts';
import { link } from '../../../api/links.ts';
import type { AuthorityName } from '../../../caseline.ts';
import type { AllDeadlinesView } from '../../../projections/all-deadlines.ts';
import { namesOf } from './query.ts';

/** The address of a calendar, for programs that subscribe to it. */
export interface CalendarAddress {
  /** What stands in it: `Bradford`, `London`, `England`. */
  readonly of: string;
  /** With the name of this service, to be copied. */
  readonly whole: string;
  /** What a browser hands to its user's calendar program. */
  readonly webcal: string;
}

/** Whose deadlines stand in a calendar; England's where nothing narrows it. */
export interface Wanted {
  readonly codes: readonly string[] | undefined;
  readonly region: string | undefined;
}

/**
 * @param origin under which name whoever asks has reached this service. A calendar itself holds no such name, which is
 * anybody's to choose (decision 12); a page goes to the one browser that has chosen it, and is kept for nobody else.
 */
export const calendarAddress = (origin: string, path: string, of: string): CalendarAddress => ({
  of,
  whole: `${origin}${path}`,
  webcal: `${origin.replace(/^https?:/, 'webcal:')}${path}`,
});

/** The calendars that anybody may read: of what was asked for, and of each authority that is listed. */
export function calendarsOf(
  origin: string,
  { codes, region }: Wanted,
  authorities: readonly AuthorityName[],
  listed: AllDeadlinesView,
): { readonly asked: CalendarAddress; readonly each: readonly CalendarAddress[] } {
  const [la, ...others] = codes ?? [];
  const isOne = la !== undefined && others.length === 0;
  const path = isOne
    ? calendarPath(la)
    : link('/v1/deadlines.ics', [
        ['authority', codes?.join()],
        ['region', region],
      ]);
  const found = isOne ? [] : authorities.filter((one) => listed.some((row) => row.la === one.la));
  return {
    asked: calendarAddress(origin, path, nameOf({ codes, region }, authorities)),
    each: found.map((one) => calendarAddress(origin, calendarPath(one.la), one.name)),
  };
}

/** What a calendar is of, for people. */
export const nameOf = ({ codes, region }: Wanted, authorities: readonly AuthorityName[]): string =>
  [codes && namesOf(codes, authorities), region].filter((one) => one !== undefined).join(', ') || 'England';
