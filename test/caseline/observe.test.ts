import fc from 'fast-check';
import type { Observable } from 'rxjs';
import { type Basis, Caseline, type Observed, type Question } from '../../src/caseline.ts';
import type { NewEvent } from '../../src/domain/events/catalogue.ts';
import type { Disclosure } from '../../src/domain/events/envelope.ts';
import type { Party } from '../../src/domain/parties.ts';
import { formatInstant } from '../../src/domain/time/london.ts';
import { openMemoryLog } from '../../src/log/memory/memory-log.ts';
import { contentHash } from '../../src/projections/content-hash.ts';
import { type EnglandName, englandNames } from '../../src/projections/england/england.ts';
import type { Stepped } from '../../src/projections/live.ts';
import { projectionNames } from '../../src/projections/projections.ts';
import { day } from '../domain/time/dates.ts';
import { anEvent, eventId } from '../support/events.ts';
import { failingLog } from '../support/failing-log.ts';
import { publicFrom, until } from '../support/following.ts';
import { recordedHistory } from '../support/http-history.ts';
import { smallEnglandEvents } from '../support/small-england.ts';
import { type Held, StateKeeper } from '../support/state-keeper.ts';
import { World } from '../support/world.ts';

const second = 1_000;

/** An answer that can be asked for, and followed. */
interface Followable {
  readonly name: string;
  readonly observe: (caseline: Caseline, observed: Observed) => Observable<Stepped<Basis, unknown>>;
  readonly ask: (
    caseline: Caseline,
    question: Question,
  ) => Promise<{ readonly basis: Basis; readonly state: unknown }>;
}

const ofBradford: readonly Followable[] = projectionNames.map((name) => ({
  name,
  observe: (caseline, observed) => caseline.observe(name, 'bradford', observed),
  ask: async (caseline, question) => {
    const { basis, [name]: state } = await caseline.replay(name, 'bradford', question);
    return { basis, state };
  },
}));

const ofEngland = (name: EnglandName, region?: string): Followable => {
  const asked = { ...(region && { region }), ...(name === 'movers' && { since: day('2015-01-01') }) };
  return {
    name: `${name}${region ? ` of ${region}` : ''}`,
    observe: (caseline, observed) => caseline.observeEngland(name, observed, asked),
    ask: async (caseline, question) => {
      const { basis, [name]: state } = await caseline.england(name, question, asked);
      return { basis, state };
    },
  };
};

const ofAll: Followable = {
  name: 'all deadlines',
  observe: (caseline, observed) => caseline.observeDeadlines(observed),
  ask: async (caseline, question) => {
    const { basis, deadlines: state } = await caseline.deadlines(question);
    return { basis, state };
  },
};

const followables = [
  ...ofBradford,
  ...englandNames.map((name) => ofEngland(name)),
  ofEngland('board', 'Yorkshire'),
  ofAll,
];

const registrations = smallEnglandEvents.filter(({ type }) => type === 'AuthorityRegistered');

/** What happened in Bradford, Leeds and elsewhere, without its registrations. */
const occurrences = [...smallEnglandEvents, ...recordedHistory].filter(
  ({ type }) => type !== 'AuthorityRegistered',
);

/** Who may know an event that is recorded now, and from when. */
const disclosuresOf = (event: NewEvent, kind: string, now: number): readonly Disclosure[] => {
  if (kind === 'embargoed') return publicFrom(now + 5 * second);
  if (kind === 'shared') return [{ to: 'council:380', from: '2014-01-01' }, ...publicFrom(now + 3 * second)];
  return kind === 'hidden' ? [] : event.disclosures;
};

/** Some of what happened, in any order, to be recorded together; with who may know it. */
const anyRound = fc.array(
  fc.tuple(
    fc.constantFrom(...occurrences),
    fc.constantFrom('as it was', 'as it was', 'embargoed', 'shared', 'hidden', 'withdrawn'),
  ),
  { minLength: 1, maxLength: 8 },
);

let copies = 0x10_0000;

