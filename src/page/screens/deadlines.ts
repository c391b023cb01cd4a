import { link, type Parameters } from '../../api/links.ts';
import { pageLinks, pageOf } from '../../api/pages.ts';
import { questionOf, resolvedParameters } from '../../api/questions.ts';
import type { Basis } from '../../caseline.ts';
import { inEnglish } from '../../domain/time/edtf-in-english.ts';
import type { AllDeadlinesView } from '../../projections/all-deadlines.ts';
import type { DeadlineStatus } from '../../projections/deadlines/view.ts';
import { dueDates } from '../pictures/due-dates.ts';
import { daysOf, isOpen, keptOf } from '../question.ts';
import { type Asking, screen } from '../screen.ts';
import { calendarsOf, nameOf } from './deadlines/calendars.ts';
import { filtersOf, knowledgeOf, onDay } from './deadlines/filters.ts';
import { addressOf, type DeadlinesAsked, deadlinesQuery, pressing } from './deadlines/query.ts';
import { rowOf } from './deadlines/rows.ts';

/** What is due, late and met, across all authorities that the viewer may know of. */
export const deadlines = screen({
  path: '/deadlines',
  template: 'deadlines.njk',
  query: deadlinesQuery,
  answerer: async (asking) => {
    const { caseline, viewer, query: asked, linkTo, authorities } = asking;
    const { authority, region, status = pressing, limit, after, ...clocks } = asked;
    const codes = authority && (await caseline.codesOf(authority, viewer));
    const question = questionOf(clocks, viewer);
    const { basis, deadlines: all } = await caseline.deadlines(question, { authorities: codes, region });
    const listed = all.filter((one) => status.includes(one.status));
    const page = pageOf(listed, { limit, after }, ({ la, id }) => `${la}/${id}`);
    const narrowing: Parameters = [
      ['authority', codes?.join()],
      ['region', region],
    ];
    const links = pageLinks(page, { limit, after }, (more) =>
      link('/deadlines', [
        ...resolvedParameters(basis),
        ...narrowing,
        ['status', asked.status?.join()],
        ...more,
      ]),
    );
    const live = [...narrowing, ['status', status.join()], ['certainty', asked.certainty]] as const;
    const counts = countsOf(all);
    return {
      title: `Deadlines on ${inEnglish(basis.validAt)}`,
      basis,
      permanent: links.self,
      live: asked.validAt === undefined && isOpen(asked) ? linkTo('/v1/live/deadlines', live) : undefined,
      says: inOneSentence(counts, basis),
      model: {
        day: basis.validAt,
        within: nameOf({ codes, region }, authorities),
        counts,
        lastDue: lastDueOf(all, asking),
        picture: dueDates(all, basis.validAt),
        knowledge: knowledgeOf(asking, basis),
        filters: filtersOf(asking, authorities, codes, counts),
        listed: listed.length,
        isLaterPage: after !== undefined,
        next: links.next,
        rows: rowsOf(page.entries, asking),
        calendars: calendarsOf(asking.origin, { codes, region }, authorities, page.entries),
        feeds: { action: linkTo('/deadlines/feeds'), narrowing },
      },
    };
  },
});

function countsOf(all: AllDeadlinesView): Readonly<Record<DeadlineStatus, number>> {
  const counts = { due: 0, met: 0, late: 0, overdue: 0, not_recorded: 0, passed: 0, lapsed: 0 };
  for (const { status } of all) counts[status] += 1;
  return counts;
}

const inOneSentence = (
  { due, overdue }: Readonly<Record<'due' | 'overdue', number>>,
  { validAt }: Basis,
): string =>
  `${due} ${due === 1 ? 'deadline' : 'deadlines'} due, ${overdue} overdue on ${inEnglish(validAt)}`;

/** Where there is nothing near the day, this is where to look. */
function lastDueOf(all: AllDeadlinesView, { query: asked, linkTo }: Asking<DeadlinesAsked>) {
  const day = all.at(-1)?.dueLatest;
  return day === undefined ? null : { day, href: addressOf(linkTo, onDay(asked, day)) };
}

function rowsOf(entries: AllDeadlinesView, { query, linkTo, authorities }: Asking<DeadlinesAsked>) {
  const slugs = new Map(authorities.map(({ la, slug }) => [la, slug]));
  return entries.map((deadline) => {
    const { facts, ...row } = rowOf(deadline);
    return {
      ...row,
      authority: deadline.authority,
      facts: facts.map(({ id, text }) => ({ text, href: linkTo(`/events/${id}`) })),
      href: linkTo(`/authorities/${slugs.get(deadline.la) ?? deadline.la}`, [
        ...daysOf(query),
        ...keptOf(query),
      ]),
    };
  });
}
