import fc from 'fast-check';
import type { Question } from '../../src/caseline.ts';
import type { NewEvent } from '../../src/domain/events/catalogue.ts';
import type { Party } from '../../src/domain/parties.ts';
import { reconciliation } from '../../src/projections/reconciliation/reconciliation.ts';
import { outlook } from '../../src/replay/projection.ts';
import { anyEdtf, anyWrittenDate, day } from '../domain/time/dates.ts';
import { bradfordLoaded } from '../support/bradford.ts';
import { anEvent } from '../support/events.ts';
import { factsAt } from '../support/facts.ts';
import { itObeysTheLaws } from '../support/projection-laws.ts';

function reconciliationOn(validAt: string, events: readonly NewEvent[]) {
  const state = outlook(reconciliation, factsAt(events, { validAt }));
  return reconciliation.view(state, { validAt: day(validAt) });
}

const rulesOf = (view: ReturnType<typeof reconciliationOn>) => view.anomalies.map(({ rule }) => rule);

const visit = (date: string, kind: 'monitoring' | 'focused' = 'monitoring') =>
  anEvent('VisitCarriedOut', {
    occurred: { date },
    data: { visitId: `visit-${date.toLowerCase().replace(/[^a-z0-9]+/g, '')}`, kind },
  });
const counted = (
  value: number,
  over: string,
  { atLeast = false, date = '2023-08-22', source = 'ofsted-letter' } = {},
) =>
  anEvent('ClaimMade', {
    occurred: { date },
    source: { id: source },
    data: { kind: 'count', of: 'monitoring_visit', value, atLeast, over, says: `visit number ${value}` },
  });
const statement = (value: string, source: string, topic = 'number-of-inspectors') =>
  anEvent('ClaimMade', {
    occurred: { date: '2023-08-22' },
    source: { id: source },
    data: { kind: 'statement', topic, value, says: `There were ${value}` },
  });

/** Bradford: seven by the report of January 2023; the ninth, and the first since January, by the letter of August. */
const seven = counted(7, '2018-10-29/2023-01-31', { date: '2023-01-31', source: 'ofsted-report' });
const nine = counted(9, '2018-10-29/2023-07-19');
const one = counted(1, '2023-02-01/2023-07-19');

describe('a claimed count', () => {
  const over = '2019-01-01/2019-12-31';
  const theClaim = (claim: NewEvent, ...visits: readonly NewEvent[]) =>
    reconciliationOn('2023-12-31', [...visits, claim]).claims[0];

  it('agrees with as many visits on record over the same days, both ends included', () => {
    const claim = counted(2, over);
    expect(
      theClaim(
        claim,
        visit('2018-12-31'),
        visit('2019-01-01'),
        visit('2019-12-31'),
        visit('2019-06-05', 'focused'),
      ),
    ).toEqual({
      event: claim.id,
      of: 'monitoring_visit',
      claimed: 2,
      atLeast: false,
      over,
      recorded: { certainly: 2, possibly: 2 },
      agrees: true,
      says: 'visit number 2',
      source: { id: 'ofsted-letter' },
      certainty: 'certain',
    });
  });

  it('disagrees with fewer, and with more', () => {
    expect(theClaim(counted(2, over), visit('2019-03-04'))?.agrees).toBe(false);
    expect(theClaim(counted(1, over), visit('2019-03-04'), visit('2019-06-05'))?.agrees).toBe(false);
  });

  it('of at least so many agrees with more', () => {
    const claim = counted(1, over, { atLeast: true });
    expect(theClaim(claim, visit('2019-03-04'), visit('2019-06-05'))?.agrees).toBe(true);
    expect(theClaim(claim)?.agrees).toBe(false);
  });

  it('neither agrees nor disagrees where a visit lies only possibly within the days', () => {
    const possibly = theClaim(counted(1, '2019-01-01/2019-06-10'), visit('2019-06'));
    expect(possibly).toMatchObject({ recorded: { certainly: 0, possibly: 1 }, agrees: null });
    expect(theClaim(counted(2, '2019-01-01/2019-06-10'), visit('2019-06'))?.agrees).toBe(false);
  });

  it('disagrees exactly when the rule on claimed counts finds that it differs', () => {
    const visits = fc.array(anyWrittenDate, { maxLength: 4 });
    fc.assert(
      fc.property(visits, fc.nat(4), fc.boolean(), anyEdtf, (dates, value, atLeast, over) => {
        const view = reconciliationOn('2199-01-01', [
          ...dates.map((date) => visit(date)),
          counted(value, over, { atLeast }),
        ]);
        expect(view.claims[0]?.agrees === false).toBe(rulesOf(view).includes('claimed-count-differs'));
      }),
    );
  });
});

