/** One place in an answer that differs. `path` is a JSON Pointer in which list members are named by what identifies them. */
export interface Difference {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** The fields that name a member of a list, most telling first. */
const names = [
  'id',
  'ref',
  'noticeId',
  'directionId',
  'trustId',
  'area',
  'office',
  'inspectionId',
  'rule',
  'event',
];

/**
 * Where two answers of the same shape differ, down to the smallest differing value. Members of lists are
 * matched by what names them rather than by place, so that one more at the front is one difference.
 */
export function differences(before: unknown, after: unknown, path = ''): Difference[] {
  if (Object.is(before, after)) return [];
  const left = membersOf(before);
  const right = membersOf(after);
  if (!left || !right || Array.isArray(before) !== Array.isArray(after)) return [{ path, before, after }];
  const found: Difference[] = [];
  for (const key of new Set([...left.keys(), ...right.keys()])) {
    const place = `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    found.push(...differences(left.get(key) ?? null, right.get(key) ?? null, place));
  }
  return found;
}

function membersOf(value: unknown): Map<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (!Array.isArray(value)) return new Map(Object.entries(value));
  const keyed = new Map<string, unknown>();
  value.forEach((member: unknown, index) => {
    const name = nameOf(member) ?? String(index);
    keyed.set(keyed.has(name) ? `${name}#${index}` : name, member);
  });
  return keyed;
}

function nameOf(member: unknown): string | undefined {
  if (typeof member !== 'object' || member === null) return undefined;
  const fields = new Map<string, unknown>(Object.entries(member));
  const name = names.map((key) => fields.get(key)).find((field) => typeof field === 'string');
  return typeof name === 'string' ? name : undefined;
}
