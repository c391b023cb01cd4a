import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Streams, usualLimits } from '../../src/api/streams.ts';
import { copyLog, eventJson, openCaseline } from '../../src/caseline.ts';
import { bundledEngland } from '../support/england-log.ts';
import { anEvent } from '../support/events.ts';
import { startDouble } from '../support/eventstoredb/double.ts';
import { realServer, realServerAsked } from '../support/eventstoredb/real-server.ts';
import { everyQuestion, everyStream, octoberQuestions, operationOf } from '../support/every-question.ts';
import { type Asked, Client, headersOf, statusOf } from '../support/hidden/client.ts';
import { sameOfAll } from '../support/hidden/difference.ts';
import { holds, patience } from '../support/hidden/draw.ts';
import { probes } from '../support/hidden/probes.ts';
import { anyRequest, numbered } from '../support/hidden/request.ts';
import { sent, startTestApi, type TestApi } from '../support/http.ts';
import { makeSigner } from '../support/http-tokens.ts';
import { SseReader } from '../support/sse.ts';

/** Late enough that everything that comes with Caseline has been disclosed. */
const today = '2026-12-15';
const clock = { now: Date.parse(`${today}T12:00:00Z`) };

const parties = ['public', 'council:380', 'council:383', 'auditor', 'recorder'] as const;
type Party = (typeof parties)[number];
/** Those who are compared in everything. */
const viewers: readonly Party[] = ['public', 'council:380', 'auditor'];

interface Server {
  readonly connection: string;
  close(): Promise<void>;
}

async function startedDouble(): Promise<Server> {
  const double = await startDouble();
  return { connection: double.connectionString(), close: () => double.close() };
}

/** One log among others on a server: each has a prefix of its own, and none is ever removed. */
const logOn = ({ connection }: Server): string =>
  `${connection}${connection.includes('?') ? '&' : '?'}streamPrefix=test-${randomUUID()}-`;

/** A service that answers at once, also for who waits for what is not there, and whose heart never beats. */
interface Instance extends TestApi {
  readonly client: Client;
}

const runs = 3;

describe('on the protocol double', () => describeTheSame(startedDouble));

(realServer ? describe : describe.skip)(`on a real server (${realServerAsked})`, () => {
  describeTheSame(async () => ({ connection: realServer ?? '', close: async () => undefined }));
});

