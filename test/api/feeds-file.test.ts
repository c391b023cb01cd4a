import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Feeds } from '../../src/api/feeds.ts';
import { feedsInFile } from '../../src/api/feeds-file.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caseline-feeds-'));
  file = join(folder, 'var', 'feeds.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const opened = (): Feeds => new Feeds({ journal: feedsInFile(file) });
const ann = { party: 'council:380', name: 'Ann Other' } as const;

describe('the feeds file', () => {
  it('is not there until there is a feed, and then readable by its owner alone', async () => {
    const feeds = opened();
    expect(await feeds.partyOf('x')).toBeUndefined();
    await expect(stat(file)).rejects.toMatchObject({ code: 'ENOENT' });
    await feeds.make(ann, ann.party);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('holds hashes of tokens, and no token', async () => {
    const { token, feed } = await opened().make(ann, ann.party);
    const text = await readFile(file, 'utf8');
    expect(text).not.toContain(token.split('.')[1]);
    expect(text).toContain(feed.sha256);
  });

  it('is shared: what one process makes or revokes, another knows at once, and nothing of either is lost', async () => {
    const [one, other] = [opened(), opened()];
    const made = await Promise.all(
      Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? one : other).make(ann, ann.party)),
    );
    for (const { token } of made) {
      expect(await one.partyOf(token)).toBe('council:380');
      expect(await other.partyOf(token)).toBe('council:380');
    }
    const [first] = made;
    expect(await one.revoke(first?.feed.id ?? '', ann)).toEqual(first?.feed);
    expect(await other.partyOf(first?.token ?? '')).toBeUndefined();
    expect(await opened().ownedBy(ann)).toHaveLength(19);
  });

  it('keeps what was acknowledged when the process is killed', async () => {
    const child = spawn(
      process.execPath,
      [
        '--import',
        fileURLToPath(new URL('../support/run-typescript.mjs', import.meta.url)),
        fileURLToPath(new URL('./feeds-child.ts', import.meta.url)),
        file,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_OPTIONS: '' } },
    );
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      if (out.split('\n').length > 10) child.kill('SIGKILL');
    });
    await once(child, 'close');
    const said = out.split('\n').slice(0, -1);
    const feeds = opened();
    expect(said.length).toBeGreaterThanOrEqual(10);
    for (const line of said) {
      const [what, token = ''] = line.split(' ');
      expect([what, await feeds.partyOf(token)]).toEqual([what, what === 'made' ? 'dfe' : undefined]);
    }
  }, 30_000);

  it('leaves out what a crash tore before it was acknowledged, and goes on after it', async () => {
    const before = await opened().make(ann, ann.party);
    await appendFile(file, '\n{"made":{"id":"torn","par');
    const feeds = opened();
    const after = await feeds.make(ann, ann.party);
    for (const { token } of [before, after]) expect(await feeds.partyOf(token)).toBe('council:380');
    expect(await opened().ownedBy(ann)).toEqual([before.feed, after.feed]);
  });

  it('accepts no feed while a line of it cannot be read: it may have revoked any of them', async () => {
    const { token, feed } = await opened().make(ann, ann.party);
    const feeds = opened();
    expect(await feeds.partyOf(token)).toBe('council:380');
    await appendFile(file, `\n{"revokd":{"id":"${feed.id}"}}\n`);
    await expect(feeds.partyOf(token)).rejects.toThrow('a line of the feeds file is no record');
    await expect(opened().partyOf(token)).rejects.toThrow('no record');
  });

  it('can be mended by hand: a feed whose line is gone is over', async () => {
    const feeds = opened();
    const [kept, gone] = [await feeds.make(ann, ann.party), await feeds.make(ann, ann.party)];
    const lines = (await readFile(file, 'utf8')).split('\n');
    await writeFile(file, lines.filter((line) => !line.includes(gone.feed.id)).join('\n'));
    expect(await feeds.partyOf(kept.token)).toBe('council:380');
    expect(await feeds.partyOf(gone.token)).toBeUndefined();
  });

  it('says so where it cannot be written, and gives out nothing', async () => {
    await writeFile(join(folder, 'var'), 'a file where the folder should be');
    await expect(opened().make(ann, ann.party)).rejects.toMatchObject({ code: expect.any(String) });
  });
});
