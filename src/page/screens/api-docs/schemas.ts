import { type Member, nameOf, type Schema, type Shape, shapeOf } from './shape.ts';
import { type Text, textOf } from './text.ts';

export type Schemas = ReadonlyMap<string, Schema>;

export interface NamedShape extends Shape {
  readonly name: string;
}

/** Schemas that are told together. */
export interface SchemaGroup {
  /** The schema that each of them is one kind of; null for the rest. */
  readonly name: string | null;
  readonly about: Text;
  /** What every one of them has. */
  readonly common: readonly Member[];
  /** Each with what it has beside that. */
  readonly schemas: readonly NamedShape[];
}

/** All schemas: those first that stand by themselves, then by what they are kinds of. */
export function schemaGroups(schemas: Schemas): readonly SchemaGroup[] {
  const families = [...schemas].filter(([, { discriminator }]) => discriminator);
  const kinds = families.map(([name, family]) => kindsOf(name, family, schemas));
  const told = new Set(kinds.flatMap(({ name, schemas: own }) => [name, ...own.map((one) => one.name)]));
  const others = [...schemas].filter(([name]) => !told.has(name));
  return [
    { name: null, about: [], common: [], schemas: others.map((one) => named(one, schemas)).sort(byName) },
    ...kinds,
  ];
}

const named = ([name, schema]: readonly [string, Schema], schemas: Schemas): NamedShape => ({
  name,
  ...shapeOf(schema, schemas),
});

const byName = (a: NamedShape, b: NamedShape): number => a.name.localeCompare(b.name, 'en');

function kindsOf(name: string, { description, oneOf = [] }: Schema, schemas: Schemas): SchemaGroup {
  const kinds = oneOf.flatMap(({ $ref = '' }) => {
    const schema = schemas.get(nameOf($ref));
    return schema ? [[nameOf($ref), schema] as const] : [];
  });
  const [first, ...rest] = kinds.map(([, schema]) => schema);
  const isCommon = (member: string): boolean =>
    first !== undefined && rest.every((other) => saidOf(member, other) === saidOf(member, first));
  return {
    name,
    about: textOf(description, schemas),
    common: first ? shapeOf(first, schemas).members.filter((member) => isCommon(member.name)) : [],
    schemas: kinds.map((one) => {
      const shape = named(one, schemas);
      return { ...shape, members: shape.members.filter((member) => !isCommon(member.name)) };
    }),
  };
}

const saidOf = (member: string, { properties = {}, required = [] }: Schema): string =>
  JSON.stringify([properties[member], required.includes(member)]);
