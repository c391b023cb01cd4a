import { jest } from '@jest/globals';
import { Caseline } from '../../src/caseline.ts';
import { anEvent } from '../support/events.ts';
import { publicFrom } from '../support/following.ts';
import { unknownId } from '../support/hidden/values.ts';
import { type LogBehind, logBehind } from '../support/log-behind.ts';
import { World } from '../support/world.ts';

let world: World;
let log: LogBehind;
let caseline: Caseline;

beforeEach(async () => {
  world = new World();
  log = logBehind(world.log);
  caseline = new Caseline(log, () => world.now);
  await world.write([anEvent('AuthorityRegistered')]);
  jest.useFakeTimers();
});
afterEach(async () => {
  jest.useRealTimers();
  await world.end();
});

const within = 2_000;

/** What a wait has come to; undefined while it goes on. */
function waiting(position: string, signal?: AbortSignal) {
  const seen: { answer?: boolean; error?: unknown } = {};
  caseline.reached(position, 'public', { within, ...(signal && { signal }) }).then(
    (answer) => {
      seen.answer = answer;
    },
    (error: unknown) => {
      seen.error = error;
    },
  );
  return seen;
}

describe('a position', () => {
  it('is reached at once where the viewer may know its event, and where it is the start', async () => {
    const position = await world.record(publicFrom(world.now));
    expect(await caseline.reached(position, 'public', { within: 0 })).toBe(true);
    expect(await caseline.reached('start', 'public', { within: 0 })).toBe(true);
  });

  it('is reached as soon as this instance comes to know what another one wrote', async () => {
    const position = await world.record(publicFrom(world.now));
    log.isBehind = true;
    const wait = waiting(position);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(wait).toEqual({});
    log.isBehind = false;
    await jest.advanceTimersByTimeAsync(100);
    expect(wait).toEqual({ answer: true });
  });

  it('is reached when its embargo lifts meanwhile', async () => {
    const wait = waiting(await world.embargoed(1_000));
    await jest.advanceTimersByTimeAsync(999);
    expect(wait).toEqual({});
    world.pass(1_000);
    await jest.advanceTimersByTimeAsync(100);
    expect(wait).toEqual({ answer: true });
  });

  it('is waited for as long where it is hidden as where it is not there', async () => {
    const waits = [
      waiting(await world.embargoed(3_600_000)),
      waiting(await world.record([{ to: 'council:380', from: '2018-10-24' }])),
      waiting(unknownId),
    ];
    await jest.advanceTimersByTimeAsync(within - 1);
    expect(waits).toEqual([{}, {}, {}]);
    await jest.advanceTimersByTimeAsync(1);
    expect(waits).toEqual([{ answer: false }, { answer: false }, { answer: false }]);
  });

  it('is waited for no longer than that where each look at it takes its time', async () => {
    const finding = jest
      .spyOn(log, 'find')
      .mockImplementation(() => new Promise((resolve) => setTimeout(() => resolve(undefined), 700)));
    const wait = waiting(unknownId);
    await jest.advanceTimersByTimeAsync(within - 1);
    expect(wait).toEqual({});
    await jest.advanceTimersByTimeAsync(1);
    expect(wait).toEqual({ answer: false });
    finding.mockRestore();
  });

  it('is looked for no more once the wait is over', async () => {
    waiting(unknownId);
    const leaving = new AbortController();
    const left = waiting(unknownId, leaving.signal);
    await jest.advanceTimersByTimeAsync(500);
    leaving.abort();
    await jest.advanceTimersByTimeAsync(0);
    expect(left).toEqual({ answer: false });
    await jest.advanceTimersByTimeAsync(within);
    const { misses } = log;
    expect(misses).toBeGreaterThan(10);
    await jest.advanceTimersByTimeAsync(within);
    expect(log.misses).toBe(misses);
  });

  it('is not waited for where the log cannot be had', async () => {
    await world.caseline.close();
    await expect(caseline.reached(unknownId, 'public', { within })).rejects.toMatchObject({
      code: 'log-unavailable',
    });
  });
});
