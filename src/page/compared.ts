import { type EventTypeName, eventTypeOf } from '../domain/events/catalogue.ts';
import type { Occurred, SourceReference } from '../domain/events/envelope.ts';
import { inEnglish } from '../domain/time/edtf-in-english.ts';
import { type Beside, type Field, fieldsOf, type Value } from './fields.ts';
import { capitalised, placeIn } from './words.ts';

/** What a fact says: as it was recorded, or as corrections have it. */
export interface Form {
  readonly occurred: Occurred;
  readonly source?: SourceReference | null | undefined;
  readonly data: unknown;
}

export interface BesideForms extends Beside {
  /** The title of a document, by what facts cite it as. */
  readonly titleOf?: (source: string) => string | undefined;
}

/** One field of two forms, side by side; null where a form does not have it. */
export interface Compared {
  readonly label: string;
  readonly before: Value | null;
  readonly after: Value | null;
  readonly changed: boolean;
}

/** All that two forms of one fact say, and where they differ. */
export function comparedForms(
  type: EventTypeName,
  before: Form,
  after: Form,
  beside: BesideForms = {},
): readonly Compared[] {
  const first = new Map(formFields(type, before, beside).map((field) => [field.name, field]));
  const second = new Map(formFields(type, after, beside).map((field) => [field.name, field]));
  return inOneOrder([...first.keys()], [...second.keys()]).map((name) => {
    const [was, is] = [first.get(name), second.get(name)];
    return sideBySide(is?.label ?? was?.label ?? '', was?.value ?? null, is?.value ?? null);
  });
}

/** Two values of one field; null where there is none. */
export function sideBySide(label: string, before: Value | null, after: Value | null): Compared {
  if (asText(before) === asText(after)) return { label, before, after, changed: false };
  return {
    label,
    before: before && marked(before, after, 'not any more'),
    after: after && marked(after, before, 'new'),
    changed: true,
  };
}

/** The names of both, in the order of the second: what only the first has stands where it stood. */
export function inOneOrder(first: readonly string[], second: readonly string[]): readonly string[] {
  const names = [...second];
  for (const [at, name] of first.entries()) {
    if (names.includes(name)) continue;
    const before = first[at - 1];
    names.splice(before === undefined ? 0 : names.indexOf(before) + 1, 0, name);
  }
  return names;
}

/** When, where it is said, and the content. */
function formFields(
  type: EventTypeName,
  { occurred, source, data }: Form,
  beside: BesideForms,
): readonly Field[] {
  const { reading } = eventTypeOf(type);
  const field = (name: string, label: string, kind: 'text' | 'quote', text: string | undefined): Field[] =>
    text === undefined ? [] : [{ name: `/${name}`, label, value: { kind, text } }];
  return [
    ...field('when', 'When', 'text', capitalised(inEnglish(occurred.date, reading))),
    ...field('verbatim', 'When, in the words of the source', 'quote', occurred.verbatim),
    ...fieldsOf(type, data, beside),
    ...field('source', 'Source', 'text', source ? (beside.titleOf?.(source.id) ?? source.id) : undefined),
    ...field('place', 'Where in it', 'text', source ? placeIn(source) : undefined),
    ...field('note', 'Note on the source', 'text', source?.note),
  ];
}

/** Of a value with parts: with a mark on each that the other does not have, where it has any. */
function marked(value: Value, other: Value | null, mark: string): Value {
  if (value.kind === 'noted')
    return { ...value, value: marked(value.value, other?.kind === 'noted' ? other.value : other, mark) };
  if (value.kind === 'table' && other?.kind === 'table') {
    const known = new Set(other.rows.map(asText));
    return { ...value, rows: value.rows.map((row) => (known.has(asText(row)) ? row : { ...row, mark })) };
  }
  if (value.kind === 'list' && other?.kind === 'list') {
    const known = new Set(other.members.map(asText));
    return {
      ...value,
      members: value.members.map((one) => (known.has(asText(one)) ? one : { ...one, mark })),
    };
  }
  if (value.kind === 'fields' && other?.kind === 'fields')
    return { ...value, fields: value.fields.map((field) => markedField(field, other.fields, mark)) };
  return value;
}

function markedField(field: Field, others: readonly Field[], mark: string): Field {
  const other = others.find(({ name }) => name === field.name)?.value ?? null;
  if (asText(field.value) === asText(other)) return field;
  const value = marked(field.value, other, mark);
  return value === field.value ? { ...field, mark } : { ...field, value };
}

const asText = (value: unknown): string => JSON.stringify(value) ?? '';