/** The same event under an id of its own, since it may be recorded several times; or its withdrawal. */
function drawn(event: NewEvent, kind: string, world: World): NewEvent {
  copies += 1;
  const id = eventId(copies);
  const target = world.written.findLast((one) => one.event.caseId === event.caseId)?.event;
  if (kind === 'withdrawn' && target && target.type !== 'AuthorityRegistered')
    return anEvent('EventWithdrawn', {
      id,
      caseId: event.caseId,
      disclosures: [...publicFrom(world.now)],
      data: { target: target.id, reason: 'data_entry' },
    });
  return { ...event, id, disclosures: [...disclosuresOf(event, kind, world.now)] };
}

const certainties = ['possible', 'certain'] as const;
const viewers: readonly Party[] = ['public', 'council:380', 'auditor'];

/** Somebody who follows an answer. */
interface Follower {
  readonly followable: Followable;
  readonly observed: Observed;
  readonly keeper: StateKeeper<Basis, unknown>;
}

/** Waits until everybody holds what is answered for now. */
async function upToDate(caseline: Caseline, followers: readonly Follower[]): Promise<void> {
  for (const { followable, observed, keeper } of followers) {
    const { state } = await followable.ask(caseline, observed);
    const hash = contentHash(state);
    await until(
      () => keeper.last?.hash === hash,
      () => [followable.name, observed, keeper.last?.state, state],
    );
  }
}

describe('an answer that is followed', () => {
  it('is after every step what is answered for the basis of that step', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyRound, { minLength: 2, maxLength: 4 }),
        fc.constantFrom(...certainties),
        async (rounds, certainty) => {
          const world = new World();
          const { caseline } = world;
          for (const registration of registrations) await world.write([registration]);
          const followers = viewers.flatMap((viewer) =>
            followables.map((followable): Follower => {
              const observed = { viewer, certainty };
              return {
                followable,
                observed,
                keeper: new StateKeeper(followable.observe(caseline, observed)),
              };
            }),
          );
          for (const round of rounds) {
            for (const [event, kind] of round) await world.write([drawn(event, kind, world)]);
            await upToDate(caseline, followers);
            world.pass(2 * second);
            for (const viewer of viewers) await world.follow(viewer).caughtUp();
            await upToDate(caseline, followers);
          }
          for (const { followable, observed, keeper } of followers) {
            expect(keeper.kinds).toEqual(['state', ...keeper.kinds.slice(1).map(() => 'patch')]);
            for (const { basis, state } of keeper.held) {
              const { viewer, validAt, knownAt, position } = basis;
              expect(viewer).toBe(observed.viewer);
              const question = { viewer, validAt, knownAt, position, certainty: basis.certainty };
              const answered = await followable.ask(caseline, question);
              expect(answered.basis).toEqual(basis);
              expect(contentHash(answered.state)).toBe(contentHash(state));
            }
            keeper.leave();
          }
          await world.end();
        },
      ),
      { numRuns: 3, endOnFailure: true },
    );
  }, 30_000);
});

/** Bradford from the report of October 2018 on, as it was known then: the statement of action is due. */
const reported = (due: string): readonly NewEvent[] =>
  recordedHistory
    .filter(({ type, caseId }) => caseId === 'authority-380' && type !== 'ReportConsidered')
    .map((event) =>
      event.type === 'StatementOfActionRequested' ? { ...event, data: { ...event.data, due } } : event,
    );

