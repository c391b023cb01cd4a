import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import type { EventLog } from '../../src/log/event-log.ts';
import { openFile } from '../../src/log/sqlite/open-file.ts';
import { openSqliteLog } from '../../src/log/sqlite/sqlite-log.ts';
import { anEvent } from '../support/events.ts';

const bradford = 'authority-380';

describe('the file of the SQLite log', () => {
  let folder: string;
  let file: string;
  let log: EventLog;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'caseline-'));
    file = join(folder, 'log.db');
    log = openSqliteLog({ file, now: Date.now });
  });

  afterEach(async () => {
    await log.close();
    await rm(folder, { recursive: true });
  });

  /** What somebody does to the file with an ordinary SQLite client. */
  function tamper(...statements: string[]): void {
    const database = new Database(file);
    for (const sql of statements) database.exec(sql);
    database.close();
  }

  const withoutLaw = ['DROP TRIGGER events_are_never_updated', 'DROP TRIGGER events_are_never_deleted'];

  async function problems(): Promise<string[]> {
    const { damage } = await log.verify();
    return damage.map(({ position, event, problem }) => `${Number(position)} ${event}: ${problem}`);
  }

  describe('as others find it', () => {
    it.each([
      "UPDATE events SET type = 'x'",
      'DELETE FROM events',
      'INSERT OR REPLACE INTO events SELECT * FROM events',
    ])('refuses %s', async (sql) => {
      await log.append(bradford, 'none', [anEvent('ReportPublished')]);
      expect(() => tamper(sql)).toThrow('events are never changed');
      expect(await log.verify()).toEqual({ events: 1, damage: [] });
    });

    it('is opened anew with every append on disk before it is acknowledged', async () => {
      await log.append(bradford, 'none', [anEvent('ReportPublished')]);
      await log.close();
      const plain = new Database(file);
      // The reason for setting it: 1 is NORMAL, which may lose the last appends in a power cut.
      expect(plain.pragma('synchronous', { simple: true })).toBe(1);
      plain.close();
      const ours = openFile(file);
      expect(ours.pragma('synchronous', { simple: true })).toBe(2);
      expect(ours.pragma('journal_mode', { simple: true })).toBe('wal');
      ours.close();
    });

    it('is for its owner alone, and so is what lies beside it; who lets others read it is not overruled', async () => {
      await log.append(bradford, 'none', [anEvent('ReportPublished')]);
      const modes = (): Promise<number[]> =>
        Promise.all([file, `${file}-wal`, `${file}-shm`].map(async (one) => (await stat(one)).mode & 0o777));
      expect(await modes()).toEqual([0o600, 0o600, 0o600]);
      await log.close();
      await chmod(file, 0o640);
      log = openSqliteLog({ file, now: Date.now });
      expect(await modes()).toEqual([0o640, 0o640, 0o640]);
    });

    it('is left as it is when it is a database of something else', async () => {
      const foreign = join(folder, 'foreign.db');
      const database = new Database(foreign);
      database.exec('CREATE TABLE accounts (id)');
      database.close();
      const before = await readFile(foreign);
      expect(() => openSqliteLog({ file: foreign, now: Date.now })).toThrow('is not a Caseline log');
      expect(await readFile(foreign)).toEqual(before);
    });

    it('is left as it is when it is no database', async () => {
      const letter = join(folder, 'letter.txt');
      await writeFile(letter, 'Dear Director of Children’s Services,\n'.repeat(100));
      const before = await readFile(letter);
      expect(() => openSqliteLog({ file: letter, now: Date.now })).toThrow('is not a Caseline log');
      expect(await readFile(letter)).toEqual(before);
    });

    it('is left to the newer Caseline that wrote it', async () => {
      await log.close();
      tamper('PRAGMA user_version = 2');
      expect(() => openSqliteLog({ file, now: Date.now })).toThrow('newer Caseline (version 2');
    });

    it('says what stands in the way when it cannot be opened', () => {
      const open = () => openSqliteLog({ file: folder, now: Date.now });
      expect(open).toThrow(expect.objectContaining({ code: 'log-unavailable' }));
    });
  });

  describe('when it was tampered with', () => {
    beforeEach(async () => {
      for (let n = 0; n < 5; n += 1)
        await log.append(bradford, 'any', [anEvent('ReportShared', { id: id(n) })]); // one after another
    });

    const id = (n: number) => `0000000${n + 1}-0000-4000-8000-000000000000`;
    const changed =
      'its leaf is not the hash of its text, revision and salt: one of them was changed afterwards';
    const lawGone = [
      'null: the trigger events_are_never_updated is missing or was changed',
      'null: the trigger events_are_never_deleted is missing or was changed',
    ].map((problem) => `0 ${problem}`);

    it('names the event of which one byte has changed, and that the law was taken away', async () => {
      tamper(
        ...withoutLaw,
        `UPDATE events SET event = replace(event, '"date":"2018-10-24"', '"date":"2018-10-25"') WHERE position = 3`,
      );
      expect(await problems()).toEqual([`3 ${id(2)}: ${changed}`, ...lawGone]);
      expect((await log.verify()).damage[0]).toMatchObject({
        position: '0000000000000003',
        caseId: bradford,
        event: id(2),
      });
    });

    it.each([
      ['the leaf', 'leaf = zeroblob(32)', [changed]],
      ['the salt', 'salt = zeroblob(32)', [changed]],
      [
        'the type beside the text',
        "type = 'ReportPublished'",
        ["its type is 'ReportPublished' beside the stored text and 'ReportShared' in it"],
      ],
      [
        'the spacing of the text',
        "event = replace(event, ',', ', ')",
        ['its stored text is not canonical JSON (RFC 8785)'],
      ],
      ['the text into something else', "event = 'null'", ['its stored text is not a JSON object']],
      [
        'the text into bytes that are no text',
        "event = CAST(x'7b80' AS TEXT)",
        ['its stored text is not UTF-8'],
      ],
    ])('names the event when somebody changed %s', async (_, change, expected) => {
      tamper(...withoutLaw, `UPDATE events SET ${change} WHERE position = 2`);
      expect(await problems()).toEqual([...expected.map((problem) => `2 ${id(1)}: ${problem}`), ...lawGone]);
    });

    it('says when it was recorded at another time, or not valid any more', async () => {
      tamper(
        ...withoutLaw,
        "UPDATE events SET event = replace(event, '2018-ilacs', 'NOT A SLUG') WHERE position = 4",
      );
      const [first = '', second] = await problems();
      expect(first).toContain(`4 ${id(3)}: its stored text is not a valid event: /data/inspectionId`);
      expect(second).toBe(`4 ${id(3)}: ${changed}`);
    });

    it('says which event is gone from the middle', async () => {
      tamper(...withoutLaw, 'DELETE FROM events WHERE position = 3');
      expect(await problems()).toEqual([
        '3 null: no event has this position, though later ones were recorded',
        `4 ${id(3)}: its revision is 3, and the next of ${bradford} is 2`,
        ...lawGone,
      ]);
    });

    it('says when the end was cut off', async () => {
      tamper(...withoutLaw, 'DELETE FROM events WHERE position > 3');
      expect(await problems()).toEqual([
        ...lawGone,
        '4 null: no events from this position to 0000000000000005, though later ones were recorded',
      ]);
    });

    it('refuses to serve a text that is no event, and serves the others', async () => {
      tamper(
        ...withoutLaw,
        "UPDATE events SET event = replace(event, 'ReportShared', 'ReportShred') WHERE position = 2",
      );
      const damaged = log.find(id(1));
      await expect(damaged).rejects.toMatchObject({ code: 'log-damaged', facts: { event: id(1) } });
      expect(await log.find(id(2))).toMatchObject({ revision: 2 });
    });
  });

  it('reports pages that were overwritten as damage, and reads the events beside them', async () => {
    for (let n = 0; n < 40; n += 1) {
      await log.append(bradford, 'any', [
        anEvent('ProgressReported', { data: { summary: 'x'.repeat(1_900) } }),
      ]); // one a page or so
    }
    await log.close();
    const bytes = await readFile(file);
    // Two pages of the table, away from the first ones, which hold the schema and the roots.
    for (const page of [20, 21]) bytes.fill(0xff, page * 4_096, (page + 1) * 4_096);
    await writeFile(file, bytes);
    log = openSqliteLog({ file, now: Date.now });
    const { events, damage } = await log.verify();
    expect(events).toBeGreaterThan(30);
    expect(events).toBeLessThan(40);
    expect(damage.some(({ position, problem }) => position !== null && problem.includes('malformed'))).toBe(
      true,
    );
    expect(damage.some(({ problem }) => problem.startsWith('SQLite'))).toBe(true);
  });

  describe('with other processes', () => {
    const child = fileURLToPath(new URL('./appending-child.ts', import.meta.url));
    const loader = new URL('../support/run-typescript.mjs', import.meta.url).href;

    function startChild(name: string, count: number, pause = 0): ChildProcessByStdio<null, Readable, null> {
      return spawn(
        process.execPath,
        ['--no-warnings', '--import', loader, child, file, name, String(count), String(pause)],
        {
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      );
    }

    async function* acknowledged({ stdout }: { stdout: Readable }): AsyncGenerator<string[]> {
      for await (const line of createInterface({ input: stdout })) yield line.split(' ');
    }

    async function storedIds(): Promise<string[]> {
      const ids: string[] = [];
      for await (const event of log.readAll()) ids.push(event.id);
      return ids;
    }

    it('takes the appends of two at once, and lets none get lost', async () => {
      await log.close();
      await rm(file); // so that both make it
      const children = [startChild('one', 150), startChild('two', 150)];
      const appends = await Promise.all(
        children.map(async (process) => {
          const ids: string[] = [];
          for await (const append of acknowledged(process)) ids.push(...append);
          return ids;
        }),
      );
      log = openSqliteLog({ file, now: Date.now });
      const ids = await storedIds();
      expect(ids).toHaveLength(2 * (75 + 150));
      expect([...ids].sort()).toEqual(appends.flat().sort());
      expect(await log.verify()).toEqual({ events: 450, damage: [] });
    }, 30_000);

    it('tells a subscriber of what another process appended', async () => {
      const abort = new AbortController();
      const seen: string[] = [];
      const process = startChild('other', 20);
      for await (const event of log.subscribe({ signal: abort.signal })) {
        if (event !== 'caught up') seen.push(event.id);
        if (seen.length === 30) abort.abort();
      }
      expect(seen).toEqual(await storedIds());
      if (process.exitCode === null) await once(process, 'exit');
    }, 30_000);

    it('settles only after the append that another process is in the middle of', async () => {
      const process = startChild('slow', 1, 500);
      const said = createInterface({ input: process.stdout });
      await once(said, 'line');
      expect(await log.head()).toBeUndefined();
      const settled = await log.settled();
      expect(settled).toBeDefined();
      expect(settled).toBe(await log.head());
      if (process.exitCode === null) await once(process, 'exit');
      expect(await log.head()).toBe(settled);
    }, 30_000);

    it('has every acknowledged event, and no half append, after the process was killed at work', async () => {
      await log.close();
      const kept: string[][] = [];
      for (const stopAfter of [1, 40, 130]) {
        const process = startChild(`killed after ${stopAfter}`, 1_000_000);
        let answers = 0;
        for await (const append of acknowledged(process)) {
          kept.push(append);
          answers += 1;
          if (answers === stopAfter) process.kill('SIGKILL');
        }
        log = openSqliteLog({ file, now: Date.now });
        const { events, damage } = await log.verify();
        expect(damage).toEqual([]);
        const ids = await storedIds();
        expect(ids).toHaveLength(events);
        expect(kept.flat().filter((id) => !ids.includes(id))).toEqual([]);
        // At most one append was under way, and it is there whole or not at all.
        const unanswered = ids.filter((id) => !kept.flat().includes(id));
        expect([0, 1, 2]).toContain(unanswered.length);
        const answeredHere = answers;
        if (unanswered.length > 0) expect(unanswered).toHaveLength(1 + (answeredHere % 2));
        kept.push(unanswered);
        await log.close();
      }
    }, 60_000);
  });
});
