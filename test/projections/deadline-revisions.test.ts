import fc from 'fast-check';
import type { NewEvent, RecordedEvent } from '../../src/domain/events/catalogue.ts';
import { type Party, PUBLIC } from '../../src/domain/parties.ts';
import { formatDay } from '../../src/domain/time/civil-day.ts';
import { type Instant, startOfDay } from '../../src/domain/time/london.ts';
import { type Revision, revisionsOf } from '../../src/projections/deadlines/revisions.ts';
import { day } from '../domain/time/dates.ts';
import { anEvent } from '../support/events.ts';
import { recorded } from '../support/facts.ts';

const statement = '2018-ilacs/statement-of-action';
const fromTheStart = [{ to: 'public', from: '2018-10-24' }];

/** Events as a log holds them, each recorded at noon of a day. */
const log = (...events: readonly (readonly [on: string, event: NewEvent])[]): readonly RecordedEvent[] =>
  events.map(([on, event], revision) => recorded(event, revision, `${on}T12:00:00.000Z`));

const noon = (on: string): Instant => Date.parse(`${on}T12:00:00.000Z`);

function seenOn(
  on: string,
  events: readonly RecordedEvent[],
  viewer: Party = PUBLIC,
): ReadonlyMap<string, Revision> {
  const knownAt = noon(on) + 1;
  const known = events.filter(({ recordedInstant }) => recordedInstant <= knownAt);
  return revisionsOf(known, { viewer, knownAt, validAt: day(on), certainty: 'possible' });
}

const shared = anEvent('ReportShared', { disclosures: fromTheStart });
const corrected = (target: NewEvent, date: string, disclosures = fromTheStart): NewEvent =>
  anEvent('EventCorrected', {
    disclosures,
    data: { target: target.id, reason: 'source_error', replacement: { occurred: { date } } },
  });

describe('a deadline before the eyes of a viewer', () => {
  it('is the first of its kind when it comes', () => {
    const seen = seenOn('2018-10-26', log(['2018-10-25', shared]));
    expect(seen.get(statement)).toMatchObject({
      sequence: 0,
      created: noon('2018-10-25'),
      changed: noon('2018-10-25'),
    });
  });

  it('becomes another when the day on which it rests is corrected, and keeps when it came', () => {
    const events = log(['2018-10-25', shared], ['2018-11-05', corrected(shared, '2018-10-31')]);
    expect(seenOn('2018-11-04', events).get(statement)).toMatchObject({ sequence: 0 });
    expect(seenOn('2018-11-06', events).get(statement)).toMatchObject({
      sequence: 1,
      created: noon('2018-10-25'),
      changed: noon('2018-11-05'),
    });
  });

  it('stays the same while the correction is under embargo, to the instant at which it lifts', () => {
    const embargo = [
      { to: 'council:380', from: '2018-10-24' },
      { to: 'public', from: '2018-12-01T09:00:00Z' },
    ];
    const events = log(['2018-10-25', shared], ['2018-11-05', corrected(shared, '2018-10-31', embargo)]);
    expect(seenOn('2018-11-30', events).get(statement)).toMatchObject({ sequence: 0 });
    expect(seenOn('2018-11-30', events, 'council:380').get(statement)).toMatchObject({ sequence: 1 });
    expect(seenOn('2018-12-01', events).get(statement)).toMatchObject({
      sequence: 1,
      changed: Date.parse('2018-12-01T09:00:00Z'),
    });
  });

  it('comes, for whoever learns of it when an embargo lifts, then', () => {
    const embargo = [
      { to: 'council:380', from: '2018-10-24' },
      { to: 'public', from: '2018-10-29T00:00:00Z' },
    ];
    const report = anEvent('ReportShared', { disclosures: embargo });
    const events = log(['2018-10-25', report], ['2018-10-26', corrected(report, '2018-10-25', embargo)]);
    expect(seenOn('2018-10-28', events).size).toBe(0);
    expect(seenOn('2018-10-28', events, 'council:380').get(statement)).toMatchObject({ sequence: 1 });
    expect(seenOn('2018-10-29', events).get(statement)).toMatchObject({
      created: Date.parse('2018-10-29T00:00:00Z'),
    });
  });

  it('never goes back where it is withdrawn and recorded again', () => {
    const again = anEvent('ReportShared', { disclosures: fromTheStart });
    const events = log(
      ['2018-10-25', shared],
      ['2018-10-26', corrected(shared, '2018-10-25')],
      [
        '2018-10-27',
        anEvent('EventWithdrawn', {
          disclosures: fromTheStart,
          data: { target: shared.id, reason: 'data_entry' },
        }),
      ],
      ['2018-10-30', again],
    );
    const sequences = ['2018-10-25', '2018-10-26', '2018-10-28', '2018-10-31'].map(
      (on) => seenOn(on, events).get(statement)?.sequence,
    );
    expect(sequences).toEqual([0, 1, 2, 3]);
  });

  it('becomes another when it is met, and not when something else happens', () => {
    const events = log(
      ['2018-10-25', shared],
      ['2018-10-30', anEvent('ReportPublished', { disclosures: fromTheStart })],
      ['2018-10-31', anEvent('VisitCarriedOut', { disclosures: fromTheStart })],
      [
        '2019-01-31',
        anEvent('StatementOfActionSubmitted', {
          occurred: { date: '2019-01-30' },
          disclosures: fromTheStart,
        }),
      ],
    );
    expect(seenOn('2019-01-30', events).get(statement)).toMatchObject({ sequence: 0 });
    expect(seenOn('2019-02-01', events).get(statement)).toMatchObject({ sequence: 1 });
  });

  it('becomes another when its day is over in London, and at no other turn of the calendar', () => {
    const events = log(['2018-10-25', shared]);
    expect(seenOn('2019-02-04', events).get(statement)).toMatchObject({ sequence: 0 });
    for (const on of ['2019-02-05', '2023-12-31'])
      expect(seenOn(on, events).get(statement)).toMatchObject({
        sequence: 1,
        changed: startOfDay(day('2019-02-05')),
      });
  });

  it('becomes another when the notice that it stands in was possibly issued, and when it certainly was', () => {
    const drafted = anEvent('ImprovementNoticeDrafted', {
      occurred: { date: '2018-10' },
      disclosures: fromTheStart,
      data: { terms: { deliverBy: '2020-04', other: [] } },
    });
    const issued = anEvent('ImprovementNoticeIssued', {
      occurred: { date: '2018-12' },
      disclosures: fromTheStart,
    });
    const events = log(['2018-11-01', drafted], ['2018-11-20', issued]);
    const changedOn = (on: string) => {
      const revision = [...seenOn(on, events)].find(([id]) => id.endsWith('plan-delivery'))?.[1];
      return [revision?.sequence, revision && new Date(revision.changed).toISOString().slice(0, 10)];
    };
    expect(changedOn('2018-11-30')).toEqual([0, '2018-11-01']);
    expect(changedOn('2018-12-31')).toEqual([2, '2018-12-31']);
    expect(changedOn('2018-12-30')).toEqual([1, '2018-12-01']);
  });
});

