import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Caseline, copyLog, eventJson, openCaseline } from '../../src/caseline.ts';
import type { Party } from '../../src/domain/parties.ts';
import { answersOf } from '../support/england-answers.ts';
import { bundledEngland } from '../support/england-log.ts';

const now = Date.parse('2026-12-15T12:00:00Z');

describe('England, its log copied to another file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'caseline-copy-'));
  const file = (name: string): string => join(folder, `${name}.db`);
  const from = `sqlite:${file('from')}`;
  const to = `sqlite:${file('to')}`;
  const logs = [from, to] as const;

  beforeAll(async () => {
    const { caseline } = await bundledEngland(from);
    await caseline.close();
    const { alreadyThere, copied } = await copyLog({ from, to });
    expect(alreadyThere).toBe(0);
    expect(copied).toBeGreaterThan(1_000);
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  const ofBoth = (ask: (caseline: Caseline) => Promise<unknown>): Promise<unknown[]> =>
    Promise.all(
      logs.map(async (log) => {
        const caseline = openCaseline({ log, now: () => now, cache: false });
        try {
          return await ask(caseline);
        } finally {
          await caseline.close();
        }
      }),
    );

  it.each<Party>(['auditor', 'public', 'council:380'])('exports the same bytes as %s', async (viewer) => {
    const [first, second] = await ofBoth(async (caseline) => {
      const lines: string[] = [];
      for await (const event of caseline.everything(viewer)) lines.push(JSON.stringify(eventJson(event)));
      return lines.join('\n');
    });
    expect(first).toEqual(expect.stringContaining('AuthorityRegistered'));
    expect(second === first).toBe(true);
  });

  it('answers the same, byte for byte', async () => {
    const answers = await Promise.all(logs.map((log) => answersOf(log.slice('sqlite:'.length), now, false)));
    expect(answers[1] === answers[0]).toBe(true);
  }, 60_000);

  it('passes the same verification', async () => {
    const [first, second] = await ofBoth((caseline) => caseline.verify());
    expect(first).toMatchObject({ damage: [] });
    expect(second).toEqual(first);
  });

  it('is there already when it is copied again', async () => {
    expect(await copyLog({ from, to })).toMatchObject({ copied: 0 });
  });
});

describe('copying a log', () => {
  const folder = mkdtempSync(join(tmpdir(), 'caseline-copy-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const there = `sqlite:${join(folder, 'there.db')}`;

  it('makes no log where there is none to copy', async () => {
    const missing = join(folder, 'missing.db');
    await expect(copyLog({ from: `sqlite:${missing}`, to: there })).rejects.toMatchObject({
      code: 'log-unavailable',
      facts: { file: missing },
    });
    expect(existsSync(missing)).toBe(false);
  });

  it.each([
    ['memory:', there, /in memory/],
    [there, 'memory:', /in memory/],
    [there, there, /to itself/],
  ])('refuses to copy %s to %s', async (from, to, says) => {
    await expect(copyLog({ from, to })).rejects.toMatchObject({
      code: 'log-unavailable',
      message: expect.stringMatching(says),
    });
  });
});
