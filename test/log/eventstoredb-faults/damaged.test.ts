// What somebody with rights on the server has done to a log, shown on a double of it.
import { EventStoreDBClient } from '@eventstore/db-client';
import type { EventLog } from '../../../src/log/event-log.ts';
import type { Double } from '../../support/eventstoredb/double.ts';
import { all, bradford, failureOf, idsOf, leeds, onDouble, opened, published, whenOver } from './opened.ts';

let double: Double;
let log: EventLog;
const events = [0, 1, 2, 3].map(() => published());

beforeEach(async () => {
  ({ double, log } = await onDouble());
  await log.append(bradford, 'none', events);
  await log.append(leeds, 'none', [published(leeds)]);
});

/** The log as it was open when it happened, and as one who opens it afterwards finds it. */
const both = () => [log, opened(double.connectionString())];

const administrator = (): EventStoreDBClient => {
  const client = EventStoreDBClient.connectionString(double.connectionString());
  whenOver(() => client.dispose());
  return client;
};

const problemsOf = async (one: EventLog): Promise<string[]> =>
  (await one.verify()).damage.map(({ problem }) => problem);

const truncate = () => double.appendForeign('$$authority-380', '$metadata', { $tb: 2 });

describe('a stream that was truncated', () => {
  it('is found by verify, which says where it begins', async () => {
    truncate();
    for (const one of both())
      expect(await problemsOf(one)).toEqual([
        expect.stringMatching(/authority-380 begins at revision 2.*truncated/),
      ]);
  });

  it('is not read as if it had begun there', async () => {
    truncate();
    for (const one of both()) {
      expect(await failureOf(all(one.readCase(bradford)))).toMatchObject({
        code: 'log-damaged',
        facts: { caseId: bradford },
      });
      expect(await failureOf(one.find(events[0]?.id ?? ''))).toMatchObject({ code: 'log-damaged' });
      expect(await one.find(events[3]?.id ?? '')).toMatchObject({ revision: 3 });
      expect(idsOf(await all(one.readCase(bradford, { from: 2 })))).toEqual(idsOf(events.slice(2)));
    }
  });

  it('takes none of its forgotten events a second time', async () => {
    truncate();
    for (const one of both())
      expect(await failureOf(one.append(bradford, 'none', events))).toMatchObject({ code: 'log-damaged' });
    expect(double.events.filter(({ stream }) => stream === bradford)).toHaveLength(4);
  });
});

describe('a stream that was deleted', () => {
  const deleted = [
    ['so that it can come back', (client: EventStoreDBClient) => client.deleteStream(bradford)],
    ['for ever', (client: EventStoreDBClient) => client.tombstoneStream(bradford)],
  ] as const;

  it.each(deleted)('%s is found by verify', async (_, remove) => {
    await remove(administrator());
    for (const one of both())
      expect(await problemsOf(one)).toContainEqual(expect.stringMatching(/authority-380 was deleted/));
  });

  it.each(deleted)('%s is told of as damage by whoever reads it, and others are read', async (_, remove) => {
    await remove(administrator());
    for (const one of both()) {
      expect(await failureOf(all(one.readCase(bradford)))).toMatchObject({ code: 'log-damaged' });
      expect(await failureOf(one.find(events[1]?.id ?? ''))).toMatchObject({ code: 'log-damaged' });
      expect((await all(one.readCase(leeds))).length).toBeGreaterThan(0);
      expect(await one.append(leeds, 'any', [published(leeds)])).toMatchObject({ alreadyThere: false }); // it has no decision to protect
    }
  });

  it('for ever takes no append any more, and says why', async () => {
    await administrator().tombstoneStream(bradford);
    for (const one of both())
      expect(await failureOf(one.append(bradford, 3, [published()]))).toMatchObject({ code: 'log-damaged' });
  });
});

describe('an event that another program wrote into a stream of the log', () => {
  it.each([
    ['that is no event', { any: 'thing' }],
    ['that is no object', 'text'],
    ['of half a character', { data: { by: '\ud83d' }, occurred: { date: '2018-10-29' } }],
  ])('%s is found by verify, and told of by whoever reads it', async (_, data) => {
    double.appendForeign(bradford, 'ReportPublished', data);
    const id = double.events.at(-1)?.id ?? '';
    for (const one of both()) {
      const { damage } = await one.verify();
      expect(damage.length).toBeGreaterThan(0);
      for (const found of damage) expect(found).toMatchObject({ caseId: bradford, event: id });
      expect(await failureOf(all(one.readCase(bradford)))).toMatchObject({ code: 'log-damaged' });
      expect(await failureOf(all(one.readAll()))).toMatchObject({ code: 'log-damaged' });
      expect(await failureOf(one.find(id))).toMatchObject({ code: 'log-damaged' });
      expect(idsOf(await all(one.readCase(bradford, { limit: 4 })))).toEqual(idsOf(events));
    }
    expect(await log.append(bradford, 4, [published()])).toMatchObject({ revision: 5 });
  });
});
