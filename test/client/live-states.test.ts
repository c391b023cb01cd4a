import * as fc from 'fast-check';
import jsonPatch, { type Operation } from 'fast-json-patch';
import { firstValueFrom, type Observable, take, toArray } from 'rxjs';
import { connect, type HoldingOn, type Live } from '../../src/client/client.ts';
import { statesOf } from '../../src/client/states.ts';
import { contentHash } from '../../src/projections/content-hash.ts';
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
const whys: unknown[] = [];
beforeEach(() => {
  whys.length = 0;
});
const fast: HoldingOn = {
  firstWait: 1,
  longestWait: 4,
  random: () => 0,
  reconnecting: (why) => whys.push(why),
};
const live = () => connect(service.url, { live: fast }).live;

/** What a test says of a case: the client takes any state. */
const state = (overall: string, ...events: string[]) => ({
  authority: { la: '380', name: 'Bradford' },
  judgement: { overall, areas: [{ area: 'leadership', grade: overall }] },
  events,
});
const basis = (day: string) => ({ viewer: 'public', validAt: day });
const retry = 'retry: 1\n\n';

const whole = (of: unknown, id: string, hash = contentHash(of)): string =>
  frame({ basis: basis(id), hash, state: of }, { id, event: 'state' });

const step = (
  from: unknown,
  to: unknown,
  id: string,
  wrong: { before?: string; after?: string; patch?: Operation[] } = {},
): string => {
  const patch = jsonPatch.compare(from as object, to as object); // states are objects
  const said = { basis: basis(id), before: contentHash(from), after: contentHash(to), patch, ...wrong };
  return frame(said, { id, event: 'patch' });
};

const lastId = ({ headers }: Asked): unknown => headers['last-event-id'];
const [first, second, third] = [state('inadequate'), state('good', 'a'), state('good', 'a', 'b')];

describe('what is asked', () => {
  it.each([
    [() => live().case('bradford'), '/v1/live/cases/bradford?projection=case'],
    [() => live().journey('380'), '/v1/live/cases/380?projection=journey'],
    [
      () => live().improvement('bradford', { certainty: 'certain', viewAs: 'public' }),
      '/v1/live/cases/bradford?projection=improvement&certainty=certain&viewAs=public',
    ],
    [() => live().anomalies('bradford'), '/v1/live/cases/bradford?projection=anomalies'],
    [() => live().deadlines('bradford'), '/v1/live/cases/bradford?projection=deadlines'],
    [
      () => live().deadlines({ authorities: ['bradford', '381'], status: ['due'], certainty: 'certain' }),
      '/v1/live/deadlines?authority=bradford%2C381&status=due&certainty=certain',
    ],
    [
      () => live().england('movers', { since: '2018-01-01', region: 'London' }),
      '/v1/live/england?table=movers&since=2018-01-01&region=London',
    ],
  ])('is the stream of its projection or table', async (ask, path) => {
    follow<unknown>(ask());
    const asked = await service.asked();
    expect(asked.path).toBe(path);
    expect(lastId(asked)).toBeUndefined();
  });
});

