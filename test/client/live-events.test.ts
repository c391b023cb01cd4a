import { jest } from '@jest/globals';
import * as fc from 'fast-check';
import { firstValueFrom, type Observable, take, toArray } from 'rxjs';
import { type CaseEvent, type ConnectOptions, connect, type HoldingOn } from '../../src/client/client.ts';
import { type Collected, collected } from '../support/collected.ts';
import {
  type Asked,
  frame,
  type ScriptedService,
  startScriptedService,
} from '../support/scripted-service.ts';

let service: ScriptedService;
beforeAll(async () => {
  service = await startScriptedService();
});
afterAll(() => service.stop());

const opened: Collected<unknown>[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.stop();
});
const follow = <Item>(observable: Observable<Item>): Collected<Item> => {
  const made = collected(observable);
  opened.push(made);
  return made;
};

const fast: HoldingOn = { firstWait: 1, longestWait: 4, random: () => 0 };
const client = (options: ConnectOptions = {}) =>
  connect(service.url, { ...options, live: { ...fast, ...options.live } });
const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const eventFrame = (n: number): string =>
  frame({ id: id(n), type: 'ReportPublished', note: '€ – ü' }, { id: id(n) });
const caughtUp = (at: string): string => frame({}, { id: at, event: 'caught-up' });
const retry = (ms: number): string => `retry: ${ms}\n\n`;
const lastId = ({ headers }: Asked): unknown => headers['last-event-id'];

describe('what is asked', () => {
  it('is the stream of events, narrowed as told, in the name of the token', async () => {
    const asker = client({ token: 'secret', viewAs: 'public' });
    follow(
      asker.live.events({
        authorities: ['bradford', '381'],
        region: 'Yorkshire and the Humber',
        types: ['JudgementsIssued', 'ReportPublished'],
        after: 'start',
      }),
    );
    const asked = await service.asked();
    expect(asked.path).toBe(
      '/v1/live/events?region=Yorkshire+and+the+Humber&authority=bradford%2C381&type=JudgementsIssued%2CReportPublished&viewAs=public',
    );
    expect(lastId(asked)).toBe('start');
    expect(asked.headers).toMatchObject({ accept: 'text/event-stream', authorization: 'Bearer secret' });
  });

  it('is nothing before somebody subscribes, and once for each who does', async () => {
    const events = client().live.events();
    follow(events);
    follow(events);
    const [one, another] = [await service.asked(), await service.asked()];
    expect([one.path, another.path]).toEqual(['/v1/live/events', '/v1/live/events']);
    expect([lastId(one), lastId(another)]).toEqual([undefined, undefined]);
  });
});

describe('events', () => {
  it('come as they are sent, and marks only to those who want them', async () => {
    const { live } = client();
    const plain = follow(live.events({ after: 'start' }));
    const marked = follow(live.eventsAndMarks({ after: 'start' }));
    for (const asked of [await service.asked(), await service.asked()])
      asked.send([retry(1), eventFrame(1), caughtUp(id(7)), ':\n\n', eventFrame(8)].join(''));
    expect([(await plain.next()).id, (await plain.next()).id]).toEqual([id(1), id(8)]);
    const marks = [await marked.next(), await marked.next(), await marked.next()];
    expect(marks.map(({ type }) => type)).toEqual(['ReportPublished', 'caught-up', 'ReportPublished']);
    expect(marks[1]).toEqual({ type: 'caught-up', id: id(7) });
  });

  it('come once and in order wherever connections are cut, in the middle of a letter too', async () => {
    const all = Array.from({ length: 6 }, (_, n) => Buffer.from(eventFrame(n + 1)));
    const length = Buffer.concat(all).length;
    const cuts = fc.array(fc.nat(length), { maxLength: 5 });
    const pieces = fc.integer({ min: 1, max: 40 });
    await fc.assert(
      fc.asyncProperty(cuts, pieces, async (cutsAt, size) => {
        const events = client().live.events({ after: 'start' });
        const received = firstValueFrom(events.pipe(take(all.length), toArray()));
        for (const cutAt of [...cutsAt, undefined]) {
          const asked = await service.asked();
          const seen = lastId(asked) === 'start' ? 0 : Number(String(lastId(asked)).slice(-12));
          const rest = Buffer.concat([Buffer.from(retry(1)), ...all.slice(seen)]);
          const sent = rest.subarray(0, cutAt);
          for (let at = 0; at < sent.length; at += size) asked.send(sent.subarray(at, at + size));
          if (sent.length === rest.length) break;
          asked.cut();
          await asked.gone;
        }
        expect((await received).map((event) => event.id)).toEqual(all.map((_, n) => id(n + 1)));
      }),
      { numRuns: 30 },
    );
  });

  it('that came while the service restarted are not lost, nor those before the first that one got', async () => {
    const received = follow(client().live.eventsAndMarks());
    const first = await service.asked();
    expect(lastId(first)).toBeUndefined();
    first.send(retry(1) + caughtUp(id(3)));
    await received.next();
    await service.stop();
    await service.start();
    const second = await service.asked();
    expect(lastId(second)).toBe(id(3));
    second.send(eventFrame(4) + caughtUp(id(4)));
    expect(await received.next()).toMatchObject({ id: id(4) });
  });

  it('are gone on with from the start where there were none yet', async () => {
    const received = follow(client().live.eventsAndMarks());
    const first = await service.asked();
    first.send(retry(1) + caughtUp('start'));
    await received.next();
    first.cut();
    expect(lastId(await service.asked())).toBe('start');
  });

  it('stop when one unsubscribes, in the middle of a piece too, and the connection is closed', async () => {
    const received: CaseEvent[] = [];
    const subscription = client()
      .live.events({ after: 'start' })
      .subscribe((event) => {
        received.push(event);
        subscription.unsubscribe();
      });
    const asked = await service.asked();
    asked.send(eventFrame(1) + eventFrame(2));
    await asked.gone;
    expect(received.map((event) => event.id)).toEqual([id(1)]);
  });
});

