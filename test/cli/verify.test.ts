import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine } from '../support/command-line.ts';

describe('verifying at a terminal', () => {
  const cli = commandLine();
  const verify = (...words: string[]) => cli.run(['verify', ...words]);
  afterAll(() => cli.remove());

  it('fails where there is no log, and makes none', async () => {
    expect(await verify()).toMatchObject({ code: 1, out: '', err: expect.stringContaining(cli.file) });
    expect(existsSync(cli.file)).toBe(false);
  });

  it('fails on an empty log, unless that may be', async () => {
    await cli.run(['timeline', 'bradford']);
    expect(await verify()).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/holds no event/) });
    const { code, out, err } = await verify('--json');
    expect([code, JSON.parse(out), err]).toEqual([
      1,
      { events: 0, damage: [] },
      expect.stringMatching(/holds no event/),
    ]);
    expect(await verify('--allow-empty')).toMatchObject({ code: 0, err: '' });
    expect(await verify('--allow-empty', '--json')).toMatchObject({ code: 0, err: '' });
  }, 30_000);

  it('names the log, which need not be the one that was meant', async () => {
    await cli.run(['import', join(cli.root, 'data/histories/bradford.json')]);
    expect(await verify()).toEqual({
      code: 0,
      out: expect.stringMatching(/^\d+ events in sqlite:.*caseline\.db: every leaf is as it was recorded\n$/),
      err: '',
    });
  }, 30_000);
});
