import { caseState } from '../../src/projections/case/case.ts';
import { rebuild } from '../../src/replay/projection.ts';
import { day } from '../domain/time/dates.ts';
import { anEvent } from '../support/events.ts';
import { factsAt } from '../support/facts.ts';
import { itObeysTheLaws } from '../support/projection-laws.ts';

const caseOn = (validAt: string, ...events: Parameters<typeof factsAt>[0]) =>
  caseState.view(rebuild(caseState, factsAt(events, { validAt })), { validAt: day(validAt) });

const southTyneside = '{2022-12-05..2022-12-09,2023-02-14..2023-02-15}';

describe('an inspection in two parts', () => {
  const inspected = anEvent('InspectionCarriedOut', {
    occurred: { date: southTyneside },
    data: { inspectionId: '2022-ilacs', framework: 'ILACS_2018', kind: 'standard' },
  });

  it.each([
    ['2022-12-07', 'on_site', [{ from: '2022-12-05', to: null, precise: true }]],
    ['2023-01-10', 'paused', [{ from: '2022-12-05', to: '2022-12-09', precise: true }]],
    [
      '2023-02-20',
      'awaiting_report',
      [
        { from: '2022-12-05', to: '2022-12-09', precise: true },
        { from: '2023-02-14', to: '2023-02-15', precise: true },
      ],
    ],
  ])('is on %s: %s', (validAt, phase, onSite) => {
    expect(caseOn(validAt, inspected).inspection).toMatchObject({ phase, onSite });
  });
});

describe('a judgement', () => {
  const judge = (id: string, issued: string, published: string | null, overall: 'good' | 'inadequate') => [
    anEvent('JudgementsIssued', {
      occurred: { date: issued },
      data: {
        inspectionId: id,
        framework: 'ILACS_2018',
        overall,
        areas: [{ area: 'leadership', grade: 'good' }],
      },
    }),
    ...(published === null
      ? []
      : [
          anEvent('ReportPublished', {
            occurred: { date: published },
            data: { inspectionId: id, by: 'ofsted' },
          }),
        ]),
  ];

  it('holds its grade since the first publication in an unbroken run, area by area', () => {
    const { current } = caseOn(
      '2022-12-31',
      ...judge('first', '2018-05-01', '2018-05-10', 'good'),
      ...judge('second', '2020-05-01', '2020-05-10', 'inadequate'),
      ...judge('third', '2022-05-01', '2022-05-10', 'inadequate'),
    ).judgement;
    expect(current).toMatchObject({ overall: 'inadequate', inspectionId: 'third', since: '2020-05-10' });
    expect(current?.areas).toMatchObject([{ area: 'leadership', since: '2018-05-10', judgedIn: 'third' }]);
  });

  it('that may not have been issued yet does not push out the one that stood', () => {
    const { current, possiblySuperseded } = caseOn(
      '2022-05-10',
      ...judge('first', '2018-05-01', '2018-05-10', 'good'),
      ...judge('second', '2022-05', null, 'inadequate'),
    ).judgement;
    expect(current).toMatchObject({ overall: 'good', certainty: 'certain' });
    expect(possiblySuperseded).toMatchObject({ overall: 'inadequate', certainty: 'possible' });
  });

  it('is not superseded by a review without an overall judgement', () => {
    const review = anEvent('JudgementsIssued', {
      occurred: { date: '2018-08-01' },
      data: {
        inspectionId: 'board',
        framework: 'SIF',
        overall: null,
        areas: [{ area: 'lscb', grade: 'good' }],
      },
    });
    const { current } = caseOn(
      '2018-12-31',
      ...judge('first', '2018-05-01', '2018-05-10', 'good'),
      review,
    ).judgement;
    expect(current).toMatchObject({ overall: 'good', inspectionId: 'first' });
    expect(current?.areas.map(({ area }) => area)).toEqual(['leadership', 'lscb']);
  });

  it('of an inspection that somebody named constructor is published like any other', () => {
    const [, published] = judge('constructor', '2018-05-01', '2018-05-10', 'good');
    expect(
      published &&
        caseOn('2018-12-31', ...judge('constructor', '2018-05-01', '2018-05-10', 'good')).judgement.current
          ?.published,
    ).toBe('2018-05-10');
  });
});

describe('delivery', () => {
  const live = anEvent('TrustWentLive', {
    occurred: { date: '2023-04' },
    data: { trustId: 'trust', name: 'The Trust' },
  });
  const returned = anEvent('ServicesReturned', {
    occurred: { date: '2025-06-01' },
    data: { trustId: 'trust' },
  });

  it('stays with the council until the trust has certainly gone live', () => {
    expect(caseOn('2023-04-15', live).delivery).toMatchObject({ by: 'council', possibly: { by: 'trust' } });
    expect(caseOn('2023-04-30', live).delivery).toMatchObject({
      by: 'trust',
      name: 'The Trust',
      possibly: null,
    });
  });

  it('goes back to the council', () => {
    expect(caseOn('2025-06-01', live, returned).delivery).toMatchObject({
      by: 'council',
      since: '2025-06-01',
    });
  });
});

describe('intervention', () => {
  const noticeId = 'notice';
  const issued = anEvent('ImprovementNoticeIssued', { occurred: { date: '2019-01-10' }, data: { noticeId } });
  const lifted = anEvent('ImprovementNoticeLifted', { occurred: { date: '2020-01-10' }, data: { noticeId } });

  it('ends when a notice is lifted', () => {
    expect(caseOn('2019-06-01', issued, lifted).intervention).toMatchObject({ level: 'notice_issued' });
    expect(caseOn('2020-06-01', issued, lifted).intervention).toMatchObject({
      level: 'none',
      notices: [{ stage: 'lifted' }],
    });
  });
});

itObeysTheLaws(caseState);
