import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { eventTypeNames, eventTypeOf } from '../../src/domain/events/catalogue.ts';
import { source } from '../../src/export/source.ts';
import { anEvent } from '../support/events.ts';
import { sent, startTestApi, type TestApi } from '../support/http.ts';
import { history, recordedHistory } from '../support/http-history.ts';
import { makeSigner } from '../support/http-tokens.ts';
import { follow } from '../support/sse.ts';

interface Parameter {
  readonly in: string;
  readonly name: string;
  readonly required?: boolean;
  readonly schema?: unknown;
}

interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: unknown }>> };
  readonly responses: Readonly<
    Record<
      string,
      {
        readonly description: string;
        readonly content?: Readonly<Record<string, { readonly schema?: unknown }>>;
        readonly headers?: Readonly<Record<string, unknown>>;
      }
    >
  >;
}

interface OpenApi {
  readonly openapi: string;
  readonly info: { readonly description: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Readonly<Record<string, unknown>>>> };
}

let api: TestApi;
let document: OpenApi;
let recorder: string;

beforeAll(async () => {
  const signer = await makeSigner();
  recorder = await signer.sign({ party: 'recorder', record: '*' });
  api = await startTestApi({ verifier: signer.verifier, events: recordedHistory });
  document = (await api.get('/openapi.json')).json as OpenApi; // the tests below say whether it is one
});
afterAll(() => api.close());

const operations = (): readonly (readonly [what: string, path: string, operation: Operation])[] =>
  Object.entries(document.paths).flatMap(([path, verbs]) =>
    Object.entries(verbs).map(([verb, operation]) => [`${verb} ${path}`, path, operation] as const),
  );

/** Every value under a key of this name, anywhere. */
function valuesOf(key: string, within: unknown): unknown[] {
  if (typeof within !== 'object' || within === null) return [];
  return Object.entries(within).flatMap(([name, value]) => (name === key ? [value] : valuesOf(key, value)));
}

