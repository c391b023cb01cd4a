import { apiDescription } from '../../src/api/description.ts';
import type { OpenApiDocument } from '../../src/api/openapi.ts';
import { openPages } from '../../src/page/pages.ts';
import { type ApiDocs, apiDocs } from '../../src/page/screens/api-docs/made.ts';
import type { Operation } from '../../src/page/screens/api-docs/operations.ts';
import { type Schema, type Shape, shapeOf } from '../../src/page/screens/api-docs/shape.ts';
import { type Text, textOf } from '../../src/page/screens/api-docs/text.ts';
import { openTemplates } from '../../src/page/templates.ts';
import { bradfordLoaded } from '../support/bradford.ts';
import { startTestApi, type TestApi } from '../support/http.ts';
import { makeSigner, type Signer } from '../support/http-tokens.ts';
import { visit } from '../support/visitor.ts';

const document = apiDescription();
const docs = apiDocs(document);
const operations = docs.tags.flatMap((tag) => tag.operations);
const operation = (id: string): Operation => {
  const found = operations.find((one) => one.id === id);
  if (!found) throw new Error(`no operation ${id}`);
  return found;
};

/** As it is read: `code`, <Schema>. */
const said = (text: Text): string =>
  text
    .map((piece) => {
      if ('schema' in piece) return `<${piece.schema}>`;
      if ('code' in piece) return `\`${piece.code}\``;
      return 'href' in piece ? `[${piece.href}]` : piece.text;
    })
    .join('');

describe('a sentence of the documentation', () => {
  const names = new Set(['LiveEnd', 'Case']);

  it.each([
    ['plain words', 'plain words'],
    ['`from` and `to`.', '`from` and `to`.'],
    ['why (LiveEnd)', 'why (<LiveEnd>)'],
    ['a `LiveEnd`', 'a <LiveEnd>'],
    ['Case by case, OfSomething', 'Case by case, OfSomething'],
    ['under https://example.org/a', 'under [https://example.org/a]'],
    ['one ` alone', 'one ` alone'],
    ['<b>`<i>`</b>', '<b>`<i>`</b>'],
    ['', ''],
  ])('%j is cut at what is code, and at what leads on', (description, expected) => {
    expect(said(textOf(description, names))).toBe(expected);
  });
});

describe('a schema', () => {
  const names = new Set(['Grade', 'Tree']);
  const shape = (schema: Schema): Shape => shapeOf(schema, names);
  const grade = { $ref: '#/components/schemas/Grade' };

  it.each<[Schema, string]>([
    [{ type: 'string' }, 'string'],
    [{ type: 'string', format: 'date' }, 'date'],
    [{ type: ['number', 'string'] }, 'number or string'],
    [grade, '<Grade>'],
    [{ anyOf: [grade, { type: 'null' }] }, '<Grade> or null'],
    [{ type: 'array', items: { type: 'array', items: grade } }, 'list of list of <Grade>'],
    [{ type: 'object', additionalProperties: grade }, 'object, its members <Grade>'],
    [{ type: 'string', const: 'add' }, '`add`'],
    [{ oneOf: [grade, { type: 'integer' }] }, '<Grade> or integer'],
    [{ oneOf: [grade, { type: 'object', properties: { a: grade } }] }, 'one of these'],
    [{}, 'anything'],
  ])('%j is of a kind that can be read', (schema, kind) => {
    expect(said(shape(schema).kind)).toBe(kind);
  });

  it('shows what is within lists, maps and what may be null', () => {
    const thing: Schema = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] };
    for (const schema of [
      thing,
      { type: 'array', items: thing },
      { anyOf: [thing, { type: 'null' }] },
      { type: 'object', additionalProperties: { type: 'array', items: thing } },
    ])
      expect(shape(schema).members.map(({ name, isOptional }) => [name, isOptional])).toEqual([['a', false]]);
  });

  it('shows each of several where they differ', () => {
    const add: Schema = { type: 'object', properties: { op: { const: 'add' } } };
    const { choices } = shape({ type: 'array', items: { oneOf: [add, grade] } });
    expect(choices.map(({ kind, members }) => [said(kind), members.map(({ name }) => name)])).toEqual([
      ['object', ['op']],
      ['<Grade>', []],
    ]);
  });

  it('that holds itself is named, and not gone round in', () => {
    const tree: Schema = {
      type: 'object',
      properties: { below: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } },
    };
    expect(shape(tree).members.map(({ kind }) => said(kind))).toEqual(['list of <Tree>']);
  });

  it('says its limits, and not those of every number', () => {
    const limits = (schema: Schema): string => said(shape(schema).limits);
    expect(limits({ type: 'integer', minimum: 1, maximum: 500, default: 100 })).toBe(
      '1 to 500, default `100`',
    );
    expect(
      limits({ type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER }),
    ).toBe('');
    expect(limits({ type: 'string', pattern: '^a+$', maxLength: 80 })).toBe(
      'at most 80 characters, as in `^a+$`',
    );
    expect(limits({ type: 'string', format: 'uuid', pattern: '^a+$' })).toBe('');
    expect(limits({ type: 'array', minItems: 1, items: {} })).toBe('at least 1 of them');
  });
});

