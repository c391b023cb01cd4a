import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { NewEvent, RecordedEvent } from '../../src/domain/events/catalogue.ts';
import type { CaseId } from '../../src/domain/events/envelope.ts';
import { CaselineError } from '../../src/domain/failure.ts';
import type { Instant } from '../../src/domain/time/london.ts';
import type { EventLog, LogEntry } from '../../src/log/event-log.ts';
import { anEvent } from '../support/events.ts';

export interface OpenOptions {
  readonly now: () => Instant;
  readonly nextSalt: () => Uint8Array;
}

/** What an adapter can and another cannot. */
export interface Capabilities {
  /** What was recorded outlives `close`, and several may have the log open at once. */
  readonly keeps: boolean;
}

/** One log under test, empty at first. */
export interface LogUnderTest {
  /** Opens it; where the adapter `keeps`, again, and as often as wanted. */
  open(options: OpenOptions): Promise<EventLog>;
  /** The leaves as stored, in log order, lower-case hexadecimal. */
  leaves(log: EventLog): Promise<readonly string[]>;
  remove(): Promise<void>;
}

const bradford: CaseId = 'authority-380';
const leeds: CaseId = 'authority-383';
const start = Date.UTC(2026, 0, 5, 9);

/** What an EventLog is. Every adapter calls this and passes all of it. */
export function describeEventLog(
  name: string,
  { keeps }: Capabilities,
  makeLog: () => Promise<LogUnderTest>,
): void {
  describe(`${name} is an event log`, () => {
    let underTest: LogUnderTest;
    let log: EventLog;
    let clock: Instant;
    let salts: number;

    const options: OpenOptions = {
      now: () => clock,
      nextSalt: () => {
        salts += 1;
        return new Uint8Array(32).fill(salts);
      },
    };

    beforeEach(async () => {
      clock = start;
      salts = 0;
      underTest = await makeLog();
      log = await underTest.open(options);
    });

    afterEach(async () => {
      await log.close();
      await underTest.remove();
    });

    const appendOne = (event: NewEvent = anEvent('ReportPublished')) =>
      log.append(event.caseId, 'any', [event]); // the state of the case does not matter to these tests

    async function appendMany(count: number, caseId = bradford): Promise<NewEvent[]> {
      const events = Array.from({ length: count }, () => anEvent('ReportPublished', { caseId }));
      await log.append(caseId, 'any', events); // as above
      return events;
    }

    describe('appending', () => {
      it('answers with the last revision and position, and a case starts at revision 0', async () => {
        const first = await log.append(bradford, 'none', [anEvent('InspectionNotified')]);
        const second = await log.append(bradford, 0, [anEvent('ReportShared'), anEvent('ReportPublished')]);
        expect(first).toMatchObject({ revision: 0, alreadyThere: false });
        expect(second).toMatchObject({ revision: 2, alreadyThere: false });
        expect(second.position > first.position).toBe(true);
        expect(await log.head()).toBe(second.position);
      });

      it('counts the revisions of each case by themselves', async () => {
        await appendMany(3);
        const answer = await log.append(leeds, 'none', [anEvent('ReportPublished', { caseId: leeds })]);
        expect(answer.revision).toBe(0);
      });

      it.each([
        ['none', 1],
        [0, 1],
        [2, 1],
      ] as const)('refuses an append that expects %s of a case at revision %s', async (expected, actual) => {
        await appendMany(2);
        const failure = await failureOf(log.append(bradford, expected, [anEvent('ReportPublished')]));
        expect(failure).toMatchObject({
          code: 'revision-conflict',
          facts: { caseId: bradford, expected, actual },
        });
        expect(await all(log.readCase(bradford))).toHaveLength(2);
      });

      it('takes an append that expects the event which is the last, and refuses one that expects another', async () => {
        const [first, last] = await appendMany(2);
        const expecting = (revision: number, id = '') =>
          log.append(bradford, { revision, id }, [anEvent('ReportPublished')]);
        for (const [revision, id] of [
          [1, first?.id],
          [0, first?.id],
          [2, last?.id],
          [1, anEvent('ReportPublished').id],
        ] as const)
          expect(await failureOf(expecting(revision, id))).toMatchObject({
            code: 'revision-conflict',
            facts: { caseId: bradford, expected: revision, actual: 1 },
          });
        expect(await expecting(1, last?.id)).toMatchObject({ revision: 2 });
      });

      it('takes appends that count on each other, and none that counted on one that was refused', async () => {
        const [one, two, three] = [1, 2, 3].map(() => anEvent('ReportPublished'));
        if (!one || !two || !three) throw new Error('there are three');
        await log.append(leeds, 'none', [anEvent('ReportPublished', { caseId: leeds })]);
        const answers = await Promise.allSettled([
          log.append(bradford, 'none', [one]),
          log.append(bradford, { revision: 0, id: one.id }, [two]),
          log.append(bradford, 'none', [three]),
          log.append(bradford, { revision: 1, id: three.id }, [anEvent('ReportPublished')]),
        ]);
        expect(answers.map(outcomeOf)).toEqual([
          'revision 0',
          'revision 1',
          'revision-conflict',
          'revision-conflict',
        ]);
        expect(idsOf(await all(log.readCase(bradford)))).toEqual([one.id, two.id]);
      });

      it('refuses an append that expects a revision of an unknown case', async () => {
        const failure = await failureOf(log.append(bradford, 0, [anEvent('ReportPublished')]));
        expect(failure).toMatchObject({
          code: 'revision-conflict',
          facts: { caseId: bradford, expected: 0, actual: 'none' },
        });
      });

      it('records all events of an append or none', async () => {
        const known = anEvent('ReportPublished');
        await appendOne(known);
        const failure = await failureOf(log.append(bradford, 'any', [anEvent('ReportShared'), known])); // whatever the revision
        expect(failure).toMatchObject({ code: 'event-id-taken', facts: { id: known.id } });
        expect(idsOf(await all(log.readAll()))).toEqual([known.id]);
      });

      it('refuses an append without events, and an event of another case', async () => {
        expect(await failureOf(log.append(bradford, 'none', []))).toMatchObject({ code: 'invalid-event' });
        expect(await failureOf(log.append(leeds, 'none', [anEvent('ReportPublished')]))).toMatchObject({
          code: 'invalid-event',
        });
        expect(await log.head()).toBeUndefined();
      });

      it('refuses text that UTF-8 cannot carry', async () => {
        const whole = anEvent('ProgressReported');
        const half = { ...whole, data: { ...whole.data, summary: 'half a pair: \ud83d' } };
        expect(await failureOf(appendOne(half))).toMatchObject({
          code: 'invalid-event',
          facts: { id: half.id },
        });
      });

      it('writes what the event was when append was called', async () => {
        const event = anEvent('AreasForImprovementSet');
        const before = structuredClone(event);
        const answer = appendOne(event);
        event.data.areas.length = 0;
        await answer;
        expect(await log.find(event.id)).toMatchObject(before);
      });
    });

    describe('appending again', () => {
      it('gives the first answer to the same events, whatever revision is expected', async () => {
        const events = [anEvent('ReportShared'), anEvent('ReportPublished')];
        const first = await log.append(bradford, 'none', events);
        await appendMany(3);
        for (const expected of ['none', 0, 77, 'any'] as const) {
          expect(await log.append(bradford, expected, events)).toEqual({ ...first, alreadyThere: true });
        }
        expect(await all(log.readCase(bradford))).toHaveLength(5);
      });

      it('takes the same event from another recorder for the same', async () => {
        const event = anEvent('ReportPublished');
        const first = await appendOne(event);
        const again = { ...event, recordedBy: { name: 'Somebody else', party: 'ofsted' } };
        expect(await appendOne(again)).toEqual({ ...first, alreadyThere: true });
        expect(await log.find(event.id)).toMatchObject({ recordedBy: event.recordedBy });
      });

      it('takes the order of the keys for no difference', async () => {
        const event = anEvent('ReportShared');
        await appendOne(event);
        const turned = Object.fromEntries(Object.entries(event).reverse()) as unknown as NewEvent; // the same fields
        expect(await appendOne(turned)).toMatchObject({ alreadyThere: true });
      });

      it.each([
        ['data', { data: { by: 'authority' } }],
        ['disclosures', { disclosures: [] }],
        ['date', { occurred: { date: '2018-10-30' } }],
        ['source', { source: undefined }],
      ] as const)('refuses a known id with other %s', async (_, overrides) => {
        const event = anEvent('ReportPublished');
        await appendOne(event);
        const other = anEvent('ReportPublished', {
          disclosures: event.disclosures,
          ...overrides,
          id: event.id,
        });
        expect(await failureOf(appendOne(other))).toMatchObject({
          code: 'event-id-taken',
          facts: { id: event.id },
        });
        expect(await log.find(event.id)).toMatchObject(event);
      });

      it('refuses a known id in another case', async () => {
        const event = anEvent('ReportPublished');
        await appendOne(event);
        const failure = await failureOf(appendOne({ ...event, caseId: leeds }));
        expect(failure).toMatchObject({ code: 'event-id-taken', facts: { id: event.id } });
      });

      it('refuses an id that stands twice in one append', async () => {
        const event = anEvent('ReportPublished');
        const failure = await failureOf(log.append(bradford, 'none', [event, event]));
        expect(failure).toMatchObject({ code: 'event-id-taken', facts: { id: event.id } });
        expect(await log.head()).toBeUndefined();
      });
    });

    describe('appending at once', () => {
      it('takes 64 appends that expect nothing, each with a revision of its own', async () => {
        const answers = await Promise.all(Array.from({ length: 64 }, () => appendOne()));
        expect(answers.map(({ revision }) => revision)).toEqual(Array.from({ length: 64 }, (_, n) => n));
        expect(await all(log.readCase(bradford))).toHaveLength(64);
        expect(await log.verify()).toEqual({ events: 64, damage: [] });
      });

      it('takes one of 64 that expect the same revision', async () => {
        const answers = await Promise.allSettled(
          Array.from({ length: 64 }, () => log.append(bradford, 'none', [anEvent('ReportPublished')])),
        );
        const refused = answers.filter((answer) => answer.status === 'rejected');
        expect(refused).toHaveLength(63);
        for (const { reason } of refused) expect(reason).toMatchObject({ code: 'revision-conflict' });
        expect(await all(log.readAll())).toHaveLength(1);
      });

      it('refuses some and takes the others that came with them', async () => {
        const taken = anEvent('ReportPublished');
        const answers = await Promise.allSettled([
          log.append(bradford, 'none', [taken]),
          log.append(bradford, 5, [anEvent('ReportPublished')]),
          log.append(bradford, 0, [anEvent('ReportPublished')]),
          log.append(bradford, 1, [taken]),
          log.append(leeds, 'none', [{ ...taken, caseId: leeds }]),
          log.append(leeds, 'none', [anEvent('ReportPublished', { caseId: leeds })]),
        ]);
        expect(answers.map(outcomeOf)).toEqual([
          'revision 0',
          'revision-conflict',
          'revision 1',
          'revision 0, already there',
          'event-id-taken',
          'revision 0',
        ]);
        expect(await log.verify()).toEqual({ events: 3, damage: [] });
      });
    });

    describe('reading', () => {
      it('gives back what was recorded, validated and with its dates resolved', async () => {
        const event = anEvent('ReportShared', {
          occurred: { date: '2018-10-24' },
          disclosures: [
            { to: 'council:380', from: '2018-10-24T09:30:00Z' },
            { to: 'ofsted', from: '2018-10' },
            { to: 'public', from: '2018-10-29' },
          ],
          correlationId: '00000000-0000-4000-8000-0000000000c0',
          causationId: '00000000-0000-4000-8000-0000000000ca',
        });
        const { position } = await appendOne(event);
        const [read] = await all(log.readCase(bradford));
        expect(read).toMatchObject({
          ...event,
          revision: 0,
          position,
          recordedAt: '2026-01-05T09:00:00.000Z',
          recordedInstant: start,
          when: { edtf: '2018-10-24' },
          entitled: [
            { to: 'council:380', from: Date.UTC(2018, 9, 24, 9, 30) },
            { to: 'ofsted', from: Date.UTC(2018, 9, 31) },
            { to: 'public', from: Date.UTC(2018, 9, 29) },
          ],
        });
      });

      it('counts a disclosure from the start of the day in London, summer time and all', async () => {
        await appendOne(anEvent('ReportPublished', { disclosures: [{ to: 'public', from: '2014-05-23' }] }));
        const [read] = await all(log.readCase(bradford));
        expect(read?.entitled).toEqual([{ to: 'public', from: Date.UTC(2014, 4, 22, 23) }]);
      });

      it('reads no events of an unknown case', async () => {
        expect(await all(log.readCase(leeds))).toEqual([]);
        expect(await log.find(anEvent('ReportPublished').id)).toBeUndefined();
        expect(await log.head()).toBeUndefined();
        expect(await all(log.readAll())).toEqual([]);
      });

      it('finds an event by its id', async () => {
        const [, second] = await appendMany(3);
        expect(await log.find(second?.id ?? '')).toMatchObject({ revision: 1, ...second });
      });

      it('reads a case by revision, from one and as many as wanted', async () => {
        const events = await appendMany(10);
        await appendMany(1, leeds);
        const revisions = async (range: { from?: number; limit?: number }) =>
          (await all(log.readCase(bradford, range))).map(({ revision }) => revision);
        expect(idsOf(await all(log.readCase(bradford)))).toEqual(idsOf(events));
        expect(await revisions({ from: 7 })).toEqual([7, 8, 9]);
        expect(await revisions({ from: 2, limit: 3 })).toEqual([2, 3, 4]);
        expect(await revisions({ from: 10 })).toEqual([]);
        expect(await revisions({ limit: 0 })).toEqual([]);
      });

      it('reads the log in pages that neither repeat nor leave out', async () => {
        const events: NewEvent[] = [];
        for (const caseId of [bradford, leeds, bradford]) events.push(...(await appendMany(300, caseId)));
        const pages: RecordedEvent[] = [];
        for (let after: string | undefined; ; after = pages.at(-1)?.position) {
          const page = await all(log.readAll({ limit: 257, ...(after === undefined ? {} : { after }) }));
          if (page.length === 0) break;
          pages.push(...page);
        }
        expect(idsOf(pages)).toEqual(idsOf(events));
        expect(idsOf(await all(log.readAll()))).toEqual(idsOf(events));
        expect(idsOf(await all(log.readCase(bradford)))).toEqual(
          idsOf(events.filter(({ caseId }) => caseId === bradford)),
        );
        const positions = pages.map(({ position }) => position);
        expect([...positions].sort()).toEqual(positions);
      });

      it('reads only the types that were asked for, in log order', async () => {
        const made: NewEvent[] = [];
        for (let n = 0; n < 300; n += 1) {
          made.push(anEvent('ReportShared'), anEvent('ReportPublished'), anEvent('InspectionNotified'));
        }
        await log.append(bradford, 'none', made);
        const wanted = made.filter(({ type }) => type !== 'ReportPublished');
        const types = ['InspectionNotified', 'ReportShared'] as const;
        const [, , third] = await all(log.readAll({ types, limit: 3 }));
        expect(idsOf(await all(log.readAll({ types })))).toEqual(idsOf(wanted));
        expect(third).toBeDefined();
        expect(idsOf(await all(log.readAll({ types, after: third?.position ?? '' })))).toEqual(
          idsOf(wanted.slice(3)),
        );
        expect(await all(log.readAll({ types: [] }))).toEqual([]);
        expect(await all(log.readAll({ types: ['TrustWentLive'] }))).toEqual([]);
      });

      it('does not read what is appended while it reads', async () => {
        await appendMany(2);
        let read = 0;
        for await (const _ of log.readAll()) {
          read += 1;
          await appendMany(1);
        }
        for await (const _ of log.readCase(bradford)) {
          read += 1;
          await appendMany(1);
        }
        expect(read).toBe(2 + 4);
      });

      it.each(['', '7', 'abc', '9999999999999999'])(
        'refuses the position %p, which it never gave',
        async (after) => {
          await appendMany(1);
          expect(await failureOf(all(log.readAll({ after })))).toMatchObject({ code: 'unknown-position' });
        },
      );
    });

    describe('subscribing', () => {
      it('sends what is there, says that it caught up, and sends what comes', async () => {
        const before = await appendMany(2);
        const subscription = new Subscription(log);
        expect(await subscription.take(3)).toEqual([...idsOf(before), 'caught up']);
        const next = subscription.take(3);
        const after = await appendMany(2);
        expect(await next).toEqual([...idsOf(after), 'caught up']);
        await subscription.end();
      });

      it('says of an empty log that it caught up', async () => {
        const subscription = new Subscription(log);
        expect(await subscription.take(1)).toEqual(['caught up']);
        const next = subscription.take(2);
        const events = await appendMany(1);
        expect(await next).toEqual([...idsOf(events), 'caught up']);
        await subscription.end();
      });

      it('resumes after any position without gap or repeat', async () => {
        const events = await appendMany(600);
        const positions = (await all(log.readAll())).map(({ position }) => position);
        for (const index of [0, 255, 256, 300, 598]) {
          const subscription = new Subscription(log, positions[index]);
          const rest = await subscription.take(600 - index);
          expect(rest).toEqual([...idsOf(events.slice(index + 1)), 'caught up']);
          await subscription.end();
        }
      });

      it('loses nothing that is appended while it reads', async () => {
        const events = await appendMany(300);
        const subscription = new Subscription(log);
        const seen = await subscription.take(100);
        const more = await Promise.all([appendMany(50), appendMany(50)]);
        seen.push(...(await subscription.take(301)));
        expect(seen).toEqual([...idsOf([...events, ...more.flat()]), 'caught up']);
        await subscription.end();
      });

      it('serves several at once', async () => {
        const subscriptions = [new Subscription(log), new Subscription(log), new Subscription(log)];
        await Promise.all(subscriptions.map((subscription) => subscription.take(1)));
        const waiting = subscriptions.map((subscription) => subscription.take(3));
        const events = await appendMany(2);
        for (const seen of await Promise.all(waiting)) expect(seen).toEqual([...idsOf(events), 'caught up']);
        await Promise.all(subscriptions.map((subscription) => subscription.end()));
      });

      it('ends quietly when aborted, waiting or not yet begun', async () => {
        const subscription = new Subscription(log);
        await subscription.take(1);
        const waiting = subscription.take(1);
        subscription.abort();
        expect(await waiting).toEqual([]);
        const signal = AbortSignal.abort();
        expect(await all(log.subscribe({ signal }))).toEqual([]);
      });

      it('ends quietly when the log closes', async () => {
        const subscription = new Subscription(log);
        await subscription.take(1);
        const waiting = subscription.take(1);
        await log.close();
        expect(await waiting).toEqual([]);
      });

      it('refuses to resume after a position that the log never gave', async () => {
        const subscription = new Subscription(log, '0000000000000009');
        expect(await failureOf(subscription.take(1))).toMatchObject({ code: 'unknown-position' });
      });
    });

    describe('recording when', () => {
      it('never runs backwards, even where the clock does', async () => {
        await appendOne();
        clock = start - 60_000;
        await appendOne(anEvent('ReportPublished', { caseId: leeds }));
        clock = start + 1;
        await appendOne();
        expect((await all(log.readAll())).map(({ recordedAt }) => recordedAt)).toEqual([
          '2026-01-05T09:00:00.000Z',
          '2026-01-05T09:00:00.000Z',
          '2026-01-05T09:00:00.001Z',
        ]);
        expect((await log.verify()).damage).toEqual([]);
      });
    });

    describe('settling', () => {
      it('is the head of the log, and nothing while the log is empty', async () => {
        expect(await log.settled()).toBeUndefined();
        await appendMany(3);
        expect(await log.settled()).toBe(await log.head());
      });

      it('comes after everything that was recorded before the call, appends under way and all', async () => {
        const asked: { readonly at: Instant; readonly settled: Promise<string | undefined> }[] = [];
        const appends: Promise<unknown>[] = [];
        for (let turn = 0; turn < 20; turn += 1) {
          appends.push(appendOne(), appendOne(anEvent('ReportPublished', { caseId: leeds })));
          asked.push({ at: clock, settled: log.settled() });
          clock += 1;
          appends.push(appendOne());
          if (turn % 3 === 0) await Promise.allSettled(appends);
          clock += 1;
        }
        await Promise.all(appends);
        for (const { at, settled } of asked) {
          const after = await settled;
          const later = await all(log.readAll(after === undefined ? {} : { after }));
          for (const { recordedInstant } of later) expect(recordedInstant).toBeGreaterThanOrEqual(at);
        }
      });
    });

    describe('proving', () => {
      it('stores for every event the leaf that anybody can compute from what it says', async () => {
        const sourced = anEvent('JudgementsIssued', {
          correlationId: '00000000-0000-4000-8000-0000000000c0',
          causationId: '00000000-0000-4000-8000-0000000000ca',
        });
        const unsourced = anEvent('ReportPublished', { source: undefined, disclosures: [] });
        const other = anEvent('FundingProposed', {
          caseId: leeds,
          data: { purpose: 'Büro, “Pflege” 🏠 \u0007' },
        });
        await log.append(bradford, 'none', [sourced, unsourced]);
        clock += 1_234;
        await log.append(leeds, 'none', [other]);
        expect(await underTest.leaves(log)).toEqual([
          leafByHand(sourced, 0, '2026-01-05T09:00:00.000Z', 1),
          leafByHand(unsourced, 1, '2026-01-05T09:00:00.000Z', 2),
          leafByHand(other, 0, '2026-01-05T09:00:01.234Z', 3),
        ]);
        expect(await log.verify()).toEqual({ events: 3, damage: [] });
      });

      it('finds nothing wrong with an empty log', async () => {
        expect(await log.verify()).toEqual({ events: 0, damage: [] });
      });
    });

    describe('copying', () => {
      let otherUnderTest: LogUnderTest;
      /** Empty at first, and of another clock: what is taken over was not recorded here. */
      let other: EventLog;

      beforeEach(async () => {
        otherUnderTest = await makeLog();
        other = await otherUnderTest.open({ ...options, now: () => start - 60_000 });
      });

      afterEach(async () => {
        await other.close();
        await otherUnderTest.remove();
      });

      const entriesOf = (one: EventLog): Promise<LogEntry[]> => all(one.entries());

      /** Two cases, turn by turn, some seconds apart. */
      async function recordBoth(): Promise<LogEntry[]> {
        for (const caseId of [bradford, leeds, bradford]) {
          await appendMany(2, caseId);
          clock += 1_234;
        }
        return entriesOf(log);
      }

      it('gives every event as it is kept, in log order, with what proves it', async () => {
        const sourced = anEvent('JudgementsIssued', {
          correlationId: '00000000-0000-4000-8000-0000000000c0',
        });
        const other = anEvent('FundingProposed', {
          caseId: leeds,
          source: undefined,
          data: { purpose: 'Büro, “Pflege” 🏠 \u0007 \ufeff' },
        });
        const positions = [
          (await log.append(bradford, 'none', [sourced])).position,
          (await log.append(leeds, 'none', [other])).position,
        ];
        const recordedAt = '2026-01-05T09:00:00.000Z';
        const entries = (await entriesOf(log)).map((entry) => ({
          ...entry,
          salt: hex(entry.salt),
          leaf: hex(entry.leaf),
        }));
        expect(entries).toEqual(
          [sourced, other].map((event, index) => ({
            position: positions[index],
            id: event.id,
            caseId: event.caseId,
            revision: 0,
            type: event.type,
            recordedAt,
            event: canonicalize({ ...event, recordedAt }),
            salt: hex(new Uint8Array(32).fill(index + 1)),
            leaf: leafByHand(event, 0, recordedAt, index + 1),
          })),
        );
      });

      it('gives what comes after a position, and nothing of an empty log', async () => {
        expect(await entriesOf(log)).toEqual([]);
        for (const caseId of [bradford, leeds]) await appendMany(600, caseId);
        const whole = await entriesOf(log);
        expect(whole).toHaveLength(1_200);
        for (const index of [0, 255, 598, 999, 1_198, 1_199])
          expect(idsOf(await all(log.entries({ after: whole[index]?.position ?? '' })))).toEqual(
            idsOf(whole.slice(index + 1)),
          );
        expect(await failureOf(all(log.entries({ after: '7' })))).toMatchObject({ code: 'unknown-position' });
      });

      it('takes over what another log has kept as it is, a part at a time', async () => {
        const entries = await recordBoth();
        await other.takeOver(entries.slice(0, 3));
        await other.takeOver([]);
        await other.takeOver(entries.slice(3));
        const copied = await entriesOf(other);
        expect(copied.map(asKept)).toEqual(entries.map(asKept));
        expect(await otherUnderTest.leaves(other)).toEqual(await underTest.leaves(log));
        expect(await other.verify()).toEqual({ events: 6, damage: [] });
        expect(await log.verify()).toEqual({ events: 6, damage: [] });
      });

      it('reads, finds and goes on with what it took over as if it had recorded it', async () => {
        const entries = await recordBoth();
        await other.takeOver(entries);
        expect((await all(other.readAll())).map(asRead)).toEqual((await all(log.readAll())).map(asRead));
        expect((await all(other.readCase(bradford))).map(asRead)).toEqual(
          (await all(log.readCase(bradford))).map(asRead),
        );
        const positions = (await entriesOf(other)).map(({ position }) => position);
        expect([...positions].sort()).toEqual(positions);
        expect(await other.head()).toBe(positions.at(-1));
        expect(await other.settled()).toBe(positions.at(-1));
        expect(await other.find(entries[4]?.id ?? '')).toMatchObject({ revision: 2 });
        expect(await other.append(bradford, 3, [anEvent('ReportPublished')])).toMatchObject({ revision: 4 });
        expect(await other.verify()).toEqual({ events: 7, damage: [] });
      });

      it('answers a recorder who asks again as the other log did', async () => {
        const events = await appendMany(3);
        await other.takeOver(await entriesOf(log));
        expect(await other.append(bradford, 'none', events)).toMatchObject({
          revision: 2,
          alreadyThere: true,
        });
      });

      it('goes on in a case no earlier than its last event, where others overlap with it', async () => {
        clock = start + 30_000;
        await appendMany(1);
        const [late] = await entriesOf(log);
        const earlier = await makeLog();
        const first = await earlier.open({ ...options, now: () => start });
        await first.append(leeds, 'none', [anEvent('ReportPublished', { caseId: leeds })]);
        await other.takeOver([...(late ? [late] : []), ...(await entriesOf(first))]);
        await first.close();
        await earlier.remove();
        await other.append(bradford, 0, [anEvent('ReportPublished')]);
        expect((await all(other.readCase(bradford))).map(({ recordedAt }) => recordedAt)).toEqual(
          Array(2).fill('2026-01-05T09:00:30.000Z'),
        );
        expect(await other.verify()).toEqual({ events: 3, damage: [] });
      });

      it.each([
        ['the first event of a case left out', [1], { caseId: bradford, expected: 0, actual: 'none' }],
        ['one in the middle left out', [0, 2, 3, 4], { caseId: bradford, expected: 1, actual: 0 }],
        ['two turned round', [0, 1, 3, 2], { caseId: leeds, expected: 0, actual: 'none' }],
      ] as const)('refuses entries with %s, all of them', async (_, chosen, facts) => {
        const entries = await recordBoth();
        const taken = chosen.flatMap((index) => entries[index] ?? []);
        expect(await failureOf(other.takeOver(taken))).toMatchObject({ code: 'revision-conflict', facts });
        expect(await entriesOf(other)).toEqual([]);
        expect(await other.verify()).toEqual({ events: 0, damage: [] });
      });

      it('refuses a revision that it has of another event, and all that comes with it', async () => {
        const entries = await recordBoth();
        await other.append(bradford, 'none', [anEvent('ReportPublished')]);
        const [first] = entries;
        const ofLeeds = entries.filter(({ caseId }) => caseId === leeds);
        const failure = await failureOf(other.takeOver([...ofLeeds, ...(first ? [first] : [])]));
        expect(failure).toMatchObject({
          code: 'revision-conflict',
          facts: { caseId: bradford, expected: 'none', actual: 0 },
        });
        expect(await entriesOf(other)).toHaveLength(1);
      });

      it('refuses an id that it has, or that comes twice, and all that comes with it', async () => {
        const entries = await recordBoth();
        const id = entries[1]?.id;
        await other.takeOver(entries.slice(0, 2));
        for (const again of [entries.slice(1), [entries[2], entries[2]]]) {
          const failure = await failureOf(other.takeOver(again.flatMap((entry) => entry ?? [])));
          expect(failure.code).toBe('event-id-taken');
          expect([id, entries[2]?.id]).toContain(failure.facts.id);
        }
        expect(idsOf(await entriesOf(other))).toEqual(idsOf(entries.slice(0, 2)));
        await other.takeOver(entries.slice(2));
        expect(await other.verify()).toEqual({ events: 6, damage: [] });
      });

      it('tells a subscriber of what it took over', async () => {
        const entries = await recordBoth();
        const subscription = new Subscription(other);
        expect(await subscription.take(1)).toEqual(['caught up']);
        for (const part of [entries.slice(0, 4), entries.slice(4)]) {
          const next = subscription.take(part.length + 1);
          await other.takeOver(part);
          expect(await next).toEqual([...idsOf(part), 'caught up']);
        }
        await subscription.end();
      });

      it('keeps what it took over from what becomes of the other log', async () => {
        const entries = await recordBoth();
        await other.takeOver(entries);
        for (const { leaf, salt } of entries) for (const bytes of [leaf, salt]) bytes.fill(0);
        expect(await other.verify()).toEqual({ events: 6, damage: [] });
      });
    });

    describe('closing', () => {
      it('records what was appended before, and takes nothing after', async () => {
        const answer = appendOne();
        await log.close();
        await log.close();
        expect(await answer).toMatchObject({ revision: 0 });
        for (const asked of [
          ...[appendOne(), log.head(), log.settled(), log.find('x'), log.verify(), log.takeOver([])],
          ...[all(log.readAll()), all(log.entries())],
        ]) {
          expect(await failureOf(asked)).toMatchObject({ code: 'log-unavailable' });
        }
      });
    });

    // What a server or a process cannot keep, it is not asked for.
    (keeps ? describe : describe.skip)('opening again', () => {
      it('has everything, and goes on where it stopped', async () => {
        const events = await appendMany(3);
        const position = await log.head();
        await log.close();
        clock = start - 60_000;
        log = await underTest.open(options);
        expect(idsOf(await all(log.readAll()))).toEqual(idsOf(events));
        expect(await log.head()).toBe(position);
        const subscription = new Subscription(log, position);
        expect(await subscription.take(1)).toEqual(['caught up']);
        const next = subscription.take(2);
        const more = await appendMany(1);
        expect(await next).toEqual([...idsOf(more), 'caught up']);
        await subscription.end();
        expect(await all(log.readCase(bradford, { from: 3 }))).toMatchObject([
          { revision: 3, recordedAt: '2026-01-05T09:00:00.000Z' },
        ]);
        expect(await log.append(bradford, 'none', events)).toMatchObject({ revision: 2, alreadyThere: true });
        expect(await log.verify()).toEqual({ events: 4, damage: [] });
      });

      it('lets two have it open: each sees what the other appends, and only one append wins', async () => {
        const other = await underTest.open(options);
        const subscription = new Subscription(other);
        expect(await subscription.take(1)).toEqual(['caught up']);
        const next = subscription.take(2);
        const events = await appendMany(1);
        expect(await next).toEqual([...idsOf(events), 'caught up']);
        const answers = await Promise.allSettled(
          [log, other].map((one) => one.append(bradford, 0, [anEvent('ReportPublished')])),
        );
        expect(answers.map(outcomeOf).sort()).toEqual(['revision 1', 'revision-conflict']);
        await subscription.end();
        await other.close();
      });

      it('settles after what the other has appended', async () => {
        const other = await underTest.open(options);
        for (const one of [log, other, log]) {
          const { position } = await one.append(bradford, 'any', [anEvent('ReportPublished')]); // as above
          expect(await log.settled()).toBe(position);
          expect(await other.settled()).toBe(position);
        }
        await other.close();
      });
    });
  });
}