describe('sources that disagree', () => {
  it('are those of Bradford: seven visits, one more, and yet the ninth', () => {
    const { disagreements } = reconciliationOn('2023-08-22', [seven, nine, one]);
    expect(disagreements).toHaveLength(1);
    expect(disagreements[0]).toMatchObject({ about: 'monitoring_visit' });
    const claims = disagreements[0]?.claims.map(({ value, over, source }) => [value, over, source?.id]);
    expect(claims).toHaveLength(3);
    expect(claims).toEqual(
      expect.arrayContaining([
        [7, '2018-10-29/2023-01-31', 'ofsted-report'],
        [9, '2018-10-29/2023-07-19', 'ofsted-letter'],
        [1, '2023-02-01/2023-07-19', 'ofsted-letter'],
      ]),
    );
  });

  it('disagree only from the day on which the second spoke', () => {
    expect(reconciliationOn('2023-08-21', [seven, nine, one]).disagreements).toEqual([]);
  });

  it('are also those whose statements on one topic differ', () => {
    const events = [
      statement('four', 'letter'),
      statement('five', 'report'),
      statement('six', 'letter', 'pages'),
    ];
    expect(reconciliationOn('2023-12-31', events).disagreements).toEqual([
      {
        about: 'number-of-inspectors',
        message: 'Sources disagree on number of inspectors: “four” (source letter); “five” (source report).',
        claims: [
          expect.objectContaining({ value: 'four', over: null, source: { id: 'letter' } }),
          expect.objectContaining({ value: 'five', over: null, source: { id: 'report' } }),
        ],
      },
    ]);
  });

  it('do not disagree in saying the same', () => {
    const events = [statement('four', 'letter'), statement('four', 'report')];
    expect(reconciliationOn('2023-12-31', events).disagreements).toEqual([]);
  });
});

describe('figures of one measure', () => {
  const measure = (
    value: number | { changePercent: number },
    { date = '2018-10', statedBy = 'the council', ...more }: Record<string, string> = {},
  ) =>
    anEvent('MeasureReported', {
      occurred: { date },
      source: { id: `by-${statedBy.toLowerCase().replaceAll(' ', '-')}` },
      data: {
        measure: 'Young people in education, employment or training',
        statedBy,
        changePercent: undefined,
        period: undefined,
        ...(typeof value === 'number' ? { value, unit: '%' } : value),
        ...more,
      },
    });
  const apart = (...events: readonly NewEvent[]) => reconciliationOn('2023-12-31', events).disagreements;

  it('disagree where they differ and can be of the same day, each with its source: Bradford, 66 % and 93 %', () => {
    const draft = measure(66, { date: '2018-09-28/2018-10-24', statedBy: 'Ofsted' });
    const council = measure(93);
    expect(apart(draft, council)).toEqual([
      {
        about: 'Young people in education, employment or training',
        message:
          'Sources disagree on “Young people in education, employment or training”: 66 % (Ofsted; source by-ofsted); 93 % (the council; source by-the-council).',
        claims: [
          expect.objectContaining({ event: draft.id, value: 66, source: { id: 'by-ofsted' } }),
          expect.objectContaining({ event: council.id, value: 93, source: { id: 'by-the-council' } }),
        ],
      },
    ]);
  });

  it('disagree where their periods overlap, whenever they were stated, and not where these lie apart', () => {
    expect(
      apart(measure(1, { period: '2017/2018' }), measure(2, { date: '2020', period: '2018' })),
    ).toMatchObject([{ claims: [{ over: '2017/2018' }, { over: '2018' }] }]);
    expect(apart(measure(1, { period: '2017' }), measure(2, { period: '2018' }))).toEqual([]);
  });

  it('disagree as changes too', () => {
    expect(apart(measure({ changePercent: 25 }), measure({ changePercent: -40 }))).toMatchObject([
      { message: expect.stringMatching(/\+25 % .*; -40 % /), claims: [{ value: 25 }, { value: -40 }] },
    ]);
  });

  it.each([
    ['of the same value', measure(93, { statedBy: 'Ofsted' })],
    ['of another day', measure(66, { date: '2018-11-01' })],
    ['in another unit', measure(66, { unit: 'young people' })],
    ['of change', measure({ changePercent: 5 })],
    ['of another measure', measure(84, { measure: 'Children in care' })],
  ])('do not disagree with one %s', (_, other) => {
    expect(apart(measure(93), other)).toEqual([]);
  });
});

