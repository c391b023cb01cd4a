import fc from 'fast-check';
import type { RecordedEvent } from '../../src/domain/events/catalogue.ts';
import type { CaseId } from '../../src/domain/events/envelope.ts';
import type { Party } from '../../src/domain/parties.ts';
import { formatInstant, type Instant } from '../../src/domain/time/london.ts';
import { comparePlaces, type Mark } from '../../src/replay/place.ts';
import { amends, visible } from '../../src/replay/visible.ts';
import { Withheld } from '../../src/replay/withheld.ts';
import { anEvent, eventId } from '../support/events.ts';
import { recorded } from '../support/facts.ts';

const start = Date.parse('2026-06-01T09:00:00Z');
const hour = 3_600_000;

const viewers: readonly Party[] = ['public', 'council:380', 'ofsted', 'recorder', 'auditor'];
const cases: readonly CaseId[] = ['authority-380', 'authority-381'];

/** Before, while and after the log is written, often the very instant at which something is recorded. */
const anyInstant = fc.integer({ min: -3, max: 15 }).map((hours) => start + hours * hour);
const anyDisclosures = fc.array(
  fc.record({ to: fc.constantFrom(...viewers), from: anyInstant.map(formatInstant) }),
  { maxLength: 3 },
);

/** One event of a log, whatever it follows. */
const anyEntry = fc.record({
  caseId: fc.constantFrom(...cases),
  disclosures: fc.oneof(fc.constant([{ to: 'public', from: '2014-01-01' }]), anyDisclosures),
  party: fc.constantFrom('recorder', 'ofsted', 'council:380'),
  later: fc.constantFrom(0, 0, 1, hour, 2 * hour),
  type: fc.constantFrom('MeasureReported', 'EventCorrected', 'EventWithdrawn', 'EventWithdrawn'),
  /** Which event an amendment is of: any of the log, itself, those that come later, or one that is not there. */
  target: fc.nat(12),
});
type Entry = typeof anyEntry extends fc.Arbitrary<infer Made> ? Made : never;

const anyLog = fc.array(anyEntry, { maxLength: 12 }).map((entries): RecordedEvent[] => {
  let at = start;
  return entries.map((entry, index) => {
    at += entry.later;
    return recorded(eventOf(entry, index), index, formatInstant(at));
  });
});

const idOf = (index: number): string => eventId(0xa000 + index);

function eventOf({ caseId, disclosures, party, type, target }: Entry, index: number) {
  const given = { id: idOf(index), caseId, disclosures, recordedBy: { name: 'A. Recorder', party } };
  const about = { target: idOf(target), reason: 'data_entry' } as const;
  if (type === 'EventWithdrawn') return anEvent(type, { ...given, data: about });
  if (type === 'EventCorrected')
    return anEvent(type, { ...given, data: { ...about, replacement: { occurred: { date: '2020' } } } });
  return anEvent('MeasureReported', given);
}

/** The log as it was read, and which of it is remembered. */
function readThrough(log: readonly RecordedEvent[]) {
  const withheld = new Withheld();
  const remembered = log.filter((event, index) => {
    const before = log.slice(0, index);
    const targetExists =
      amends(event) && before.some(({ id, caseId }) => id === event.data.target && caseId === event.caseId);
    return withheld.add(event, targetExists);
  });
  return { withheld, remembered };
}

/** Every instant at which something may change, the one before it, and one after all. */
const instantsOf = (log: readonly RecordedEvent[]): Instant[] => {
  const edges = log.flatMap(({ recordedInstant, entitled }) => [
    recordedInstant,
    ...entitled.map(({ from }) => from),
  ]);
  return [...new Set([...edges, ...edges.map((edge) => edge - 1), start + 100 * hour])];
};

const idsOf = (events: readonly RecordedEvent[]): string[] => events.map(({ id }) => id);
const inOrder = (marks: readonly Mark[]): readonly Mark[] => marks.toSorted(comparePlaces);

/** What holds for a random log and each viewer. */
function holdsForAll(law: (log: readonly RecordedEvent[], viewer: Party) => void): void {
  fc.assert(
    fc.property(anyLog, (log) => {
      for (const viewer of viewers) law(log, viewer);
    }),
    { numRuns: 150 },
  );
}

describe('from when a viewer can read an event of the log', () => {
  it('is at every instant what they may know of what was recorded by then', () => {
    holdsForAll((log, viewer) => {
      const { withheld } = readThrough(log);
      for (const instant of instantsOf(log)) {
        const recordedByThen = log.filter(({ recordedInstant }) => recordedInstant <= instant);
        const known = cases.flatMap((one) => {
          const ofCase = recordedByThen.filter(({ caseId }) => caseId === one);
          return idsOf(visible(ofCase, viewer, instant));
        });
        const readable = log.filter((event) => withheld.readableFrom(event, viewer) <= instant);
        expect(idsOf(readable).join()).toBe(known.sort().join());
      }
    });
  });

  it('is when it was recorded, for all who do not have to wait', () => {
    holdsForAll((log, viewer) => {
      const { withheld, remembered } = readThrough(log);
      for (const event of log)
        if (!remembered.includes(event))
          expect(withheld.readableFrom(event, viewer)).toBe(event.recordedInstant);
    });
  });
});

describe('what is withheld', () => {
  const marksOf = (events: readonly RecordedEvent[], withheld: Withheld, viewer: Party): Mark[] =>
    events.map((event) => ({
      from: withheld.readableFrom(event, viewer),
      position: event.position,
      id: event.id,
    }));

  it('comes late, in the order in which it comes', () => {
    holdsForAll((log, viewer) => {
      const { withheld } = readThrough(log);
      const recordedAt = new Map(log.map(({ id, recordedInstant }) => [id, recordedInstant]));
      const late = marksOf(log, withheld, viewer).filter(
        ({ id, from }) => from !== recordedAt.get(id) && from !== Number.POSITIVE_INFINITY,
      );
      expect(withheld.late(viewer)).toEqual(inOrder(late));
    });
  });

  it('has a last event at every instant', () => {
    holdsForAll((log, viewer) => {
      const { withheld, remembered } = readThrough(log);
      const marks = inOrder(marksOf(remembered, withheld, viewer));
      for (const instant of instantsOf(log)) {
        const last = marks.findLast(({ from }) => from <= instant);
        expect(JSON.stringify(withheld.last(viewer, instant))).toBe(JSON.stringify(last));
      }
    });
  });
});
