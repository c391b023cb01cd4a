import { z } from 'zod';
import { link, type Parameters } from '../../api/links.ts';
import { narrowing } from '../../api/narrowing.ts';
import { date, questionQuery, resolvedParameters } from '../../api/questions.ts';
import type { Basis } from '../../caseline.ts';
import { filled } from '../form.ts';
import type { LinkTo } from '../shown.ts';
import { sorts } from './rows.ts';

export const englandQuery = z.strictObject({
  ...questionQuery.shape,
  validAt: filled(questionQuery.shape.validAt),
  region: filled(narrowing.region),
  kind: filled(narrowing.kind),
  q: z.string().trim().max(100, 'is too long for a name').default(''),
  sort: z.enum(sorts, { error: `must be ${sorts.join(', ')}` }).default('name'),
  since: filled(date),
});

export type EnglandQuery = z.output<typeof englandQuery>;

/** Whether what is shown follows what comes to be known. */
export const isOpen = ({ knownAt, asOf, recordedAt, position }: EnglandQuery): boolean =>
  [knownAt, asOf, recordedAt, position].every((one) => one === undefined);

/** What a form about the day has to send with it: the other clocks stay where they are. */
export const otherClocks = ({ knownAt, asOf, recordedAt, position, certainty }: EnglandQuery): Parameters => [
  ['knownAt', knownAt ?? asOf],
  ['recordedAt', recordedAt],
  ['position', position],
  ['certainty', certainty],
];

const narrowingOf = ({ region, kind }: EnglandQuery): Parameters => [
  ['region', region],
  ['kind', kind],
];

const filtersOf = (query: EnglandQuery): Parameters => [
  ...narrowingOf(query),
  ['q', query.q || undefined],
  ['sort', query.sort === 'name' ? undefined : query.sort],
  ['since', query.since],
];

/** Where the screen leads to. */
export interface Addresses {
  readonly permanent: string;
  /** Undefined where the question is closed. */
  readonly live: string | undefined;
  /** The same day with what is known now. */
  readonly now: string;
  readonly authority: (slug: string) => string;
  /** A table of England as CSV, at the basis of the screen; `day` where it goes on to another. */
  readonly csv: (table: string, more?: Parameters) => string;
}

export function addressesOf(query: EnglandQuery, basis: Basis, linkTo: LinkTo): Addresses {
  const { validAt, asOf, certainty } = query;
  const day = validAt ?? asOf;
  const ofDay: Parameters = [['validAt', day], ...otherClocks(query)];
  return {
    permanent: link('/', [...resolvedParameters(basis), ...filtersOf(query)]),
    live: isOpen(query)
      ? linkTo('/v1/live/england', [['table', 'spells'], ...narrowingOf(query), ['certainty', certainty]])
      : undefined,
    now: linkTo('/', [['validAt', day], ['certainty', certainty], ...filtersOf(query)]),
    authority: (slug) => linkTo(`/authorities/${slug}`, ofDay),
    csv: (table, more = []) => {
      const given = new Map([...resolvedParameters(basis), ...more]);
      return link(`/v1/england/${table}`, [...given, ...narrowingOf(query), ['format', 'csv']]);
    },
  };
}
