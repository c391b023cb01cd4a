import { setTimeout } from 'node:timers/promises';
import { jest } from '@jest/globals';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { Subscription } from 'rxjs';
import { LiveLog } from '../../src/caseline/live-log.ts';
import { Caseline, type ObservedEvents } from '../../src/caseline.ts';
import type { NewEvent } from '../../src/domain/events/catalogue.ts';
import type { Disclosure } from '../../src/domain/events/envelope.ts';
import { CaselineError } from '../../src/domain/failure.ts';
import type { Party } from '../../src/domain/parties.ts';
import { formatInstant } from '../../src/domain/time/london.ts';
import { openMemoryLog } from '../../src/log/memory/memory-log.ts';
import { anEvent } from '../support/events.ts';
import { failingLog } from '../support/failing-log.ts';
import { EventReader, publicFrom, until } from '../support/following.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { start, World } from '../support/world.ts';

const second = 1_000;
const viewers: readonly Party[] = ['public', 'council:380', 'auditor'];

const everybody: readonly Disclosure[] = publicFrom(Date.parse('2014-01-01T00:00:00Z'));
const nobody: readonly Disclosure[] = [];

describe('the events that a viewer follows', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });
  afterEach(() => world.end());

  it('come in the order in which they come to know them', async () => {
    const first = await world.record(everybody);
    const embargoed = await world.embargoed(10 * second);
    await world.record(nobody);
    const next = await world.record(everybody);
    world.pass(20 * second);
    const third = await world.record(everybody);
    const reader = await world.follow('public', 'start').caughtUp();
    expect(reader.got).toEqual([first, next, embargoed, third]);
    expect(reader.caughtUpWith).toBe(third);
  });

  it('are those that come from now on, where no beginning is named', async () => {
    await world.record(everybody);
    await world.embargoed(10 * second);
    const last = await world.record(everybody);
    const reader = await world.follow().caughtUp();
    expect(reader.caughtUpWith).toBe(last);
    await world.record(nobody);
    const next = await world.record(everybody);
    expect((await reader.has(1)).got).toEqual([next]);
  });

  it('are none of an empty log, and the first is the first to come', async () => {
    const readers = [world.follow('public', 'start'), world.follow()];
    for (const reader of readers) expect((await reader.caughtUp()).caughtUpWith).toBe('start');
    const first = await world.record(everybody);
    for (const reader of readers) expect((await reader.has(1)).got).toEqual([first]);
  });

  it('come when their embargo lifts, by the clock alone and not before', async () => {
    const reader = await world.follow().caughtUp();
    const embargoed = await world.embargoed(10 * second);
    const open = await world.record(everybody);
    await reader.has(1);
    world.pass(10 * second - 1);
    const atTheLastMoment = await world.record(everybody);
    await reader.has(2);
    world.pass(1);
    await reader.has(3);
    const after = await world.record(everybody);
    await reader.has(4);
    expect(reader.got).toEqual([open, atTheLastMoment, embargoed, after]);
  });

  it('wait for what other processes began before a lift, and for nothing where nothing lifted', async () => {
    const settled = jest.spyOn(world.log, 'settled');
    await world.embargoed(10 * second);
    await world.record(everybody);
    await world.follow('public', 'start').caughtUp();
    expect(settled).not.toHaveBeenCalled();
    world.pass(20 * second);
    await world.follow('ofsted', 'start').caughtUp();
    expect(settled).toHaveBeenCalled();
  });

  it('come at once to those who are under no embargo', async () => {
    const council = await world.follow('council:380').caughtUp();
    const public_ = await world.follow('public').caughtUp();
    const from = formatInstant(start);
    const shared = await world.record([{ to: 'council:380', from }, ...publicFrom(start + second)]);
    const open = await world.record(everybody);
    expect((await council.has(2)).got).toEqual([shared, open]);
    expect((await public_.has(1)).got).toEqual([open]);
  });

  it('bring a correction no sooner than what it corrects', async () => {
    const reader = await world.follow('public', 'start').caughtUp();
    const target = await world.embargoed(10 * second);
    const about = { target, reason: 'data_entry' } as const;
    const withdrawal = await world.write([
      anEvent('EventWithdrawn', { disclosures: [...everybody], data: about }),
    ]);
    const open = await world.record(everybody);
    await reader.has(1);
    world.pass(10 * second);
    await world.follow('public', 'start').caughtUp();
    expect(reader.got).toEqual([open, target, withdrawal]);
  });

  it('come no differently whatever is hidden beside them', async () => {
    const without = new World();
    const said: unknown[] = [];
    const shown = Array.from({ length: 10 }, () =>
      anEvent('MeasureReported', { disclosures: [...everybody] }),
    );
    for (const one of [world, without]) {
      const live = await one.follow('public', 'start').caughtUp();
      for (const event of shown) {
        if (one === world) {
          await world.record(nobody);
          await world.record([{ to: 'ofsted', from: formatInstant(start) }]);
        }
        await one.write([event]);
      }
      if (one === world) await world.record(nobody);
      await live.has(shown.length);
      const readers = [live, one.follow('public', 'start'), one.follow(), one.follow('public', shown[4]?.id)];
      for (const reader of readers) await reader.caughtUp();
      said.push(readers.map(({ got, caughtUpWith }) => ({ got, caughtUpWith })));
    }
    expect(said[0]).toEqual(said[1]);
    await without.end();
  });
});

