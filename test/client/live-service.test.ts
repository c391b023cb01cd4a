import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Observable } from 'rxjs';
import { openCaseline } from '../../src/caseline.ts';
import { type Client, connect, type Live } from '../../src/client/client.ts';
import type { EventTypeName, NewEvent } from '../../src/domain/events/catalogue.ts';
import { contentHash } from '../../src/projections/content-hash.ts';
import { type Collected, collected } from '../support/collected.ts';
import { type CuttingProxy, startCuttingProxy } from '../support/cutting-proxy.ts';
import { anEvent, type Overrides } from '../support/events.ts';
import { sent, startTestApi, type TestApi, testNow } from '../support/http.ts';
import { recordedHistory } from '../support/http-history.ts';
import { makeSigner, type Signer } from '../support/http-tokens.ts';

/** The client at the real service, with a proxy between them that cuts connections. */
let folder: string;
let signer: Signer;
let token: string;
let proxy: CuttingProxy;
let api: TestApi;
/** Through the proxy. */
let caseline: Client;
/** Past it. */
const asking = (): Client => connect(api.url);

const start = async (): Promise<void> => {
  const log = `sqlite:${join(folder, 'log.db')}`;
  const engine = openCaseline({ log, cache: false, now: () => testNow });
  api = await startTestApi({ verifier: signer.verifier, caseline: engine });
  proxy.leadTo(api.url);
};
const stop = async (): Promise<void> => {
  proxy.leadNowhere();
  await api.close();
};
const post = async (event: NewEvent): Promise<string> => {
  const { status, text } = await api.post(`/v1/authorities/${event.caseId.slice(10)}/events`, sent(event), {
    as: token,
  });
  if (status !== 201) throw new Error(text);
  return event.id;
};
const record = <Type extends EventTypeName>(type: Type, overrides?: Overrides<Type>): Promise<string> =>
  post(anEvent(type, overrides) as NewEvent); // one of the union

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'caseline-client-'));
  signer = await makeSigner();
  token = await signer.sign({ party: 'recorder', record: '*' });
  proxy = await startCuttingProxy();
  await start();
  caseline = connect(proxy.url, { live: { firstWait: 1, longestWait: 4, random: () => 0 } });
  for (const event of recordedHistory) await post(event);
});
afterAll(async () => {
  await stop();
  await proxy.close();
  rmSync(folder, { recursive: true });
});

const opened: Collected<unknown>[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.stop();
});
const follow = <Item>(observable: Observable<Item>): Collected<Item> => {
  const made = collected(observable);
  opened.push(made);
  return made;
};

let visits = 0;
const visit = (): Promise<string> => {
  visits += 1;
  return record('VisitCarriedOut', {
    occurred: { date: '2019-05-21' },
    data: { visitId: `visit-${visits}` },
  });
};

describe('events', () => {
  it('are all that the public may know, and then what is recorded', async () => {
    const marked = follow(caseline.live.eventsAndMarks({ after: 'start', authorities: ['bradford'] }));
    const { events } = await asking().events('bradford', { limit: 500 });
    const first = await Promise.all(events.map(() => marked.next()));
    expect(first.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
      events.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    );
    expect(await marked.next()).toMatchObject({ type: 'caught-up' });
    const id = await visit();
    expect(await marked.next()).toEqual((await asking().event(id)).event);
  });

  it('come once and in order while connections are cut and the service restarts', async () => {
    const received = follow(caseline.live.eventsAndMarks({ types: ['VisitCarriedOut'] }));
    await received.next();
    const expected: string[] = [];
    for (const trouble of [
      () => proxy.cutAfter(100),
      () => proxy.cutAfter(700),
      () => proxy.cut(),
      stop,
      () => proxy.cutAfter(1_500),
      stop,
    ]) {
      await trouble();
      if (trouble === stop) await start();
      for (let n = 0; n < 3; n += 1) expected.push(await visit());
    }
    const ids: string[] = [];
    while (ids.at(-1) !== expected.at(-1)) {
      const item = await received.next();
      if (item.type !== 'caught-up') ids.push(item.id);
    }
    expect(ids).toEqual(expected);
  });

  it('cannot be gone on with after one that the public may not know of', async () => {
    const hidden = await record('ReportConsidered', {
      occurred: { date: '2019-06-04' },
      disclosures: [],
      data: { body: 'The Executive', title: 'In private', outcome: 'Noted' },
    });
    const received = follow(caseline.live.events({ after: hidden }));
    await expect(received.next()).rejects.toMatchObject({ code: 'unknown-position', status: 404 });
  });
});

describe('states', () => {
  const region = 'North East, Yorkshire and the Humber';
  const streams: readonly [() => Observable<Live<unknown>>, () => Promise<unknown>][] = [
    [() => caseline.live.case('bradford'), async () => (await asking().case('bradford')).case],
    [() => caseline.live.journey('380'), async () => (await asking().journey('380')).journey],
    [() => caseline.live.deadlines('380'), async () => (await asking().deadlines('380')).deadlines],
    [() => caseline.live.improvement('380'), async () => (await asking().improvement('380')).improvement],
    [() => caseline.live.anomalies('380'), async () => (await asking().anomalies('380')).reconciliation],
    [
      () => caseline.live.deadlines({ region }),
      async () => (await asking().deadlines({ region, limit: 500 })).deadlines,
    ],
    [() => caseline.live.england('board'), async () => (await asking().england('board')).board],
    [
      () => caseline.live.england('movers', { since: '2018-01-01' }),
      async () => (await asking().england('movers', { since: '2018-01-01' })).movers,
    ],
  ];

  /** Bradford is inspected once more, and judged. */
  const judge = async (year: number, overall: 'good' | 'inadequate'): Promise<void> => {
    const occurred = { date: `${year}-03-20` };
    const disclosures = [{ to: 'public', from: occurred.date }];
    const inspectionId = `${year}-ilacs`;
    const areas = [{ area: 'leadership' as const, grade: overall }];
    const data = { inspectionId, framework: 'ILACS_2018' as const, overall, areas };
    const onSite = { date: `${year}-03-02/${year}-03-06` };
    await record('InspectionCarriedOut', { occurred: onSite, disclosures, data: { inspectionId } });
    await record('JudgementsIssued', { occurred, disclosures, data });
    await record('ReportPublished', { occurred, disclosures, data: { inspectionId } });
  };

  it('are in the end what a question for now is answered with, while connections are cut and the service restarts', async () => {
    const followed = streams.map(([stream, answer]) => ({ states: follow(stream()), answer }));
    const allReachTheAnswer = async (): Promise<void> => {
      for (const { states, answer } of followed) {
        const hash = contentHash(await answer());
        while (states.items.at(-1)?.hash !== hash) await states.next();
      }
    };
    await allReachTheAnswer();
    await judge(2020, 'good');
    await allReachTheAnswer();
    proxy.cutAfter(900);
    await judge(2021, 'inadequate');
    proxy.cut();
    await allReachTheAnswer();
    await stop();
    await start();
    await judge(2022, 'good');
    await allReachTheAnswer();
    for (const { states } of followed)
      for (const { state, hash } of states.items) expect(contentHash(state)).toBe(hash);
  });
});