describe('the model of the documentation', () => {
  it('has every operation once, under its tag, and every schema', () => {
    const paths = Object.entries(document.paths ?? {}).flatMap(([path, verbs]) =>
      Object.keys(verbs).map((verb) => `${verb.toUpperCase()} ${path}`),
    );
    expect(operations.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(paths.sort());
    const schemas = docs.groups.flatMap(({ name, schemas: own }) => [
      ...(name === null ? [] : [name]),
      ...own.map((one) => one.name),
    ]);
    expect(schemas.sort()).toEqual(Object.keys(document.components?.schemas ?? {}).sort());
  });

  it('tells once what many questions take, and with an operation what is its own', () => {
    expect(docs.shared.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['validAt', 'knownAt', 'asOf', 'recordedAt', 'position', 'certainty', 'viewAs']),
    );
    const { parameters, shared } = operation('getAuthoritiesAuthorityTimeline');
    expect(parameters.map(({ name, where, isRequired }) => [name, where, isRequired])).toEqual([
      ['authority', 'path', true],
      ['process', 'query', false],
      ['type', 'query', false],
      ['limit', 'query', false],
      ['after', 'query', false],
      ['afterPosition', 'query', false],
    ]);
    expect(shared).toEqual(expect.arrayContaining(['asOf', 'viewAs', 'If-None-Match']));
    for (const { parameters: own, shared: named } of operations)
      expect(named.filter((name) => own.some((one) => one.name === name))).toEqual([]);
  });

  it('resolves what a parameter refers to', () => {
    const overall = operation('getAuthorities').parameters.find(({ name }) => name === 'overall');
    expect(overall && said(overall.kind)).toBe('<Grade>');
    expect(overall?.values).toContain('inadequate');
  });

  it('says of each operation which problems are its own, and once which can be met anywhere', () => {
    expect(docs.problems.filter(({ isEverywhere }) => isEverywhere).map(({ code }) => code)).toEqual([
      'malformed-request',
      'request-too-slow',
      'headers-too-large',
      'log-unavailable',
      'internal-error',
    ]);
    expect(operation('getEventsId').problems).toEqual([
      'invalid-question',
      'unknown-event',
      'token-not-accepted',
      'not-entitled',
      'too-many-requests',
      'not-yet-known',
    ]);
    expect(operation('postAuthoritiesAuthorityEvents').problems).toContain('rule-broken');
  });

  it('says who is answered', () => {
    expect(operation('getProblems').asks).toBe('anybody');
    expect(operation('getAuthoritiesAuthorityCase').asks).toBe('each');
    expect(operation('postFeeds').asks).toBe('token');
  });

  it('tells of each type of event what it has beside what all have', () => {
    const recorded = docs.groups.find(({ name }) => name === 'RecordedEvent');
    expect(recorded?.common.map(({ name }) => name)).toContain('occurred');
    for (const { members } of recorded?.schemas ?? [])
      expect(members.map(({ name }) => name)).toEqual(['type', 'data']);
  });
});