/** What may happen while events are followed. */
type Happening =
  | {
      readonly kind: 'record';
      /** Each with how many seconds later it counts. */
      readonly disclosures: 'everybody' | 'nobody' | readonly (readonly [to: Party, seconds: number])[];
      readonly party: Party;
      readonly la: '380' | '381';
      /** How many events before it the one is that it withdraws; null where it withdraws none. */
      readonly amends: number | null;
    }
  | { readonly kind: 'pass'; readonly seconds: number }
  /** Somebody begins to follow, after one of the events that they can read. */
  | { readonly kind: 'join'; readonly viewer: Party; readonly after: number }
  /** All leave, and come back with the last id that they have. */
  | { readonly kind: 'return' };

const anyHappening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('record' as const),
      disclosures: fc.oneof(
        { weight: 2, arbitrary: fc.constant('everybody' as const) },
        fc.constant('nobody' as const),
        fc.array(
          fc.tuple(fc.constantFrom('public', 'council:380', 'ofsted'), fc.integer({ min: -2, max: 9 })),
          {
            minLength: 1,
            maxLength: 2,
          },
        ),
      ),
      party: fc.constantFrom('recorder', 'council:380'),
      la: fc.constantFrom('380', '381'),
      amends: fc.option(fc.nat(8), { freq: 2 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('pass' as const), seconds: fc.constantFrom(0, 1, 1, 4) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('join' as const),
      viewer: fc.constantFrom(...viewers),
      after: fc.nat(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('return' as const) }) },
);
/** The clock is put back as well. */
const anyHappeningBackAndForth: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 8, arbitrary: anyHappening },
  fc.record({ kind: fc.constant('pass' as const), seconds: fc.constantFrom(-1, -3, -9) }),
);

function drawn(happening: Happening & { kind: 'record' }, { now, written }: World): NewEvent {
  const { party, la, amends } = happening;
  const disclosures =
    happening.disclosures === 'everybody'
      ? [...everybody]
      : happening.disclosures === 'nobody'
        ? []
        : happening.disclosures.map(([to, seconds]) => ({ to, from: formatInstant(now + seconds * second) }));
  const given = {
    disclosures,
    caseId: `authority-${la}`,
    recordedBy: { name: 'A. Recorder', party },
  } as const;
  const target = amends === null ? undefined : written.at(-1 - amends)?.event.id;
  return target === undefined
    ? anEvent('MeasureReported', given)
    : anEvent('EventWithdrawn', { ...given, data: { target, reason: 'data_entry' } });
}

