// A connection to a double of the server that is cut at a chosen moment.

import { type Double, startDouble } from '../../support/eventstoredb/double.ts';
import {
  all,
  appendMany,
  bradford,
  Follower,
  idsOf,
  leeds,
  long,
  onDouble,
  opened,
  published,
} from './opened.ts';

/** More than are kept in memory. */
const MANY = 3_100;

describe('an append', () => {
  it.each(['before-writing', 'after-writing'] as const)(
    'whose connection is cut %s is there once',
    async (when) => {
      const { double, log } = await onDouble();
      const fault = double.order({ call: 'append', does: 'cut', when });
      const events = [published(), published()];
      const told = await log.append(bradford, 'none', events);
      expect(fault.happened).toBe(1);
      expect(told).toMatchObject({ revision: 1, alreadyThere: false });
      const read = await all(log.readAll());
      expect(idsOf(read)).toEqual(idsOf(events));
      expect(read.at(-1)?.position).toBe(told.position);
      expect(await log.verify()).toEqual({ events: 2, damage: [] });
    },
  );

  it('is there once where its connection is cut whenever it is made', async () => {
    const { double, log } = await onDouble();
    double.order({ call: 'append', does: 'cut', when: 'before-writing', times: 2 });
    const after = double.order({ call: 'append', does: 'cut', when: 'after-writing', times: 3 });
    const answers = await Promise.all(
      [bradford, leeds, bradford, leeds].map((caseId) => log.append(caseId, 'any', [published(caseId)])), // each has a revision of its own
    );
    expect(after.happened).toBe(3);
    expect(answers.map(({ revision }) => revision)).toEqual([0, 0, 1, 1]);
    expect(await log.verify()).toEqual({ events: 4, damage: [] });
  });

  it('of which nobody knows whether it was written is written once when it is sent again', async () => {
    const { double, log } = await onDouble({ deadlines: { call: 5_000, tries: 0 } });
    const events = [published(), published()];
    await log.head();
    for (const when of ['before-writing', 'after-writing'] as const) {
      double.order({ call: 'append', does: 'cut', when });
      await expect(log.append(bradford, 'none', events)).rejects.toMatchObject({
        code: 'log-unavailable',
        facts: { eventstoredb: 'unavailable' },
      });
    }
    expect(await log.append(bradford, 'none', events)).toMatchObject({ revision: 1, alreadyThere: true });
    expect(idsOf(await all(log.readAll()))).toEqual(idsOf(events));
  });

  it('that another one overtook while its connection was cut is decided again', async () => {
    const { double, log } = await onDouble();
    const other = opened(double.connectionString());
    await log.append(bradford, 'none', [published()]);
    const fault = double.order({ call: 'append', does: 'cut', when: 'before-writing' });
    const answer = log.append(bradford, 'any', [published()]); // it has no decision to protect
    await fault.done;
    const overtaking = await other.append(bradford, 0, [published()]);
    expect(overtaking.revision).toBe(1);
    expect(await answer).toMatchObject({ revision: 2, alreadyThere: false });
    expect(await log.verify()).toEqual({ events: 3, damage: [] });
  });
});

describe('of more events than are kept in memory', () => {
  let double: Double;
  let ids: readonly string[];

  beforeAll(async () => {
    const stored = long(MANY, bradford, 300);
    ids = idsOf(stored);
    double = await startDouble();
    const log = opened(double.connectionString());
    await appendMany(log, stored, 500);
    await log.close();
  });
  afterAll(() => double.close());

  /** Cuts whatever gives events after so many of them, reads and subscriptions: which of them it is, is the log's. */
  const cutting = (...afterEvents: readonly number[]) => {
    const orders = afterEvents.map((after) =>
      (['read', 'subscribe'] as const).map((call) => double.order({ call, does: 'cut', afterEvents: after })),
    );
    return () => {
      const happened = orders.map((both) => both.reduce((sum, one) => sum + one.happened, 0));
      for (const fault of orders.flat()) fault.withdraw();
      return happened;
    };
  };

  it('every one is read once, in order, however often the connection is cut in the middle', async () => {
    const log = opened(double.connectionString());
    const learning = cutting(1, 700);
    await log.head();
    expect(Math.min(...learning())).toBeGreaterThan(0);
    for (const read of [() => log.readAll(), () => log.readCase(bradford), () => log.entries()]) {
      const reading = cutting(31, 999);
      expect(idsOf(await all<{ readonly id: string }>(read()))).toEqual(ids);
      expect(Math.min(...reading())).toBeGreaterThan(0);
    }
    const verifying = cutting(1_234);
    expect(await log.verify()).toEqual({ events: MANY, damage: [] });
    expect(Math.min(...verifying())).toBeGreaterThan(0);
  });

  it('every one comes to a subscriber once, in order, however often it is cut while they catch up', async () => {
    const log = opened(double.connectionString());
    const catchingUp = cutting(100, 1_900);
    let cuts = 0;
    const follower = new Follower(log, {
      handle: async ({ revision }) => {
        if (revision % 1_000 === 999) cuts += double.cut();
      },
    });
    await follower.hasCaughtUp();
    expect(follower.ids).toEqual(ids);
    expect(Math.min(...catchingUp())).toBeGreaterThan(0);
    expect(cuts).toBeGreaterThan(0);

    const later = published();
    await opened(double.connectionString()).append(bradford, MANY - 1, [later]); // the last test here, then
    await follower.has(MANY + 1);
    expect(follower.ids.at(-1)).toBe(later.id);
  });
});

it('a subscriber whose subscription is lost again and again misses nothing of what others append', async () => {
  const { double, log } = await onDouble();
  const other = opened(double.connectionString());
  const follower = await new Follower(log).hasCaughtUp();
  const lost = [0, 1, 2].map((afterEvents) => double.order({ call: 'subscribe', does: 'cut', afterEvents }));
  double.cut();
  const events = Array.from({ length: 12 }, () => published());
  for (const [n, event] of events.entries()) {
    await other.append(bradford, 'any', [event]); // whatever the revision
    if (n % 4 === 3) await follower.has(n + 1);
  }
  expect(follower.ids).toEqual(idsOf(events));
  expect(lost.every(({ happened }) => happened === 1)).toBe(true);
});
