// Every way in which a double of the server refuses, and what becomes of the log.
import type { CaselineError } from '../../../src/domain/failure.ts';
import type { EventLog } from '../../../src/log/event-log.ts';
import { type Certificate, makeCertificate } from '../../support/eventstoredb/certificate.ts';
import type { Call, Order } from '../../support/eventstoredb/faults.ts';
import { all, bradford, Follower, failureOf, leeds, long, onDouble, opened, published } from './opened.ts';

/** What is tried once is told at once. */
const impatient = { deadlines: { call: 300, tries: 0 } };

const asked: Readonly<Record<'append' | 'read', (log: EventLog) => Promise<unknown>>> = {
  append: (log) => log.append(bradford, 'any', [published()]), // whatever the revision
  read: (log) => all(log.readCase(bradford)),
};

const passing = [
  ['unavailable', 'unavailable'],
  ['not-ready', 'unavailable'],
  ['too-busy', 'unavailable'],
  ['deadline-exceeded', 'deadline-exceeded'],
  ['timeout', 'timeout'],
  ['aborted', 'timeout'],
  ['cancelled', 'cancelled'],
  ['unknown', 'unknown'],
  ['hang', 'deadline-exceeded'],
  ['cut', 'unavailable'],
] as const satisfies readonly (readonly [Order['does'], string])[];

describe.each(['append', 'read'] as const)('a call to %s', (call) => {
  it.each(passing)(
    'that ends with %s is told of as unavailable, and the next one works',
    async (does, eventstoredb) => {
      const { double, log } = await onDouble(impatient);
      await log.append(bradford, 'none', [published()]);
      const fault = double.order({ call, does });
      const failure = await failureOf(asked[call](log));
      expect(failure).toMatchObject({ code: 'log-unavailable', facts: { eventstoredb } });
      expect(fault.happened).toBe(1);
      await asked[call](log);
      expect((await log.verify()).damage).toEqual([]);
    },
  );

  it.each(passing)('that ends with %s is made again by who has the patience', async (does) => {
    const { double, log } = await onDouble({ deadlines: { call: 300, tries: 5_000 } });
    await log.append(bradford, 'none', [published()]);
    const fault = double.order({ call, does });
    await asked[call](log);
    expect(fault.happened).toBe(1);
    const { events, damage } = await log.verify();
    expect({ events, damage }).toEqual({ events: call === 'append' ? 2 : 1, damage: [] });
  });

  it('that is denied is told of at once, and not made again', async () => {
    const { double, log } = await onDouble();
    await log.append(bradford, 'none', [published()]);
    const fault = double.order({ call, does: 'access-denied' });
    const failure = await failureOf(asked[call](log));
    expect(failure).toMatchObject({ code: 'log-unavailable', facts: { eventstoredb: 'access-denied' } });
    expect(fault.happened).toBe(1);
    await asked[call](log);
  });
});

describe('a subscription', () => {
  it.each(['unavailable', 'cancelled', 'unknown', 'access-denied', 'hang', 'cut'] as const)(
    'that ends with %s is asked for again, and misses nothing',
    async (does) => {
      const { double, log } = await onDouble({ deadlines: { call: 300, tries: 5_000 } });
      const other = opened(double.connectionString());
      const fault = double.order({ call: 'subscribe', does });
      const follower = await new Follower(log).hasCaughtUp();
      await fault.done;
      const events = [published(), published()];
      for (const event of events) await other.append(bradford, 'any', [event]); // whatever the revision
      await follower.has(2);
      expect(follower.ids).toEqual(events.map(({ id }) => id));
    },
  );
});

