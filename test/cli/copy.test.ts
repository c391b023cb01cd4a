import { spawn } from 'node:child_process';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { verdict } from '../../src/cli/copy.ts';
import { commandLine, ended, type Ran } from '../support/command-line.ts';

describe('copying a log at a terminal', () => {
  const cli = commandLine();
  const file = (name: string): string => join(cli.folder, `${name}.db`);
  const from = `sqlite:${cli.file}`;
  const copy = (name: string, ...words: string[]) =>
    cli.run(['copy', '--from', from, '--to', `sqlite:${file(name)}`, ...words]);
  /** Another command, of the log in that file. */
  const of = (name: string, ...words: string[]): Promise<Ran> =>
    ended(
      spawn(process.execPath, [join(cli.root, 'bin/caseline.js'), ...words], {
        cwd: cli.folder,
        env: { ...cli.environment, CASELINE_LOG: `sqlite:${file(name)}` },
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    );
  let events = 0;
  let copied: Ran;

  /** With an ordinary SQLite client. */
  function tamper(name: string, ...statements: string[]): void {
    const database = new Database(file(name));
    for (const sql of statements) database.exec(sql);
    database.close();
  }

  beforeAll(async () => {
    await cli.run(['import', join(cli.root, 'data/histories/bradford.json')]);
    const { out } = await cli.run(['verify']);
    events = Number.parseInt(out, 10);
    expect(events).toBeGreaterThan(100);
    copied = await copy('whole');
  }, 30_000);
  afterAll(() => cli.remove());

  it('says how much was copied, and that verify agrees on both', async () => {
    expect(copied).toEqual({
      code: 0,
      out: `${events} events copied, 0 already there\nverify agrees on both logs: ${events} events, and every leaf is as it was recorded\n`,
      err: '',
    });
    expect(await copy('whole', '--no-verify')).toEqual({
      code: 0,
      out: `0 events copied, ${events} already there\n`,
      err: '',
    });
  }, 30_000);

  it('leaves a log that exports the same bytes, and answers the same', async () => {
    for (const words of [
      ['export', '--as', 'auditor'],
      ['replay', 'bradford', '--as-of', '2018-10-26', '--as', 'council:380', '--json'],
      ['verify'],
    ]) {
      const first = await cli.run(words);
      expect(first).toMatchObject({ code: 0, out: expect.stringMatching(/\w/) });
      const { out } = await of('whole', ...words);
      expect(out.replace(file('whole'), cli.file) === first.out).toBe(true);
    }
  }, 30_000);

  it('takes a log from the environment, so that no password stands among the processes', async () => {
    const copied = await cli.run(['copy', '--from', 'env:CASELINE_LOG', '--to', 'sqlite:named.db']);
    expect(copied).toMatchObject({ code: 0, out: expect.stringContaining(`${events} events copied`) });
    expect(await cli.run(['copy', '--from', 'env:NOT_SET', '--to', 'sqlite:new.db'])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/no NOT_SET/),
    });
  }, 30_000);

  it('fails where there is nothing to copy, unless that may be', async () => {
    new Database(file('empty')).close();
    const empty = ['copy', '--from', 'sqlite:empty.db', '--to', 'sqlite:of-empty.db'];
    expect(await cli.run(empty)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^caseline: sqlite:empty\.db holds no event/),
    });
    expect(await cli.run([...empty, '--allow-empty'])).toMatchObject({ code: 0, err: '' });
  }, 30_000);

  it('copies nothing to a log that holds something else, and names where they part', async () => {
    await of('other', 'import', join(cli.root, 'data/england/authorities.csv'));
    const before = await of('other', 'export', '--as', 'auditor');
    expect(await copy('other')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/^caseline: .* after 0 events .*\[log-differs\]\n$/),
    });
    expect(await of('other', 'export', '--as', 'auditor')).toEqual(before);
  }, 30_000);

  it('stops at an event that somebody changed, and names it', async () => {
    await copy('changed', '--no-verify');
    tamper(
      'changed',
      'DROP TRIGGER events_are_never_updated',
      'UPDATE events SET leaf = zeroblob(32) WHERE position = 3',
    );
    const again = await cli.run(['copy', '--from', 'sqlite:changed.db', '--to', 'sqlite:of-changed.db']);
    expect(again).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/position 0+3 .*\[log-damaged\]/),
    });
  }, 30_000);

  it('fails where the first log lacks events that nothing in the others shows', async () => {
    await copy('cut', '--no-verify');
    tamper(
      'cut',
      'DROP TRIGGER events_are_never_deleted',
      `DELETE FROM events WHERE position > ${events - 2}`,
    );
    const again = await cli.run(['copy', '--from', 'sqlite:cut.db', '--to', 'sqlite:of-cut.db']);
    expect(again.code).toBe(1);
    expect(again.out).toContain(`${events - 2} events copied`);
    expect(again.out).toMatch(/the log copied from: \d findings[\s\S]*no events from this position/);
    expect(again.out).not.toMatch(/agrees|copied to/);
  }, 30_000);

  it.each([
    [['--from', 'sqlite:caseline.db'], /--to/],
    [['--from', 'sqlite:missing.db', '--to', 'sqlite:new.db'], /missing\.db/],
    [['--from', 'sqlite:caseline.db', '--to', 'memory:'], /in memory/],
    [['--from', 'sqlite:caseline.db', '--to', 'sqlite:caseline.db'], /to itself/],
    [['--from', 'sqlite:caseline.db', '--to', 'postgres://u:secret@host/x'], /names no log/],
  ])('says what was wrong with %j, and no password', async (words, says) => {
    const { code, out, err } = await cli.run(['copy', ...words]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(says);
    expect(err).not.toContain('secret');
  });
});

describe('what a copy says once both logs were verified', () => {
  const copied = { alreadyThere: 2, copied: 3 };
  const sound = (events: number) => ({ events, damage: [] });

  it('is that they agree, and how many were recorded in the first one since', () => {
    expect(verdict(copied, sound(5), sound(5))).toMatchObject({
      agrees: true,
      lines: [expect.stringMatching(/5 events/)],
    });
    expect(verdict(copied, sound(6), sound(5))).toMatchObject({
      agrees: true,
      lines: [expect.stringMatching(/5 events/), expect.stringMatching(/^1 more/)],
    });
  });

  it('is that something else was recorded in the second one meanwhile', () => {
    expect(verdict(copied, sound(5), sound(6))).toMatchObject({
      agrees: false,
      lines: [expect.stringMatching(/holds 6 events, and 5/)],
    });
  });

  it('is what is wrong with either', () => {
    const damaged = {
      events: 5,
      damage: [{ position: '9', caseId: 'authority-380', event: 'e', problem: 'it was changed' }],
    };
    expect(verdict(copied, damaged, sound(5)).lines.join()).toMatch(
      /copied from: 1 findings.*position 9: it was/,
    );
    expect(verdict(copied, sound(5), damaged).lines.join()).toMatch(
      /copied to: 1 findings.*position 9: it was/,
    );
  });
});
