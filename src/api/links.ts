import { type Party, PUBLIC } from '../domain/parties.ts';

/** Query parameters in the order in which they are written; those without a value are left out. */
export type Parameters = readonly (readonly [name: string, value: string | number | undefined])[];

/** An address of this API, relative to wherever it is served. ':' stays readable: a query may hold it. */
export function link(path: string, parameters: Parameters = []): string {
  const written = parameters.flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(value).replaceAll('%3A', ':')}`],
  );
  return written.length > 0 ? `${path}?${written.join('&')}` : path;
}

/** The viewer of a link that is to lead on as the same party. */
export const viewedAs = (viewer: Party): Parameters => (viewer === PUBLIC ? [] : [['viewAs', viewer]]);
