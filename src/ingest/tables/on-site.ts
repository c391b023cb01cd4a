import { formatDay, parseDay } from '../../domain/time/civil-day.ts';
import { type ImpreciseDate, parseEdtf } from '../../domain/time/edtf.ts';
import type { Cells } from './cells.ts';

/** When inspectors were on site, as a row states it. */
export interface OnSite {
  /** Every span on site (EDTF). */
  readonly edtf: string;
  /** The same, resolved. */
  readonly when: ImpreciseDate;
  /** The first day; undefined where the report prints the last one only. */
  readonly start: string | undefined;
  readonly end: string;
}

interface Stretch {
  readonly start: string;
  readonly end: string;
}

/**
 * Reads `on_site` (`2019-07-08/2019-07-12; 2019-08-07/2019-08-08`), and holds `start_date` and `end_date`
 * against it. A single day in `on_site` with an empty `start_date` is the last day of an inspection whose first
 * is not known.
 */
export function readOnSite(cells: Cells): OnSite | undefined {
  const before = cells.problems.length;
  const start = cells.day('start_date');
  const end = cells.required('end_date') && cells.day('end_date');
  const spans = cells.required('on_site') && stretches(cells);
  if (start && end && start > end) {
    const message = `The inspection ends (${end}) before it starts (${start}); check both against the front page.`;
    cells.refuse('end_date', 'end-before-start', message, { start, end });
  }
  const first = spans ? spans[0] : undefined;
  const last = spans ? spans.at(-1) : undefined;
  const isEndAlone = cells.text('start_date') === '' && first === last && first?.start === first?.end;
  if (first && !isEndAlone) cells.required('start_date');
  if (cells.problems.length > before || !end || !spans || !first || !last) return undefined;
  if ((start && first.start !== start) || last.end !== end) {
    const message = `on_site is from ${first.start} to ${last.end}, and start_date and end_date are ${start ?? 'empty'} and ${end}; they are the same days: correct the one that is wrong.`;
    return cells.refuse('on_site', 'on-site-disagrees', message, { start: start ?? null, end });
  }
  const edtf = start ? edtfOf(spans) : withUnknownStart(end);
  const parsed = parseEdtf(edtf);
  if (!parsed.ok) return cells.refuse('on_site', 'span-unreadable', parsed.problem);
  return { edtf, when: parsed.value, start, end };
}

/** The most parts that an inspection is taken to have: three had two. */
const mostParts = 10;

function stretches(cells: Cells): readonly Stretch[] | undefined {
  const column = 'on_site';
  const before = cells.problems.length;
  const parts = cells.text(column).split(';');
  if (parts.length > mostParts) {
    const message = `on_site has ${parts.length} parts; write at most ${mostParts}.`;
    return cells.refuse(column, 'span-unreadable', message, { parts: parts.length });
  }
  const spans: Stretch[] = [];
  for (const part of parts) {
    const [start = '', end = start, ...more] = part.split('/').map((day) => day.trim());
    if (start === '' || end === '' || more.length > 0) {
      const message = `'${part.trim().slice(0, 80)}' in on_site is no span of days; write first/last, 2018-09-17/2018-09-28, and '; ' before another.`;
      cells.refuse(column, 'span-unreadable', message);
      continue;
    }
    const days = [start, ...(end === start ? [] : [end])].map((day) => cells.dayIn(column, day));
    if (days.includes(undefined)) continue;
    const previous = spans.at(-1);
    if (start > end) {
      const message = `The span ${start}/${end} in on_site ends before it starts; write the earlier day first.`;
      cells.refuse(column, 'end-before-start', message, { start, end });
    } else if (previous && start <= previous.end) {
      const message = `The span ${start}/${end} in on_site does not come after ${previous.start}/${previous.end}; write the spans in their order, each day once.`;
      cells.refuse(column, 'spans-out-of-order', message, { start, end });
    }
    spans.push({ start, end });
  }
  return cells.problems.length > before ? undefined : spans;
}

function edtfOf(spans: readonly Stretch[]): string {
  const written = (separator: string) =>
    spans.map(({ start, end }) => (start === end ? start : `${start}${separator}${end}`));
  return spans.length === 1 ? written('/').join() : `{${written('..').join()}}`;
}

/** Days from first to last of the longest inspection in one part (SIF, `domain/rules/time-on-site.ts`). */
const longestOnSite = 29;

/**
 * An inspection of which only the last day is known. No inspection in one part took more than 29 days, so the
 * first lies in the month of the last, or in the one before: EDTF has no open start in Caseline's subset, and
 * says that with a month, or with an approximate one.
 */
function withUnknownStart(end: string): string {
  const last = parseDay(end) ?? 0;
  const month = end.slice(0, 7);
  const reachesBack = formatDay(last - longestOnSite + 1) < `${month}-01`;
  return `${month}${reachesBack ? '~' : ''}/${end}`;
}
