import { link, type Parameters } from '../../../api/links.ts';
import { resolvedParameters } from '../../../api/questions.ts';
import { formatDay } from '../../../domain/time/civil-day.ts';
import { isOpen, keptOf } from '../../question.ts';
import type { LinkTo } from '../../shown.ts';
import type { Answers } from './answers.ts';
import type { EnglandQuery } from './question.ts';

/** Where the screen leads to. */
export interface Addresses {
  readonly permanent: string;
  /** Undefined where the question is closed. */
  readonly live: string | undefined;
  /** The same day with what is known now. */
  readonly now: string;
  readonly authority: (slug: string) => string;
  /** A table of England as CSV, at the basis of the screen; `more` is asked in its place. */
  readonly csv: (table: string, more?: Parameters) => string;
}

export function addressesOf(
  query: EnglandQuery,
  { basis, horizon }: Pick<Answers, 'basis' | 'horizon'>,
  linkTo: LinkTo,
): Addresses {
  const { validAt, asOf, certainty, region, kind, q, sort, since } = query;
  const narrowing: Parameters = [
    ['region', region],
    ['kind', kind],
  ];
  const filters: Parameters = [
    ...narrowing,
    ['q', q || undefined],
    ['sort', sort === 'name' ? undefined : sort],
    ['since', since],
  ];
  const day = ['validAt', validAt ?? asOf] as const;
  const permanent: Parameters = [...resolvedParameters(basis), ...filters, ['until', formatDay(horizon)]];
  return {
    permanent: link('/', permanent),
    live: isOpen(query)
      ? linkTo('/v1/live/england', [['table', 'spells'], ...narrowing, ['certainty', certainty]])
      : undefined,
    now: linkTo('/', [day, ['certainty', certainty], ...filters]),
    authority: (slug) => linkTo(`/authorities/${slug}`, [day, ...otherClocks(query)]),
    csv: (table, more = []) => {
      const given = new Map([...resolvedParameters(basis), ...more]);
      return link(`/v1/england/${table}`, [...given, ...narrowing, ['format', 'csv']]);
    },
  };
}

/** What stays where it is while the day moves. */
export const otherClocks = (query: EnglandQuery): Parameters => [
  ['knownAt', query.knownAt ?? query.asOf],
  ...keptOf(query),
];
