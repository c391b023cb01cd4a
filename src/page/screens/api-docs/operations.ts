import type { OpenApiDocument, OperationObject, ParameterObject } from '../../../api/openapi.ts';
import { type ProblemCode, problemCodes } from '../../../api/problems.ts';
import { type Example, exampleOf } from './example.ts';
import type { Schemas } from './schemas.ts';
import { nameOf, type Schema, type Shape, shapeOf } from './shape.ts';
import { type Text, textOf } from './text.ts';

export interface Parameter extends Shape {
  readonly name: string;
  readonly where: string;
  readonly isRequired: boolean;
}

export interface Body {
  readonly mediaType: string;
  readonly shape: Shape;
}

export interface Answer {
  readonly status: string;
  readonly about: Text;
  readonly headers: readonly { readonly name: string; readonly about: Text }[];
  readonly bodies: readonly Body[];
}

export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly tag: string;
  readonly summary: Text;
  readonly about: Text;
  /** Whose question is answered: anybody's alike, each caller's as they may know, or a token's alone. */
  readonly asks: 'anybody' | 'each' | 'token';
  readonly parameters: readonly Parameter[];
  /** By name: what is told once for all. */
  readonly shared: readonly string[];
  readonly bodies: readonly Body[];
  readonly answers: readonly Answer[];
  readonly problems: readonly ProblemCode[];
  readonly example: Example;
}

type Paths = NonNullable<OpenApiDocument['paths']>;

export interface Operations {
  readonly operations: readonly Operation[];
  /** The parameters that many operations take, alike in each. */
  readonly shared: readonly Parameter[];
}

export function operationsOf(paths: Paths, schemas: Schemas): Operations {
  const all = Object.entries(paths).flatMap(([path, { get, post, delete: delete_ }]) =>
    Object.entries({ get, post, delete: delete_ }).flatMap(([method, operation]) =>
      operation ? [{ path, method, operation, parameters: parametersOf(operation) }] : [],
    ),
  );
  const shared = sharedBy(all.map(({ parameters }) => parameters));
  const isShared = ({ name }: ParameterObject): boolean => shared.has(name);
  const shown = (parameter: ParameterObject): Parameter => parameterOf(parameter, schemas);
  return {
    shared: [...shared.values()].map(shown),
    operations: all.map(({ path, method, operation, parameters }) => {
      const answers = answersOf(operation, schemas);
      const isLive = answers.some(({ bodies }) =>
        bodies.some((one) => one.mediaType === 'text/event-stream'),
      );
      return {
        id: operation.operationId ?? `${method} ${path}`,
        method: method.toUpperCase(),
        path,
        tag: operation.tags?.[0] ?? '',
        summary: textOf(operation.summary, schemas),
        about: textOf(operation.description, schemas),
        asks: asksOf(operation),
        parameters: parameters.filter((one) => !isShared(one)).map(shown),
        shared: parameters.filter(isShared).map(({ name }) => name),
        bodies: bodiesOf(requestContent(operation), schemas),
        answers,
        problems: problemsOf(operation),
        example: exampleOf({ method, path, operation, parameters, isLive }),
      };
    }),
  };
}

/** In this document every parameter stands where it is taken. */
const parametersOf = ({ parameters = [] }: OperationObject): readonly ParameterObject[] =>
  parameters.flatMap((one) => ('in' in one ? [one] : []));

const requestContent = ({ requestBody }: OperationObject): Content =>
  requestBody && 'content' in requestBody ? requestBody.content : {};

/** What at least a third of all operations take, and all that take it take alike. */
function sharedBy(operations: readonly (readonly ParameterObject[])[]): ReadonlyMap<string, ParameterObject> {
  const all = operations.flat().filter((one) => one.in !== 'path');
  const shared = new Map<string, ParameterObject>();
  for (const parameter of all) {
    const namesakes = all.filter(({ name }) => name === parameter.name);
    const isAlike = new Set(namesakes.map((one) => JSON.stringify(one))).size === 1;
    if (isAlike && namesakes.length >= operations.length / 3) shared.set(parameter.name, parameter);
  }
  return shared;
}

function parameterOf(parameter: ParameterObject, schemas: Schemas): Parameter {
  const { name, in: where, required = false } = parameter;
  const schema: Schema = parameter.schema ?? {};
  const own = shapeOf({ ...schema, description: parameter.description ?? schema.description }, schemas);
  const target = schema.$ref === undefined ? undefined : schemas.get(nameOf(schema.$ref));
  const { values, limits, example } = target ? shapeOf(target, schemas) : own;
  return { ...own, values, limits, example, name, where, isRequired: required };
}

function asksOf({ security = [] }: OperationObject): Operation['asks'] {
  const isOpen = security.some((way) => Object.keys(way).length === 0);
  if (!isOpen) return 'token';
  return security.length === 1 ? 'anybody' : 'each';
}

type Content = Readonly<Record<string, { readonly schema?: Schema }>>;

const bodiesOf = (content: Content, schemas: Schemas): readonly Body[] =>
  Object.entries(content).map(([mediaType, { schema = {} }]) => ({
    mediaType,
    shape: shapeOf({ description: schemas.get(nameOf(schema.$ref ?? ''))?.description, ...schema }, schemas),
  }));

interface Response {
  readonly description: string;
  readonly headers?: Readonly<Record<string, { readonly description?: string }>>;
  readonly content?: Content;
}

const responsesOf = ({ responses = {} }: OperationObject): readonly (readonly [string, Response])[] =>
  Object.entries(responses);

const answersOf = (operation: OperationObject, schemas: Schemas): readonly Answer[] =>
  responsesOf(operation)
    .filter(([status]) => Number(status) < 400)
    .map(([status, { description, headers = {}, content = {} }]) => ({
      status,
      about: textOf(description, schemas),
      headers: Object.entries(headers).map(([name, header]) => ({
        name,
        about: textOf(header.description, schemas),
      })),
      bodies: bodiesOf(content, schemas),
    }));

/** The description of a refusal names each problem that it can be: `unknown-event: No such event.` */
function problemsOf(operation: OperationObject): readonly ProblemCode[] {
  const said = responsesOf(operation).map(([, { description }]) => description);
  const named = new Set<string>(said.flatMap((text) => text.match(/[a-z]+(?:-[a-z]+)+(?=: )/g) ?? []));
  return problemCodes.filter((code) => named.has(code));
}