describe("Bradford's bundled history", () => {
  const disagreementsOf = async (question: Question) => {
    const { caseline } = await bradfordLoaded();
    const { reconciliation: view } = await caseline.replay('reconciliation', 'bradford', question);
    await caseline.close();
    return view.disagreements;
  };

  it('holds, and cites, what its sources disagree about', async () => {
    const shown = await disagreementsOf({ viewer: 'public' });
    const saying = shown.map(({ about, claims }) => [
      about,
      ...claims.map(({ value, source }) => `${value}: ${source?.id}`),
    ]);
    expect(saying).toEqual(
      expect.arrayContaining([
        ['2022-inspection-length', 'two weeks on site: ofsted-report-third', 'three weeks: executive-paper'],
        [
          'statement-of-action-period',
          '70 working days after receipt: ofsted-final-report-letter',
          '70 days: executive-paper',
        ],
        ['2018-improvement-adviser', 'being procured: minister-letter', 'chosen: minister-letter'],
        [
          '2018-report-publication',
          'to be published on 29 October: minister-letter',
          'published on 29 October: minister-letter',
        ],
        [
          'Young people in Bradford in education, employment or training',
          '66: ofsted-final-report-letter',
          '93: ofsted-final-report-letter',
        ],
      ]),
    );
    const adviser = shown.find(({ about }) => about === '2018-improvement-adviser');
    expect(adviser?.message).toContain('(source minister-letter, draft notice, paragraph 3)');
  });

  it('shows the public none that cites the letters of 2018 until they were captured', async () => {
    for (const knownAt of ['2018-10-28', '2026-11-21']) {
      const sources = (await disagreementsOf({ viewer: 'public', knownAt })).flatMap(({ claims }) =>
        claims.map(({ source }) => source?.id),
      );
      expect(sources).not.toContain('minister-letter');
      expect(sources).not.toContain('ofsted-final-report-letter');
    }
  });

  it('names the commissioner to the council and the department from September 2021', async () => {
    const { caseline } = await bradfordLoaded();
    const nameFor = async (viewer: Party) => {
      const view = await caseline.replay('case', 'bradford', { viewer, asOf: '2021-10-15' });
      return view.case.intervention.commissioners.map(({ name }) => name);
    };
    expect(await nameFor('council:380')).toEqual(['Steve Walker']);
    expect(await nameFor('dfe')).toEqual(['Steve Walker']);
    expect(await nameFor('public')).toEqual([]);
    await caseline.close();
  });
});

describe('anomalies', () => {
  it('are grouped by rule, with what the rule says, its citation and what it met', () => {
    const view = reconciliationOn('2023-08-22', [seven, nine, one]);
    const group = view.anomalies.find(({ rule }) => rule === 'claimed-count-differs');
    expect(group).toMatchObject({
      severity: 'unusual',
      citation: expect.stringContaining('claims are held'),
    });
    expect(group?.findings.map(({ events }) => events[0])).toEqual([seven.id, nine.id, one.id]);
    expect(group?.findings[1]).toMatchObject({ facts: { claimed: 9, recorded: 0 }, certainty: 'certain' });
  });

  it('begin with what is impossible', () => {
    const judged = anEvent('JudgementsIssued', { source: undefined });
    const severities = reconciliationOn('2023-08-22', [judged]).anomalies.map(({ severity }) => severity);
    expect(severities[0]).toBe('impossible');
    expect(severities).toEqual([...severities].sort());
    expect(new Set(severities).size).toBe(2);
  });

  it('are possible where they rest on what may not have happened yet', () => {
    const claim = counted(9, '2018-10-29/2023-07-19', { date: '2023-08' });
    const [group] = reconciliationOn('2023-08-22', [claim]).anomalies.filter(
      ({ rule }) => rule === 'claimed-count-differs',
    );
    expect(group?.findings).toMatchObject([{ certainty: 'possible' }]);
  });
});

it('lists the facts that name no source, and not the documents themselves', () => {
  const shared = anEvent('ReportShared', { source: undefined });
  const captured = anEvent('SourceCaptured', { source: undefined });
  const { unsourced } = reconciliationOn('2023-08-22', [shared, captured, anEvent('InspectionNotified')]);
  expect(unsourced).toEqual([
    {
      event: shared.id,
      type: 'ReportShared',
      title: 'Final report shared, under embargo until 29 October 2018',
    },
  ]);
});

itObeysTheLaws(reconciliation);
itObeysTheLaws(reconciliation, {
  facts: factsAt([seven, nine, one, visit('2023-07-18/2023-07-19')], { validAt: '2023-08-22' }),
  validAt: day('2023-08-22'),
});
