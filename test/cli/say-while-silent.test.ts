import { jest } from '@jest/globals';
import { sayWhileSilent } from '../../src/cli/say-while-silent.ts';

describe('waiting at a terminal', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  const never = new Promise(() => {});

  it('is told once that the log does not answer yet', () => {
    const said: string[] = [];
    sayWhileSilent(never, (text) => said.push(text));
    jest.advanceTimersByTime(60_000);
    expect(said).toEqual(['caseline: the log does not answer yet, still trying']);
  });

  it.each([
    ['answers', () => Promise.resolve()],
    ['fails, which is said elsewhere', () => Promise.reject(new Error('away'))],
  ])('is told nothing where it %s', async (_what, answer) => {
    const said: string[] = [];
    sayWhileSilent(answer(), (text) => said.push(text));
    await Promise.resolve();
    jest.advanceTimersByTime(60_000);
    expect(said).toEqual([]);
  });
});