describe('coming back', () => {
  /** Why and after how long a stream says that it comes back, for the first `count` times. */
  const waits = (count: number, live: HoldingOn = {}, options: ConnectOptions = {}) =>
    new Promise<{ readonly why: unknown; readonly ms: number }[]>((resolve) => {
      const told: { readonly why: unknown; readonly ms: number }[] = [];
      const reconnecting = (why: unknown, ms: number): void => {
        told.push({ why, ms });
        if (told.length < count) return;
        received.stop();
        resolve(told);
      };
      const received = follow(client({ ...options, live: { ...live, reconnecting } }).live.events());
    });

  it('takes twice as long after each failure, up to the longest wait', async () => {
    await service.stop();
    const told = await waits(6, { firstWait: 1, longestWait: 8 });
    await service.start();
    expect(told.map(({ ms }) => ms)).toEqual([1, 2, 4, 8, 8, 8]);
    expect(Object(told.at(-1)?.why).cause).toMatchObject({ code: 'ECONNREFUSED' }); // as fetch says it
  });

  it('begins with short waits again once the stream has said something', async () => {
    const told = waits(4);
    for (const piece of [undefined, undefined, eventFrame(1), undefined]) {
      const asked = await service.asked();
      if (piece) asked.send(piece);
      asked.end();
    }
    expect((await told).map(({ ms }) => ms)).toEqual([1, 2, 1, 2]);
  });

  it('is spread by half as much again, so that not all clients come at once', async () => {
    await service.stop();
    const told = await waits(1, { firstWait: 4, random: () => 1 });
    await service.start();
    expect(told[0]?.ms).toBe(6);
  });

  it('waits as long as the service said, and no shorter', async () => {
    const told = waits(1, { longestWait: 10 });
    const asked = await service.asked();
    asked.send(retry(700) + caughtUp('start'));
    asked.end();
    expect(await told).toEqual([{ ms: 700, why: expect.objectContaining({ reason: 'cut' }) }]);
  });

  it.each([
    [503, 'log-unavailable', '5', 5_000],
    [429, 'too-many-streams', '60', 60_000],
    [429, 'too-many-requests', new Date(Date.now() + 3_600_000).toUTCString(), undefined],
    [503, 'log-unavailable', '99999999', 2 ** 31 - 1], // more would be no time at all to a timer
    [500, 'internal-error', undefined, 1],
  ])('after %i %s heeds Retry-After: %s', async (status, code, retryAfter, expected) => {
    const told = waits(1);
    (await service.asked()).refuse(status, code, { ...(retryAfter && { 'Retry-After': retryAfter }) });
    const [back] = await told;
    expect(back?.why).toMatchObject({ name: 'CaselineProblem', code, status });
    if (expected !== undefined) expect(back?.ms).toBe(expected);
    else expect(back?.ms).toBeGreaterThan(3_000_000);
  });

  it('waits longer each time also where the service said not to wait', async () => {
    const told = waits(4);
    (await service.asked()).end(retry(0));
    for (let time = 1; time < 4; time += 1) (await service.asked()).end();
    expect((await told).map(({ ms }) => ms)).toEqual([1, 2, 4, 4]);
  });

  it('happens too where the token could not be had', async () => {
    const failures = [new Error('no network at the ministry')];
    const whys: unknown[] = [];
    const token = (): string => {
      const failure = failures.shift();
      if (failure) throw failure;
      return 'at last';
    };
    follow(client({ token, live: { reconnecting: (why) => whys.push(why) } }).live.events());
    expect((await service.asked()).headers.authorization).toBe('Bearer at last');
    expect(whys).toEqual([expect.objectContaining({ message: 'no network at the ministry' })]);
  });

  it.each(['stopping', 'too-slow', 'token-ended', 'failed'])(
    'after the service ended the stream as %s goes on with the last id',
    async (reason) => {
      const reasons: unknown[] = [];
      const received = follow(client({ live: { reconnecting: (why) => reasons.push(why) } }).live.events());
      const first = await service.asked();
      first.send(eventFrame(5));
      first.send(`${retry(3)}event: end\ndata: {"reason":"${reason}","detail":"A sentence."}\n\n`);
      const second = await service.asked();
      expect(lastId(second)).toBe(id(5));
      expect(reasons).toEqual([
        expect.objectContaining({ name: 'StreamEnded', reason, message: 'A sentence.' }),
      ]);
      second.send(eventFrame(6));
      expect([(await received.next()).id, (await received.next()).id]).toEqual([id(5), id(6)]);
    },
  );
});

