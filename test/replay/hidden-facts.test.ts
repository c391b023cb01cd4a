import fc from 'fast-check';
import type { NewEvent } from '../../src/domain/events/catalogue.ts';
import type { Party } from '../../src/domain/parties.ts';
import { endOfDay } from '../../src/domain/time/london.ts';
import { CaseHistory } from '../../src/replay/case-history.ts';
import type { Perspective } from '../../src/replay/perspective.ts';
import { visible } from '../../src/replay/visible.ts';
import { day } from '../domain/time/dates.ts';
import { anEvent } from '../support/events.ts';
import { recorded } from '../support/facts.ts';

const years = fc.integer({ min: 2014, max: 2020 }).map(String);
const parties = fc.constantFrom<Party>('public', 'council:380', 'ofsted', 'dfe');
const disclosures = fc.array(fc.record({ to: parties, from: years }), { maxLength: 3 });

/** An event that happened in some year; or an amendment of an earlier event, or of an amendment, by its index. */
const steps = fc.array(
  fc.record({
    kind: fc.constantFrom('happens', 'happens', 'is corrected', 'is withdrawn'),
    of: fc.nat(),
    year: years,
    disclosures,
  }),
  { minLength: 1, maxLength: 14 },
);

const histories = steps.map((all) => {
  const events: NewEvent[] = [];
  for (const { kind, of, year, disclosures: to } of all) {
    const target = events[of % Math.max(1, events.length)];
    const envelope = { occurred: { date: year }, disclosures: to };
    if (!target || kind === 'happens') events.push(anEvent('MeasureReported', envelope));
    else if (kind === 'is withdrawn' || target.type !== 'MeasureReported')
      events.push(
        anEvent('EventWithdrawn', { ...envelope, data: { target: target.id, reason: 'data_entry' } }),
      );
    else
      events.push(
        anEvent('EventCorrected', {
          ...envelope,
          data: { target: target.id, reason: 'data_entry', replacement: { occurred: { date: year } } },
        }),
      );
  }
  return events.map((event, revision) => recorded(event, revision));
});

const perspectives = fc.record({
  viewer: fc.constantFrom<Party>('public', 'council:380', 'ofsted', 'dfe', 'auditor'),
  validAt: years.map((year) => day(`${year}-07-01`)),
  knownAt: years.map((year) => endOfDay(day(`${year}-12-31`))),
  certainty: fc.constantFrom<Perspective['certainty']>('possible', 'certain'),
});

describe('the facts of a case', () => {
  it('are what they would be if the events that the viewer may not see were not in the log', () => {
    fc.assert(
      fc.property(histories, fc.array(perspectives, { minLength: 1, maxLength: 6 }), (events, asked) => {
        for (const perspective of asked) {
          const { viewer, knownAt } = perspective;
          const whole = new CaseHistory(events);
          const without = new CaseHistory(visible(events, viewer, knownAt));
          expect(whole.facts(perspective)).toEqual(without.facts(perspective));
          expect(whole.lastSeen(viewer, knownAt)).toEqual(without.lastSeen(viewer, knownAt));
          expect(whole.lastSeen(viewer, knownAt)?.event).toEqual(visible(events, viewer, knownAt).at(-1));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('do not depend on what the same history was asked before', () => {
    fc.assert(
      fc.property(histories, fc.array(perspectives, { minLength: 2, maxLength: 6 }), (events, asked) => {
        const history = new CaseHistory(events);
        for (const perspective of asked)
          expect(history.facts(perspective)).toEqual(new CaseHistory(events).facts(perspective));
      }),
    );
  });
});
