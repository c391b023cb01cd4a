// A double of the server that is shared: what other applications, other logs and the server itself write.
import { anEvent } from '../../support/events.ts';
import { all, bradford, Follower, idsOf, leeds, onDouble, opened, published } from './opened.ts';

/** Streams that are named much like a case, and are none of this log. */
const strangers = [
  ...[
    'authority-x',
    'authority-380-extra',
    'authority-38',
    'authority-3800000',
    'authority-',
    'Authority-380',
  ],
  ...[
    'xauthority-380',
    '$$authority-380',
    '$authority-380',
    'authority-380 ',
    'authority-３８０',
    'orders-1',
  ],
];

it('what others write between two events of the log is seen by nobody', async () => {
  const { double, log } = await onDouble();
  const ofAnother = opened(double.connectionString({ streamPrefix: 'another-' }));
  const follower = await new Follower(log).hasCaughtUp();
  const answers = [];
  const events = [];
  for (let n = 0; n < 5; n += 1) {
    for (const stream of strangers) double.appendForeign(stream, 'ReportPublished', { n });
    await ofAnother.append(bradford, 'any', [published()]); // it has no decision to protect
    const event = published(n % 2 === 0 ? bradford : leeds);
    events.push(event);
    answers.push(await log.append(event.caseId, 'any', [event])); // as above
  }
  for (const stream of strangers) double.appendForeign(stream, 'ReportPublished', {});
  const ids = idsOf(events);
  const read = await all(log.readAll());
  expect(idsOf(read)).toEqual(ids);
  expect(read.map(({ revision }) => revision)).toEqual([0, 0, 1, 1, 2]);
  expect(read.map(({ position }) => position)).toEqual(answers.map(({ position }) => position));
  expect(await log.head()).toBe(answers.at(-1)?.position);
  for (const [n, { position }] of answers.entries())
    expect(idsOf(await all(log.readAll({ after: position })))).toEqual(ids.slice(n + 1));
  expect(idsOf(await all(log.readCase(bradford)))).toEqual([ids[0], ids[2], ids[4]]);
  for (const { id } of double.events)
    expect((await log.find(id))?.id).toBe(ids.includes(id) ? id : undefined);
  await follower.has(5);
  expect(follower.ids).toEqual(ids);
  expect(await log.verify()).toEqual({ events: 5, damage: [] });
  expect(await ofAnother.verify()).toEqual({ events: 5, damage: [] });
});

it.each(['24.10', '25.0'] as const)(
  'nothing is passed over by a log that is opened after any number of events of others (%s)',
  async (release) => {
    const { double, log } = await onDouble({}, { release });
    // The server gives pages of 32 events: one of these logs has read them to the end of one, and then found nothing.
    while (double.events.length < 28) double.appendForeign('orders-1', 'Ordered', {});
    for (let n = 0; double.events.length < 36; n += 1) {
      const later = opened(double.connectionString());
      await later.head();
      const silent = double.order({ call: 'subscribe', does: 'hang', times: 1_000 });
      double.cut(); // what comes now is seen by who reads on, or not at all
      const event = published();
      const { position } = await log.append(bradford, 'any', [event]); // whatever the revision
      expect(await later.head()).toBe(position);
      expect(await later.find(event.id)).toMatchObject({ revision: n });
      await later.close();
      silent.withdraw();
    }
  },
);

it('a subscriber who is slow, and cut off while more comes than anybody keeps, resumes with the next event', async () => {
  const { double, log } = await onDouble();
  const other = opened(double.connectionString());
  const follow = async (after: string | undefined, count: number) => {
    const follower = new Follower(log, {
      ...(after !== undefined && { after }),
      handle: async ({ revision }) => {
        if (revision % 40 === 7) double.cut();
        await new Promise(setImmediate);
      },
    });
    await follower.has(count);
    await follower.stop();
    return follower;
  };
  const events = Array.from({ length: 400 }, () => published());
  const appending = (async () => {
    for (let n = 0; n < 400; n += 20) {
      double.appendForeign('orders-1', 'Ordered', { n });
      await other.append(bradford, 'any', events.slice(n, n + 20)); // whatever the revision
    }
  })();
  const first = await follow(undefined, 150);
  const second = await follow(first.got[129]?.position, 400 - 130);
  await appending;
  expect([...first.ids.slice(0, 130), ...second.ids]).toEqual(idsOf(events));
});

it('an event that somebody else gave the same id in a stream of theirs can be recorded', async () => {
  const { double, log } = await onDouble();
  double.appendForeign('orders-1', 'Ordered', {});
  const id = double.events.at(-1)?.id ?? '';
  expect(await log.find(id)).toBeUndefined();
  const event = anEvent('ReportPublished', { id });
  expect(await log.append(bradford, 'none', [event])).toMatchObject({ revision: 0, alreadyThere: false });
  expect(await log.find(id)).toMatchObject({ revision: 0 });
});
