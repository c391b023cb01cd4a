import { connect, type Socket } from 'node:net';
import { concat, NEVER, of, throwError } from 'rxjs';
import { type StreamLimits, Streams, usualLimits } from '../../src/api/streams.ts';
import { Caseline } from '../../src/caseline.ts';
import type { NewEvent } from '../../src/domain/events/catalogue.ts';
import type { Disclosure } from '../../src/domain/events/envelope.ts';
import { CaselineError } from '../../src/domain/failure.ts';
import { openMemoryLog } from '../../src/log/memory/memory-log.ts';
import { anEvent, eventId } from '../support/events.ts';
import {
  type Asking,
  sent,
  startTestApi,
  type TestApi,
  type TestApiOptions,
  testNow,
} from '../support/http.ts';
import { history, recordedHistory, secretWords } from '../support/http-history.ts';
import { makeSigner, type Signer } from '../support/http-tokens.ts';
import { type Following, follow, type SseReader } from '../support/sse.ts';

const live = '/v1/live/events';
const nobodysId = '00000000-0000-4000-8000-ffffffffffff';

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

async function open(path = live, following: Following = {}): Promise<SseReader> {
  const reader = await follow(api, path, following);
  opened.push(reader);
  return reader;
}

/** What the public may know of the history, in the order in which it came to. */
const seen = recordedHistory.map(({ id }) => id).filter((id) => id !== history.considered.id);
const last = history.published2018.id;

const openTo: Disclosure[] = [{ to: 'public', from: '2014-01-01' }];

async function record(event: NewEvent): Promise<string> {
  const la = event.caseId.replace('authority-', '');
  const { status, text } = await api.post(`/v1/authorities/${la}/events`, sent(event), { as: recorder });
  if (status !== 201) throw new Error(text);
  return event.id;
}
const measure = (disclosures: Disclosure[] = openTo) => anEvent('MeasureReported', { disclosures });