describe('a deadline that passes', () => {
  const statusIn = (state: unknown): string | undefined => {
    const rows = Array.isArray(state) ? state : (state as { deadlines: unknown[] }).deadlines; // of one case or of all
    const found = rows.find((row: { id: string }) => row.id === '2018-ilacs/statement-of-action');
    return found?.status;
  };

  // The real day, in winter; and one in summer time, when the day in London ends an hour before it does in UTC.
  it.each([
    ['2019-02-04', '2019-02-05T00:00:00Z', '2019-02-05'],
    ['2019-06-13', '2019-06-13T23:00:00Z', '2019-06-14'],
  ])(
    'on %s changes what is followed at the end of that London day, and not before',
    async (due, end, next) => {
      const midnight = Date.parse(end);
      const world = new World();
      world.now = Date.parse('2018-11-05T09:00:00Z');
      for (const event of reported(due)) await world.write([event]);
      world.now = midnight - 1;
      const { caseline } = world;
      const observed = { viewer: 'public' } as const;
      const followers = [
        new StateKeeper<Basis, unknown>(caseline.observe('deadlines', 'bradford', observed)),
        new StateKeeper<Basis, unknown>(caseline.observeDeadlines(observed, { region: undefined })),
      ];
      for (const keeper of followers) expect(statusIn((await keeper.has(1)).last?.state)).toBe('due');
      // Asked again at the very last moment, by what has nothing to do with it.
      const other = new StateKeeper<Basis, unknown>(caseline.observe('reconciliation', 'bradford', observed));
      await other.has(1);
      await world.write([
        anEvent('ProgressReported', { source: undefined, occurred: { date: '2018-11-30' } }),
      ]);
      await other.has(2);
      for (const keeper of followers) expect(keeper.kinds).toEqual(['state']);
      world.now = midnight;
      for (const keeper of followers) {
        await keeper.has(2);
        expect(keeper.kinds).toEqual(['state', 'patch']);
        expect(keeper.last?.basis.validAt).toBe(next);
        expect(statusIn(keeper.last?.state)).toBe('overdue');
      }
      await world.end();
    },
  );
});

describe('what is under embargo', () => {
  it('changes what the public follows when it lifts, once, and nothing before that', async () => {
    const world = new World();
    const { caseline } = world;
    for (const event of reported('2019-02-04')) await world.write([event]);
    const follow = (viewer: Party) => [
      new StateKeeper<Basis, unknown>(caseline.observe('case', 'bradford', { viewer })),
      new StateKeeper<Basis, unknown>(caseline.observeEngland('board', { viewer })),
    ];
    const [known, council] = [follow('public'), follow('council:380')];
    for (const keeper of [...known, ...council]) await keeper.has(1);

    const inspectionId = '2026-ilacs';
    const framework = 'ILACS_2018';
    const shared: Disclosure = { to: 'council:380', from: '2026-05-20' };
    const given = {
      occurred: { date: '2026-05-20' },
      disclosures: [shared, ...publicFrom(world.now + second)],
    };
    await world.write([
      anEvent('InspectionCarriedOut', { ...given, data: { inspectionId, framework } }),
      anEvent('JudgementsIssued', {
        ...given,
        data: { inspectionId, framework, overall: 'good', areas: [] },
      }),
      anEvent('ReportPublished', { ...given, data: { inspectionId } }),
    ]);
    for (const keeper of council) await keeper.has(2);
    world.pass(second - 1);
    await world.follow('public').caughtUp();
    // Asked again at the very last moment, by what they may know.
    const other = await new StateKeeper(
      caseline.observe('reconciliation', 'bradford', { viewer: 'public' }),
    ).has(1);
    await world.write([anEvent('MeasureReported', { source: undefined })]);
    await other.has(2);
    for (const keeper of known) expect(keeper.kinds).toEqual(['state']);

    world.pass(1);
    for (const keeper of known) {
      await keeper.has(2);
      expect(keeper.kinds).toEqual(['state', 'patch']);
      expect(keeper.last?.basis.knownAt).toBe(formatInstant(world.now));
      expect(JSON.stringify(keeper.held[0]?.state)).not.toContain('2026-05-20');
      expect(JSON.stringify(keeper.held[1]?.state)).toContain('2026-05-20');
    }
    await world.end();
  });
});

