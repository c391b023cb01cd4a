import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyLog } from '../../src/caseline.ts';
import { bundledEngland } from '../support/england-log.ts';
import { anEvent } from '../support/events.ts';
import { startDouble } from '../support/eventstoredb/double.ts';
import { realServer, realServerAsked } from '../support/eventstoredb/real-server.ts';
import { everyQuestion, everyStream, octoberQuestions, operationOf } from '../support/every-question.ts';
import type { Asked } from '../support/hidden/client.ts';
import { sameOfAll } from '../support/hidden/difference.ts';
import { holds, patience } from '../support/hidden/draw.ts';
import { probes } from '../support/hidden/probes.ts';
import { anyRequest, numbered } from '../support/hidden/request.ts';
import { sent } from '../support/http.ts';
import { makeSigner, type Signer } from '../support/http-tokens.ts';
import { begun, type Instance, startInstance } from '../support/instance.ts';
import { SseReader } from '../support/sse.ts';

/** Late enough that everything that comes with Caseline has been disclosed. */
const today = '2026-12-15';
const clock = { now: Date.parse(`${today}T12:00:00Z`) };
const now = (): number => clock.now;

/** Those who are compared in everything. */
const viewers = ['public', 'council:380', 'auditor'];

/** How often whatever may be asked is asked at random. */
const runs = 3;

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

describe('on the protocol double', () => describeTheSame(startedDouble));

(realServer ? describe : describe.skip)(`on a real server (${realServerAsked})`, () => {
  describeTheSame(async () => ({ connection: realServer ?? '', close: async () => undefined }));
});

function describeTheSame(start: () => Promise<Server>): void {
  let server: Server;
  let folder: string;
  let signer: Signer;
  let tokens: ReadonlyMap<string, string>;
  /** Bradford and England, imported into a file. */
  let inFile: Instance;
  /** The same, imported into a log on the server. */
  let imported: Instance;
  /** The file, copied to the server; and that copied to another file. */
  let copied: Instance;
  let copiedBack: Instance;
  let copy: string;

  const instanceOn = (log: string, longestWait = 2) => startInstance({ log, signer, now, longestWait });

  beforeAll(async () => {
    server = await start();
    folder = mkdtempSync(join(tmpdir(), 'caseline-same-'));
    const [first, last] = ['first', 'last'].map((name) => `sqlite:${join(folder, `${name}.db`)}`) as [
      string,
      string, // a name for each
    ];
    signer = await makeSigner();
    const signed = ['council:380', 'council:383', 'auditor', 'recorder'].map(
      async (party) => [party, await signer.sign({ party, record: '*' })] as const,
    );
    tokens = new Map(await Promise.all(signed));
    const onServer = logOn(server);
    for (const log of [first, onServer]) await (await bundledEngland(log, today)).caseline.close();
    copy = logOn(server);
    await copyLog({ from: first, to: copy });
    await copyLog({ from: copy, to: last });
    inFile = await instanceOn(first);
    imported = await instanceOn(onServer);
    copied = await instanceOn(copy);
    copiedBack = await instanceOn(last);
  }, 120_000);
  afterAll(async () => {
    for (const one of [inFile, imported, copied, copiedBack]) await one.close();
    await server.close();
    rmSync(folder, { recursive: true });
  });

  const asked = (party: string, path: string, more: Partial<Asked> = {}): Asked =>
    numbered({ method: 'GET', path, ...more }, { token: tokens.get(party) });
  const same = (instances: readonly Instance[], request: Asked) =>
    sameOfAll(
      instances.map(({ client }) => client),
      request,
    );
  const sameStream = async (request: Asked): Promise<string> => {
    const [one = '', other] = await Promise.all([inFile, copied].map((one) => begun(one, request)));
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
      const first = (await inFile.exported()).join('\n');
      for (const other of [copied, copiedBack])
        expect((await other.exported()).join('\n') === first).toBe(true);
    });
  });

  it('holds the same events of each case where tables were imported into it, cases being in any order', async () => {
    const ofCases = async (one: Instance): Promise<string> => {
      const byCase = new Map<string, string[]>();
      for (const line of await one.exported()) {
        const { caseId } = JSON.parse(line);
        byCase.set(caseId, [...(byCase.get(caseId) ?? []), line]);
      }
      return [...byCase.keys()]
        .sort()
        .flatMap((caseId) => byCase.get(caseId))
        .join('\n');
    };
    expect((await ofCases(imported)) === (await ofCases(inFile))).toBe(true);
    expect(await imported.caseline.verify()).toMatchObject({ damage: [] });
  });

  describe("Bradford's October 2018, and what came of it", () => {
    it.each(octoberQuestions)('$question', async ({ as, address, answer }) => {
      const heard = await same([inFile, imported, copied], asked(as, address));
      const json = JSON.parse(heard.body.toString());
      expect(json).toMatchObject(answer);
      // The permanent link gives the same, for ever.
      const { self } = json.links;
      await same([inFile, imported, copied], asked(as, self));
    });
  });

  describe.each(viewers)('asked by %s', (party) => {
    it('answers with the same bytes', async () => {
      for (const address of everyQuestion) {
        // Which case was written last, and so what an answer about all of them rests on, is the server's to say.
        const isOfOneCase = /^\/v1\/(authorities\/|sources)/.test(address);
        const instances = isOfOneCase ? [inFile, imported, copied] : [inFile, copied];
        const { status } = await same(instances, asked(party, address));
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
      const lines = await inFile.exported();
      const ids = lines.filter((_, n) => n % 400 === 0).map((line): string => JSON.parse(line).id);
      await holds(runs, async (draw) => {
        const party = draw.one(viewers);
        const viewer = { party, token: tokens.get(party) };
        for (const [operation, probe] of Object.entries(probes)) {
          if (!operation.startsWith('get ')) continue;
          const request = anyRequest(operation, probe({ ids, instants: [], feeds: [] }), viewer, draw);
          await same([inFile, copied], request);
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
      const heard = await same([inFile, imported, copied], posted(body, headers));
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
      const published = (await inFile.exported())
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
      const before = `/v1/authorities/bradford/case?position=${openly.id}`;
      const changed = `/v1/authorities/bradford/changes?from.position=${openly.id}`;
      for (const address of [...ofBradford, before, changed, `/v1/events/${openly.id}`])
        await same([inFile, imported, copied], asked(party, address));
      for (const address of ['/v1/england/board', '/v1/deadlines', '/v1/authorities'])
        await same([inFile, copied], asked(party, address));
      expect(await sameStream(asked(party, '/v1/live/events?after=start'))).toContain(openly.id);
    });
  });

  it('lets who has recorded with one instance read that from another, and tells its listeners', async () => {
    const another = await instanceOn(copy, 10_000);
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
      const heard = await same([another, copied], asked('council:380', address));
      expect(JSON.parse(heard.body.toString()).basis.position).toBe(event.id);
    }
    await listener.until(({ eventIds }) => eventIds.includes(event.id));
    listener.close();
    await another.close();
  });
}