/** A subscriber who takes one at a time: ids, and 'caught up'. */
class Subscription {
  readonly #abort = new AbortController();
  readonly #iterator: AsyncIterator<RecordedEvent | 'caught up'>;

  constructor(log: EventLog, after?: string) {
    const { signal } = this.#abort;
    const events = log.subscribe(after === undefined ? { signal } : { after, signal });
    this.#iterator = events[Symbol.asyncIterator]();
  }

  /** The next so many, or fewer where it ends. */
  async take(count: number): Promise<string[]> {
    const seen: string[] = [];
    while (seen.length < count) {
      const next = await this.#iterator.next();
      if (next.done) break;
      seen.push(next.value === 'caught up' ? next.value : next.value.id);
    }
    return seen;
  }

  abort(): void {
    this.#abort.abort();
  }

  async end(): Promise<void> {
    this.abort();
    expect(await this.take(1)).toEqual([]);
  }
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

const idsOf = (events: readonly { id: string }[]): string[] => events.map(({ id }) => id);

async function failureOf(promise: Promise<unknown>): Promise<CaselineError> {
  const settled = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ('error' in settled && settled.error instanceof CaselineError) return settled.error;
  throw new Error(`a CaselineError was expected, and this came: ${JSON.stringify(settled)}`);
}

type Outcome = PromiseSettledResult<{ revision: number; alreadyThere: boolean }>;

function outcomeOf(outcome: Outcome): string {
  if (outcome.status === 'rejected') {
    return outcome.reason instanceof CaselineError ? outcome.reason.code : String(outcome.reason);
  }
  const { revision, alreadyThere } = outcome.value;
  return `revision ${revision}${alreadyThere ? ', already there' : ''}`;
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** An entry, or an event that was read, without what is each log's own. */
const asKept = ({ position: _, salt, leaf, ...entry }: LogEntry) => ({
  ...entry,
  salt: hex(salt),
  leaf: hex(leaf),
});
const asRead = ({ position: _, ...event }: RecordedEvent) => event;

/** The leaf as the documentation defines it, computed the plain way. */
function leafByHand(event: NewEvent, revision: number, recordedAt: string, saltByte: number): string {
  const { occurred, data, source, ...envelope } = event;
  const payload = canonicalize({ data, occurred, source }) ?? '';
  const commitment = createHash('sha256').update(Buffer.alloc(32, saltByte)).update(payload).digest('hex');
  const text = canonicalize({ ...envelope, revision, recordedAt, commitment }) ?? '';
  return createHash('sha256')
    .update(Buffer.from([0]))
    .update(text)
    .digest('hex');
}
