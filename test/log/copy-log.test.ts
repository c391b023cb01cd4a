import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import type { NewEvent } from '../../src/domain/events/catalogue.ts';
import { caseIdOf } from '../../src/domain/events/envelope.ts';
import { CaselineError } from '../../src/domain/failure.ts';
import { copyLog } from '../../src/log/copy-log.ts';
import type { EventLog, LogEntry } from '../../src/log/event-log.ts';
import { type MemoryLog, openMemoryLog } from '../../src/log/memory/memory-log.ts';
import { openSqliteLog } from '../../src/log/sqlite/sqlite-log.ts';
import { anEvent } from '../support/events.ts';

const start = Date.UTC(2026, 0, 5, 9);

/** One append: to which case, how many events, and how long after the one before it. */
interface Step {
  readonly la: string;
  readonly events: number;
  readonly after: number;
}

const anyStep: fc.Arbitrary<Step> = fc.record({
  la: fc.constantFrom('380', '381', '382'),
  events: fc.integer({ min: 1, max: 3 }),
  after: fc.constantFrom(0, 1, 90_000, -5_000),
});

async function recorded(steps: readonly Step[]): Promise<MemoryLog> {
  let clock = start;
  const log = openMemoryLog({ now: () => clock });
  for (const { la, events, after } of steps) {
    clock += after;
    const caseId = caseIdOf(la);
    await log.append(caseId, 'any', eventsOf(caseId, events)); // nobody else records
  }
  return log;
}

const secretWord = 'Zebra';

const eventsOf = (caseId: NewEvent['caseId'], count: number): NewEvent[] =>
  Array.from({ length: count }, () => anEvent('ProgressReported', { caseId, data: { summary: secretWord } }));

/** More than two batches. */
const long = (): Promise<MemoryLog> =>
  recorded(
    Array.from({ length: 500 }, (_, n) => ({ la: ['380', '381', '382'][n % 3] ?? '', events: 5, after: n })),
  );

const empty = (): MemoryLog => openMemoryLog({ now: () => start });

async function entriesOf(log: EventLog): Promise<LogEntry[]> {
  const entries: LogEntry[] = [];
  for await (const entry of log.entries()) entries.push(entry);
  return entries;
}

/** All that a copy keeps: everything but positions. */
async function keptIn(log: EventLog): Promise<unknown[]> {
  return (await entriesOf(log)).map(({ position: _, salt, leaf, ...entry }) => ({
    ...entry,
    salt: Buffer.from(salt).toString('hex'),
    leaf: Buffer.from(leaf).toString('hex'),
  }));
}

async function failureOf(promise: Promise<unknown>): Promise<CaselineError> {
  const error = await promise.catch((reason: unknown) => reason);
  if (error instanceof CaselineError) return error;
  throw new Error(`a CaselineError was expected, and this came: ${JSON.stringify(error)}`);
}

/** A log that takes over so many batches, and no more. */
function endingAfter(batches: number, log: EventLog): EventLog {
  let taken = 0;
  return new Proxy(log, {
    get: (_, name) => {
      const member = Reflect.get(log, name);
      return (...given: unknown[]) => {
        if (name === 'takeOver') taken += 1;
        if (taken > batches) throw new CaselineError('log-unavailable', 'The disk is gone.');
        return member.apply(log, given);
      };
    },
  });
}

