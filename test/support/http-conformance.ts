import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

interface Operation {
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}

/** The OpenAPI document as far as conformance reads it. */
export interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** One response as it came over the wire. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly contentType: string | null;
  readonly body: unknown;
}

/** Holds real responses against the description that the service gives of itself. */
export class Conformance {
  readonly #document: Described;
  readonly #compile: (ref: string) => ValidateFunction;
  /** `get /v1/authorities 200`: what was seen and conforms. */
  readonly exercised = new Set<string>();

  constructor(document: Described) {
    this.#document = document;
    this.#compile = compilerOf(document);
  }

  /** Throws where the response is not described, or is not as described. */
  check({ method, path, status, contentType, body }: Seen): void {
    const template = this.templateOf(path);
    if (template === undefined) return; // what has no address has no description
    const verb = method === 'HEAD' ? 'get' : method.toLowerCase();
    const operation = this.#document.paths[template]?.[verb];
    if (!operation) return; // 405 and OPTIONS
    const described = operation.responses[String(status)];
    const what = `${verb} ${template} ${status}`;
    if (!described) throw new Error(`not described: ${what}: ${JSON.stringify(body)}`);
    this.exercised.add(what);
    if (described.content === undefined || method === 'HEAD') return;
    const [type] = (contentType ?? '').split(';');
    if (type === undefined || !(type in described.content)) throw new Error(`${what} came as ${contentType}`);
    const validate = this.#validator(template, verb, status, type);
    if (!validate(body))
      throw new Error(`${what} is not as described: ${errorsText(validate.errors)}\n${JSON.stringify(body)}`);
  }

  /** Throws where a value, part of a stream say, is not as the schema of this name has it. */
  checkSchema(name: string, value: unknown): void {
    const validate = this.#compile(`openapi#/components/schemas/${name}`);
    if (!validate(value))
      throw new Error(`no ${name}: ${errorsText(validate.errors)}\n${JSON.stringify(value).slice(0, 1_000)}`);
  }

  /** The described path that an actual one is of. */
  templateOf(path: string): string | undefined {
    const [bare = ''] = path.split('?');
    return Object.keys(this.#document.paths).find((template) =>
      new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(bare),
    );
  }

  #validator(template: string, verb: string, status: number, type: string): ValidateFunction {
    const steps = ['paths', template, verb, 'responses', String(status), 'content', type, 'schema'];
    const pointer = steps.map((step) => step.replaceAll('~', '~0').replaceAll('/', '~1')).join('/');
    return this.#compile(`openapi#/${encodeURI(pointer).replaceAll('%7E', '~')}`);
  }
}

const errorsText = (errors: ValidateFunction['errors']): string => new Ajv2020().errorsText(errors);

/** Compiling takes longer than most tests, and the services of one test file all describe themselves alike. */
const compilers = new Map<string, (ref: string) => ValidateFunction>();

function compilerOf(document: Described): (ref: string) => ValidateFunction {
  const text = JSON.stringify(document);
  const known = compilers.get(text);
  if (known) return known;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema({ $id: 'openapi', ...document });
  const compile = (ref: string): ValidateFunction => ajv.getSchema(ref) ?? ajv.compile({ $ref: ref });
  compilers.set(text, compile);
  return compile;
}
