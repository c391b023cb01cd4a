import { refusedAlways } from '../../support/hidden/accepted.ts';
import { liveProbes } from '../../support/hidden/live-probes.ts';
import { probes } from '../../support/hidden/probes.ts';
import { now } from '../../support/hidden/random-log.ts';
import { numbered, type Probe } from '../../support/hidden/request.ts';
import { type Service, serve } from '../../support/hidden/service.ts';
import { recordingProbes } from '../../support/hidden/submissions.ts';
import { type Names, namesIn } from '../../support/hidden/values.ts';
import { recordedHistory } from '../../support/http-history.ts';
import { makeSigner, type Signer } from '../../support/http-tokens.ts';
import { smallEngland } from '../../support/small-england.ts';

interface Operation {
  readonly requestBody?: unknown;
  readonly parameters?: readonly { readonly in: string; readonly name: string }[];
}

interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** All that the proof asks and that records nothing, by operation. */
const everythingAsked = (names: Names): Readonly<Record<string, Probe>> => ({
  ...Object.fromEntries(Object.entries(probes).map(([operation, probe]) => [operation, probe(names)])),
  ...Object.fromEntries(
    Object.entries(liveProbes).map(([operation, { probe }]) => [operation, probe(names)]),
  ),
});

const asked: Readonly<Record<string, Probe>> = {
  ...everythingAsked({ ids: ['an id'], instants: ['an instant'], feeds: ['feed-1.token'] }),
  ...Object.fromEntries(Object.entries(recordingProbes).map(([operation, probe]) => [operation, probe([])])),
};

const where = 'probes.ts, live-probes.ts or submissions.ts in test/support/hidden';

/** What the description has and the proof does not ask. */
function missing({ paths }: Described): string[] {
  const said: string[] = [];
  for (const [path, verbs] of Object.entries(paths))
    for (const [verb, { parameters = [], requestBody }] of Object.entries(verbs)) {
      const probe = asked[`${verb} ${path}`];
      if (!probe) {
        said.push(`nothing asks ${verb} ${path}: say in ${where} what it is to be asked with`);
        continue;
      }
      if (requestBody !== undefined && !recordingProbes[`${verb} ${path}`])
        said.push(`nothing gives ${verb} ${path} a body: what takes one belongs into submissions.ts`);
      for (const { in: place, name } of parameters) {
        const values = probe[place as keyof Probe]?.[name] ?? []; // what has no such place has no such parameter
        if (values.length === 0)
          said.push(
            `nothing gives ${verb} ${path} its ${place} parameter ${name}: give it values in ${where}`,
          );
      }
    }
  return said;
}

/** What the proof asks and the description does not have. */
function gone({ paths }: Described): string[] {
  return Object.entries(asked).flatMap(([operation, probe]) => {
    const [verb = '', path = ''] = operation.split(' ');
    const described = paths[path]?.[verb];
    if (!described) return [`${operation} is not described any more: take it out of ${where}`];
    const known = new Set(described.parameters?.map(({ in: place, name }) => `${place} ${name}`));
    return Object.entries(probe).flatMap(([place, values]) =>
      Object.keys(values)
        .filter((name) => !known.has(`${place} ${name}`))
        .map((name) => `${operation} takes no ${place} parameter ${name} any more: take it out of ${where}`),
    );
  });
}

const recorded = Date.parse('2026-01-05T09:00:00Z');
const log = [...recordedHistory, ...(smallEngland[202] ?? [])].map((event) => ({ event, recorded }));

let signer: Signer;
let service: Service;
let described: Described;

beforeAll(async () => {
  signer = await makeSigner();
  service = await serve(log, { signer, clock: { now } });
  const { body } = await service.ask({ method: 'GET', path: '/openapi.json', headers: {} });
  described = JSON.parse(body.toString()) as Described; // its own tests check it
});
afterAll(() => service.close());

describe('the proof that hidden events change nothing', () => {
  it('asks every operation of the OpenAPI document, with every parameter', () => {
    expect([...missing(described), ...gone(described)]).toEqual([]);
  });

  it('gives every parameter a value that is answered: of refusals alone nobody learns', async () => {
    const token = await signer.sign({ party: 'council:380' });
    const made = await service.ask(numbered({ method: 'POST', path: '/v1/feeds' }, { token }));
    const names = namesIn(log, [(JSON.parse(made.body.toString()) as { token: string }).token]); // of a 201
    expect(await refusedAlways(service, everythingAsked(names), token)).toEqual([]);
  });

  it('says what to add where an operation or a parameter is new', () => {
    const parameters = [
      { in: 'query', name: 'viewAs' },
      { in: 'query', name: 'colour' },
    ];
    const told = missing({ paths: { '/v1/england': { get: { parameters } }, '/v1/new': { put: {} } } });
    expect(told).toEqual([
      `nothing gives get /v1/england its query parameter colour: give it values in ${where}`,
      `nothing asks put /v1/new: say in ${where} what it is to be asked with`,
    ]);
  });
});
