import { link, type Parameters } from '../../../api/links.ts';
import type { OperationObject, ParameterObject } from '../../../api/openapi.ts';
import { written } from './shape.ts';

/** One operation asked as its own examples have it. */
export interface Example {
  /** For a terminal. */
  readonly command: string;
  /** For a browser; null where it needs a token, records, or never ends. */
  readonly address: ExampleAddress | null;
}

export interface ExampleAddress {
  readonly path: string;
  readonly parameters: Parameters;
  /** Whether it can be asked as another viewer. */
  readonly takesViewer: boolean;
}

/** Where the service listens when nobody says otherwise. */
export const usualBase = 'http://127.0.0.1:8080';

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly operation: OperationObject;
  readonly parameters: readonly ParameterObject[];
  readonly isLive: boolean;
}

export function exampleOf({ method, path, operation, parameters, isLive }: Asked): Example {
  const query = parameters.filter((one) => one.in === 'query');
  // Of the clocks the one that people begin with: what was known to be so on that day.
  const clock = query.find(({ name }) => name === 'asOf' || name.endsWith('.asOf'));
  const asked: Parameters = query
    .filter((one) => one === clock || one.required)
    .map((one) => [one.name, exampleFor(one)]);
  const segments = parameters.filter((one) => one.in === 'path');
  const filled = segments.reduce(
    (text, one) => text.replace(`{${one.name}}`, exampleFor(one) ?? one.name.toUpperCase()),
    path,
  );
  const isOpen = operation.security?.some((way) => Object.keys(way).length === 0) ?? true;
  const isKnown = [...segments, ...query.filter(({ required }) => required)].every(exampleFor);
  return {
    command: commandOf({ method, operation, isLive, isOpen, address: link(filled, asked) }),
    address:
      method === 'get' && isOpen && isKnown && !isLive
        ? { path: filled, parameters: asked, takesViewer: query.some(({ name }) => name === 'viewAs') }
        : null,
  };
}

function exampleFor({
  schema,
  example = schema && 'example' in schema ? schema.example : undefined,
}: ParameterObject): string | undefined {
  return example === undefined ? undefined : written(example);
}

interface Sent {
  readonly method: string;
  readonly operation: OperationObject;
  readonly isLive: boolean;
  readonly isOpen: boolean;
  readonly address: string;
}

function commandOf({ method, operation: { requestBody }, isLive, isOpen, address }: Sent): string {
  const content = requestBody && 'content' in requestBody ? Object.entries(requestBody.content) : [];
  const words = [
    'curl',
    isLive ? '-sN' : '-s',
    ...(method === 'get' ? [] : ['-X', method.toUpperCase()]),
    ...(isOpen ? [] : ['-H', '"Authorization: Bearer $TOKEN"']),
    ...content.flatMap(([type, { example }]) => [
      '-H',
      quoted(`Content-Type: ${type}`),
      '-d',
      example === undefined ? '@body' : quoted(written(example)),
    ]),
    quoted(usualBase + address),
  ];
  return words.join(' ');
}

/** As a shell takes it word for word. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