/** Somebody who follows from the start, and comes back with the last id whenever their stream was ended. */
class Faithful {
  readonly viewer: Party;
  readonly #world: World;
  readonly #before: string[] = [];
  #reader: EventReader;

  constructor(world: World, viewer: Party) {
    this.viewer = viewer;
    this.#world = world;
    this.#reader = world.follow(viewer, 'start');
  }

  get got(): string[] {
    return [...this.#before, ...this.#reader.got];
  }

  leave(): void {
    this.#reader.leave();
    this.#before.push(...this.#reader.got.splice(0));
  }

  comeBack(): void {
    this.leave();
    this.#reader = this.#world.follow(this.viewer, this.#before.at(-1) ?? 'start');
  }

  async has(count: number): Promise<void> {
    await this.#reader.has(count - this.#before.length);
  }
}

interface HowItGoes {
  /** Those who come back do so because the engine has to be started again. */
  readonly restarts?: true;
  /** Things come to be known in one order, and are in another afterwards. */
  readonly clockGoesBack?: true;
}

/** Lets things happen, and holds everything that anybody has got against what the log says afterwards. */
async function followed(
  world: World,
  happenings: readonly Happening[],
  { restarts, clockGoesBack }: HowItGoes = {},
): Promise<void> {
  const faithful = viewers.map((viewer) => new Faithful(world, viewer));
  let joined: { readonly viewer: Party; readonly after: string; readonly reader: EventReader }[] = [];
  for (const happening of happenings) {
    if (happening.kind === 'record') await world.write([drawn(happening, world)]);
    else if (happening.kind === 'pass') world.pass(happening.seconds * second);
    else if (happening.kind === 'join') {
      const known = ['start', ...world.comesTo(happening.viewer, world.now)];
      const after = known[happening.after % known.length] ?? 'start';
      const reader = await world.follow(happening.viewer, after).caughtUp();
      joined.push({ viewer: happening.viewer, after, reader });
    } else {
      for (const one of faithful) one.leave();
      if (restarts) {
        await world.restart();
        joined = [];
      }
      for (const one of faithful) one.comeBack();
    }
  }
  world.pass(600 * second);
  const inOrder = (ids: readonly string[]) => (clockGoesBack ? ids.toSorted() : ids);
  for (const one of faithful) {
    const all = world.comesTo(one.viewer);
    const afterwards = await world.follow(one.viewer, 'start').caughtUp();
    await one.has(all.length);
    for (const { got } of [afterwards, one]) expect(inOrder(got)).toEqual(inOrder(all));
    if (clockGoesBack) continue;
    expect(afterwards.caughtUpWith).toBe(all.at(-1) ?? 'start');
    for (const { viewer, after, reader } of joined)
      if (viewer === one.viewer) expect(reader.got).toEqual(all.slice(all.indexOf(after) + 1));
  }
}

describe('whoever follows', () => {
  it('has got in the end what they get then from the start, however they came and went', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyHappening, { maxLength: 40 }), async (happenings) => {
        const world = new World();
        await followed(world, happenings).finally(() => world.end());
      }),
      { numRuns: 60 },
    );
  });

  it('has lost nothing, and got nothing twice, over restarts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyHappening, { maxLength: 30 }), async (happenings) => {
        const world = await World.inFile();
        await followed(world, happenings, { restarts: true }).finally(() => world.end());
      }),
      { numRuns: 15 },
    );
  });

  it('has lost nothing, and got nothing twice, where the clock is put back again and again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyHappeningBackAndForth, { maxLength: 30 }), async (happenings) => {
        const world = new World();
        await followed(world, happenings, { clockGoesBack: true }).finally(() => world.end());
      }),
      { numRuns: 60 },
    );
  });
});

const registered = (la: string, slug: string, region: string, more: Partial<NewEvent> = {}) =>
  anEvent('AuthorityRegistered', {
    caseId: `authority-${la}`,
    disclosures: [...everybody],
    ...more,
    data: { la, slug, name: slug, region, alsoKnownAs: [], onsCode: undefined, ofstedUrn: undefined },
  });