describe('a copied log', () => {
  it('holds what the first one holds, in its order, whatever part of it was there before', () =>
    fc.assert(
      fc.asyncProperty(fc.array(anyStep, { maxLength: 12 }), fc.nat(), async (steps, some) => {
        const from = await recorded(steps);
        const entries = await entriesOf(from);
        const alreadyThere = some % (entries.length + 1);
        const to = empty();
        await to.takeOver(entries.slice(0, alreadyThere));
        expect(await copyLog(from, to)).toEqual({ alreadyThere, copied: entries.length - alreadyThere });
        expect(await keptIn(to)).toEqual(await keptIn(from));
        expect(await to.verify()).toEqual({ events: entries.length, damage: [] });
        expect(await copyLog(from, to)).toEqual({ alreadyThere: entries.length, copied: 0 });
      }),
    ));

  it.each([0, 1, 2])(
    'is whole once it is copied again after it was cut off after %i batches',
    async (batches) => {
      const from = await long();
      const to = empty();
      const failure = await failureOf(copyLog(from, endingAfter(batches, to)));
      expect(failure.code).toBe('log-unavailable');
      const before = (await keptIn(to)).length;
      expect(before).toBe(batches * 1_000);
      expect(await copyLog(from, to)).toEqual({ alreadyThere: before, copied: 2_500 - before });
      expect(await keptIn(to)).toEqual(await keptIn(from));
    },
  );

  it('holds what is recorded in the first one meanwhile, too', async () => {
    const from = await long();
    const to = empty();
    const told: number[] = [];
    const copied = await copyLog(from, to, {
      progress: (events) => {
        told.push(events);
        void from.append('authority-383', 'any', eventsOf('authority-383', 2)); // nobody else records
      },
    });
    expect(told).toEqual([1_000, 2_000]);
    expect(copied).toEqual({ alreadyThere: 0, copied: 2_504 });
    expect(await keptIn(to)).toEqual(await keptIn(from));
    await from.append('authority-383', 3, eventsOf('authority-383', 1));
    expect(await copyLog(from, to)).toEqual({ alreadyThere: 2_504, copied: 1 });
  });

  it('is taken over in smaller parts where texts are large', async () => {
    const from = empty();
    const comment = {
      page: 1,
      point: 'x'.repeat(2_000),
      asked: 'x'.repeat(2_000),
      response: 'agree',
    } as const;
    const data = { comments: Array.from({ length: 200 }, () => comment) };
    for (let n = 0; n < 12; n += 1)
      await from.append('authority-380', 'any', [anEvent('FactualAccuracyChecked', { data })]); // as above
    const to = empty();
    expect((await failureOf(copyLog(from, endingAfter(1, to)))).code).toBe('log-unavailable');
    // 800 kB each, and four megabytes at a time.
    expect(await entriesOf(to)).toHaveLength(6);
    expect(await copyLog(from, to)).toEqual({ alreadyThere: 6, copied: 6 });
    expect(await keptIn(to)).toEqual(await keptIn(from));
  });
});

describe('a log that holds something else', () => {
  const steps = [
    { la: '380', events: 2, after: 0 },
    { la: '381', events: 2, after: 1 },
  ];

  /** Refused with these facts, nothing said of what the events say, and everything as it was. */
  async function expectRefused(from: EventLog, to: EventLog, facts: Record<string, unknown>): Promise<void> {
    const before = await keptIn(to);
    const failure = await failureOf(copyLog(from, to));
    expect(failure).toMatchObject({ code: 'log-differs', facts });
    expect(failure.message + JSON.stringify(failure.facts)).not.toContain(secretWord);
    expect(await keptIn(to)).toEqual(before);
  }

  it('is left as it is, and the events are named at which the two part', async () => {
    const from = await recorded(steps);
    const to = empty();
    const [first, second] = await entriesOf(from);
    await to.takeOver(first ? [first] : []);
    const [other] = eventsOf('authority-381', 1);
    await to.append('authority-381', 'none', other ? [other] : []);
    await expectRefused(from, to, { events: 1, expected: second?.id, actual: other?.id });
  });

  it('is left as it is where it goes on after the end of the first', async () => {
    const from = await recorded(steps);
    const to = empty();
    await copyLog(from, to);
    const [other] = eventsOf('authority-380', 1);
    await to.append('authority-380', 1, other ? [other] : []);
    await expectRefused(from, to, { events: 4, expected: null, actual: other?.id });
    await expectRefused(empty(), to, { events: 0, expected: null });
  });

  it('is left as it is where it recorded the same events itself, at another time', async () => {
    const from = openMemoryLog({ now: () => start });
    const to = openMemoryLog({ now: () => start + 1 });
    const [event] = eventsOf('authority-380', 1);
    for (const log of [from, to]) await log.append('authority-380', 'none', event ? [event] : []);
    await expectRefused(from, to, { events: 0, expected: event?.id, actual: event?.id });
  });

  it('is left as it is where somebody changed the leaf, the salt or the text of what was copied', async () => {
    const from = await recorded(steps);
    for (const change of [
      { leaf: new Uint8Array(32) },
      { salt: new Uint8Array(32) },
      { event: '{}' },
      { recordedAt: '2026-01-05T09:00:00.002Z' },
    ]) {
      const to = empty();
      const [first] = await entriesOf(from);
      await to.takeOver(first ? [{ ...first, ...change }] : []);
      await expectRefused(from, to, { events: 0, expected: first?.id, actual: first?.id });
    }
  });
});

