import { joined, type Names, plain, type Text, textOf } from './text.ts';

/** A schema as the document has it (JSON Schema 2020-12), as far as it is shown. */
export interface Schema {
  readonly $ref?: string | undefined;
  readonly type?: string | readonly string[] | undefined;
  readonly format?: string | undefined;
  readonly description?: string | undefined;
  readonly example?: unknown;
  readonly examples?: readonly unknown[] | undefined;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[] | undefined;
  readonly pattern?: string | undefined;
  readonly maxLength?: number | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly minItems?: number | undefined;
  readonly maxItems?: number | undefined;
  readonly items?: Schema | undefined;
  readonly properties?: Readonly<Record<string, Schema>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly additionalProperties?: Schema | boolean | undefined;
  readonly anyOf?: readonly Schema[] | undefined;
  readonly oneOf?: readonly Schema[] | undefined;
  /** Of what is one of several kinds. */
  readonly discriminator?: object | undefined;
}

/** A schema as people read it. What it refers to is named and not repeated, so that nothing can go round. */
export interface Shape {
  /** What kind of value it is: "list of Disclosure", "date or null". */
  readonly kind: Text;
  readonly about: Text;
  /** The only values that there are; none where there are others. */
  readonly values: readonly string[];
  readonly limits: Text;
  readonly example: string | null;
  readonly members: readonly Member[];
  /** What it may look like, where it is not always the same and a kind does not say it. */
  readonly choices: readonly Shape[];
}

export interface Member extends Shape {
  readonly name: string;
  readonly isOptional: boolean;
}

export function shapeOf(schema: Schema, names: Names): Shape {
  const core = coreOf(schema);
  const example = exampleOf(schema) ?? exampleOf(core);
  const limits = [...limitsOf(schema), ...(core === schema ? [] : limitsOf(core))];
  return {
    kind: kindOf(schema),
    about: textOf(schema.description ?? core.description, names),
    values: (core.enum ?? []).map(written),
    limits: joined(limits, ', '),
    example: example === undefined ? null : written(example),
    members: Object.entries(core.properties ?? {}).map(([name, member]) => ({
      name,
      isOptional: !core.required?.includes(name),
      ...shapeOf(member, names),
    })),
    choices: isTold(core) ? [] : alternativesOf(core).map((one) => shapeOf(one, names)),
  };
}

/** The name behind a reference, which is always one to a schema. */
export const nameOf = (ref: string): string => ref.replace('#/components/schemas/', '');

/** Any value as text: what is text already without quotation marks. */
export const written = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

const exampleOf = ({ example, examples }: Schema): unknown => example ?? examples?.[0];

const isNull = ({ type }: Schema): boolean => type === 'null';

const alternativesOf = ({ anyOf, oneOf }: Schema): readonly Schema[] => anyOf ?? oneOf ?? [];

/** The one thing that a schema allows beside null, where it is one. */
function onlyOneOf(schema: Schema): Schema | undefined {
  const [one, ...others] = alternativesOf(schema).filter((alternative) => !isNull(alternative));
  return others.length > 0 ? undefined : one;
}

/** Each value of an object whose members have any name. */
const valuesOf = ({ properties, additionalProperties }: Schema): Schema | undefined =>
  properties === undefined && typeof additionalProperties === 'object' ? additionalProperties : undefined;

/** What is left when nulls, lists and maps around it are taken away. */
function coreOf(schema: Schema): Schema {
  const within = onlyOneOf(schema) ?? schema.items ?? valuesOf(schema);
  return within ? coreOf(within) : schema;
}

/** Whether its kind alone says what it is. */
const isTold = (schema: Schema): boolean =>
  alternativesOf(schema).every((one) => !coreOf(one).properties && isTold(coreOf(one)));

function kindOf(schema: Schema): Text {
  if (schema.$ref !== undefined) return [{ schema: nameOf(schema.$ref) }];
  if (schema.const !== undefined) return [{ code: written(schema.const) }];
  const alternatives = alternativesOf(schema);
  if (alternatives.length > 0)
    return isTold(schema) || onlyOneOf(schema)
      ? joined(alternatives.map(kindOf), ' or ')
      : plain('one of these');
  if (schema.items) return [{ text: 'list of ' }, ...kindOf(schema.items)];
  const values = valuesOf(schema);
  if (values) return [{ text: 'object, its members ' }, ...kindOf(values)];
  const types = [schema.type ?? []].flat();
  if (types.length === 0) return plain(schema.enum ? 'value' : 'anything');
  return plain(types.map((type) => formats[schema.format ?? ''] ?? type).join(' or '));
}

const formats: Readonly<Record<string, string>> = {
  date: 'date',
  'date-time': 'date and time',
  uuid: 'UUID',
  uri: 'URI',
};

/** A pattern that is longer tells a person nothing. */
const longestPattern = 130;

function limitsOf(schema: Schema): readonly Text[] {
  const { minItems, maxItems, maxLength, format, pattern } = schema;
  const limits = [
    range(minItems, maxItems, ' of them'),
    range(undefined, maxLength, ' characters'),
    range(schema.minimum, schema.maximum, ''),
  ].flatMap((limit) => (limit === undefined ? [] : [plain(limit)]));
  if (format === undefined && pattern !== undefined && pattern.length <= longestPattern)
    limits.push([{ text: 'as in ' }, { code: pattern }]);
  if (schema.default !== undefined) limits.push([{ text: 'default ' }, { code: written(schema.default) }]);
  return limits;
}

/** "1 to 500". What every whole number of JavaScript keeps to is no limit. */
function range(least: number | undefined, most: number | undefined, what: string): string | undefined {
  const from = least === undefined || least <= Number.MIN_SAFE_INTEGER ? undefined : least;
  const to = most === undefined || most >= Number.MAX_SAFE_INTEGER ? undefined : most;
  if (from === undefined && to === undefined) return undefined;
  if (to === undefined) return `at least ${from}${what}`;
  return from === undefined ? `at most ${to}${what}` : `${from} to ${to}${what}`;
}