describe('states', () => {
  it('are the first whole, and then each that a patch makes, with basis and hash', async () => {
    const states = follow(live().case('bradford'));
    (await service.asked()).send(
      retry +
        whole(first, '2018-10-26') +
        step(first, second, '2018-10-29') +
        step(second, third, '2018-10-30'),
    );
    expect(await states.next()).toEqual({
      basis: basis('2018-10-26'),
      state: first,
      hash: contentHash(first),
    });
    expect(await states.next()).toEqual({
      basis: basis('2018-10-29'),
      state: second,
      hash: contentHash(second),
    });
    expect(await states.next()).toEqual({
      basis: basis('2018-10-30'),
      state: third,
      hash: contentHash(third),
    });
  });

  it('share what did not change, and cannot be changed by whoever gets them', async () => {
    const states = follow(live().case('bradford'));
    (await service.asked()).send(whole(first, '1') + step(first, second, '2'));
    const [one, two] = [(await states.next()).state, (await states.next()).state];
    expect(two.judgement).not.toBe(one.judgement);
    expect(two.authority).toBe(one.authority);
    for (const part of [one, one.authority, two, two.judgement]) expect(Object.isFrozen(part)).toBe(true);
  });

  it('are the same ones wherever connections are cut', async () => {
    const all = Array.from({ length: 5 }, (_, n) => state(n % 2 ? 'good' : 'inadequate', '€', String(n)));
    const cuts = fc.array(fc.nat(900), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(cuts, async (cutsAt) => {
        const received = firstValueFrom(live().case('bradford').pipe(take(all.length), toArray()));
        for (const cutAt of [...cutsAt, undefined]) {
          const asked = await service.asked();
          const id = lastId(asked);
          const seen = id === undefined ? 0 : Number(id) + 1;
          const frames = all
            .map((one, n) => (n === 0 ? whole(one, '0') : step(all[n - 1], one, String(n))))
            .slice(seen);
          const rest = Buffer.from([retry, ...frames].join(''));
          asked.send(rest.subarray(0, cutAt));
          if (cutAt === undefined || cutAt >= rest.length) break;
          asked.cut();
          await asked.gone;
        }
        expect((await received).map((one: Live<unknown>) => one.state)).toEqual(all);
      }),
      { numRuns: 30 },
    );
  });

  it('are those of any patch, wherever it points', () => {
    // What __proto__ and its like name is not a member of anything to whoever applies patches in JavaScript.
    const key = fc
      .oneof(fc.constantFrom('', '/', '~', '~1', 'a/b', '0', '-', 'length'), fc.string())
      .filter((name) => !['__proto__', 'constructor', 'prototype'].includes(name));
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)),
        fc.array(tie('value'), { maxLength: 5 }),
        fc.dictionary(key, tie('value'), { maxKeys: 5 }),
      ),
    }));
    const pairOf = (one: fc.Arbitrary<object>) => fc.tuple(one, one);
    const pairs = fc.oneof(pairOf(fc.dictionary(key, value)), pairOf(fc.array(value)));
    fc.assert(
      fc.property(pairs, ([from, to]) => {
        const taken = statesOf();
        const said = { basis: basis('1'), hash: contentHash(from), state: from };
        taken({ kind: 'frame', event: 'state', id: '1', data: JSON.stringify(said) });
        const patch = { basis: basis('2'), before: said.hash, after: contentHash(to) };
        const data = JSON.stringify({ ...patch, patch: jsonPatch.compare(from, to) });
        expect(taken({ kind: 'frame', event: 'patch', id: '2', data })[0]?.state).toEqual(to);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a frame that does not make the state that it says', () => {
  const nowhere: Operation[] = [{ op: 'replace', path: '/nowhere/at/all', value: 1 }];
  const reserved: Operation[] = [{ op: 'add', path: '/__proto__/polluted', value: 1 }];

  it.each([
    ['the patch is of another state', step(first, second, '2', { before: contentHash(third) })],
    ['the patch makes another state', step(first, second, '2', { after: contentHash(third) })],
    ['the patch points to nothing', step(first, second, '2', { patch: nowhere })],
    ['the patch points where no state has anything', step(first, second, '2', { patch: reserved })],
    ['the patch has no pointer', step(first, second, '2', { patch: [{ op: 'remove', path: 'events' }] })],
    ['the whole state is another', whole(second, '2', contentHash(third))],
  ])('is not given out, and the stream begins anew: %s', async (_case, wrong) => {
    const states = follow(live().case('bradford'));
    const asked = await service.asked();
    asked.send(retry + whole(first, '1') + wrong + step(second, third, '3'));
    await asked.gone;
    const again = await service.asked();
    expect(lastId(again)).toBeUndefined();
    expect(whys).toEqual([expect.objectContaining({ name: 'StateLost' })]);
    again.send(whole(third, '3') + step(third, second, '4'));
    expect((await states.next()).state).toEqual(first);
    expect((await states.next()).state).toEqual(third);
    expect((await states.next()).state).toEqual(second);
    expect(states.items).toHaveLength(3);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('is not given out where nothing was held before', async () => {
    const states = follow(live().case('bradford'));
    (await service.asked()).send(step(first, second, '2'));
    (await service.asked()).send(whole(second, '2'));
    expect((await states.next()).state).toEqual(second);
    expect(states.items).toHaveLength(1);
  });
});

describe('coming back', () => {
  it('goes on with a patch of what is held', async () => {
    const states = follow(live().england('board'));
    const asked = await service.asked();
    asked.send(retry + whole(first, 'cursor-1'));
    await states.next();
    asked.cut();
    const again = await service.asked();
    expect(lastId(again)).toBe('cursor-1');
    again.send(retry + step(first, second, 'cursor-2'));
    expect((await states.next()).state).toEqual(second);
  });

  it.each([
    [400, 'malformed-request'],
    [404, 'unknown-position'],
  ])('begins anew where the service cannot go on from there: %i %s', async (status, code) => {
    const states = follow(live().case('bradford'));
    const asked = await service.asked();
    asked.send(retry + whole(first, 'old-cursor'));
    await states.next();
    asked.end();
    (await service.asked()).refuse(status, code);
    const anew = await service.asked();
    expect(lastId(anew)).toBeUndefined();
    anew.send(whole(second, 'new-cursor'));
    expect((await states.next()).state).toEqual(second);
  });

  it.each([
    [400, 'invalid-question'],
    [404, 'unknown-authority'],
  ])('fails where it is refused anew too: %i %s', async (status, code) => {
    const states = follow(live().case('nowhere'));
    const asked = await service.asked();
    asked.send(retry + whole(first, '1'));
    await states.next();
    asked.end();
    (await service.asked()).refuse(status, code);
    (await service.asked()).refuse(status, code);
    await expect(states.next()).rejects.toMatchObject({ code, status });
  });
});
