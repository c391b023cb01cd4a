// Connections that are cut, by a proxy before a double of the server and before a real one alike.
import { randomUUID } from 'node:crypto';
import type { NewEvent } from '../../../src/domain/events/catalogue.ts';
import type { CaseId } from '../../../src/domain/events/envelope.ts';
import { CaselineError } from '../../../src/domain/failure.ts';
import type { EventLog, ExpectedRevision } from '../../../src/log/event-log.ts';
import { type CuttingProxy, startCuttingProxy } from '../../support/cutting-proxy.ts';
import { startDouble } from '../../support/eventstoredb/double.ts';
import { realServer, realServerAsked } from '../../support/eventstoredb/real-server.ts';
import { all, bradford, Follower, idsOf, leeds, long, opened, published, whenOver } from './opened.ts';

/** How many times a connection is cut. */
const CUTS = 100;

/** One append, and what its recorder was told. */
interface Recording {
  readonly caseId: CaseId;
  readonly expected: ExpectedRevision;
  readonly events: readonly NewEvent[];
  told?: { readonly revision: number; readonly position: string } | 'unavailable';
}

/** A recorder who goes on until there were enough cuts: now one event, now several, with and without a revision. */
async function record(log: EventLog, caseId: CaseId, proxy: CuttingProxy): Promise<readonly Recording[]> {
  const recordings: Recording[] = [];
  let last: number | 'none' = 'none';
  for (let n = 0; proxy.cuts < CUTS; n += 1) {
    const events =
      n % 7 === 0 ? long(20, caseId) : Array.from({ length: 1 + (n % 3) }, () => published(caseId));
    let expected: ExpectedRevision = 'any'; // who has no decision to protect
    if (n % 2 === 0) {
      for await (const { revision } of log.readCase(caseId, last === 'none' ? {} : { from: last }))
        last = revision;
      expected = last;
    }
    const recording: Recording = { caseId, expected, events };
    try {
      recording.told = await log.append(caseId, expected, events);
    } catch (error) {
      if (!(error instanceof CaselineError)) throw error;
      if (error.code === 'revision-conflict') continue; // somebody else was faster: it is not recorded
      if (error.code !== 'log-unavailable') throw error;
      recording.told = 'unavailable';
    }
    recordings.push(recording);
    // Now at once, now in the middle of what the server says next.
    if (n % 3 === 0) proxy.cut();
    else proxy.cutAfter(1 + 331 * (n % 11));
  }
  return recordings;
}

const describeCuts = (startServer: () => Promise<string>): void => {
  it('lose nothing, repeat nothing and turn nothing round, a hundred of them', async () => {
    const server = await startServer();
    const proxy = await startCuttingProxy();
    whenOver(() => proxy.close());
    const { hostname, port } = new URL(server.replace(/^esdb:/, 'http:'));
    proxy.leadTo(`http://${hostname}:${port}`);
    const own = server.replace(/(?<=:\/\/(.*@)?)[^/@?]+/, new URL(proxy.url).host);
    const connection = `${own}&streamPrefix=test-${randomUUID()}-`;
    const logs = [opened(connection), opened(connection)] as const;
    const followers = logs.map((log) => new Follower(log));
    for (const follower of followers) await follower.hasCaughtUp();

    const recordings = (
      await Promise.all([
        ...logs.map((log) => record(log, bradford, proxy)),
        record(logs[0], leeds, proxy),
        record(logs[1], 'authority-301', proxy),
      ])
    ).flat();
    expect(proxy.cuts).toBeGreaterThanOrEqual(CUTS);

    // Whoever was told that it is not known sends the same again: by then it is there, or it goes there now.
    for (const { caseId, expected, events, told } of recordings) {
      if (told !== 'unavailable') continue;
      const again = logs[1].append(caseId, expected, events);
      await again.catch((error: unknown) => expect(error).toMatchObject({ code: 'revision-conflict' }));
    }

    const [log, other] = logs;
    const inOrder = await all(log.readAll());
    const ids = idsOf(inOrder);
    expect(new Set(ids).size).toBe(ids.length);
    const acknowledged = recordings.filter(({ told }) => told !== 'unavailable');
    expect(acknowledged.length).toBeGreaterThan(CUTS / 4);
    for (const { events, told } of acknowledged) {
      const first = ids.indexOf(events[0]?.id ?? '');
      const last = inOrder.findIndex(({ id }) => id === events.at(-1)?.id);
      expect(inOrder[last]).toMatchObject(
        told === 'unavailable' ? {} : { revision: told?.revision, position: told?.position },
      );
      expect(ids.slice(first, first + events.length)).toEqual(idsOf(events));
    }
    const known = new Set(recordings.flatMap(({ events }) => idsOf(events)));
    expect(ids.filter((id) => !known.has(id))).toEqual([]);

    for (const caseId of [bradford, leeds, 'authority-301'] as const) {
      const ofCase = inOrder.filter((event) => event.caseId === caseId);
      expect(ofCase.map(({ revision }) => revision)).toEqual(ofCase.map((_, n) => n));
      for (const one of logs) expect(await all(one.readCase(caseId))).toEqual(ofCase);
    }
    expect(idsOf(await all(other.readAll()))).toEqual(ids);
    for (const follower of followers) {
      await follower.has(ids.length);
      expect(follower.ids).toEqual(ids);
      expect(follower.got.map(({ position }) => position)).toEqual(inOrder.map(({ position }) => position));
    }
    for (const one of logs) expect(await one.verify()).toEqual({ events: ids.length, damage: [] });
  }, 120_000);
};

describe('cuts of the connection to a double', () => {
  describeCuts(async () => {
    const double = await startDouble();
    whenOver(() => double.close());
    return double.connectionString();
  });
});

// One address without TLS: a proxy has no certificate, and a cluster would be asked for others.
const isOneAddress = realServer !== undefined && /^esdb:\/\/[^,]+\?.*tls=false/i.test(realServer);
const asked = isOneAddress ? realServerAsked : `${realServerAsked}: one address, tls=false`;

(isOneAddress ? describe : describe.skip)(`cuts of the connection to a real server (${asked})`, () => {
  describeCuts(async () => realServer ?? '');
});