describe('what is followed can be narrowed', () => {
  let world: World;
  beforeEach(async () => {
    world = new World();
    const places = [
      ['380', 'bradford', 'Yorkshire'],
      ['381', 'calderdale', 'Yorkshire'],
      ['202', 'camden', 'London'],
    ] as const;
    for (const [la, slug, region] of places) await world.write([registered(la, slug, region)]);
    await world.write([registered('899', 'hidden-vale', 'Nowhere', { disclosures: [] })]);
    for (let round = 0; round < 4; round += 1) {
      for (const la of ['202', '380', '381', '380', '899'])
        for (const type of ['MeasureReported', 'ReportPublished', 'ProgressReported'] as const) {
          const lifts = publicFrom(world.now + ((round * 3 + Number(la)) % 7) * second);
          const disclosures = la === '899' ? [] : [...(type === 'ProgressReported' ? lifts : everybody)];
          await world.write([anEvent(type, { caseId: `authority-${la}`, disclosures })]);
        }
      world.pass(2 * second);
    }
    world.pass(60 * second);
  });
  afterEach(() => world.end());

  const wanted: [string, Omit<ObservedEvents, 'viewer' | 'after'>, (event: NewEvent) => boolean][] = [
    ['an authority by its code', { authorities: ['380'] }, ({ caseId }) => caseId === 'authority-380'],
    ['authorities by name', { authorities: ['bradford', 'camden'] }, ({ caseId }) => !caseId.endsWith('381')],
    ['a region', { region: 'Yorkshire' }, ({ caseId }) => !caseId.endsWith('202')],
    [
      'types',
      { types: ['ReportPublished', 'ProgressReported'] },
      ({ type }) => /Published|Progress/.test(type),
    ],
    [
      'types of an authority, in another region',
      { types: ['ReportPublished'], authorities: ['camden'], region: 'Yorkshire' },
      () => false,
    ],
    [
      'types of an authority of a region',
      { types: ['ProgressReported'], authorities: ['381', 'camden'], region: 'Yorkshire' },
      ({ type, caseId }) => type === 'ProgressReported' && caseId.endsWith('381'),
    ],
  ];

  it.each(wanted)(
    'to %s, from the start and after any event, wanted or not',
    async (_, narrowed, isWanted) => {
      const all = world.comesTo();
      const events = new Map(world.written.map(({ event }) => [event.id, event]));
      const expected = (ids: readonly string[]): string[] =>
        ids.filter((id) => isWanted(events.get(id) as NewEvent)); // every id is of one that was written
      for (const [index, after] of ['start', ...all].entries()) {
        const reader = await world.follow('public', after, narrowed).caughtUp();
        expect(reader.got).toEqual(expected(all.slice(index)));
        expect(reader.caughtUpWith).toBe(all.at(-1));
        reader.leave();
      }
      const live = await world.follow('public', undefined, narrowed).caughtUp();
      const fresh = (['202', '380', '381'] as const).flatMap((la) =>
        (['ReportPublished', 'ProgressReported'] as const).map((type) =>
          anEvent(type, { caseId: `authority-${la}`, disclosures: [...everybody] }),
        ),
      );
      for (const event of fresh) events.set(event.id, event);
      for (const event of fresh) await world.write([event]);
      const everything = await world.follow('public', all.at(-1)).has(fresh.length);
      expect(everything.got).toEqual(fresh.map(({ id }) => id));
      expect(live.got).toEqual(expected(fresh.map(({ id }) => id)));
    },
  );

  it('to a region that an authority comes into while somebody follows it', async () => {
    const live = await world.follow('public', undefined, { region: 'London' }).caughtUp();
    const before = registered('203', 'greenwich', 'London');
    await world.write([before]);
    const next = anEvent('MeasureReported', { caseId: 'authority-203', disclosures: [...everybody] });
    await world.write([next]);
    expect((await live.has(2)).got).toEqual([before.id, next.id]);
  });

  it('to a region that an authority is corrected into or out of is the same for who comes back', async () => {
    const before = registered('203', 'greenwich', 'South East');
    await world.write([before]);
    const moved = anEvent('EventCorrected', {
      caseId: 'authority-203',
      disclosures: [...everybody],
      data: {
        target: before.id,
        reason: 'data_entry',
        replacement: { data: { ...before.data, region: 'London' } },
      },
    });
    const next = () => anEvent('MeasureReported', { caseId: 'authority-203', disclosures: [...everybody] });
    for (const region of ['London', 'South East']) {
      const live = await world.follow('public', undefined, { region }).caughtUp();
      const [one, other] = [next(), next()];
      if (region === 'London') await world.write([moved]);
      await world.write([one]);
      await world.write([other]);
      const expected = [...(region === 'London' ? [moved.id] : []), one.id, other.id];
      expect((await live.has(expected.length)).got).toEqual(expected);
      expect((await world.follow('public', one.id, { region }).has(1)).got).toEqual([other.id]);
    }
  });

  it.each([
    [{ authorities: ['bradford', 'nowhere'] }, 'unknown-authority'],
    [{ authorities: ['hidden-vale'] }, 'unknown-authority'],
    [{ authorities: ['899'] }, 'unknown-authority'],
    [{ region: 'Nowhere' }, 'invalid-question'],
    [{ region: 'Atlantis' }, 'invalid-question'],
  ])('and %j is refused to the public', async (narrowed, code) => {
    const error = await world.follow('public', 'start', narrowed).failed();
    expect(error).toMatchObject({ code });
    expect((await world.follow('auditor', 'start', { region: 'Nowhere' }).caughtUp()).got).toHaveLength(13);
  });
});

