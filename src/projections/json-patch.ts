/** One step of a JSON Patch (RFC 6902): the part of it that live states use. */
export type Operation =
  | { readonly op: 'add' | 'replace'; readonly path: string; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: string };

/** The keys on the way to a place, from a JSON Pointer (RFC 6901); none for the whole: '/rows/0' → ['rows', '0']. */
export function pathOf(pointer: string): string[] {
  if (pointer === '') return [];
  if (!pointer.startsWith('/')) throw new TypeError(`'${pointer}' is no JSON Pointer`);
  return pointer.slice(1).split('/').map(unescaped);
}

/** The JSON Pointer (RFC 6901) of a place: ['rows', 0] → '/rows/0'. */
export const pointerOf = (path: readonly (string | number)[]): string =>
  path.map((key) => `/${escaped(String(key))}`).join('');

// The order matters: '~01' stands for '~1', and is no escaped '/'.
const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
const unescaped = (key: string): string => key.replaceAll('~1', '/').replaceAll('~0', '~');
