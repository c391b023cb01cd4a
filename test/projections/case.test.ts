import type { NewEvent } from '../../src/domain/events/catalogue.ts';
import { caseState } from '../../src/projections/case/case.ts';
import { outlook } from '../../src/replay/projection.ts';
import { day } from '../domain/time/dates.ts';
import { anEvent } from '../support/events.ts';
import { factsAt } from '../support/facts.ts';
import { itObeysTheLaws } from '../support/projection-laws.ts';

const caseOn = (validAt: string, ...events: NewEvent[]) =>
  caseState.view(outlook(caseState, factsAt(events, { validAt })), { validAt: day(validAt) });

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

describe('what is only possible', () => {
  const noticeId = 'notice';

  it('does not end a notice', () => {
    const issued = anEvent('ImprovementNoticeIssued', {
      occurred: { date: '2014-01-10' },
      data: { noticeId },
    });
    const lifted = anEvent('ImprovementNoticeLifted', { occurred: { date: '2015' }, data: { noticeId } });
    expect(caseOn('2015-06-01', issued, lifted).intervention).toMatchObject({
      level: 'notice_issued',
      certainty: 'certain',
      notices: [{ stage: 'issued', lifted: { certainty: 'possible' } }],
    });
  });

  it('does not vacate an office, and stands beside who holds it', () => {
    const name = (person: string, date: string) =>
      anEvent('OfficeHolderNamed', {
        occurred: { date },
        data: { office: 'chief_executive', name: person, interim: false },
      });
    const vacated = anEvent('OfficeVacated', {
      occurred: { date: '2018-10' },
      data: { office: 'chief_executive' },
    });
    const holders = (...events: NewEvent[]) =>
      caseOn('2018-10-15', ...events).officeHolders.map((one) => [one.name, one.certainty]);
    expect(holders(name('A', '2018-01-01'), vacated)).toEqual([['A', 'certain']]);
    expect(holders(name('A', '2018-01-01'), name('B', '2018-10'))).toEqual([
      ['A', 'certain'],
      ['B', 'possible'],
    ]);
  });

  it('does not resume a paused inspection', () => {
    const inspectionId = '2020-ilacs';
    const events = [
      anEvent('InspectionCarriedOut', {
        occurred: { date: '2020-03-02/2020-03-30' },
        data: { inspectionId, framework: 'ILACS_2018', kind: 'standard' },
      }),
      anEvent('InspectionPaused', { occurred: { date: '2020-03-10' }, data: { inspectionId } }),
      anEvent('InspectionResumed', { occurred: { date: '2020-03' }, data: { inspectionId } }),
    ];
    expect(caseOn('2020-03-20', ...events).inspection).toMatchObject({
      phase: 'paused',
      possiblePhase: 'on_site',
    });
  });

  it('does not hide an inspection that is certainly on', () => {
    const events = [
      anEvent('InspectionCarriedOut', {
        occurred: { date: '2020-03-02/2020-03-30' },
        data: { inspectionId: 'first', framework: 'ILACS_2018', kind: 'standard' },
      }),
      anEvent('InspectionNotified', { occurred: { date: '2020-03' }, data: { inspectionId: 'second' } }),
    ];
    expect(caseOn('2020-03-20', ...events).inspection).toMatchObject({
      inspectionId: 'first',
      phase: 'on_site',
      possiblyAnother: 'second',
      possiblePhase: 'notified',
    });
  });
});

describe('an office', () => {
  const name = (person: string | null, date: string) =>
    anEvent('OfficeHolderNamed', {
      occurred: { date },
      data: { office: 'chief_executive', name: person, interim: false },
    });

  it('keeps the name of its holder when a later source does not give one', () => {
    expect(
      caseOn('2022-12-31', name('A', '2018-01-01'), name(null, '2022-11-21')).officeHolders,
    ).toMatchObject([{ name: 'A', namedOn: '2018-01-01' }]);
  });

  it('is not vacated by the leaving of somebody who no longer holds it', () => {
    const left = anEvent('OfficeVacated', {
      occurred: { date: '2018-02-10' },
      data: { office: 'chief_executive', name: 'A' },
    });
    expect(caseOn('2018-12-31', name('B', '2018-01-10'), left).officeHolders).toMatchObject([{ name: 'B' }]);
  });
});

describe('an embargo', () => {
  it('ends with its day, also where no publication is recorded', () => {
    const shared = anEvent('ReportShared', {
      occurred: { date: '2020-05-12' },
      data: { inspectionId: '2020-ilacs', with: ['the council'], embargoUntil: '2020-05-20' },
    });
    expect(caseOn('2020-05-19', shared).inspection?.phase).toBe('shared_under_embargo');
    expect(caseOn('2020-05-20', shared).inspection?.phase).toBe('shared');
  });
});

describe('frameworks that grade differently', () => {
  const judge = (
    framework: 'SIF' | 'ILACS_2018' | 'ILACS_2023' | 'ILACS_2026',
    date: string,
    overall: 'good' | 'inadequate' | null,
    area: 'care_leavers' | 'in_care_and_care_leavers',
  ) => [
    anEvent('JudgementsIssued', {
      occurred: { date },
      data: { inspectionId: date, framework, overall, areas: [{ area, grade: 'good' }] },
    }),
    anEvent('ReportPublished', { occurred: { date }, data: { inspectionId: date, by: 'ofsted' } }),
  ];

  it('break the run of an area that was graded within a wider one in between', () => {
    const { current } = caseOn(
      '2024-12-31',
      ...judge('SIF', '2014-05-23', 'good', 'care_leavers'),
      ...judge('ILACS_2018', '2018-10-29', 'good', 'in_care_and_care_leavers'),
      ...judge('ILACS_2023', '2024-07-01', 'good', 'care_leavers'),
    ).judgement;
    expect(current?.areas).toMatchObject([{ area: 'care_leavers', since: '2024-07-01' }]);
  });

  it('end the overall judgement where the framework no longer gives one', () => {
    const { current } = caseOn(
      '2026-12-31',
      ...judge('ILACS_2023', '2024-07-01', 'inadequate', 'care_leavers'),
      ...judge('ILACS_2026', '2026-06-01', null, 'care_leavers'),
    ).judgement;
    expect(current).toMatchObject({ overall: null, framework: 'ILACS_2026', since: '2026-06-01' });
  });
});

itObeysTheLaws(caseState);