describe('while another process does not end its append', () => {
  it('answers go on, streams stay open, and an embargo lifts when it has', async () => {
    const world = await World.inFile();
    const live = await world.follow().caughtUp();
    const embargoed = await world.embargoed(1_000);
    const other = new Database(world.file);
    other.exec('BEGIN IMMEDIATE');
    world.pass(1_000);
    const waiting = world.follow();
    for (let n = 0; n < 300; n += 1) {
      await setTimeout(5);
      expect(await world.caseline.authorities('public')).toEqual([]);
    }
    expect([live.got, live.ended, waiting.error]).toEqual([[], false, undefined]);
    other.exec('ROLLBACK');
    other.close();
    expect((await live.has(1)).got).toEqual([embargoed]);
    await world.end();
  });
});

describe('where to go on', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });
  afterEach(() => world.end());

  const said = (error: unknown, id: string): unknown =>
    error instanceof CaselineError
      ? JSON.stringify([error.code, error.message, error.facts]).replaceAll(id, 'the id')
      : error;

  it('is refused for an event that is hidden, as for one that there is not', async () => {
    const open = await world.record(everybody);
    const hidden = await world.record(nobody);
    const embargoed = await world.embargoed(10 * second);
    const amendment = await world.write([
      anEvent('EventWithdrawn', {
        disclosures: [...everybody],
        data: { target: hidden, reason: 'data_entry' },
      }),
    ]);
    const unknown = '00000000-0000-4000-8000-ffffffffffff';
    const ids = [unknown, hidden, embargoed, amendment, 'nonsense'];
    const errors = await Promise.all(ids.map((id) => world.follow('public', id).failed()));
    expect(errors[0]).toMatchObject({ code: 'unknown-position' });
    expect(new Set(errors.map((error, index) => said(error, ids[index] ?? ''))).size).toBe(1);
    expect((await world.follow('auditor', hidden).caughtUp()).got).toEqual([embargoed, amendment]);
    world.pass(10 * second);
    expect((await world.follow('public', embargoed).caughtUp()).got).toEqual([]);
    expect((await world.follow('public', open).caughtUp()).got).toEqual([embargoed]);
  });

  it('is the event that was recorded just now', async () => {
    for (let n = 0; n < 20; n += 1) {
      const id = await world.record(everybody);
      expect((await world.follow('public', id).caughtUp()).caughtUpWith).toBe(id);
    }
  });

  it('may lie further back than is kept in memory', async () => {
    const live = await world.follow('public', 'start').caughtUp();
    for (let batch = 0; batch < 25; batch += 1) {
      await world.write(
        Array.from({ length: 100 }, (_, n) =>
          anEvent('MeasureReported', {
            disclosures: n % 10 === 0 ? [...publicFrom(world.now + (1 + (n % 3)) * second)] : [...everybody],
          }),
        ),
      );
      if (batch % 5 === 0) world.pass(second);
    }
    world.pass(60 * second);
    const all = world.comesTo();
    expect(all).toHaveLength(2_500);
    for (const at of [0, 100, 500, 700, 998, 999, 1_000, 1_001, 1_499, 2_499]) {
      // One who comes in where others are, and one whose stream nobody follows yet.
      for (const viewer of ['public', 'ofsted']) {
        const reader = await world.follow(viewer, all[at]).caughtUp();
        expect(reader.got.join()).toBe(all.slice(at + 1).join());
        reader.leave();
      }
    }
    expect((await live.has(all.length)).got).toEqual(all);
    expect((await world.follow('public', 'start', { types: ['ReportPublished'] }).caughtUp()).got).toEqual(
      [],
    );
  }, 20_000);
});