describe('whatever is recorded, disclosed and withdrawn', () => {
  const dates = ['2018-10-24', '2018-10-25', '2018-10', '2018-10-XX', '2018-11-02'];
  const disclosed = fc.constantFrom(
    [{ to: 'public', from: '2018-10-01' }],
    [{ to: 'public', from: '2018-11-10' }],
    [
      { to: 'ofsted', from: '2018-10-01' },
      { to: 'public', from: '2018-11-20' },
    ],
    [{ to: 'ofsted', from: '2018-10-01' }],
  );
  const step = fc.record({
    what: fc.constantFrom(
      'ReportShared',
      'JudgementsIssued',
      'StatementOfActionRequested',
      'StatementOfActionSubmitted',
      'EventCorrected',
      'EventWithdrawn',
    ),
    date: fc.constantFrom(...dates),
    of: fc.nat(20),
    disclosures: disclosed,
  });

  /** One event a day from 25 October on; amendments are of any event before them. */
  const histories = fc.array(step, { minLength: 1, maxLength: 12 }).map((steps) => {
    const events: NewEvent[] = [];
    for (const { what, date, of, disclosures } of steps) {
      const target = events[of % Math.max(events.length, 1)];
      if (what === 'EventCorrected' || what === 'EventWithdrawn') {
        if (!target || target.type === 'EventWithdrawn') continue;
        const data = { target: target.id, reason: 'data_entry' } as const;
        events.push(
          what === 'EventWithdrawn'
            ? anEvent(what, { disclosures, data })
            : anEvent(what, { disclosures, data: { ...data, replacement: { occurred: { date } } } }),
        );
      } else events.push(anEvent(what, { occurred: { date }, disclosures }));
    }
    return log(...events.map((event, n) => [formatDay(day('2018-10-25') + n), event] as const));
  });
  const days = ['2018-10-26', '2018-10-31', '2018-11-05', '2018-11-11', '2018-11-21', '2019-02-20'];

  it('no number goes back, and one that stays keeps its moment', () => {
    fc.assert(
      fc.property(histories, fc.constantFrom<Party>(PUBLIC, 'ofsted'), (events, viewer) => {
        let before: ReadonlyMap<string, Revision> = new Map();
        for (const on of days) {
          const now = seenOn(on, events, viewer);
          for (const [id, { sequence, created, changed }] of before) {
            const later = now.get(id);
            expect(later?.created).toBe(created);
            expect(later?.sequence).toBeGreaterThanOrEqual(sequence);
            if (later?.sequence === sequence) expect(later.changed).toBe(changed);
            else expect(later?.changed).toBeGreaterThan(changed);
          }
          before = now;
        }
      }),
    );
  });

  it('it is what it would be without what the viewer may not see', () => {
    fc.assert(
      fc.property(histories, fc.constantFrom(...days), (events, on) => {
        const mayKnow = (event: RecordedEvent): boolean =>
          event.entitled.some(({ to, from }) => to === PUBLIC && from <= noon(on) + 1);
        const hidden = new Set<string>();
        for (const event of events)
          if (!mayKnow(event) || ('target' in event.data && hidden.has(event.data.target)))
            hidden.add(event.id);
        const without = events.filter(({ id }) => !hidden.has(id));
        expect([...seenOn(on, without)]).toEqual([...seenOn(on, events)]);
      }),
    );
  });
});