describe('the stream of events', () => {
  it('is made of events as GET has them, under their own ids, and says when it has caught up', async () => {
    await start();
    const reader = await open(`${live}?after=start`);
    await reader.caughtUp();
    const same = async (id: string) => ({
      event: 'message',
      id,
      data: (await api.get(`/v1/events/${id}`)).json.event,
    });
    const events = await Promise.all(seen.map(same));
    expect(reader.messages).toEqual([...events, { event: 'caught-up', id: last, data: {} }]);
    const frames = events.map(({ id }) => `id: ${id}\ndata: {…}\n\n`);
    const ending = `event: caught-up\nid: ${last}\ndata: {}\n\n`;
    const withoutData = reader.text.replaceAll(/^data: {.+}$/gm, 'data: {…}');
    expect(withoutData).toBe(`retry: 2000\n\n${frames.join('')}${ending}`);
    expect(reader.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
      vary: 'Authorization, Cookie',
    });
  });

  it('begins with what comes from now on where nobody says after what', async () => {
    await start();
    const reader = await open();
    expect(await reader.messagesUpTo(1)).toEqual([{ event: 'caught-up', id: last, data: {} }]);
    const first = await record(measure());
    const second = await record(measure());
    await reader.messagesUpTo(3);
    expect(reader.eventIds).toEqual([first, second]);
    // They are the same bytes for who reads them later.
    const frames = ({ text }: SseReader) => text.split('\n\n').filter((frame) => frame.startsWith('id: '));
    const later = await (await open(`${live}?after=${last}`)).caughtUp();
    expect(frames(later)).toEqual(frames(reader));
  });

  it('goes on after every id, by the header or the parameter, with exactly what follows', async () => {
    await start();
    for (const [index, id] of ['start', ...seen].entries())
      for (const reader of [await open(`${live}?after=${id}`), await open(live, { lastEventId: id })]) {
        await reader.caughtUp();
        expect(reader.eventIds).toEqual(seen.slice(index));
        expect(reader.messages.at(-1)?.id).toBe(last);
        reader.close();
      }
  });

  it('goes by Last-Event-ID before `after`; an empty one is none', async () => {
    await start();
    const [first = '', second = ''] = seen;
    const later = await open(`${live}?after=${first}`, { lastEventId: second });
    expect((await later.caughtUp()).eventIds).toEqual(seen.slice(2));
    const empty = await open(`${live}?after=${first}`, { lastEventId: '' });
    expect((await empty.caughtUp()).eventIds).toEqual(seen.slice(1));
  });

  it('says once that it has caught up, whatever comes, and begins with that where there is nothing', async () => {
    await start({ events: [anEvent('ReportConsidered', { disclosures: [] })] });
    const reader = await open();
    expect(await reader.messagesUpTo(1)).toEqual([{ event: 'caught-up', id: 'start', data: {} }]);
    // More than is sent at once: what comes after it is taken up anew.
    const alsoKnownAs = Array.from({ length: 100 }, (_, n) => `Name ${n} ${'of many words '.repeat(140)}`);
    await record(anEvent('AuthorityRegistered', { data: { alsoKnownAs } }));
    for (let n = 0; n < 3; n += 1) await record(measure());
    await reader.messagesUpTo(5);
    expect(reader.messages.map(({ event }) => event)).toEqual(['caught-up', ...Array(4).fill('message')]);
  });

  it('is of what the viewer may know, and viewAs narrows it to the very bytes of others', async () => {
    await start();
    const council = await open(`${live}?after=start`, { as: bradford });
    await council.caughtUp();
    expect(council.eventIds).toEqual([...seen, history.considered.id]);
    const narrowed = await open(`${live}?after=start&viewAs=public`, { as: bradford });
    const public_ = await open(`${live}?after=start`);
    expect((await narrowed.caughtUp()).text).toBe((await public_.caughtUp()).text);
    expect(public_.text).not.toContain(secretWords);
  });

  it('can be of some authorities, of a region, of some types', async () => {
    await start();
    const calderdale = seen.filter((id) => id === history.calderdale.id);
    const judged = [history.judged2014.id, history.judged2018.id];
    const rows: readonly (readonly [query: string, ids: readonly string[]])[] = [
      ['authority=calderdale', calderdale],
      ['authority=381,bradford', seen],
      ['authority=380&type=JudgementsIssued', judged],
      [
        'type=JudgementsIssued,ReportPublished',
        [history.judged2014.id, history.published2014.id, history.judged2018.id, history.published2018.id],
      ],
      ['region=North East, Yorkshire and the Humber&type=AuthorityRegistered', seen.slice(0, 2)],
      ['type=TrustWentLive', []],
    ];
    for (const [query, ids] of rows) {
      const reader = await open(`${live}?after=start&${encodeURI(query)}`);
      await reader.caughtUp();
      expect([query, reader.eventIds]).toEqual([query, ids]);
      // Whatever was left out has been read all the same.
      expect(reader.messages.at(-1)).toEqual({ event: 'caught-up', id: last, data: {} });
    }
    const reader = await open(`${live}?authority=calderdale`);
    await record(measure());
    const wanted = await record(anEvent('MeasureReported', { caseId: 'authority-381', disclosures: openTo }));
    await reader.until(({ eventIds }) => eventIds.length > 0);
    expect(reader.eventIds).toEqual([wanted]);
  });

  it('shows that it is there while nothing comes', async () => {
    await start({ limits: { heartbeatMs: 10 } });
    const reader = await open();
    await reader.until(({ comments }) => comments >= 3);
    expect(reader.text).toContain('\n\n:\n\n:\n\n');
    expect(reader.messages).toHaveLength(1);
  });

  it('has a line in the log when it is over: no query, no id, no name', async () => {
    await start();
    const reader = await open(`${live}?after=${last}&authority=bradford`, { as: bradford });
    await reader.caughtUp();
    reader.close();
    const line = await logged(({ route }) => route === live);
    expect(line).toMatchObject({ msg: 'answered', party: 'council:380', status: 200, aborted: true });
    expect(api.logged.join('')).not.toContain(last);
    expect(api.logged.join('')).not.toContain('Ann Other');
  });
});

describe('an event under embargo', () => {
  it('comes at the instant at which that lifts, after what was read before, and once', async () => {
    await start({ now: Date.now });
    const reader = await open();
    const lifts = Date.now() + 2_000;
    const secret = await record(measure([{ to: 'public', from: new Date(lifts).toISOString() }]));
    const open1 = await record(measure());
    await reader.until(({ eventIds }) => eventIds.length > 0);
    expect(reader.eventIds[0]).toBe(open1);
    expect(Date.now() < lifts && reader.text.includes(secret)).toBe(false);
    await reader.until(({ eventIds }) => eventIds.includes(secret));
    expect(Date.now()).toBeGreaterThanOrEqual(lifts);
    const open2 = await record(measure());
    await reader.until(({ eventIds }) => eventIds.includes(open2));
    expect(reader.eventIds).toEqual([open1, secret, open2]);
    // And so it stays, for who comes back.
    const again = await open(`${live}?after=${last}`);
    expect((await again.caughtUp()).eventIds).toEqual([open1, secret, open2]);
  });

  it('comes when the clock of the service says so, and cannot be gone on from before', async () => {
    let now = testNow;
    await start({ now: () => now });
    const reader = await open();
    const lifts = new Date(testNow + 3_600_000).toISOString();
    const secret = await record(measure([{ to: 'public', from: lifts }]));
    now += 3_599_999;
    const open1 = await record(measure());
    await reader.until(({ eventIds }) => eventIds.length > 0);
    expect(reader.eventIds).toEqual([open1]);
    const { json, status } = await api.get(`${live}?after=${secret}`);
    expect([status, json.code]).toEqual([404, 'unknown-position']);
    now += 1;
    await reader.until(({ eventIds }) => eventIds.length > 1);
    expect(reader.eventIds).toEqual([open1, secret]);
    const after = await open(`${live}?after=${secret}`);
    expect((await after.caughtUp()).eventIds).toEqual([]);
  });
});