describe('refusals that waiting would not change', () => {
  it.each([
    [400, 'invalid-question'],
    [401, 'token-not-accepted'],
    [403, 'not-entitled'],
    [404, 'unknown-authority'],
    [404, 'unknown-position'],
  ])('%i %s fails the stream', async (status, code) => {
    const received = follow(client({ token: 'one' }).live.events({ after: id(1) }));
    (await service.asked()).refuse(status, code);
    await expect(received.next()).rejects.toMatchObject({ name: 'CaselineProblem', code, status });
  });

  it('fail it also when they come later, since events may have been lost', async () => {
    const received = follow(client().live.events());
    const asked = await service.asked();
    asked.send(retry(1) + eventFrame(1));
    asked.cut();
    (await service.asked()).refuse(404, 'unknown-position');
    expect(await received.next()).toMatchObject({ id: id(1) });
    await expect(received.next()).rejects.toMatchObject({ code: 'unknown-position' });
  });

  it('are not those of a token that can be had anew', async () => {
    const tokens = ['old', 'new', 'newer'];
    const received = follow(client({ token: async () => tokens.shift() ?? '' }).live.events());
    const first = await service.asked();
    expect(first.headers.authorization).toBe('Bearer old');
    first.refuse(401, 'token-not-accepted');
    const second = await service.asked();
    expect(second.headers.authorization).toBe('Bearer new');
    second.send(retry(1) + eventFrame(1));
    await received.next();
    second.end();
    const third = await service.asked();
    expect(third.headers.authorization).toBe('Bearer newer');
    third.refuse(401, 'token-not-accepted');
    (await service.asked()).refuse(401, 'token-not-accepted');
    await expect(received.next()).rejects.toMatchObject({ code: 'token-not-accepted' });
  });

  it('are answers that are no stream of Caseline', async () => {
    const received = follow(client().live.events());
    (await service.asked()).answer(200, { 'Content-Type': 'text/html' }, '<h1>Welcome</h1>');
    await expect(received.next()).rejects.toMatchObject({ code: 'not-caseline', status: 200 });
  });
});

describe('in time', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  /** A service whose answers begin at once and then say what the test puts into them; from `mute` on, none comes. */
  function silentService({ mute = Number.POSITIVE_INFINITY } = {}) {
    const answers: ReadableStreamDefaultController<Uint8Array>[] = [];
    let asked = 0;
    return {
      asked: () => asked,
      say: (text: string): void => answers.at(-1)?.enqueue(Buffer.from(text)),
      end: (): void => answers.at(-1)?.close(),
      fetch: async (): Promise<Response> => {
        asked += 1;
        if (asked >= mute) await new Promise(() => {});
        const body = new ReadableStream<Uint8Array>({ start: (controller) => void answers.push(controller) });
        return new Response(body, { headers: { 'Content-Type': 'text/event-stream' } });
      },
    };
  }

  it('a connection is given up after 45 seconds without even a heartbeat, before or after it has begun', async () => {
    const { asked, say, fetch } = silentService({ mute: 3 });
    const whys: unknown[] = [];
    const asker = client({ fetch, live: { reconnecting: (why) => whys.push(why) } });
    const received = follow(asker.live.events());
    for (let beat = 0; beat < 5; beat += 1) {
      await jest.advanceTimersByTimeAsync(44_000);
      say(':\n\n');
    }
    say(eventFrame(1));
    expect(await received.next()).toMatchObject({ id: id(1) });
    for (const count of [1, 2, 3]) {
      expect(asked()).toBe(count);
      expect(whys).toHaveLength(count - 1);
      await jest.advanceTimersByTimeAsync(45_010);
      expect(whys[count - 1]).toMatchObject({ name: 'TimeoutError' });
    }
  });

  it('nobody comes back who unsubscribed meanwhile', async () => {
    const { asked, end, fetch } = silentService();
    const received = follow(client({ fetch, live: { firstWait: 500, longestWait: 500 } }).live.events());
    await jest.advanceTimersByTimeAsync(1);
    end();
    await jest.advanceTimersByTimeAsync(499);
    received.stop();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(asked()).toBe(1);
  });
});
