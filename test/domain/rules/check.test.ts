import { anEvent } from '../../support/events.ts';
import { examples } from './examples.ts';
import { dated, factsOf, findingsIn, findingsWhenRecorded, rulesIn, theFinding } from './given.ts';

const on = (date: string) => ({ occurred: { date } });

describe('facts that arrive late and out of order', () => {
  it('find the publication that an inspection, recorded after it, shows to have been too early', () => {
    const published = anEvent('ReportPublished', on('2018-09-20'));
    const inspected = anEvent('InspectionCarriedOut'); // 17 to 28 September 2018

    expect(rulesIn(findingsWhenRecorded(published, []))).not.toContain('report-before-inspection-ended');
    const found = theFinding('report-before-inspection-ended', findingsWhenRecorded(inspected, [published]));
    expect(found.events).toEqual([published.id, inspected.id]);
    expect(found.facts).toEqual({
      inspectionId: '2018-ilacs',
      occurred: '2018-09-20',
      onSite: '2018-09-17/2018-09-28',
    });
  });

  it('find the duty that the end of its authority, recorded after it, shows to be impossible', () => {
    const issued = anEvent('ImprovementNoticeIssued', on('2023-06'));
    const succeeded = anEvent('AuthoritySucceeded', {
      ...on('2023-04-01'),
      data: {
        predecessors: [{ la: '380', name: 'Bradford' }],
        successors: [{ la: '999', name: 'Airedale' }],
      },
    });
    const found = theFinding('duty-on-ended-authority', findingsWhenRecorded(succeeded, [issued]));
    expect(found.events).toEqual([issued.id, succeeded.id]);
  });

  it('find in the whole case, once each, what they found when recorded', () => {
    const events = [anEvent('ReportPublished', on('2018-09-20')), anEvent('InspectionCarriedOut')];
    theFinding('report-before-inspection-ended', findingsIn(events));
    theFinding('report-before-inspection-ended', findingsIn(events.toReversed()));
  });

  it.each(Object.entries(examples))('find the same in any order: %s', (id, { fails }) => {
    for (const { given, when } of fails) {
      const events = [...given, when];
      for (const found of findingsIn(events).filter(({ rule }) => rule === id)) {
        for (const last of events.filter((event) => found.events.includes(event.id))) {
          const brought = findingsWhenRecorded(
            last,
            events.filter((event) => event !== last),
          );
          expect(
            brought.filter(({ rule }) => rule === id).map(({ events: met }) => [...met].sort()),
          ).toContainEqual([...found.events].sort());
        }
      }
    }
  });

  it('leave other inspections alone', () => {
    const published = anEvent('ReportPublished', { ...on('2018-09-20'), data: { inspectionId: '2014-sif' } });
    const found = findingsWhenRecorded(anEvent('InspectionCarriedOut'), [published]);
    expect(found.filter(({ events }) => events.includes(published.id))).toEqual([]);
  });
});

describe('a withdrawal', () => {
  it('does not look like one of an unknown event once it has taken its target away', () => {
    const withdrawal = anEvent('EventWithdrawn');
    expect(rulesIn(findingsIn([withdrawal]))).not.toContain('correction-of-unknown-event');
    expect(rulesIn(findingsWhenRecorded(withdrawal, []))).toContain('correction-of-unknown-event');
  });
});

describe('facts on trial', () => {
  it('are as they were once the event is taken back', () => {
    const facts = factsOf([anEvent('ReportPublished')]);
    const inspected = dated(anEvent('InspectionCarriedOut'));
    facts.add(inspected);
    facts.removeLast(inspected);
    expect(facts.has(inspected.id)).toBe(false);
    expect(facts.ofType('InspectionCarriedOut')).toEqual([]);
    expect(facts.sameSubject(inspected).map(({ type }) => type)).toEqual(['ReportPublished']);
  });
});
