import jsonPatch from 'fast-json-patch';
import { concat, NEVER, type Observable, of } from 'rxjs';
import { type StreamLimits, Streams, usualLimits } from '../../src/api/streams.ts';
import { type Basis, Caseline } from '../../src/caseline.ts';
import type { NewEvent } from '../../src/domain/events/catalogue.ts';
import type { Disclosure } from '../../src/domain/events/envelope.ts';
import { openMemoryLog } from '../../src/log/memory/memory-log.ts';
import { contentHash } from '../../src/projections/content-hash.ts';
import type { Stepped } from '../../src/projections/live.ts';
import type { ProjectionName, ViewOf } from '../../src/projections/projections.ts';
import { anEvent } from '../support/events.ts';
import { sent, startTestApi, type TestApi, type TestApiOptions, testNow } from '../support/http.ts';
import { recordedHistory } from '../support/http-history.ts';
import { makeSigner, type Signer } from '../support/http-tokens.ts';
import { type Following, follow, type SseReader } from '../support/sse.ts';

let signer: Signer;
let recorder: string;
let bradford: string;
let api: TestApi;
const opened: SseReader[] = [];

beforeAll(async () => {
  signer = await makeSigner();
  recorder = await signer.sign({ party: 'recorder', record: '*' });
  bradford = await signer.sign({ party: 'council:380' });
});

async function start({
  limits,
  ...options
}: Partial<TestApiOptions> & { limits?: Partial<StreamLimits> } = {}): Promise<void> {
  const streams = new Streams({ ...usualLimits, ...limits });
  api = await startTestApi({ verifier: signer.verifier, events: recordedHistory, streams, ...options });
}
afterEach(async () => {
  for (const reader of opened.splice(0)) reader.close();
  await api.close();
});

async function open(path: string, following: Following = {}): Promise<SseReader> {
  const reader = await follow(api, path, following);
  opened.push(reader);
  return reader;
}

async function record(event: NewEvent): Promise<void> {
  const la = event.caseId.replace('authority-', '');
  const { status, text } = await api.post(`/v1/authorities/${la}/events`, sent(event), { as: recorder });
  if (status !== 201) throw new Error(text);
}

const openTo: Disclosure[] = [{ to: 'public', from: '2014-01-01' }];
let named = 0;
/** Who holds an office is part of a case: each of these changes it, unless a later one is known. */
function director(disclosures: Disclosure[] = openTo, date = '2019-01-01'): NewEvent {
  named += 1;
  return anEvent('OfficeHolderNamed', {
    occurred: { date },
    disclosures,
    data: { name: `Director ${named}` },
  });
}

/** What somebody has who applied everything that a stream sent: each patch has to fit what they have. */
function stateOf({ messages }: SseReader): { readonly state: unknown; readonly hash: string } {
  let state: unknown;
  let hash = '';
  for (const { event, data } of messages) {
    if (event === 'state') {
      state = data.state;
      hash = data.hash;
    } else if (event === 'patch') {
      expect(data.before).toBe(hash);
      state = jsonPatch.applyPatch(state, data.patch, true, false).newDocument;
      hash = data.after;
    }
    expect(contentHash(state)).toBe(hash);
  }
  return { state, hash };
}

const lastHash = ({ messages }: SseReader): string =>
  messages.at(-1)?.data.after ?? messages.at(-1)?.data.hash;

const patches = ({ messages }: SseReader) => messages.filter(({ event }) => event === 'patch');

