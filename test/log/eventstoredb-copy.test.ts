import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyLog, eventJson, openCaseline, type Verification } from '../../src/caseline.ts';
import { bundledEngland } from '../support/england-log.ts';
import { startDouble } from '../support/eventstoredb/double.ts';
import { realServer, realServerAsked } from '../support/eventstoredb/real-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'caseline-copy-'));
const before = `sqlite:${join(folder, 'before.db')}`;

beforeAll(async () => {
  const { caseline } = await bundledEngland(before);
  await caseline.close();
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

/** What an auditor exports, and what is found wrong. */
async function heldBy(log: string): Promise<{ readonly exported: string; readonly verified: Verification }> {
  const caseline = openCaseline({ log, now: () => Date.parse('2026-12-15T12:00:00Z'), cache: false });
  try {
    const lines: string[] = [];
    for await (const event of caseline.everything('auditor')) lines.push(JSON.stringify(eventJson(event)));
    return { exported: lines.join('\n'), verified: await caseline.verify() };
  } finally {
    await caseline.close();
  }
}

/** England from a file to a server, in a log of its own there, and from it to another file. */
async function expectTheSame(server: string): Promise<void> {
  const there = `${server}${server.includes('?') ? '&' : '?'}streamPrefix=test-${randomUUID()}-`;
  const after = `sqlite:${join(folder, `${randomUUID()}.db`)}`;
  const first = await heldBy(before);
  expect(first.verified.events).toBeGreaterThan(1_000);
  for (const [from, to] of [
    [before, there],
    [there, after],
  ] as const) {
    expect(await copyLog({ from, to })).toEqual({ alreadyThere: 0, copied: first.verified.events });
    const { exported, verified } = await heldBy(to);
    expect(exported === first.exported).toBe(true);
    expect(verified).toEqual(first.verified);
  }
  expect(await copyLog({ from: before, to: there })).toMatchObject({ copied: 0 });
  expect(await copyLog({ from: before, to: after })).toMatchObject({ copied: 0 });
}

describe('England, its log copied to a server and back', () => {
  it('is the same in all three: the protocol double', async () => {
    const double = await startDouble();
    try {
      await expectTheSame(double.connectionString());
    } finally {
      await double.close();
    }
  }, 120_000);

  (realServer ? it : it.skip)(
    `is the same in all three: a real server (${realServerAsked})`,
    () => expectTheSame(realServer ?? ''),
    120_000,
  );
});
