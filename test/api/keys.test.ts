import { mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { publicKeysIn, type SigningKey } from '../../src/api/keys.ts';
import { tokenVerifier } from '../../src/api/tokens.ts';
import { startTestApi, type TestApi } from '../support/http.ts';
import { makeSigner, type Signer } from '../support/http-tokens.ts';

let folder: string;
let file: string;
let old: Signer;
let fresh: Signer;
let api: TestApi;
/** What the service's clock shows, in milliseconds. */
let now: number;
let logged: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caseline-keys-'));
  file = join(folder, 'keys.json');
  [old, fresh] = [await makeSigner('old'), await makeSigner('fresh')];
  await writeFile(file, keySet(old.key));
  now = 0;
  logged = [];
  const log = pino({ base: null }, { write: (line: string) => void logged.push(line) });
  const keys = await publicKeysIn(file, log, () => now);
  api = await startTestApi({ verifier: tokenVerifier({ keys, issuer: 'caseline', audience: 'caseline' }) });
});
afterEach(async () => {
  await api.close();
  await rm(folder, { recursive: true });
});

const keySet = (...keys: readonly SigningKey[]): string => JSON.stringify({ keys });

/** How a second later the service answers to a token of the old key and of the fresh one. */
async function aSecondLater(): Promise<number[]> {
  now += 1_000;
  return answers();
}
async function answers(): Promise<number[]> {
  const asking = [old, fresh].map(async (signer) =>
    api.get('/v1/authorities', { as: await signer.sign({ party: 'auditor' }) }),
  );
  return (await Promise.all(asking)).map(({ status }) => status);
}
const told = (): Record<string, unknown>[] => logged.map((line) => JSON.parse(line));

describe('keys of a running service', () => {
  it('are those in the file: a new one works, a withdrawn one no longer', async () => {
    expect(await answers()).toEqual([200, 401]);
    await writeFile(file, keySet(old.key, fresh.key));
    expect(await aSecondLater()).toEqual([200, 200]);
    await writeFile(file, keySet(fresh.key));
    expect(await aSecondLater()).toEqual([401, 200]);
    expect(told()).toEqual([
      expect.objectContaining({ level: 30, kids: ['old', 'fresh'], msg: 'keys changed' }),
      expect.objectContaining({ level: 30, kids: ['fresh'], msg: 'keys changed' }),
    ]);
  });

  it('change when another file takes the place of theirs', async () => {
    await writeFile(`${file}.new`, keySet(fresh.key));
    await rename(`${file}.new`, file);
    expect(await aSecondLater()).toEqual([401, 200]);
  });

  it('change under the same name, size and time, and of the same id', async () => {
    const same = await makeSigner('old');
    const time = new Date('2026-01-01');
    await utimes(file, time, time);
    await writeFile(file, keySet(same.key));
    await utimes(file, time, time);
    now += 1_000;
    const asking = { as: await same.sign({ party: 'auditor' }) };
    expect((await api.get('/v1/authorities', asking)).status).toBe(200);
    expect(await answers()).toEqual([401, 401]);
  });

  it('are read once a second at most, however many ask', async () => {
    await writeFile(file, keySet(fresh.key));
    now += 999;
    expect(await answers()).toEqual([200, 401]);
    now += 1;
    expect(await answers()).toEqual([401, 200]);
    expect(logged).toHaveLength(1);
  });

  it.each([
    ['half-written', async () => writeFile(file, keySet(fresh.key).slice(0, -3))],
    ['empty', async () => writeFile(file, '')],
    ['of other keys', async () => writeFile(file, '{"keys":[{"kty":"RSA","kid":"1"}]}')],
    ['of a key cut short', async () => writeFile(file, keySet({ ...fresh.key, x: fresh.key.x.slice(1) }))],
    ['of two keys by one name', async () => writeFile(file, keySet(fresh.key, { ...old.key, kid: 'fresh' }))],
    ['gone', async () => rm(file)],
  ])('stay while the file is %s, which the log is told once', async (_what, breakIt) => {
    await breakIt();
    expect(await aSecondLater()).toEqual([200, 401]);
    expect(await aSecondLater()).toEqual([200, 401]);
    expect(told()).toEqual([
      expect.objectContaining({
        level: 40,
        problem: expect.stringContaining(file),
        msg: 'keys stay as they were',
      }),
    ]);
    for (const { key } of [old, fresh])
      for (const secret of [key.d ?? '', key.x]) expect(logged.join('')).not.toContain(secret);

    await writeFile(file, keySet(fresh.key));
    expect(await aSecondLater()).toEqual([401, 200]);
  });

  it('are none where the file says that there are none', async () => {
    await writeFile(file, keySet());
    expect(await aSecondLater()).toEqual([401, 401]);
    expect((await api.get('/v1/authorities')).status).toBe(200);
  });
});
