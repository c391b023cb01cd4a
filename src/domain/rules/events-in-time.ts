import { eventTypeOf } from '../events/catalogue.ts';
import { before, begunBy, endedBy } from '../time/certainty.ts';
import type { CivilDay } from '../time/civil-day.ts';
import { endsBeforeItStarts, firstDay, type ImpreciseDate, lastDay, parseEdtf } from '../time/edtf.ts';
import { describe } from '../time/edtf-in-english.ts';
import type { DatedEvent } from './case-facts.ts';

/** Whether on every reading of the dates the whole of `a` lies on earlier days than `b`. */
export const certainlyBefore = (a: DatedEvent, b: DatedEvent): boolean =>
  makesSense(a) && makesSense(b) && before(a.when, readingOf(a), b.when, readingOf(b)) === 'certain';

/** Whether on every reading of the dates `a` was over on an earlier day than that on which `b` ended. */
export const certainlyBeforeTheEndOf = (b: DatedEvent, a: DatedEvent): boolean =>
  makesSense(a) && makesSense(b) && endedBy(b.when, readingOf(b), lastDay(a.when)) === 'no';

/** Whether on every reading of the dates `a` had begun on an earlier day than `b`; it may have gone on after. */
export const certainlyBegunBefore = (a: DatedEvent, b: DatedEvent): boolean =>
  makesSense(a) && makesSense(b) && begunBy(a.when, readingOf(a), firstDay(b.when) - 1) === 'certain';

/** The earliest day on which the whole of an extent can have ended. */
export function earliestEnd(extent: ImpreciseDate): CivilDay {
  const ends = extent.spans.map((span) => span.earliestEnd);
  return extent.anyOne ? Math.min(...ends) : Math.max(...ends);
}

/** A date within an event's data. Undefined where it ends before it starts: nothing can be said of such a date. */
export function dateWithin(edtf: string): ImpreciseDate | undefined {
  const parsed = parseEdtf(edtf);
  return parsed.ok && !endsBeforeItStarts(parsed.value) ? parsed.value : undefined;
}

/** When an event happened, for people: `24 October 2018`, `17 to 28 September 2018`, `a day in October 2018`. */
export const whenOf = (event: DatedEvent): string => describe(event.when, readingOf(event));

const readingOf = (event: DatedEvent) => eventTypeOf(event.type).reading;

/** Dates that end before they start have a rule of their own; comparing them would only add noise. */
const makesSense = (event: DatedEvent): boolean => !endsBeforeItStarts(event.when);