describe('who comes back to an answer', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.inFile();
    for (const registration of registrations) await world.write([registration]);
  });
  afterEach(() => world.end());

  const viewer: Party = 'council:380';
  const cursorOf = ({ basis: { validAt, knownAt, position }, hash }: Held<Basis, unknown>) => ({
    basis: { validAt, knownAt, position },
    hash,
  });

  it('goes on from exactly what they held, in a new process too', async () => {
    const observed = { viewer };
    const firsts = followables.map((followable) => ({
      followable,
      observed,
      keeper: new StateKeeper(followable.observe(world.caseline, observed)),
    }));
    for (const { keeper } of firsts) await keeper.has(1);
    for (const events of [smallEnglandEvents, recordedHistory]) {
      const disclosures = publicFrom(world.now + second);
      for (const event of events.filter(({ type }) => type !== 'AuthorityRegistered')) {
        const isLater = event.type === 'JudgementsIssued' || event.type === 'StatementOfActionRequested';
        await world.write([isLater ? { ...event, disclosures: [...disclosures] } : event]);
      }
      await upToDate(world.caseline, firsts);
      world.pass(second);
      await world.follow(viewer).caughtUp();
      await upToDate(world.caseline, firsts);
    }
    const often = firsts.filter(({ keeper }) => keeper.held.length > 2);
    expect(often.length).toBeGreaterThan(followables.length / 2);
    await world.restart();
    for (const { followable, keeper } of firsts) {
      for (const held of keeper.held) {
        const since = cursorOf(held);
        const back = await new StateKeeper(followable.observe(world.caseline, { viewer, since }), held).has(
          1,
        );
        expect(back.kinds).toEqual([held.hash === keeper.last?.hash ? 'unchanged' : 'patch']);
        expect(back.last?.hash).toBe(keeper.last?.hash);
      }
    }
  });

  it('gets the whole where what they name is not theirs, or is no more', async () => {
    await world.write([anEvent('OfficeHolderNamed', { disclosures: [{ to: viewer, from: '2018-10-01' }] })]);
    for (const event of recordedHistory.slice(2)) await world.write([event]);
    const follow = (of: Party, since?: Observed['since'], held?: Held<Basis, unknown>) => {
      const stream = world.caseline.observe('case', 'bradford', { viewer: of, since });
      return new StateKeeper<Basis, unknown>(stream, held).has(1);
    };
    const theirs = (await follow(viewer)).last;
    const public_ = (await follow('public')).last;
    if (!theirs || !public_) throw new Error('nothing came');
    const hidden = await world.record([]);
    const { basis, hash } = cursorOf(theirs);
    const cursors: Observed['since'][] = [
      cursorOf(public_),
      { basis, hash: '0'.repeat(64) },
      { basis: { ...basis, position: hidden }, hash },
      { basis: { ...basis, position: eventId(0xfff_ffff) }, hash },
      { basis: { ...basis, position: 'start' }, hash },
      { basis: { ...basis, knownAt: '2999-01-01T00:00:00.000Z' }, hash },
      { basis: { ...basis, validAt: 'yesterday' }, hash },
    ];
    for (const cursor of cursors) expect((await follow(viewer, cursor)).kinds).toEqual(['state']);
    expect((await follow('public', cursorOf(theirs))).kinds).toEqual(['state']);
    expect((await follow(viewer, cursorOf(theirs), theirs)).kinds).toEqual(['unchanged']);
  });

  it('goes on from a step that they were given, however much came since', async () => {
    const first = new StateKeeper<Basis, unknown>(world.caseline.observe('case', 'bradford', { viewer }));
    await first.has(1);
    first.leave();
    for (const event of recordedHistory.slice(2)) await world.write([event]);
    const since = first.stepped?.state;
    const back = new StateKeeper<Basis, unknown>(
      world.caseline.observe('case', 'bradford', { viewer, since }),
      since,
    );
    await back.has(1);
    expect(back.kinds).toEqual(['patch']);
  });
});

