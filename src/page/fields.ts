import { z } from 'zod';
import { type EventTypeName, eventTypeOf } from '../domain/events/catalogue.ts';
import { slug } from '../domain/events/fields.ts';
import { type FrameworkId, frameworks } from '../domain/frameworks/frameworks.ts';
import { parseEdtf } from '../domain/time/edtf.ts';
import { describe } from '../domain/time/edtf-in-english.ts';
import { inWords, labelOf } from './field-labels.ts';
import { bare, elementOf, shapeOf } from './schema-parts.ts';

/** What a field holds, ready to be shown. */
export type Value =
  | { readonly kind: 'text'; readonly text: string }
  /** Words of a source. */
  | { readonly kind: 'quote'; readonly text: string }
  /** A name that recorders gave to a thing: shown as it is. */
  | { readonly kind: 'identifier'; readonly text: string; readonly means?: string | undefined }
  | { readonly kind: 'grade'; readonly grade: string }
  /** With a word on it. */
  | { readonly kind: 'noted'; readonly value: Value; readonly note: string }
  /** There is none, and that is said. */
  | { readonly kind: 'none'; readonly text: string }
  | { readonly kind: 'list'; readonly members: readonly Member[] }
  | { readonly kind: 'fields'; readonly fields: readonly Field[] }
  | { readonly kind: 'table'; readonly columns: readonly string[]; readonly rows: readonly Row[] };

export interface Member {
  readonly value: Value;
  /** Of two forms: whether only this one has it, in a word. */
  readonly mark?: string | undefined;
}

export interface Row {
  /** One for each column. */
  readonly cells: readonly Value[];
  /** Of two forms: whether only this one has it, in a word. */
  readonly mark?: string | undefined;
}

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly value: Value;
  /** Of two forms: whether only this one has it so, in a word. */
  readonly mark?: string | undefined;
}

/** What is known beside the data. */
export interface Beside {
  /** What an area for improvement is about, by its reference. */
  readonly meaningOf?: (reference: string) => string | undefined;
  /** Of a correction: the type of what is corrected in the end, which says what a replacement means. */
  readonly corrects?: EventTypeName | undefined;
}

/** A field on its way to be shown: where it stands, and what stands around it. */
interface Place extends Beside {
  /** The type, and the names that lead to the field: see `labelOf`. */
  readonly path: string;
  readonly framework?: FrameworkId | undefined;
}

/**
 * The content of an event as fields with a label and a value each, in the order of the catalogue. The schema of the
 * type says what is a grade, a date or an identifier, so that a new type needs nothing here.
 */
export const fieldsOf = (type: EventTypeName, data: unknown, beside: Beside = {}): readonly Field[] =>
  membersOf(eventTypeOf(type).data, data, { ...beside, path: type });

/** A value that no schema describes, by its name. */
export const plainValue = (name: string, value: unknown): Value => read(undefined, value, { path: name });

/** The value that a schema describes. */
function read(given: z.ZodType | undefined, value: unknown, place: Place): Value {
  const schema = given && bare(given);
  if (value === null || value === undefined) return absent(place);
  if (Array.isArray(value)) return severalOf(schema, value, place);
  if (place.corrects && place.path === 'EventCorrected.replacement.data')
    return { kind: 'fields', fields: fieldsOf(place.corrects, value, place) };
  if (typeof value === 'object') return { kind: 'fields', fields: membersOf(schema, value, place) };
  if (typeof value === 'boolean') return { kind: 'text', text: value ? 'Yes' : 'No' };
  if (typeof value === 'number') return { kind: 'text', text: quantity(nameIn(place), value) };
  const text = String(value);
  return schema instanceof z.ZodEnum || schema instanceof z.ZodLiteral
    ? choice(text, place)
    : textOf(schema, text, place);
}

function membersOf(given: z.ZodType | undefined, value: unknown, place: Place): Field[] {
  const members = entriesOf(value);
  const shape = shapeOf(given && bare(given), value);
  const framework = frameworkIn(members) ?? place.framework;
  const names = new Set([...Object.keys(shape), ...members.keys()]);
  return [...names]
    .filter((name) => members.get(name) !== undefined)
    .map((name) => {
      const path = `${place.path}.${name}`;
      return {
        name,
        label: labelOf(path),
        value: read(shape[name], members.get(name), { ...place, path, framework }),
      };
    });
}

