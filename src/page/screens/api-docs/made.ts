import type { OpenApiDocument } from '../../../api/openapi.ts';
import { type ProblemCode, problemCodes, problemTypes, problemUri } from '../../../api/problems.ts';
import { usualBase } from './example.ts';
import { type Operation, operationsOf, type Parameter } from './operations.ts';
import { type SchemaGroup, schemaGroups } from './schemas.ts';
import { type Schema, type Shape, shapeOf } from './shape.ts';
import { type Text, textOf } from './text.ts';

/** The description of an API as people read it. */
export interface ApiDocs {
  readonly base: string;
  readonly about: readonly Text[];
  /** How a caller says who they are. */
  readonly credentials: readonly { readonly name: string; readonly about: Text }[];
  /** What every answer about facts rests on. */
  readonly basis: Shape;
  readonly tags: readonly Tag[];
  /** The parameters that are told once for all. */
  readonly shared: readonly Parameter[];
  readonly problems: readonly Problem[];
  readonly groups: readonly SchemaGroup[];
}

export interface Tag {
  readonly name: string;
  readonly about: Text;
  readonly operations: readonly Operation[];
}

export interface Problem {
  readonly code: ProblemCode;
  readonly status: number;
  readonly title: string;
  readonly about: Text;
  readonly href: string;
  /** Whether whatever is asked can be answered so. */
  readonly isEverywhere: boolean;
}

/** The description of an API, made into what its page shows. */
export function apiDocs({ info, components = {}, tags = [], ...document }: OpenApiDocument): ApiDocs {
  const schemas: ReadonlyMap<string, Schema> = new Map(Object.entries(components.schemas ?? {}));
  const { operations, shared } = operationsOf(document.paths ?? {}, schemas);
  const isEverywhere = (code: ProblemCode): boolean =>
    operations.every(({ problems }) => problems.includes(code));
  return {
    base: usualBase,
    about: (info.description ?? '').split('\n\n').map((paragraph) => textOf(paragraph, schemas)),
    credentials: Object.entries(components.securitySchemes ?? {}).map(([name, { description }]) => ({
      name,
      about: textOf(description, schemas),
    })),
    basis: shapeOf(schemas.get('Basis') ?? {}, schemas),
    tags: tags.map(({ name, description }) => ({
      name,
      about: textOf(description, schemas),
      operations: operations
        .filter(({ tag }) => tag === name)
        .map((one) => ({ ...one, problems: one.problems.filter((code) => !isEverywhere(code)) })),
    })),
    shared,
    problems: problemCodes.map((code) => ({
      code,
      status: problemTypes[code].status,
      title: problemTypes[code].title,
      about: textOf(problemTypes[code].about, schemas),
      href: problemUri(code),
      isEverywhere: isEverywhere(code),
    })),
    groups: schemaGroups(schemas),
  };
}