describe('an append that is too large', () => {
  it('is refused as an event that cannot be taken, and what comes with it is recorded', async () => {
    const { log } = await onDouble();
    const [small, large, smallToo, other] = await Promise.allSettled([
      log.append(bradford, 'any', [published()]), // whatever the revision, here and below
      log.append(bradford, 'any', long(600, bradford, 2_000)),
      log.append(bradford, 'any', [published()]),
      log.append(leeds, 'any', [published(leeds)]),
    ]);
    expect(large).toMatchObject({
      status: 'rejected',
      reason: { code: 'invalid-event', facts: { eventstoredb: 'maximum-append-size-exceeded' } },
    });
    for (const one of [small, smallToo, other]) expect(one?.status).toBe('fulfilled');
    expect(await log.verify()).toEqual({ events: 3, damage: [] });
  });

  it('is refused by itself, where a server takes less at once than others', async () => {
    const { log } = await onDouble({}, { maxAppendSize: 16_384 });
    const answers = await Promise.allSettled(
      [2, 2, 2, 9, 2, 2].map((count) => log.append(bradford, 'any', long(count, bradford, 2_000))), // whatever the revision
    );
    expect(answers.map(({ status }) => status)).toEqual([
      ...['fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'fulfilled'],
    ]);
    expect(await log.verify()).toEqual({ events: 10, damage: [] });
  });
});

describe('a server behind TLS', () => {
  let certificate: Certificate;
  beforeAll(async () => {
    certificate = await makeCertificate();
  });
  afterAll(() => certificate.remove());

  const password = 'p%40ss-w%C3%B6rd';

  const everythingOf = (failure: CaselineError): string =>
    JSON.stringify([failure.message, failure.facts, failure.stack, String(failure.cause)]);

  it('takes who says the password, and the log works', async () => {
    const { double } = await onDouble({}, { tls: certificate, users: { admin: 'p@ss-wörd' } });
    const log = opened(double.connectionString({ tlsCAFile: certificate.file }, `admin:${password}`));
    await Promise.all(
      [bradford, bradford, leeds].map((caseId) => log.append(caseId, 'any', [published(caseId)])),
    ); // whatever the revision
    expect(await log.verify()).toEqual({ events: 3, damage: [] });
  });

  it('refuses a wrong password, and nobody gets to read it', async () => {
    const { double } = await onDouble({}, { tls: certificate, users: { admin: 'another' } });
    const log = opened(
      double.connectionString({ tlsCAFile: certificate.file }, `admin:${password}`),
      impatient,
    );
    for (const failure of [
      await failureOf(asked.append(log)),
      await failureOf(asked.read(log)),
      await failureOf(log.head()),
      await failureOf(log.verify()),
    ]) {
      expect(failure).toMatchObject({ code: 'log-unavailable', facts: { eventstoredb: 'access-denied' } });
      expect(everythingOf(failure)).not.toMatch(/ss-w|another/);
    }
  });

  it('refuses who says nothing', async () => {
    const { double } = await onDouble({}, { tls: certificate, users: { admin: 'another' } });
    const log = opened(double.connectionString({ tlsCAFile: certificate.file }), impatient);
    const failure = await failureOf(asked.append(log));
    expect(failure).toMatchObject({ code: 'log-unavailable', facts: { eventstoredb: 'access-denied' } });
  });

  it('whose certificate nobody vouches for is unavailable, and the password stays here', async () => {
    const { double } = await onDouble({}, { tls: certificate, users: { admin: 'another' } });
    const log = opened(double.connectionString({}, `admin:${password}`), impatient);
    const failure = await failureOf(asked.append(log));
    expect(failure).toMatchObject({ code: 'log-unavailable', facts: { eventstoredb: 'unavailable' } });
    expect(everythingOf(failure)).not.toMatch(/ss-w/);
  });

  it.each(['append', 'read', 'features'] as const satisfies readonly Call[])(
    'takes appends of who has no password again after it never answered a call of %s',
    async (call) => {
      const { double } = await onDouble({}, { tls: certificate });
      const log = opened(double.connectionString({ tlsCAFile: certificate.file }), {
        deadlines: { call: 300, tries: 5_000 },
      });
      double.order({ call, does: 'hang' });
      const answers = await Promise.all([1, 2, 3].map(() => log.append(bradford, 'any', [published()]))); // whatever the revision
      expect(answers.map(({ revision }) => revision)).toEqual([0, 1, 2]);
      expect(await log.verify()).toEqual({ events: 3, damage: [] });
    },
  );
});
