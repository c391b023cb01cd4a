// Two processes, each with a log on the same server, or double of it, at the same case at the same time.
import { randomUUID } from 'node:crypto';
import type { NewEvent } from '../../../src/domain/events/catalogue.ts';
import { anEvent } from '../../support/events.ts';
import { startDouble } from '../../support/eventstoredb/double.ts';
import { realServer, realServerAsked } from '../../support/eventstoredb/real-server.ts';
import { all, bradford, idsOf, leeds, opened, published, whenOver } from './opened.ts';

const outcomes = (settled: readonly PromiseSettledResult<{ readonly alreadyThere: boolean }>[]): string[] =>
  settled
    .map((one) =>
      one.status === 'rejected' ? one.reason.code : one.value.alreadyThere ? 'already there' : 'recorded',
    )
    .sort();

const describeRaces = (startServer: () => Promise<string>): void => {
  /** Two logs on one server, whose clocks are an hour apart. */
  async function two() {
    const server = await startServer();
    const connection = `${server}${server.includes('?') ? '&' : '?'}streamPrefix=test-${randomUUID()}-`;
    const noon = Date.UTC(2026, 0, 5, 12);
    let n = 0;
    const now = () => noon + n++;
    return {
      log: opened(connection, { now }),
      other: opened(connection, { now: () => now() - 3_600_000 }),
    };
  }

  it('of two that expect the same revision one wins, every time', async () => {
    const { log, other } = await two();
    for (let revision = -1; revision < 20; revision += 1) {
      const expected = revision < 0 ? 'none' : revision;
      const settled = await Promise.allSettled(
        [log, other].map((one) => one.append(bradford, expected, [published()])),
      );
      expect(outcomes(settled)).toEqual(['recorded', 'revision-conflict']);
      const refused = settled.find((one) => one.status === 'rejected');
      expect(refused?.reason.facts).toEqual({ caseId: bradford, expected, actual: revision + 1 });
    }
    expect(await log.verify()).toEqual({ events: 21, damage: [] });
  });

  it('all of those that expect nothing are recorded, each at a revision of its own, and no instant runs back', async () => {
    const { log, other } = await two();
    const events: NewEvent[] = [];
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, n) => {
        const some = Array.from({ length: 1 + (n % 3) }, () => published());
        events.push(...some);
        return (n % 2 === 0 ? log : other).append(bradford, 'any', some); // they have no decision to protect
      }),
    );
    expect(new Set(answers.map(({ revision }) => revision)).size).toBe(60);
    const read = await all(other.readCase(bradford));
    expect(read.map(({ revision }) => revision)).toEqual(events.map((_, n) => n));
    expect([...idsOf(read)].sort()).toEqual([...idsOf(events)].sort());
    const instants = read.map(({ recordedAt }) => recordedAt);
    expect([...instants].sort()).toEqual(instants);
    for (const [n, { revision, position }] of answers.entries())
      expect(read[revision]).toMatchObject({
        position,
        recordedAt: expect.stringMatching(n % 2 === 0 ? /T12:/ : /T1/),
      });
    for (const one of [log, other]) expect(await one.verify()).toEqual({ events: 120, damage: [] });
  });

  it('the same event that two record at once is there once, and both are told where', async () => {
    const { log, other } = await two();
    for (let n = 0; n < 10; n += 1) {
      const event = published();
      const answers = await Promise.all([log, other].map((one) => one.append(bradford, 'any', [event]))); // idempotent
      expect(answers.map(({ revision }) => revision)).toEqual([n, n]);
      expect(answers[0]?.position).toBe(answers[1]?.position);
      expect(answers.map(({ alreadyThere }) => alreadyThere).sort()).toEqual([false, true]);
    }
    expect(await log.verify()).toEqual({ events: 10, damage: [] });
  });

  it('of two events with the same id that say different things one is refused, whoever was faster', async () => {
    const { log, other } = await two();
    for (let n = 0; n < 10; n += 1) {
      const event = published();
      const says = [event, anEvent('ReportPublished', { id: event.id, data: { by: 'authority' } })] as const;
      const settled = await Promise.allSettled([
        log.append(bradford, 'any', [says[0]]), // whatever the revision, here and below
        other.append(bradford, 'any', [says[1]]),
      ]);
      expect(outcomes(settled)).toEqual(['event-id-taken', 'recorded']);
      const winner = settled[0]?.status === 'fulfilled' ? says[0] : says[1];
      expect(await log.find(event.id)).toMatchObject({ data: winner.data, revision: n });
    }
    expect(await log.verify()).toEqual({ events: 10, damage: [] });
  });

  it('of two that overlap in part the one that came later adds nothing', async () => {
    const { log, other } = await two();
    for (let n = 0; n < 10; n += 1) {
      const [shared, own] = [published(), published()];
      const settled = await Promise.allSettled([
        log.append(bradford, 'any', [shared, own]), // whatever the revision, here and below
        other.append(bradford, 'any', [shared]),
      ]);
      expect([
        ['already there', 'recorded'],
        ['event-id-taken', 'recorded'],
      ]).toContainEqual(outcomes(settled));
      const ids = idsOf(await all(log.readCase(bradford)));
      expect(ids.filter((id) => id === shared.id)).toHaveLength(1);
      expect(ids.includes(own.id)).toBe(settled[0]?.status === 'fulfilled');
    }
    expect((await log.verify()).damage).toEqual([]);
  });

  it('many who record in many cases at once are in one order for everybody', async () => {
    const { log, other } = await two();
    const cases = [bradford, leeds, 'authority-301', 'authority-302'] as const;
    await Promise.all(
      Array.from({ length: 80 }, (_, n) => {
        const caseId = cases[n % 4] ?? bradford;
        return (n % 3 === 0 ? log : other).append(caseId, 'any', [published(caseId)]); // they have no decision to protect
      }),
    );
    const inOrder = idsOf(await all(log.readAll()));
    expect(inOrder).toHaveLength(80);
    expect(idsOf(await all(other.readAll()))).toEqual(inOrder);
    for (const caseId of cases) {
      const instants = (await all(log.readCase(caseId))).map(({ recordedAt }) => recordedAt);
      expect([...instants].sort()).toEqual(instants);
    }
  });
};

describe('on a double', () => {
  describeRaces(async () => {
    const double = await startDouble();
    whenOver(() => double.close());
    return double.connectionString();
  });
});

(realServer ? describe : describe.skip)(`on a real server (${realServerAsked})`, () => {
  describeRaces(async () => realServer ?? '');
});
