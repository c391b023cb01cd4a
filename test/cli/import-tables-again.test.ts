import Database from 'better-sqlite3';
import { commandLine, ended } from '../support/command-line.ts';

type CommandLine = ReturnType<typeof commandLine>;

interface Exported {
  readonly id: string;
}

/** Every event, in log order, without when it was recorded. */
async function exported(cli: CommandLine): Promise<readonly Exported[]> {
  const { out } = await cli.run(['export', '--as', 'auditor']);
  return out
    .trim()
    .split('\n')
    .map((line) => ({ ...JSON.parse(line), recordedAt: undefined }));
}

/** The ids of the events that are in the log now, in log order; none while there is no log yet. */
function idsIn({ file }: CommandLine): readonly string[] {
  try {
    const database = new Database(file, { readonly: true, fileMustExist: true });
    try {
      return database.prepare<[], string>('SELECT id FROM events ORDER BY position').pluck().all();
    } finally {
      database.close();
    }
  } catch {
    return [];
  }
}

/** Imports what comes with Caseline, and kills the process as soon as the log holds so many events. */
async function killedAt(cli: CommandLine, events: number): Promise<void> {
  const child = cli.start('import');
  const finished = ended(child);
  const watch = setInterval(() => {
    if (idsIn(cli).length >= events) child.kill('SIGKILL');
  }, 1);
  await finished;
  clearInterval(watch);
}

/** Numbers from 0 to 1 that look random, and are the same on every run (mulberry32). */
function* seeded(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    yield ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}

describe('importing all that comes with Caseline', () => {
  const clean = commandLine();
  const killed = commandLine();
  let whole: readonly Exported[];

  beforeAll(async () => {
    expect(await clean.run(['import'])).toMatchObject({ code: 0, err: '' });
    whole = await exported(clean);
  }, 60_000);
  afterAll(() => {
    clean.remove();
    killed.remove();
  });

  it('a second time records nothing: the same events in the same order at the same positions', async () => {
    const before = await clean.run(['export', '--as', 'auditor']);
    expect((await clean.run(['import'])).out).toMatch(
      /^histories: 0 events recorded, \d+ already there, 0 refused\ntables: 0 rows recorded \(0 events\), 1489 already there, 0 refused\n$/,
    );
    expect(await clean.run(['export', '--as', 'auditor'])).toEqual(before);
  }, 60_000);

  it('killed at five moments and done again gives the log of one clean import', async () => {
    const random = seeded(20_181_029);
    const moments = Array.from({ length: 5 }, () => Math.ceil(random.next().value * whole.length));
    const left: number[] = [];
    for (const moment of moments.toSorted((a, b) => a - b)) {
      await killedAt(killed, moment);
      const ids = idsIn(killed);
      expect(ids).toEqual(whole.slice(0, ids.length).map(({ id }) => id));
      left.push(ids.length);
    }
    expect(left.filter((events) => events > 0 && events < whole.length)).not.toEqual([]);
    expect(await killed.run(['import'])).toMatchObject({ code: 0, err: '' });
    const events = await exported(killed);
    expect(events).toHaveLength(whole.length);
    for (const [index, event] of events.entries()) expect(event).toEqual(whole[index]);
    expect(await killed.run(['verify'])).toMatchObject({ code: 0 });
  }, 120_000);
});