/** Things of several fields stand in a table, plain values in a list. */
function severalOf(schema: z.ZodType | undefined, values: readonly unknown[], place: Place): Value {
  if (values.length === 0) return { kind: 'none', text: 'None recorded' };
  const element = elementOf(schema);
  if (!values.every((value) => typeof value === 'object' && value !== null && !Array.isArray(value)))
    return { kind: 'list', members: values.map((value) => ({ value: read(element, value, place) })) };
  const rows = values.map((value) => membersOf(element, value, place));
  const columns = new Map(rows.flat().map(({ name, label }) => [name, label]));
  const inOrder = element ? Object.keys(shapeOf(bare(element), values[0])) : [];
  const names = [...columns.keys()].sort((a, b) => inOrder.indexOf(a) - inOrder.indexOf(b));
  return {
    kind: 'table',
    columns: names.map((name) => columns.get(name) ?? ''),
    rows: rows.map((fields) => ({
      cells: names.map((name) => fields.find((field) => field.name === name)?.value ?? notSaid),
    })),
  };
}

const notSaid: Value = { kind: 'none', text: 'Not said' };

function absent(place: Place): Value {
  if (nameIn(place) === 'overall') return { kind: 'grade', grade: 'no_overall_judgement' };
  return { kind: 'none', text: nameIn(place) === 'name' ? 'Not named' : 'Not said' };
}

function choice(text: string, place: Place): Value {
  switch (nameIn(place)) {
    case 'overall':
    case 'grade':
      return { kind: 'grade', grade: text };
    case 'framework':
      return { kind: 'text', text: isFramework(text) ? frameworks[text].name : text };
    case 'area':
      return { kind: 'text', text: areaIn(place.framework, text) };
    default:
      return { kind: 'text', text: inWords(text) };
  }
}

/** What a framework calls one of its areas. */
const areaIn = (framework: FrameworkId | undefined, area: string): string =>
  (framework && frameworks[framework].areas.find(({ id }) => id === area)?.name) ?? inWords(area);

const identifiers: ReadonlySet<string> = new Set([
  'la',
  'slug',
  'onsCode',
  'ofstedUrn',
  'sha256',
  'target',
  'id',
]);
const extents: ReadonlySet<string> = new Set(['over', 'period']);

function textOf(schema: z.ZodType | undefined, text: string, place: Place): Value {
  const name = nameIn(place);
  if (name === 'verbatim') return { kind: 'quote', text };
  if (schema === slug || identifiers.has(name)) {
    const means = place.meaningOf?.(text);
    return means === undefined ? { kind: 'identifier', text } : { kind: 'identifier', text, means };
  }
  const date = parseEdtf(text);
  if (date.ok) return { kind: 'text', text: describe(date.value, extents.has(name) ? 'extent' : 'moment') };
  // What has no schema here is the content of a correction of a correction.
  return { kind: 'text', text: schema === undefined && isIdentifier(text) ? inWords(text) : text };
}

const isIdentifier = (text: string): boolean => /^[a-z]+(_[a-z]+)+$/.test(text);

function quantity(name: string, value: number): string {
  const figure = value.toLocaleString('en-GB');
  if (name === 'minimumTermMonths') return `${figure} ${value === 1 ? 'month' : 'months'}`;
  if (name.endsWith('Months')) return value === 1 ? 'every month' : `every ${figure} months`;
  if (name.endsWith('Percent')) return `${value > 0 ? '+' : ''}${figure} %`;
  if (name.endsWith('Gbp')) return value.toLocaleString('en-GB', { style: 'currency', currency: 'GBP' });
  return figure;
}

const nameIn = ({ path }: Place): string => path.slice(path.lastIndexOf('.') + 1);

const entriesOf = (value: unknown): ReadonlyMap<string, unknown> =>
  new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);

const isFramework = (text: unknown): text is FrameworkId =>
  typeof text === 'string' && Object.hasOwn(frameworks, text);

function frameworkIn(members: ReadonlyMap<string, unknown>): FrameworkId | undefined {
  const framework = members.get('framework');
  return isFramework(framework) ? framework : undefined;
}