describe('a damaged log', () => {
  it.each([0, 1_699])(
    'is copied up to the event that was changed, which is named: number %i',
    async (index) => {
      const from = await long();
      const sound = await keptIn(from);
      const damaged = from.stored()[index];
      damaged?.leaf.fill(0);
      const to = empty();
      expect(await failureOf(copyLog(from, to))).toMatchObject({
        code: 'log-damaged',
        message: expect.stringContaining('its leaf is not the hash'),
        facts: { event: damaged?.id, caseId: damaged?.caseId, position: damaged?.position },
      });
      const copied = await keptIn(to);
      expect(copied).toEqual(sound.slice(0, copied.length));
      expect(copied.length).toBeLessThanOrEqual(index);
      expect((await to.verify()).damage).toEqual([]);
    },
  );

  it('is refused also where the damage is in what was copied before', async () => {
    const from = await long();
    const to = empty();
    await to.takeOver((await entriesOf(from)).slice(0, 2_000));
    from.stored()[7]?.salt.fill(0);
    expect(await failureOf(copyLog(from, to))).toMatchObject({
      code: 'log-damaged',
      facts: { event: from.stored()[7]?.id },
    });
    expect(await entriesOf(to)).toHaveLength(2_000);
  });
});

describe('a copied file', () => {
  let folder: string;
  const open = (name: string): EventLog =>
    openSqliteLog({ file: join(folder, name), now: () => start + 3_600_000 });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'caseline-'));
    const from = open('from.db');
    await copyLog(await long(), from);
    await from.close();
  });

  afterEach(() => rm(folder, { recursive: true }));

  const withLogs = async (use: (from: EventLog, to: EventLog) => Promise<void>): Promise<void> => {
    const [from, to] = [open('from.db'), open('to.db')];
    try {
      await use(from, to);
    } finally {
      await from.close();
      await to.close();
    }
  };

  it.each([0, 1, 2])(
    'is whole once it is copied again after a kill in the middle of batch %i',
    async (batch) => {
      const child = fileURLToPath(new URL('./copying-child.ts', import.meta.url));
      const loader = new URL('../support/run-typescript.mjs', import.meta.url).href;
      const copying = spawn(
        process.execPath,
        [
          '--no-warnings',
          '--import',
          loader,
          child,
          join(folder, 'from.db'),
          join(folder, 'to.db'),
          String(batch),
        ],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      const ended = once(copying, 'exit');
      expect(String(await once(copying.stdout, 'data'))).toBe('in the middle\n');
      copying.kill('SIGKILL');
      await ended;
      await withLogs(async (from, to) => {
        const alreadyThere = batch * 1_000;
        expect(await to.verify()).toEqual({ events: alreadyThere, damage: [] });
        expect(await copyLog(from, to)).toEqual({ alreadyThere, copied: 2_500 - alreadyThere });
        expect(await keptIn(to)).toEqual(await keptIn(from));
        expect(await to.verify()).toEqual(await from.verify());
      });
    },
  );

  it.each([
    ['a letter', `event = replace(event, '${secretWord}', 'Zebru')`, 'its leaf is not the hash'],
    ['bytes that are no text', "event = CAST(x'7b80' AS TEXT)", 'its stored text is not UTF-8'],
  ])('ends before the event in which somebody changed %s', async (_, change, problem) => {
    const database = new Database(join(folder, 'from.db'));
    database.exec('DROP TRIGGER events_are_never_updated');
    database.exec(`UPDATE events SET ${change} WHERE position = 1234`);
    const id = database.prepare('SELECT id FROM events WHERE position = 1234').pluck().get();
    database.close();
    await withLogs(async (from, to) => {
      expect(await failureOf(copyLog(from, to))).toMatchObject({
        code: 'log-damaged',
        message: expect.stringContaining(problem),
        facts: { event: id, position: '0000000000001234' },
      });
      expect(await to.verify()).toEqual({ events: 1_000, damage: [] });
    });
  });
});