describe('a file that several write to', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.inFile();
  });
  afterEach(() => world.end());

  it('is followed by each as the others write it', async () => {
    const [otherLog, other] = world.another();
    const readers = [
      world.follow('public', 'start'),
      new EventReader(other.observeEvents({ viewer: 'public', after: 'start' })),
    ];
    for (const reader of readers) await reader.caughtUp();
    for (let n = 0; n < 12; n += 1) {
      const log = n % 2 === 0 ? otherLog : world.log;
      if (n % 3 === 0) await world.record(publicFrom(world.now + second), log);
      else await world.record(everybody, log);
      world.pass(400);
    }
    const last = await world.record(everybody, otherLog);
    // Just written elsewhere, and known here at once.
    expect((await world.follow('public', last).caughtUp()).got).toEqual([]);
    world.pass(60 * second);
    const all = world.comesTo();
    for (const [index, one] of [world.caseline, other].entries()) {
      const afterwards = await new EventReader(
        one.observeEvents({ viewer: 'public', after: 'start' }),
      ).caughtUp();
      expect(afterwards.got).toEqual(all);
      expect((await readers[index]?.has(all.length))?.got).toEqual(all);
    }
    await other.close();
  });

  it('is gone on with after every event in a process that starts then', async () => {
    for (let n = 0; n < 12; n += 1) {
      await world.record(n % 4 === 1 ? nobody : n % 3 === 0 ? publicFrom(world.now + 2 * second) : everybody);
      if (n % 2 === 0) world.pass(second);
    }
    world.pass(60 * second);
    for (const viewer of viewers) {
      const all = world.comesTo(viewer);
      for (const [index, after] of ['start', ...all].entries()) {
        const [, fresh] = world.another();
        const reader = await new EventReader(fresh.observeEvents({ viewer, after })).caughtUp();
        expect(reader.got).toEqual(all.slice(index));
        await fresh.close();
      }
    }
  });
});