describe('the OpenAPI document', () => {
  it('is of version 3.1, and says of each operation what it is, what it takes and what it answers', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d$/);
    for (const [what, path, { summary, parameters = [], responses }] of operations()) {
      expect([what, summary]).toEqual([what, expect.any(String)]);
      const inPath = parameters.filter((one) => one.in === 'path');
      expect(inPath.map(({ name }) => name)).toEqual(
        [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name),
      );
      for (const one of inPath) expect(one.required).toBe(true);
      for (const { schema } of parameters) expect(schema).toBeDefined();
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(['500']));
      for (const [status, { description, content }] of Object.entries(responses)) {
        expect(description.length).toBeGreaterThan(0);
        expect(status).toMatch(/^[2345]\d\d$/);
        for (const { schema } of Object.values(content ?? {})) expect(schema).toBeDefined();
      }
    }
    const ids = operations().map(([, , { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('says where the content comes from, and under which licence', () => {
    expect(document.info.description).toContain(source.statement);
    expect(document.info.description).toContain(source.licenceUrl);
  });

  it('says which answers are files too', () => {
    const { responses } = document.paths['/v1/england/board']?.get ?? {};
    expect(Object.keys(responses?.['200']?.content ?? {})).toEqual([
      'application/json',
      'text/csv',
      'application/x-ndjson',
      'application/vnd.apache.parquet',
    ]);
    expect(Object.keys(responses?.['200']?.headers ?? {})).toEqual(['ETag', 'Content-Disposition', 'Link']);
  });

  it('refers only to what it holds, under names that OpenAPI allows', () => {
    const schemas = Object.keys(document.components.schemas);
    for (const name of schemas) expect(name).toMatch(/^[a-zA-Z0-9._-]+$/);
    const refs = new Set(valuesOf('$ref', document));
    expect(refs.size).toBeGreaterThan(20);
    for (const ref of refs) expect(schemas.map((name) => `#/components/schemas/${name}`)).toContain(ref);
  });

  it('has schemas of JSON Schema 2020-12 that compile', () => {
    const ajv = new Ajv2020({ strict: false });
    formats.default(ajv);
    ajv.addSchema({ $id: 'openapi', ...document });
    for (const [name, schema] of Object.entries(document.components.schemas)) {
      expect([name, ajv.validateSchema(schema)]).toEqual([name, true]);
      ajv.compile({ $ref: `openapi#/components/schemas/${name}` });
    }
  });

  it('tells every type of event, with what it is and which source shows it, to record and as recorded', () => {
    for (const name of eventTypeNames)
      for (const schema of [name, `New${name}`]) {
        const described = document.components.schemas[schema]?.description;
        expect(described).toContain(eventTypeOf(name).about);
        expect(described).toContain(eventTypeOf(name).seenIn);
      }
    const mapping = document.components.schemas.NewEvent?.discriminator;
    expect(mapping).toMatchObject({
      propertyName: 'type',
      mapping: { ReportShared: '#/components/schemas/NewReportShared' },
    });
  });

  it('takes what the service takes: every example event, and not what it refuses', () => {
    const ajv = new Ajv2020({ strict: false });
    formats.default(ajv);
    ajv.addSchema({ $id: 'openapi', ...document });
    const validate = ajv.compile({ $ref: 'openapi#/components/schemas/Recording' });
    for (const name of eventTypeNames) {
      const event = sent(anEvent(name));
      expect([name, validate(event), validate.errors]).toEqual([name, true, null]);
      expect(validate({ events: [event] })).toBe(true);
      expect(validate({ ...event, colour: 'red' })).toBe(false);
      expect(validate({ ...event, caseId: 'authority-380' })).toBe(false);
    }
    expect(validate({ ...sent(anEvent('ReportShared')), type: 'ReportHidden' })).toBe(false);
    expect(validate({ events: [] })).toBe(false);
  });
});

describe('real answers', () => {
  it('are as described, from every operation', async () => {
    const visit = sent(anEvent('VisitCarriedOut'));
    const at = '/v1/authorities/bradford';
    for (const path of [
      'case',
      'journey',
      'deadlines',
      'improvement',
      'anomalies',
      'timeline',
      'events',
      'changes',
    ])
      for (const question of path === 'changes'
        ? ['', '?from.position=start']
        : ['', '?asOf=2018-10-26', '?position=start'])
        expect((await api.get(`${at}/${path}${question}`)).status).toBe(200);
    for (const path of [
      '/v1/authorities',
      at,
      `/v1/events/${history.judged2018.id}`,
      '/v1/sources',
      '/v1/sources/ofsted-2018-10-29',
    ])
      expect((await api.get(path)).status).toBe(200);
    for (const asked of [
      '',
      '/board',
      '/series',
      '/transitions',
      '/time-inadequate',
      '/movers?since=2015-01-01',
      '/spells',
    ])
      expect((await api.get(`/v1/england${asked}`)).status).toBe(200);
    for (const format of ['csv', 'ndjson', 'parquet'])
      for (const path of ['/v1/england/board', '/v1/authorities'])
        expect((await api.get(`${path}?format=${format}`)).status).toBe(200);
    for (const path of ['/problems', '/problems/rule-broken', '/healthz', '/readyz', '/openapi.json'])
      expect((await api.get(path)).status).toBe(200);
    expect((await api.post(`${at}/events`, visit, { as: recorder })).status).toBe(201);
    expect((await api.post(`${at}/events`, visit, { as: recorder })).status).toBe(200);

    for (const path of ['/v1/deadlines', '/v1/deadlines.ics', `${at}/deadlines.ics`, '/v1/feeds'])
      expect((await api.get(path, path === '/v1/feeds' ? { as: recorder } : {})).status).toBe(200);
    const feed = await api.request('POST', '/v1/feeds', { as: recorder });
    expect(feed.status).toBe(201);
    expect((await api.request('DELETE', `/v1/feeds/${feed.json.id}`, { as: recorder })).status).toBe(200);

    for (const path of ['events?after=start', 'cases/bradford', 'deadlines', 'england']) {
      const stream = await follow(api, `/v1/live/${path}`); // which looks at each message as well
      await stream.messagesUpTo(1);
      stream.close();
    }

    const succeeded = [...api.conformance.exercised].map((one) => one.replace(/ 2\d\d$/, ''));
    for (const [what] of operations()) expect(succeeded).toContain(what);
  });

  it('are as described where they are refused, whatever the reason', async () => {
    const at = '/v1/authorities/bradford';
    const visit = sent(anEvent('VisitCarriedOut'));
    const asking = { as: recorder };
    const seen = [
      await api.get(`${at}/case`, { headers: { 'If-None-Match': '*' } }),
      await api.get(`${at}/case?x=1`),
      await api.get(`${at}/case`, { as: 'x' }),
      await api.get(`${at}/case?viewAs=dfe`),
      await api.get('/v1/authorities/nowhere/case'),
      await api.get('/v1/england/board?region=Atlantis'),
      await api.get(`/v1/england/board?position=${history.considered.id}`),
      await api.get('/v1/events/x'),
      await api.get('/v1/sources/x'),
      await api.get('/v1/deadlines?authority=nowhere'),
      await api.get(`/v1/deadlines?position=${history.considered.id}`),
      await api.get('/v1/deadlines.ics?feed=x'),
      await api.get('/v1/deadlines.ics?feed=x', asking),
      await api.get('/v1/feeds'),
      await api.request('DELETE', '/v1/feeds/x', asking),
      await api.get('/problems/x'),
      await api.post(`${at}/events`, '{', asking),
      await api.post(`${at}/events`, visit),
      await api.post(`${at}/events`, visit, { as: recorder, headers: { 'If-Match': '"start"' } }),
      await api.post(`${at}/events`, { ...visit, id: history.judged2018.id }, asking),
      await api.post(`${at}/events`, 'x'.repeat(2_000_000), asking),
      await api.post(`${at}/events`, 'x', { as: recorder, headers: { 'Content-Type': 'text/plain' } }),
      await api.post(`${at}/events`, sent(anEvent('AuthorityRegistered')), asking),
      await api.post(`${at}/events`, {}, asking),
    ];
    expect(seen.map(({ status }) => status)).toEqual([
      304, 400, 401, 403, 404, 400, 404, 404, 404, 404, 404, 401, 400, 401, 404, 404, 400, 401, 412, 409, 413,
      415, 422, 422,
    ]);
  });

  it('would not pass if they were otherwise', () => {
    const path = '/v1/sources';
    const body = { sources: [] };
    const response = { method: 'GET', path, status: 200, contentType: 'application/json', body };
    expect(() => api.conformance.check(response)).not.toThrow();
    expect(() => api.conformance.check({ ...response, body: { ...body, more: 1 } })).toThrow(
      'not as described',
    );
    expect(() => api.conformance.check({ ...response, status: 418 })).toThrow('not described');
    expect(() => api.conformance.check({ ...response, contentType: 'text/html' })).toThrow('came as');
    expect(() => api.conformance.checkSchema('LiveEnd', { reason: 'bored', detail: '' })).toThrow(
      'no LiveEnd',
    );
  });
});