const cases = ['case', 'journey', 'deadlines', 'improvement', 'anomalies'].map((projection) => ({
  stream: `/v1/live/cases/bradford?projection=${projection}`,
  answer: `/v1/authorities/bradford/${projection}`,
  name: projection === 'anomalies' ? 'reconciliation' : projection,
}));
const england = ['board', 'series', 'transitions', 'time-inadequate'].map((table) => ({
  stream: `/v1/live/england?table=${table}`,
  answer: `/v1/england/${table}`,
  name: table,
}));
const streams: readonly { readonly stream: string; readonly answer: string; readonly name: string }[] = [
  { stream: '/v1/live/cases/380', answer: '/v1/authorities/380/case', name: 'case' },
  ...cases,
  { stream: '/v1/live/deadlines', answer: '/v1/deadlines', name: 'deadlines' },
  {
    stream: '/v1/live/deadlines?authority=bradford&status=overdue&certainty=certain',
    answer: '/v1/deadlines?authority=bradford&status=overdue&certainty=certain',
    name: 'deadlines',
  },
  { stream: '/v1/live/england', answer: '/v1/england/board', name: 'board' },
  ...england,
  {
    stream: '/v1/live/england?table=series&step=year&since=2015-01-01&kind=metropolitan_district',
    answer: '/v1/england/series?step=year&since=2015-01-01&kind=metropolitan_district',
    name: 'series',
  },
  {
    stream: '/v1/live/england?table=movers&since=2014-01-01&certainty=certain',
    answer: '/v1/england/movers?since=2014-01-01&certainty=certain',
    name: 'movers',
  },
];

describe('a stream of a state', () => {
  it('begins with what the matching question is answered with, under the hash of that', async () => {
    await start();
    for (const { stream, answer, name } of streams) {
      const reader = await open(stream);
      const [message] = await reader.messagesUpTo(1);
      const { json } = await api.get(answer);
      expect([stream, message?.event]).toEqual([stream, 'state']);
      expect([stream, message?.data]).toEqual([
        stream,
        { basis: json.basis, hash: contentHash(json[name]), state: json[name] },
      ]);
      reader.close();
    }
  });

  it('goes on with patches from one state to the next', async () => {
    await start();
    const readers = await Promise.all(
      ['/v1/live/cases/bradford', '/v1/live/cases/bradford?projection=anomalies', '/v1/live/england'].map(
        (stream) => open(stream),
      ),
    );
    await Promise.all(readers.map((reader) => reader.messagesUpTo(1)));
    for (let n = 1; n <= 3; n += 1) {
      await record(director());
      await readers[0]?.until((reader) => patches(reader).length >= n);
    }
    await record(anEvent('TrustWentLive', { occurred: { date: '2023-04-01' } }));
    for (const [index, path] of [
      '/v1/authorities/bradford/case',
      '/v1/authorities/bradford/anomalies',
      '/v1/england/board',
    ].entries()) {
      const { json } = await api.get(path);
      const { basis: _basis, links: _links, source: _source, ...named } = json;
      const [state] = Object.values(named);
      const hash = contentHash(state);
      const reader = readers[index] as SseReader; // one for each
      await reader.until((one) => lastHash(one) === hash);
      expect(stateOf(reader).state).toEqual(state);
      const { validAt, knownAt, position } = reader.messages.at(-1)?.data.basis ?? {};
      const asked = `${path}?validAt=${validAt}&knownAt=${knownAt}&position=${position}`;
      expect((await api.get(asked)).json).toMatchObject(named);
      expect(reader.messages.slice(1).map(({ event }) => event)).toEqual(
        Array(reader.messages.length - 1).fill('patch'),
      );
    }
  });

  it('has the first bytes of an event stream, and ids that say where to go on', async () => {
    await start();
    const reader = await open('/v1/live/cases/bradford');
    const [message] = await reader.messagesUpTo(1);
    expect(reader.text).toMatch(/^retry: 2000\n\nevent: state\nid: [^\s]+\ndata: \{.*\}\n\n$/);
    expect(reader.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    expect(message?.id).toMatch(/^[\w:.-]+$/);
  });

  it('leads on from an id with a patch from exactly that state, or with nothing where nothing changed', async () => {
    await start();
    const first = await open('/v1/live/cases/bradford');
    const [whole] = await first.messagesUpTo(1);
    const same = await open('/v1/live/cases/bradford', { lastEventId: whole?.id ?? '' });
    await record(director());
    await Promise.all([first, same].map((reader) => reader.until((one) => patches(one).length > 0)));
    expect(same.messages).toEqual(first.messages.slice(1));

    const late = await open(`/v1/live/cases/bradford?after=${whole?.id}`);
    expect(await late.messagesUpTo(1)).toEqual(first.messages.slice(1));
    // The header counts before the parameter.
    const upToDate = first.messages.at(-1)?.id ?? '';
    const latest = await open(`/v1/live/cases/bradford?after=${whole?.id}`, { lastEventId: upToDate });
    await record(director());
    await Promise.all([first, latest].map((reader) => reader.until(lastIs(first, 2))));
    expect(latest.messages).toEqual(first.messages.slice(2));
  });

  it('begins anew from an id of what its viewer cannot have seen', async () => {
    await start();
    const council = director([{ to: 'council:380', from: '2019-01-01' }]);
    await record(council);
    const theirs = await open('/v1/live/cases/bradford', { as: bradford });
    const public_ = await open('/v1/live/cases/bradford');
    const [ofCouncil] = await theirs.messagesUpTo(1);
    const [whole] = await public_.messagesUpTo(1);
    expect(ofCouncil?.id).not.toBe(whole?.id);
    const [, , position = '', hash = ''] = whole?.id?.split('_') ?? [];
    for (const id of [
      ofCouncil?.id,
      whole?.id?.replace(hash, '0'.repeat(64)),
      whole?.id?.replace(position, council.id),
      `2026-99-99_---_start_${hash}`,
      `2018-10-26_2099-01-01T00:00:00.000Z_${position}_${hash}`,
    ]) {
      const reader = await open('/v1/live/cases/bradford', { lastEventId: id ?? '' });
      expect([id, ...(await reader.messagesUpTo(1))]).toEqual([id, whole]);
    }
    // An id of another projection is of no state of this one.
    const journey = await open('/v1/live/cases/bradford?projection=journey', {
      lastEventId: whole?.id ?? '',
    });
    expect((await journey.messagesUpTo(1))[0]?.event).toBe('state');
  });

  it('is refused before it begins where it cannot be asked', async () => {
    await start();
    const id = 'x'.repeat(20);
    const rows: readonly (readonly [path: string, status: number, code: string, lastEventId?: string])[] = [
      ['/v1/live/cases/nowhere', 404, 'unknown-authority'],
      ['/v1/live/cases/bradford?projection=england', 400, 'invalid-question'],
      ['/v1/live/cases/bradford?certainty=perhaps', 400, 'invalid-question'],
      ['/v1/live/cases/bradford?asOf=2018-10-26', 400, 'invalid-question'],
      [`/v1/live/cases/bradford?after=${id}`, 400, 'invalid-question'],
      ['/v1/live/cases/bradford', 400, 'malformed-request', id],
      ['/v1/live/cases/bradford?viewAs=auditor', 403, 'not-entitled'],
      ['/v1/live/england?table=rumours', 400, 'invalid-question'],
      ['/v1/live/england?table=movers', 400, 'invalid-question'],
      ['/v1/live/england?region=Atlantis', 400, 'invalid-question'],
      ['/v1/live/deadlines?authority=nowhere', 404, 'unknown-authority'],
      ['/v1/live/deadlines?status=late,perhaps', 400, 'invalid-question'],
      ['/v1/live/deadlines?region=Atlantis', 400, 'invalid-question'],
    ];
    for (const [path, status, code, lastEventId] of rows) {
      const headers = lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId };
      const refused = await api.get(path, { headers });
      expect([path, refused.status, refused.json?.code]).toEqual([path, status, code]);
    }
  });
});