describe('an example', () => {
  it('is a line for a terminal, of the examples of the document', () => {
    const command = (id: string): string => operation(id).example.command;
    expect(command('getAuthoritiesAuthorityCase')).toBe(
      "curl -s 'http://127.0.0.1:8080/v1/authorities/bradford/case?asOf=2018-10-26'",
    );
    expect(command('getEnglandMovers')).toBe(
      "curl -s 'http://127.0.0.1:8080/v1/england/movers?asOf=2018-10-26&since=2018-01-01'",
    );
    expect(command('getLiveCasesAuthority')).toBe("curl -sN 'http://127.0.0.1:8080/v1/live/cases/bradford'");
    expect(command('deleteFeedsId')).toBe(
      `curl -s -X DELETE -H "Authorization: Bearer $TOKEN" 'http://127.0.0.1:8080/v1/feeds/ID'`,
    );
    expect(command('postAuthoritiesAuthorityEvents')).toMatch(
      /^curl -s -X POST -H "Authorization: Bearer \$TOKEN" -H 'Content-Type: application\/json' -d '{"type":"\w+",.*}' 'http:\S+'$/,
    );
  });

  it('keeps what a shell would take for its own', () => {
    const post = {
      operationId: 'x',
      tags: ['t'],
      requestBody: { content: { 'application/json': { example: { says: "it's $HOME" } } } },
      responses: {},
    };
    const made = apiDocs({ ...tiny, tags: [{ name: 't' }], paths: { '/x': { post } } });
    expect(made.tags[0]?.operations[0]?.example.command).toContain(String.raw`-d '{"says":"it'\''s $HOME"}'`);
  });
});

const tiny: OpenApiDocument = { openapi: '3.1.1', info: { title: 'x', version: '1' } };

describe('the page /docs', () => {
  let signer: Signer;
  let api: TestApi;
  let council: string;
  let text: string;

  beforeAll(async () => {
    signer = await makeSigner();
    council = await signer.sign({ party: 'council:380', record: '*' });
    const { caseline } = await bradfordLoaded();
    api = await startTestApi({ verifier: signer.verifier, caseline, pages: openPages() });
    ({ text } = await visit(api, '/docs'));
  });
  afterAll(() => api.close());

  it('leads within itself only to what is there', () => {
    const ids = new Set([...text.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id));
    const wanted = new Set([...text.matchAll(/\shref="#([^"]*)"/g)].map(([, id]) => id));
    expect(wanted.size).toBeGreaterThan(100);
    expect([...wanted].filter((id) => !ids.has(id))).toEqual([]);
    for (const { id } of operations) expect(ids).toContain(id);
  });

  it('stays small enough to be read on a phone', () => {
    expect(Buffer.byteLength(text)).toBeLessThan(400_000);
  });

  const tried = (html: string): readonly string[] =>
    [...html.matchAll(/<a href="([^"]*)">Try it/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'));

  it('leads to examples that are answered, as whoever looks', async () => {
    const addresses = tried(text);
    expect(addresses.length).toBeGreaterThan(20);
    for (const address of addresses)
      expect([address, (await visit(api, address)).status]).toEqual([address, 200]);
    const own = tried((await visit(api, '/docs', { session: council })).text);
    expect(own).toContain('/v1/authorities/bradford/case?asOf=2018-10-26&viewAs=council:380');
    for (const address of own)
      expect([address, (await visit(api, address, { session: council })).status]).toEqual([address, 200]);
  });

  it('has an example of what to record that can be recorded', async () => {
    const { example } = operation('postAuthoritiesAuthorityEvents');
    const body = /-d '(.*)' 'http/.exec(example.command)?.[1] ?? '';
    const { status, json } = await api.post('/v1/authorities/bradford/events', body, { as: council });
    expect([status, json.anomalies]).toEqual([201, []]);
  });

  it('shows what the document says as text', () => {
    const hostile = '<script>alert(1)</script> `<img src=x>`';
    const get = {
      operationId: 'x',
      tags: ['t'],
      summary: hostile,
      description: hostile,
      parameters: [{ name: 'p', in: 'query', description: hostile, schema: { example: hostile } }] as const,
      responses: { 200: { description: hostile, content: { '<b>': { schema: { description: hostile } } } } },
    };
    const made: ApiDocs = apiDocs({
      ...tiny,
      tags: [{ name: 't', description: hostile }],
      paths: { '/x/<b>': { get: { ...get, parameters: [...get.parameters] } } },
      components: { schemas: { '<i>': { type: 'string', description: hostile, enum: [hostile] } } },
    });
    const page = { title: 'x', navigation: [{ href: '/' }], others: [] };
    const html = openTemplates()('docs.njk', { page, docs: made, addressOf: () => '/', assets: {} });
    expect(html.match(/&lt;script&gt;/g)?.length).toBeGreaterThan(8);
    expect(html).not.toMatch(/<(?:script>|img|b>|i>\W*<\/code>)/);
  });
});