describe('those who follow the same answer', () => {
  const recorded = async (): Promise<World> => {
    const world = new World();
    for (const event of recordedHistory.slice(0, 6)) await world.write([event]);
    return world;
  };
  const follow = ({ caseline }: World, observed: Partial<Observed> = {}) =>
    new StateKeeper<Basis, unknown>(caseline.observe('case', 'bradford', { viewer: 'public', ...observed }));

  it('are given the very same states, whenever they joined', async () => {
    const world = await recorded();
    const readers = [follow(world), follow(world)];
    for (const reader of readers) await reader.has(1);
    const late = await follow(world).has(1);
    expect(new Set([...readers, late].map(({ stepped }) => stepped?.state)).size).toBe(1);
    await world.write([anEvent('JudgementsIssued')]);
    for (const reader of [...readers, late]) await reader.has(2);
    expect(new Set([...readers, late].map(({ stepped }) => stepped?.state)).size).toBe(1);
    expect(new Set([...readers, late].map(({ stepped }) => stepped?.step)).size).toBe(1);
    const other = await follow(world, { certainty: 'certain' }).has(1);
    expect(other.stepped?.state).not.toBe(late.stepped?.state);
    await world.end();
  });

  it('go on when one of them leaves, and when all have left somebody begins anew', async () => {
    const world = await recorded();
    const [leaves, stays] = [follow(world), follow(world)];
    for (const reader of [leaves, stays]) await reader.has(1);
    leaves.leave();
    await world.write([anEvent('JudgementsIssued')]);
    await stays.has(2);
    expect(leaves.kinds).toEqual(['state']);
    stays.leave();
    await world.write([anEvent('ReportPublished')]);
    const anew = await follow(world).has(1);
    const { case: now } = await world.caseline.replay('case', 'bradford', { viewer: 'public' });
    expect(anew.last?.state).toEqual(now);
    expect(stays.kinds).toEqual(['state', 'patch']);
    await world.end();
  });

  it('are told that it ends when the engine is closed', async () => {
    const world = await recorded();
    const readers = [follow(world), follow(world, { viewer: 'auditor' })];
    for (const reader of readers) await reader.has(1);
    await world.end();
    for (const reader of readers) await until(() => reader.ended);
    expect(await follow(world).failed()).toMatchObject({ code: 'log-unavailable' });
  });

  it('are told that the log cannot be read, and go on when they come back', async () => {
    const now = () => Date.parse('2026-06-01T09:00:00Z');
    const log = failingLog(openMemoryLog({ now }));
    const caseline = new Caseline(log, now);
    const write = (event: NewEvent) => log.append(event.caseId, 'any', [event]); // whatever came before
    for (const event of recordedHistory.slice(0, 6)) await write(event);
    const observe = (since?: Observed['since']) =>
      caseline.observe('case', 'bradford', { viewer: 'public', since });
    const readers = [new StateKeeper<Basis, unknown>(observe()), new StateKeeper<Basis, unknown>(observe())];
    for (const reader of readers) await reader.has(1);
    log.outOfOrder = true;
    await write(anEvent('JudgementsIssued'));
    for (const reader of readers) expect(await reader.failed()).toMatchObject({ code: 'log-unavailable' });
    expect(await new StateKeeper(observe()).failed()).toMatchObject({ code: 'log-unavailable' });
    log.outOfOrder = false;
    const since = readers[0]?.stepped?.state;
    const back = await new StateKeeper<Basis, unknown>(observe(since), since).has(1);
    expect(back.kinds).toEqual(['patch']);
    await caseline.close();
  });

  it('are refused what they may not ask', async () => {
    const world = await recorded();
    const { caseline } = world;
    const viewer: Party = 'public';
    const refused: [Observable<Stepped<Basis, unknown>>, string][] = [
      [caseline.observe('case', 'nowhere', { viewer }), 'unknown-authority'],
      [caseline.observeEngland('board', { viewer }, { region: 'Nowhere' }), 'invalid-question'],
      [caseline.observeEngland('movers', { viewer }), 'invalid-question'],
      [caseline.observeDeadlines({ viewer }, { authorities: ['nowhere'] }), 'unknown-authority'],
    ];
    for (const [stream, code] of refused)
      expect(await new StateKeeper(stream).failed()).toMatchObject({ code });
    await world.end();
  });
});