describe('before the stream begins', () => {
  it('what cannot be asked, or may not be known, is refused as everywhere', async () => {
    await start();
    const header = (id: string): Asking => ({ headers: { 'Last-Event-ID': id } });
    const rows: readonly (readonly [query: string, status: number, code: string, asking?: Asking])[] = [
      ['after=never', 400, 'invalid-question'],
      ['after=start&after=start', 400, 'invalid-question'],
      ['since=start', 400, 'invalid-question'],
      ['type=ReportShared,Rumour', 400, 'invalid-question'],
      ['authority=', 400, 'invalid-question'],
      ['region=Atlantis', 400, 'invalid-question'],
      ['', 400, 'malformed-request', header('never')],
      [`after=${nobodysId}`, 404, 'unknown-position'],
      [`after=${history.considered.id}`, 404, 'unknown-position'],
      ['', 404, 'unknown-position', header(history.considered.id)],
      ['authority=nowhere', 404, 'unknown-authority'],
      ['viewAs=dfe', 403, 'not-entitled'],
      ['', 401, 'token-not-accepted', { as: 'x' }],
      ['', 401, 'token-not-accepted', { as: await signer.sign({ party: 'dfe', expires: '-1m' }) }],
    ];
    for (const [query, status, code, asking] of rows) {
      const refused = await api.get(`${live}?${query}`, asking);
      expect([query, refused.status, refused.json?.code]).toEqual([query, status, code]);
      expect(refused.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    }
  });

  it('an id that is hidden is refused in the words of one that nobody has', async () => {
    await start();
    const hidden = await api.get(`${live}?after=${history.considered.id}`);
    expect(hidden.text).toBe((await api.get(`${live}?after=${nobodysId}`)).text);
  });

  it('HEAD has the headers of GET alone, OPTIONS says what there is, and other methods do nothing', async () => {
    await start();
    const head = await api.request('HEAD', live);
    const { headers } = await open();
    expect([head.status, head.text, head.headers.get('content-type')]).toEqual([
      200,
      '',
      headers['content-type'],
    ]);
    expect((await api.request('HEAD', `${live}?after=${nobodysId}`)).status).toBe(404);
    const options = await api.request('OPTIONS', live);
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS']);
    for (const method of ['POST', 'DELETE']) expect((await api.request(method, live)).status).toBe(405);
  });

  it('one client may have so many streams open at a time, and others as many', async () => {
    await start({ limits: { perClient: 2 } });
    const first = await open();
    await open('/v1/live/cases/bradford');
    const { status, headers, json } = await api.get('/v1/live/england');
    expect([status, json.code, headers.get('retry-after')]).toEqual([429, 'too-many-streams', '5']);
    expect(headers.get('cache-control')).toBe('no-store');
    expect((await logged(({ problem }) => problem === 'too-many-streams')).status).toBe(429);
    await open(live, { as: bradford });
    await open(live, { as: await signer.sign({ party: 'council:380', sub: 'Jane Exact' }) });
    first.close();
    await openAtLast();
    expect((await api.get(live)).status).toBe(429);
  });

  it('HEAD, and what is refused, take no place of a stream', async () => {
    await start({ limits: { perClient: 1 } });
    for (let n = 0; n < 3; n += 1) {
      expect((await api.get(`${live}?after=${nobodysId}`)).status).toBe(404);
      await api.request('HEAD', live);
    }
    await openAtLast();
  });
});

describe('a connection that goes', () => {
  it('while the token is being looked at leaves nothing open', async () => {
    let letThrough = (): void => {};
    const looking = new Promise<void>((resolve) => {
      letThrough = resolve;
    });
    let asked = (): void => {};
    const hasAsked = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const verifier = async (token: string) => {
      asked();
      await looking;
      return signer.verifier(token);
    };
    await start({ verifier, limits: { perClient: 1 } });
    const socket = rawly(`GET ${live} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${bradford}\r\n\r\n`);
    await hasAsked;
    socket.destroy();
    await logged(({ route }) => route === live);
    letThrough();
    await open(live, { as: bradford });
  });

  it('takes what was asked behind a stream with it', async () => {
    await start({ limits: { perClient: 2, heartbeatMs: 10 } });
    const ask = (method: string) => `${method} ${live} HTTP/1.1\r\nHost: x\r\n\r\n`;
    for (const second of ['GET', 'HEAD']) {
      const socket = rawly(ask('GET') + ask(second));
      await dataFrom(socket, (text) => text.split(':\n\n').length > 3);
      socket.destroy();
      const both = [await openAtLast(), await openAtLast()];
      for (const reader of both) reader.close();
    }
  });

  it('is cut off where the reader ends its side', async () => {
    await start({ limits: { perClient: 1 } });
    const socket = rawly(`GET ${live} HTTP/1.1\r\nHost: x\r\n\r\n`);
    await dataFrom(socket, (text) => text.includes('caught-up'));
    socket.end();
    await new Promise((resolve) => socket.once('close', resolve));
    await openAtLast();
  });
});

describe('a stream that fails', () => {
  const failing = (error: unknown) => {
    class Failing extends Caseline {
      override observeEvents() {
        return concat(
          of({ caughtUp: 'start' }),
          throwError(() => error),
        );
      }
    }
    return new Failing(openMemoryLog({ now: () => testNow }), () => testNow);
  };

  it('says no more than that; the log is told what it was', async () => {
    await start({ caseline: failing(new Error(secretWords)) });
    const reader = await open();
    expect(await reader.ended()).toBe('by the service');
    expect(reader.messages.at(-1)).toMatchObject({ event: 'end', data: { reason: 'failed' } });
    expect(reader.text).not.toContain(secretWords);
    const line = await logged(({ msg }) => msg === 'failed');
    expect(line).toMatchObject({
      level: 50,
      message: secretWords,
      requestId: reader.headers['x-request-id'],
    });
    expect(await logged(({ ended }) => ended !== undefined)).toMatchObject({ ended: 'failed', status: 200 });
  });

  it('of damage tells the log where, and nothing that was recorded', async () => {
    const facts = { event: eventId(1), problems: [{ at: '/data', problem: secretWords }] };
    await start({ caseline: failing(new CaselineError('log-damaged', secretWords, facts)) });
    await (await open()).ended();
    const line = await logged(({ msg }) => msg === 'failed');
    expect(line).toMatchObject({ code: 'log-damaged', event: eventId(1) });
    expect(api.logged.join('')).not.toContain(secretWords);
  });

  it('before it has begun is a problem like any other', async () => {
    class Failing extends Caseline {
      override observeEvents() {
        return throwError(() => new CaselineError('log-unavailable', secretWords, {}));
      }
    }
    await start({ caseline: new Failing(openMemoryLog({ now: () => testNow }), () => testNow) });
    const { status, json, headers, text } = await api.get(live);
    expect([status, json.code, headers.get('retry-after')]).toEqual([503, 'log-unavailable', '5']);
    expect(text).not.toContain(secretWords);
  });

  it('or has not begun yet, harms nobody when what follows the request is no HTTP', async () => {
    class Never extends Caseline {
      override observeEvents() {
        return NEVER;
      }
    }
    await start({ caseline: new Never(openMemoryLog({ now: () => testNow }), () => testNow) });
    const socket = rawly(`GET ${live} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n\r\n`);
    expect(await dataFrom(socket, (text) => text.includes('}'))).toMatch(/^HTTP\/1.1 400 /);
    expect((await api.get('/healthz')).status).toBe(200);
  });
});

function rawly(request: string): Socket {
  const socket = connect({ host: '127.0.0.1', port: Number(new URL(api.url).port) });
  socket.setEncoding('utf8').write(request);
  return socket;
}

async function dataFrom(socket: Socket, isEnough: (text: string) => boolean): Promise<string> {
  let text = '';
  while (!isEnough(text)) text += await new Promise<string>((resolve) => socket.once('data', resolve));
  return text;
}

/** Asks until there is a place: one is free once the service has noticed that a connection went. */
async function openAtLast(path = live): Promise<SseReader> {
  for (;;)
    try {
      return await open(path);
    } catch (error) {
      if (!String(error).includes('too-many-streams')) throw error;
    }
}

/** The line of the log that is so, once it is there. */
async function logged(isSo: (line: Record<string, unknown>) => boolean): Promise<Record<string, unknown>> {
  for (;;) {
    const found = api.logged.map((line) => JSON.parse(line)).find(isSo);
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
