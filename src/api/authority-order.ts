import { grades } from '../domain/frameworks/frameworks.ts';
import type { Listed } from './listed-authorities.ts';

export const sortFields = ['name', 'region', 'overall', 'since', 'days'] as const;
type SortField = (typeof sortFields)[number];
export type Sort = SortField | `-${SortField}`;

export const sorts: readonly Sort[] = sortFields.flatMap((field) => [field, `-${field}`] as const);

/** What a field is compared by: grades from the best on. */
const keys: { readonly [Field in SortField]: (one: Listed) => string | number | null } = {
  name: ({ name }) => name,
  region: ({ region }) => region,
  overall: ({ overall }) => overall && grades.indexOf(overall),
  since: ({ since }) => since,
  days: ({ days }) => days,
};

/** In the order asked for; what has no value comes last either way, and ties are by name. */
export function inOrder(authorities: readonly Listed[], sort: Sort): readonly Listed[] {
  const descending = sort.startsWith('-');
  const field = sortFields.find((one) => sort.endsWith(one)) ?? 'name';
  const keyOf = keys[field];
  return authorities.toSorted(
    (a, b) => compared(keyOf(a), keyOf(b), descending) || ascending(a.name, b.name) || ascending(a.la, b.la),
  );
}

function compared(a: string | number | null, b: string | number | null, descending: boolean): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return descending ? ascending(b, a) : ascending(a, b);
}

/** By code unit: a collation would depend on the host. */
const ascending = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);