describe('the calendar', () => {
  it('lifts an embargo: the state does not change before, and once then', async () => {
    let now = testNow;
    await start({ now: () => now });
    const reader = await open('/v1/live/cases/bradford');
    await reader.messagesUpTo(1);
    const lifts = new Date(testNow + 60_000).toISOString();
    await record(director([{ to: 'public', from: lifts }], '2020-01-01'));
    const secret = `Director ${named}`;
    await record(director());
    await reader.until((one) => patches(one).length === 1);
    expect(reader.text).not.toContain(secret);
    now += 60_000;
    await reader.until((one) => patches(one).length === 2);
    expect(JSON.stringify(patches(reader)[1])).toContain(secret);
    await record(director(openTo, '2021-01-01'));
    await reader.until((one) => patches(one).length === 3);
    expect(stateOf(reader).state).toEqual((await api.get('/v1/authorities/bradford/case')).json.case);
  });

  it('turns a day over: what was due is overdue', async () => {
    let now = Date.parse('2019-02-04T12:00:00Z');
    await start({ now: () => now });
    const paths = ['/v1/live/deadlines?authority=bradford', '/v1/live/cases/bradford?projection=deadlines'];
    const readers = await Promise.all(paths.map((path) => open(path)));
    await Promise.all(readers.map((reader) => reader.messagesUpTo(1)));
    now = Date.parse('2019-02-05T00:00:00Z');
    for (const [index, answer] of ['/v1/deadlines', '/v1/authorities/bradford/deadlines'].entries()) {
      const reader = readers[index] as SseReader; // one for each
      await reader.until((one) => patches(one).length === 1);
      expect(reader.messages[1]?.data.basis).toMatchObject({ validAt: '2019-02-05' });
      expect(JSON.stringify(reader.messages[1]?.data.patch)).toContain('overdue');
      expect(stateOf(reader).state).toEqual((await api.get(answer)).json.deadlines);
    }
  });
});

