import { anEvent } from '../support/events.ts';
import { factsAt } from '../support/facts.ts';

const correct = (target: string, date: string) =>
  anEvent('EventCorrected', {
    occurred: { date: '2026-01-01' },
    data: { target, reason: 'late_evidence', replacement: { occurred: { date } } },
  });
const withdraw = (target: string) =>
  anEvent('EventWithdrawn', { occurred: { date: '2026-01-01' }, data: { target, reason: 'data_entry' } });

const measure = (date: string) => anEvent('MeasureReported', { occurred: { date } });

/** The dates of the measures that stand on a day, in order. */
const standing = (events: Parameters<typeof factsAt>[0], validAt = '2025-12-31') =>
  factsAt(events, { validAt }).flatMap(({ event }) =>
    event.type === 'MeasureReported' ? [event.occurred.date] : [],
  );

describe('corrections', () => {
  it('take the place of what was recorded on every day, though they were recorded later', () => {
    const event = measure('2020-05');
    expect(standing([event, correct(event.id, '2019-05')], '2019-12-31')).toEqual(['2019-05']);
  });

  it('win over earlier ones', () => {
    const event = measure('2020-05');
    expect(standing([event, correct(event.id, '2019-05'), correct(event.id, '2018-05')])).toEqual([
      '2018-05',
    ]);
  });

  it('can be corrected themselves', () => {
    const event = measure('2020-05');
    const first = correct(event.id, '2019-05');
    const second = anEvent('EventCorrected', {
      data: {
        target: first.id,
        reason: 'data_entry',
        replacement: { data: { ...first.data, replacement: { occurred: { date: '2017-05' } } } },
      },
    });
    expect(standing([event, first, second])).toEqual(['2017-05']);
  });

  it('fall away when they are withdrawn, and come back when that is withdrawn', () => {
    const event = measure('2020-05');
    const correction = correct(event.id, '2019-05');
    const withdrawal = withdraw(correction.id);
    expect(standing([event, correction, withdrawal])).toEqual(['2020-05']);
    expect(standing([event, correction, withdrawal, withdraw(withdrawal.id)])).toEqual(['2019-05']);
  });

  it('are named with the fact that they shaped', () => {
    const event = measure('2020-05');
    const correction = correct(event.id, '2019-05');
    const [fact] = factsAt([event, correction], { validAt: '2019-12-31' });
    expect(fact?.corrections.map(({ id }) => id)).toEqual([correction.id]);
  });
});

describe('withdrawals', () => {
  it('take an event out of every view', () => {
    const event = measure('2020-05');
    expect(standing([event, withdraw(event.id)])).toEqual([]);
  });
});

describe('order', () => {
  it('is by when things happened, not by when they were recorded', () => {
    expect(standing([measure('2020-05-02'), measure('2019-01-01'), measure('2020-05-01')])).toEqual([
      '2019-01-01',
      '2020-05-01',
      '2020-05-02',
    ]);
  });

  it('puts a month after the days on which it may not have begun', () => {
    expect(standing([measure('2020-05'), measure('2020-05-30'), measure('2020-06-01')])).toEqual([
      '2020-05-30',
      '2020-05',
      '2020-06-01',
    ]);
  });

  it('on one day follows the life of a case', () => {
    const published = anEvent('ReportPublished', { occurred: { date: '2018-10-29' } });
    const judged = anEvent('JudgementsIssued', { occurred: { date: '2018-10-29' } });
    const types = factsAt([published, judged], { validAt: '2018-12-31' }).map(({ event }) => event.type);
    expect(types).toEqual(['JudgementsIssued', 'ReportPublished']);
  });
});

describe('up to a day', () => {
  it('marks what may have begun, and leaves it out where only the certain counts', () => {
    const events = [measure('2018-10')];
    const begun = (certainty: 'possible' | 'certain', validAt: string) =>
      factsAt(events, { validAt, certainty }).map((fact) => fact.begun);
    expect(begun('possible', '2018-09-30')).toEqual([]);
    expect(begun('possible', '2018-10-15')).toEqual(['possible']);
    expect(begun('certain', '2018-10-15')).toEqual([]);
    expect(begun('certain', '2018-10-31')).toEqual(['certain']);
  });

  it('knows that what is still on has begun and not ended', () => {
    const events = [anEvent('InspectionCarriedOut', { occurred: { date: '2018-09-17/2018-09-28' } })];
    const ended = (validAt: string) => factsAt(events, { validAt }).map((fact) => fact.ended);
    expect(ended('2018-09-20')).toEqual(['no']);
    expect(ended('2018-09-28')).toEqual(['certain']);
  });
});