describe('whoever leaves', () => {
  let world: World;
  beforeEach(async () => {
    world = new World();
    for (let n = 0; n < 30; n += 1) await world.record(n % 5 === 0 ? publicFrom(start + n) : everybody);
    world.pass(second);
  });
  afterEach(() => world.end());

  it('gets nothing more, wherever they were', async () => {
    const all = world.comesTo();
    const leavers = [1, 2, 29, 30].map(
      (enough) => new EventReader(world.caseline.observeEvents({ viewer: 'public', after: 'start' }), enough),
    );
    const gone = world.follow('public', 'start');
    gone.leave();
    await Promise.all(leavers.map((leaver, index) => leaver.has([1, 2, 29, 30][index] ?? 0)));
    const stays = await world.follow('public', 'start').caughtUp();
    await world.embargoed(second);
    await world.record(everybody);
    world.pass(second);
    const last = await world.record(everybody);
    await stays.has(all.length + 3);
    expect(stays.got.at(-1)).toBe(last);
    expect(gone.got).toEqual([]);
    for (const [index, { got }] of leavers.entries()) {
      const enough = [1, 2, 29, 30][index] ?? 0;
      expect(got).toEqual(all.slice(0, got.length));
      expect(got.length).toBeLessThanOrEqual(30);
      expect(got.length).toBeGreaterThanOrEqual(enough);
    }
  });

  it('takes nobody else’s stream away, however many viewers there were', async () => {
    const stays = await world.follow('council:201', 'start').caughtUp();
    const passing = Array.from({ length: 60 }, (_, n) => world.follow(`council:${300 + n}`, 'start'));
    for (const [n, reader] of passing.entries()) if (n % 2 === 0) reader.leave();
    for (const [n, reader] of passing.entries()) if (n % 2 === 1) await reader.caughtUp();
    for (const [n, reader] of passing.entries()) if (n % 4 === 1) reader.leave();
    const last = await world.record(everybody);
    const remaining = [stays, ...passing.filter((_, n) => n % 4 === 3)];
    for (const reader of remaining) expect((await reader.has(31)).got.at(-1)).toBe(last);
  });
});

describe('when the engine is closed', () => {
  it('every stream ends, and none that is asked for then stays silent', async () => {
    const world = new World();
    await world.record(everybody);
    const readers = [world.follow('public', 'start'), world.follow('auditor')];
    for (const reader of readers) await reader.caughtUp();
    void world.record(everybody);
    const inBetween = world.follow('dfe');
    const closing = world.caseline.close();
    const late = [world.follow('public', 'start'), world.follow('ofsted')];
    await closing;
    late.push(world.follow('public', 'start'));
    for (const reader of [...readers, inBetween, ...late])
      await until(() => reader.ended || reader.error !== undefined);
    for (const reader of readers) expect(reader.error).toBeUndefined();
  });
});

describe('when the log cannot be read', () => {
  it('every stream says so, and whoever comes back later goes on where they stopped', async () => {
    const log = failingLog(openMemoryLog({ now: () => start }));
    const caseline = new Caseline(log, () => start);
    const follow = (after: string) => new EventReader(caseline.observeEvents({ viewer: 'public', after }));
    const record = async () => {
      const event = anEvent('MeasureReported', { disclosures: [...everybody] });
      await log.append(event.caseId, 'any', [event]); // whatever came before
      return event.id;
    };
    const first = await record();
    const reader = await follow('start').caughtUp();
    log.outOfOrder = true;
    const missed = await record();
    expect(await reader.failed()).toMatchObject({ code: 'log-unavailable' });
    expect(await follow('start').failed()).toMatchObject({ code: 'log-unavailable' });
    log.outOfOrder = false;
    const back = await follow(first).caughtUp();
    const next = await record();
    expect((await back.has(2)).got).toEqual([missed, next]);
    await caseline.close();
  });
});