describe('a reader of a state who does not keep up', () => {
  /** Two kilobytes of words in each of so many areas for improvement. */
  const wordy = (ref: string, areas: number): NewEvent =>
    anEvent('AreasForImprovementSet', {
      disclosures: [{ to: 'public', from: '2018-10-29' }],
      data: {
        areas: Array.from({ length: areas }, (_, index) => ({
          ref: `${ref}-${index}`,
          text: 'a word '.repeat(280),
        })),
      },
    });

  it('gets fewer and larger patches, which lead to the same', async () => {
    const path = '/v1/live/cases/bradford?projection=improvement';
    // More than a connection holds that nobody reads from.
    const large = [1, 2, 3].map((n) => wordy(`large-${n}`, 900));
    await start({ events: [...recordedHistory, ...large] });
    const keepsUp = await open(path);
    await keepsUp.messagesUpTo(1);
    const slow = await open(path, { paused: true });
    const rounds = 3;
    for (let n = 1; n <= rounds; n += 1) {
      await record(wordy(`more-${n}`, 2));
      await keepsUp.until((reader) => patches(reader).length >= n);
    }
    slow.read();
    await slow.until((reader) => lastHash(reader) === lastHash(keepsUp));
    expect([patches(keepsUp).length, patches(slow).length]).toEqual([rounds, 1]);
    expect(patches(slow)[0]?.data.patch).toHaveLength(2 * rounds);
    stateOf(slow);
  }, 30_000);

  it('but takes what there is little by little is waited for, however long that takes', async () => {
    const state = 'words '.repeat(2_000_000);
    const basis: Basis = {
      viewer: 'public',
      validAt: '2026-06-01',
      knownAt: '2026-06-01T09:00:00.000Z',
      position: 'start',
      recordedAt: null,
      certainty: 'possible',
    };
    class Large extends Caseline {
      override observe<Name extends ProjectionName>() {
        const large = { basis, state, hash: contentHash(state) };
        const stepped = { step: { kind: 'state', ...large }, state: large };
        return concat(of(stepped), NEVER) as Observable<Stepped<Basis, ViewOf<Name>>>; // any state will do
      }
    }
    const caseline = new Large(openMemoryLog({ now: () => testNow }), () => testNow);
    await start({ caseline, limits: { stallMs: 1_200 } });
    const reader = await open('/v1/live/cases/bradford', { paused: true });
    for (let parts = 0; reader.messages.length === 0; parts += 1) {
      const had = reader.text.length;
      reader.read();
      await reader.until(({ text, messages }) => text.length > had + 1_000_000 || messages.length > 0);
      reader.pause();
      // Less than its patience, and all together more.
      if (parts < 10) await new Promise((resolve) => setTimeout(resolve, 250));
    }
    expect(reader.messages).toMatchObject([{ event: 'state', data: { hash: contentHash(state) } }]);
  }, 30_000);
});

/** Whether a reader has what another one got last, who has got so many patches. */
const lastIs = (other: SseReader, count: number) => (reader: SseReader) =>
  patches(other).length >= count && reader.messages.at(-1)?.id === other.messages.at(-1)?.id;