function describeTheSame(start: () => Promise<Server>): void {
  let server: Server;
  let folder: string;
  let signer: Awaited<ReturnType<typeof makeSigner>>;
  let tokens: ReadonlyMap<Party, string>;
  /** Bradford and England in a file, in a log on the server, and a copy of the file on the server. */
  let inFile: Instance;
  let imported: Instance;
  let copied: Instance;
  /** The log of the copy, for other instances. */
  let copy: string;
  let copiedBack: Instance;

  const instance = async (log: string, longestWait = 2): Promise<Instance> => {
    const api = await startTestApi({
      verifier: signer.verifier,
      caseline: openCaseline({ log, now: () => clock.now, cache: false }),
      conforming: false,
      longestWait,
      streams: new Streams({ ...usualLimits, heartbeatMs: 3_600_000 }),
    });
    return Object.assign(api, { client: new Client(Number(new URL(api.url).port)) });
  };

  beforeAll(async () => {
    server = await start();
    folder = mkdtempSync(join(tmpdir(), 'caseline-same-'));
    const file = (name: string): string => `sqlite:${join(folder, `${name}.db`)}`;
    signer = await makeSigner();
    tokens = new Map(
      await Promise.all(
        parties.slice(1).map(async (party) => [party, await signer.sign({ party, record: '*' })] as const),
      ),
    );
    const onServer = logOn(server);
    for (const log of [file('first'), onServer]) await (await bundledEngland(log, today)).caseline.close();
    copy = logOn(server);
    await copyLog({ from: file('first'), to: copy });
    await copyLog({ from: copy, to: file('last') });
    inFile = await instance(file('first'));
    imported = await instance(onServer);
    copied = await instance(copy);
    copiedBack = await instance(file('last'));
  }, 120_000);
  afterAll(async () => {
    for (const one of [inFile, imported, copied, copiedBack]) {
      one.client.end();
      await one.close();
    }
    await server.close();
    rmSync(folder, { recursive: true });
  });

  const asked = (party: Party, path: string, more: Partial<Asked> = {}): Asked =>
    numbered({ method: 'GET', path, ...more }, { token: tokens.get(party) });
  const clientsOf = (...instances: readonly Instance[]): Client[] => instances.map(({ client }) => client);

  /** All events as they are exported. */
  const exported = async ({ caseline }: Instance): Promise<readonly string[]> => {
    const lines: string[] = [];
    for await (const event of caseline.everything('auditor')) lines.push(JSON.stringify(eventJson(event)));
    return lines;
  };

  /** What a stream gives up to where it waits for something to happen, head and all. */
  const begun = async ({ client }: Instance, request: Asked): Promise<string> => {
    const response = await client.open(request);
    const reader = new SseReader(response);
    reader.read();
    await reader.until(({ messages }) =>
      messages.some(({ event }) => event === 'caught-up' || event === 'state'),
    );
    reader.close();
    return [statusOf(response), ...headersOf(response).map((pair) => pair.join(': ')), reader.text].join(
      '\n',
    );
  };

  const sameStream = async (request: Asked): Promise<string> => {
    const [one = '', other] = await Promise.all([inFile, copied].map((instance) => begun(instance, request)));
    expect([request.path, one === other]).toEqual([request.path, true]);
    return one;
  };

  describe('a log that was copied from a file to it, and from there to another file', () => {
    it('passes the same verification all three times', async () => {
      const verified = [];
      for (const { caseline } of [inFile, copied, copiedBack]) verified.push(await caseline.verify());
      expect(verified[0]).toMatchObject({ damage: [] });
      expect(verified[0]?.events).toBeGreaterThan(2_000);
      expect(verified[1]).toEqual(verified[0]);
      expect(verified[2]).toEqual(verified[0]);
    });

    it('is exported as the same bytes', async () => {
      const first = (await exported(inFile)).join('\n');
      for (const other of [copied, copiedBack])
        expect((await exported(other)).join('\n') === first).toBe(true);
    });
  });

  it('holds the same events of each case where tables were imported into it, cases being in any order', async () => {
    const ofCases = async (one: Instance): Promise<string> => {
      const byCase = new Map<string, string[]>();
      for (const line of await exported(one)) {
        const { caseId } = JSON.parse(line);
        byCase.set(caseId, [...(byCase.get(caseId) ?? []), line]);
      }
      return [...byCase.keys()]
        .sort()
        .flatMap((caseId) => byCase.get(caseId))
        .join('\n');
    };
    expect((await ofCases(imported)) === (await ofCases(inFile))).toBe(true);
    expect(await imported.caseline.verify()).toEqual(await inFile.caseline.verify());
  });

  describe("Bradford's October 2018, and what came of it", () => {
    it.each(octoberQuestions)('$question', async ({ as, address, answer }) => {
      const heard = await sameOfAll(clientsOf(inFile, imported, copied), asked(as, address));
      const json = JSON.parse(heard.body.toString());
      expect(json).toMatchObject(answer);
      // The permanent link gives the same, for ever.
      const { self } = json.links;
      await sameOfAll(clientsOf(inFile, imported, copied), asked(as, self));
    });
  });

  describe.each(viewers)('asked by %s', (party) => {
    it('answers with the same bytes', async () => {
      for (const address of everyQuestion) {
        const isOfOneCase = /^\/v1\/(authorities\/|sources)/.test(address);
        const instances = isOfOneCase ? [inFile, imported, copied] : [inFile, copied];
        const { status } = await sameOfAll(clientsOf(...instances), asked(party, address));
        const isFor = address !== '/v1/feeds' || party !== 'public';
        expect([address, status]).toEqual([address, isFor ? 200 : 401]);
      }
    });

    it('streams the same bytes', async () => {
      for (const address of everyStream) await sameStream(asked(party, address));
    });
  });

  it('is asked everything that the description has to ask', async () => {
    const { paths } = (await copied.get('/openapi.json')).json;
    const toGet = Object.keys(paths).filter((path) => 'get' in paths[path]);
    const found = new Set([...everyQuestion, ...everyStream].map((address) => operationOf(address, toGet)));
    expect([...found].sort()).toEqual([...toGet].sort());
  });

  it(
    'answers whatever else is asked with the same bytes',
    async () => {
      const lines = await exported(inFile);
      const ids = lines.filter((_, n) => n % 400 === 0).map((line): string => JSON.parse(line).id);
      await holds(runs, async (draw) => {
        const party = draw.one(viewers);
        const viewer = { party, token: tokens.get(party) };
        for (const [operation, probe] of Object.entries(probes)) {
          if (!operation.startsWith('get ')) continue;
          const request = anyRequest(operation, probe({ ids, instants: [], feeds: [] }), viewer, draw);
          await sameOfAll(clientsOf(inFile, copied), request);
        }
      });
    },
    patience(runs),
  );

  describe('recording', () => {
    const events = '/v1/authorities/bradford/events';
    const posted = (body: unknown, headers: Asked['headers'] = {}): Asked =>
      asked('recorder', events, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${tokens.get('recorder')}`,
          'Content-Type': 'application/json',
          ...headers,
        },
        body: JSON.stringify(body),
      });
    const record = async (body: unknown, headers?: Asked['headers']) => {
      const heard = await sameOfAll(clientsOf(inFile, imported, copied), posted(body, headers));
      return { status: heard.status, json: JSON.parse(heard.body.toString()) };
    };
    const openly = anEvent('MeasureReported', { occurred: { date: '2023-12' } });

    it('is acknowledged with the same bytes, and refused with them', async () => {
      clock.now += 60_000;
      expect(await record(sent(openly))).toMatchObject({ status: 201, json: { position: openly.id } });
      expect((await record(sent(openly))).status).toBe(200);
      clock.now += 60_000;
      const embargoed = anEvent('MeasureReported', {
        occurred: { date: '2024-01' },
        disclosures: [{ to: 'council:380', from: '2024-02-01' }],
      });
      const published = (await exported(inFile))
        .map((line) => JSON.parse(line))
        .find(({ type, occurred }) => type === 'ReportPublished' && occurred.date === '2018-10-29');
      const correction = anEvent('EventCorrected', {
        occurred: { date: '2026-12-14' },
        disclosures: [{ to: 'public', from: '2026-12-14' }],
        data: {
          target: published.id,
          reason: 'late_evidence',
          explanation: 'It was on the site a day later',
          replacement: { occurred: { date: '2018-10-30' } },
        },
      });
      expect((await record({ events: [sent(embargoed), sent(correction)] })).status).toBe(201);
      const endsEarly = anEvent('InspectionCarriedOut', { occurred: { date: '2024-02-05/2024-02-01' } });
      expect((await record(sent(endsEarly))).json.code).toBe('rule-broken');
      expect((await record({ ...sent(openly), source: { id: 'another' } })).json.code).toBe('event-id-taken');
      const another = anEvent('MeasureReported');
      expect(
        (await record(sent(another), { 'If-Match': `"${published.id}.${'0'.repeat(32)}"` })).status,
      ).toBe(412);
      expect((await record({ ...sent(another), type: 'Nothing' })).status).toBe(422);
    });

    it.each(viewers)('is answered from with the same bytes then, as %s', async (party) => {
      const ofBradford = everyQuestion.filter((address) => address.includes('/bradford'));
      for (const address of [...ofBradford, `/v1/events/${openly.id}`])
        await sameOfAll(clientsOf(inFile, imported, copied), asked(party, address));
      for (const address of ['/v1/england/board', '/v1/deadlines', '/v1/authorities'])
        await sameOfAll(clientsOf(inFile, copied), asked(party, address));
      expect(await sameStream(asked(party, '/v1/live/events?after=start'))).toContain(openly.id);
    });
  });

  it('lets who has recorded with one instance read that from another, and tells its listeners', async () => {
    const another = await instance(copy, 10_000);
    const event = anEvent('MeasureReported', { disclosures: [{ to: 'council:380', from: '2024-02-01' }] });
    const listening = await another.client.open(asked('council:380', '/v1/live/events'));
    const listener = new SseReader(listening);
    listener.read();
    await listener.caughtUp();
    const { json } = await copied.post('/v1/authorities/bradford/events', sent(event), {
      as: tokens.get('recorder'),
    });
    for (const question of ['case?after', 'deadlines?after', 'timeline?limit=500&afterPosition']) {
      const address = `/v1/authorities/bradford/${question}=${json.position}`;
      const heard = await sameOfAll(clientsOf(another, copied), asked('council:380', address));
      expect(JSON.parse(heard.body.toString()).basis.position).toBe(event.id);
    }
    await listener.until(({ eventIds }) => eventIds.includes(event.id));
    listener.close();
    another.client.end();
    await another.close();
  });
}
