import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCaseline } from '../../src/caseline.ts';
import { answersOf } from '../support/england-answers.ts';
import { newRows } from '../support/england-later.ts';
import { bundledEngland, delivered, tableOf } from '../support/england-log.ts';
import { anEvent } from '../support/events.ts';

const folder = mkdtempSync(join(tmpdir(), 'caseline-cache-'));
const imported = join(folder, 'imported.db');
const now = Date.parse('2026-12-15T12:00:00Z');

/** A log of its own, with what comes with Caseline in it and no cache beside it. */
let logs = 0;
function copied(of = imported) {
  logs += 1;
  const log = join(folder, `${logs}.db`);
  copyFileSync(of, log);
  return { log, cache: `${log}.cases` };
}

/** What the log itself says, without any cache. */
const truth = (log: string): Promise<string> => answersOf(log, now, false);

/** The answers with a cache in place, and then with the one that they leave behind. */
async function expectTruth(log: string, wanted?: string): Promise<void> {
  const said = wanted ?? (await truth(log));
  for (const times of [1, 2]) expect([times, (await answersOf(log, now)) === said]).toEqual([times, true]);
}

async function recording<Result>(
  log: string,
  record: (caseline: ReturnType<typeof openCaseline>) => Promise<Result>,
) {
  const caseline = openCaseline({ log: `sqlite:${log}`, now: () => now, cache: false });
  await record(caseline);
  await caseline.close();
}

const laterReports = (log: string) =>
  recording(log, (caseline) => delivered(caseline, [tableOf('inspections', newRows)], '2026-12-15'));

/** Events that no table over all cases reads. */
const measures = (log: string, count: number) =>
  recording(log, (caseline) => {
    const events = Array.from({ length: count }, () => {
      const { caseId: _, recordedBy: __, ...event } = anEvent('MeasureReported', { caseId: 'authority-380' });
      return event;
    });
    return caseline.record({
      caseId: 'authority-380',
      recordedBy: { name: 'Test', party: 'recorder' },
      events,
    });
  });

/** A cache with the digest that belongs to its text. */
const sealed = (text: string): string => text + createHash('sha256').update(text).digest('hex');

const inFirstFormat = (text: string): string => {
  const [header = ''] = text.split('\n');
  return `${header.replace(/"format":\d+/, '"format":1')}\n{"id":"x","type":"AuthorityRegistered"}\n`;
};

describe('the cache beside a log', () => {
  let written: Buffer;
  let said: string;
  /** Without its digest. */
  const text = () => written.toString().slice(0, -64);

  beforeAll(async () => {
    const { caseline } = await bundledEngland(`sqlite:${imported}`);
    await caseline.close();
    rmSync(`${imported}.cases`, { force: true });
    const { log, cache } = copied();
    await answersOf(log, now);
    written = readFileSync(cache);
    said = await truth(imported);
  }, 30_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is written when England was read, by nobody else to be read, and then left as it is', async () => {
    const { log, cache } = copied();
    await answersOf(log, now);
    const { ino, mode } = statSync(cache);
    expect(mode & 0o077).toBe(0);
    await expectTruth(log, said);
    expect(statSync(cache).ino).toBe(ino);
  });

  it('can be deleted', async () => {
    const { log, cache } = copied();
    await answersOf(log, now);
    rmSync(cache);
    await expectTruth(log, said);
    expect(existsSync(cache)).toBe(true);
  });

  it.each([
    ['empty', () => ''],
    ['one of one byte', () => '{'],
    ['one without its end', () => written.subarray(0, -1)],
    ['cut off in the middle', () => written.subarray(0, written.length / 2)],
    ['one without its digest', () => written.subarray(0, -64)],
    ['one with more at its end', () => Buffer.concat([written, Buffer.from('more')])],
    [
      'one with one bit changed',
      () => written.map((byte, at) => (at === written.length - 5_000 ? byte ^ 1 : byte)),
    ],
    ['one with another grade', () => written.toString().replace('"inadequate"', '"good"')],
    ['one of zeros', () => Buffer.alloc(written.length)],
    ['one that is no cache', () => readFileSync(new URL(import.meta.url))],
    [
      'one of an older format',
      () =>
        sealed(
          written
            .toString()
            .slice(0, -64)
            .replace(/"format":\d+/, '"format":0'),
        ),
    ],
    [
      'one of a version that reads other types',
      () =>
        sealed(
          written
            .toString()
            .slice(0, -64)
            .replace(/"types":\["/, '"types":["X","'),
        ),
    ],
    ['one of the first format, an event a line', () => sealed(inFirstFormat(text()))],
    ['one without any case', () => sealed(`${written.toString().split('\n')[0]}\n`)],
  ])('changes no answer when it is %s', async (_, content) => {
    const { log, cache } = copied();
    writeFileSync(cache, content());
    await expectTruth(log, said);
  });

  it('changes no answer when a folder is in its place', async () => {
    const { log, cache } = copied();
    mkdirSync(cache);
    await expectTruth(log, said);
  });

  it('changes no answer when it is another log’s, be it of the same events', async () => {
    const other = join(folder, 'other.db');
    const { caseline } = await bundledEngland(`sqlite:${other}`, '2026-11-23');
    await caseline.close();
    await laterReports(other);
    await answersOf(other, now);
    const { log, cache } = copied();
    copyFileSync(`${other}.cases`, cache);
    await expectTruth(log);
    const same = copied(other);
    copyFileSync(cache, same.cache);
    await expectTruth(same.log);
  }, 30_000);

  it('does not keep from the answers what was recorded after it', async () => {
    const { log, cache } = copied();
    const before = await answersOf(log, now);
    const { ino } = statSync(cache);
    await laterReports(log);
    await measures(log, 1);
    await expectTruth(log);
    expect(await answersOf(log, now)).not.toBe(before);
    expect(statSync(cache).ino).toBe(ino); // too little came since to write it anew
  });

  it('changes no answer when the log is an older copy', async () => {
    const { log, cache } = copied();
    await laterReports(log);
    await answersOf(log, now);
    copyFileSync(imported, log);
    expect(existsSync(cache)).toBe(true);
    await expectTruth(log);
  });

  it.each([1, 100, 500])(
    'changes no answer when the log is an older copy that went another way: %i events',
    async (count) => {
      const { log, cache } = copied();
      await measures(log, count);
      await answersOf(log, now);
      expect(existsSync(cache)).toBe(true);
      copyFileSync(imported, log);
      await laterReports(log);
      await expectTruth(log);
    },
  );
});
