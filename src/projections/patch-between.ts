import { type Operation, pointerOf } from './json-patch.ts';

/**
 * The JSON Patch (RFC 6902) that makes one JSON value of another; empty where they are equal. A member more or
 * less in a list is one operation, and what stands after it is left alone.
 */
export function patchBetween(before: unknown, after: unknown): readonly Operation[] {
  const found: Operation[] = [];
  compare(before, after, [], found);
  return found;
}

type Path = readonly (string | number)[];

function compare(before: unknown, after: unknown, path: Path, found: Operation[]): void {
  if (before === after) return;
  if (Array.isArray(before) && Array.isArray(after)) compareLists(before, after, path, found);
  else if (isRecord(before) && isRecord(after)) compareRecords(before, after, path, found);
  else found.push({ op: 'replace', path: pointerOf(path), value: after });
}

function compareRecords(before: Json, after: Json, path: Path, found: Operation[]): void {
  for (const key of keysOf(before))
    if (memberOf(after, key) === undefined) found.push({ op: 'remove', path: pointerOf([...path, key]) });
  for (const key of keysOf(after)) {
    const place = [...path, key];
    const known = memberOf(before, key);
    if (known === undefined) found.push({ op: 'add', path: pointerOf(place), value: after[key] });
    else compare(known, after[key], place, found);
  }
}

/** What both lists begin and end with is passed over, and what lies between is compared one by one. */
function compareLists(
  before: readonly unknown[],
  after: readonly unknown[],
  path: Path,
  found: Operation[],
): void {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && same(before[start], after[start])) start += 1;
  let end = 0;
  while (end < shorter - start && same(before.at(-1 - end), after.at(-1 - end))) end += 1;

  const paired = shorter - end;
  for (let index = start; index < paired; index += 1)
    compare(before[index], after[index], [...path, index], found);
  for (let more = before.length - end; more > paired; more -= 1)
    found.push({ op: 'remove', path: pointerOf([...path, more - 1]) });
  for (let index = paired; index < after.length - end; index += 1)
    found.push({ op: 'add', path: pointerOf([...path, index]), value: after[index] });
}

function same(before: unknown, after: unknown): boolean {
  if (before === after) return true;
  if (Array.isArray(before) && Array.isArray(after))
    return before.length === after.length && before.every((one, index) => same(one, after[index]));
  if (!isRecord(before) || !isRecord(after)) return false;
  const keys = keysOf(before);
  return keys.length === keysOf(after).length && keys.every((key) => same(before[key], memberOf(after, key)));
}

type Json = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Its own: every object has a 'constructor' from elsewhere. */
const memberOf = (record: Json, key: string): unknown =>
  Object.hasOwn(record, key) ? record[key] : undefined;

/** JSON has no undefined: such a member is not there. */
const keysOf = (record: Json): string[] => Object.keys(record).filter((key) => record[key] !== undefined);