describe('where the clock was put back', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });
  afterEach(() => world.end());

  it('what is recorded then is not lost, and what is under embargo does not come early', async () => {
    const live = await world.follow('public', 'start').caughtUp();
    const first = await world.record(everybody);
    await live.has(1);
    world.pass(-100 * second);
    const embargoed = await world.embargoed(50 * second);
    const open = await world.record(everybody);
    expect((await world.follow('public', 'start').caughtUp()).got).not.toContain(embargoed);
    world.pass(49 * second);
    expect((await world.follow('public', 'start').caughtUp()).got).not.toContain(embargoed);
    world.pass(60 * second);
    const last = await world.record(everybody);
    const all = await world.follow('public', 'start').caughtUp();
    expect(all.got).toEqual([first, embargoed, open, last]);
    expect((await live.has(4)).got).toEqual(all.got);
  });

  it('whoever has read an event of the time before goes on after it, in a new process too', async () => {
    await world.end();
    world = await World.inFile();
    const first = await world.record(everybody);
    world.pass(second);
    const second_ = await world.record(everybody);
    await world.follow('public', second_).caughtUp();
    world.pass(-second);
    await world.restart();
    const resumed = [world.follow('public', first), world.follow('public', second_)];
    for (const reader of resumed) await reader.caughtUp();
    const third = await world.record(everybody);
    world.pass(2 * second);
    const again = await world.follow('public', 'start').caughtUp();
    expect(again.got).toEqual([first, second_, third]);
    expect(resumed.map(({ got }) => got)).toEqual([[second_, third], [third]]);
    expect(resumed.map(({ caughtUpWith }) => caughtUpWith)).toEqual([first, second_]);
  });

  it('nothing is lost or comes twice to who read what had lifted by the clock of before', async () => {
    const first = await world.record(everybody);
    const lifted = await world.embargoed(50 * second);
    const live = await world.follow('public', 'start').caughtUp();
    world.pass(60 * second);
    const has = await world.follow('public', 'start').caughtUp();
    expect(has.got).toEqual([first, lifted]);
    world.pass(-50 * second);
    const next = await world.record(everybody);
    expect((await live.has(3)).got).toEqual([first, lifted, next]);
    expect((await world.follow('public', lifted).caughtUp()).got).toEqual([next]);
    expect((await world.follow('public', next).caughtUp()).got).toEqual([]);
  });
});

describe('the alarm for the next lift', () => {
  /** The log as it is followed, over a clock that rings when it is put forward. */
  function given() {
    const clock = new ManualClock(start);
    const log = openMemoryLog({ now: clock.now });
    const live = new LiveLog(log, clock);
    const got: string[] = [];
    const readings = new Subscription();
    return {
      clock,
      got,
      embargoed: async (ms: number, to: Party = 'public') => {
        const disclosures = [{ to, from: formatInstant(start + ms) }];
        const event = anEvent('MeasureReported', { disclosures });
        await log.append(event.caseId, 'any', [event]); // whatever came before
        return event.id;
      },
      follow: async (viewer: Party = 'public') => {
        const count = got.length;
        readings.add(
          live
            .events({ viewer })
            .subscribe((one) => got.push('caughtUp' in one ? 'caught up' : one.event.id)),
        );
        await until(() => got.length > count);
        got.splice(count);
      },
      end: async () => {
        readings.unsubscribe();
        live.close();
        expect(clock.waiting).toBe(0);
        await log.close();
      },
    };
  }

  it('rings for what was under embargo before anybody followed', async () => {
    const { clock, got, embargoed, follow, end } = given();
    const event = await embargoed(second);
    await follow();
    clock.set(start + second);
    await until(() => got.length === 1);
    expect(got).toEqual([event]);
    await end();
  });

  it('rings for each lift, of whichever viewer', async () => {
    const { clock, got, embargoed, follow, end } = given();
    await follow();
    await follow('ofsted');
    await follow('council:380');
    const last = await embargoed(4 * second);
    const first = await embargoed(second, 'ofsted');
    const then = await embargoed(2 * second, 'council:380');
    await until(() => clock.waiting === 1);
    const expected: string[] = [];
    for (const [seconds, ids] of [
      [1, [first]],
      [2, [then]],
      [3, []],
      [4, [last, last, last]],
    ] as const) {
      await until(() => clock.waiting === 1);
      clock.set(start + seconds * second - 1);
      expect(got).toEqual(expected);
      clock.set(start + seconds * second);
      expected.push(...ids);
      await until(() => got.length === expected.length);
      expect(got).toEqual(expected);
    }
    await end();
  });

  it('is set again where the clock is put back as it rings', async () => {
    const { clock, got, embargoed, follow, end } = given();
    await follow();
    const event = await embargoed(second);
    await until(() => clock.waiting === 1);
    clock.set(start + second, () => clock.set(start));
    await until(() => clock.waiting === 1);
    expect(got).toEqual([]);
    clock.set(start + second);
    await until(() => got.length === 1);
    expect(got).toEqual([event]);
    await end();
  });
});
