import type { KnownCase } from '../../src/ingest/stated.ts';
import { afterRows, hackney, held, reported, told } from './mentions-case.ts';
import { type Fields, hackney2016, types } from './tables.ts';

const earlier = (date: string, detail: string, grade = ''): Fields => ({ date, detail, grade });
const judged = (known: KnownCase) =>
  held(known, 'JudgementsIssued').map(({ inspectionId, framework, overall, areas }) => ({
    inspectionId,
    framework,
    overall,
    areas: Object.fromEntries(areas.map(({ area, grade }) => [area, grade])),
  }));

describe('an inspection of before the reports', () => {
  it('is known from the mention: when it was, what it judged, and who could know that', () => {
    const row = earlier('2010-11', 'safeguarding and looked after children: good for both', 'good');
    expect(told(hackney(), row)).toMatchObject([
      {
        type: 'InspectionCarriedOut',
        occurred: { date: '2010-11' },
        disclosures: [
          { to: 'council:204', from: '2010-11' },
          { to: 'ofsted', from: '2010-11' },
          { to: 'public', from: '2016-09-21' },
        ],
        source: { id: 'ofsted-report-2016-09-21', page: 5 },
        data: { inspectionId: '2010-slac', framework: 'SLAC_2009', kind: 'unknown' },
      },
      {
        type: 'JudgementsIssued',
        occurred: { date: '2010-11/2016-09-21' },
        disclosures: [
          { to: 'council:204', from: '2010-11/2016-09-21' },
          { to: 'ofsted', from: '2010-11/2016-09-21' },
          { to: 'public', from: '2016-09-21' },
        ],
        data: {
          inspectionId: '2010-slac',
          framework: 'SLAC_2009',
          overall: null,
          areas: [
            { area: 'safeguarding', grade: 'good' },
            { area: 'looked_after', grade: 'good' },
          ],
        },
      },
    ]);
  });

  const safeguarding = earlier('2010-11', 'safeguarding: good', 'good');
  const lookedAfter = earlier('2010-11', 'looked after children: adequate', 'adequate');

  it.each([
    { order: 'safeguarding first', rows: [safeguarding, lookedAfter] },
    { order: 'looked after children first', rows: [lookedAfter, safeguarding] },
  ])('is one inspection in two rows, in either order ($order)', ({ rows }) => {
    const known = afterRows(hackney(), ...rows, ...rows);
    expect(judged(known)).toEqual([
      {
        inspectionId: '2010-slac',
        framework: 'SLAC_2009',
        overall: null,
        areas: { safeguarding: 'good', looked_after: 'adequate' },
      },
    ]);
    expect(held(known, 'InspectionCarriedOut')).toHaveLength(1);
    expect(known.seen.filter(({ type }) => type === 'EventCorrected')).toHaveLength(1);
  });

  it.each([
    ['2012-04', 'protection of children: adequate', 'SLAC_2009', { safeguarding: 'adequate' }],
    ['2012-07', 'safeguarding: good', 'SLAC_2009', { safeguarding: 'good' }],
    ['2012-07', 'looked after children: good', 'SLAC_2009', { looked_after: 'good' }],
    [
      '2012-09',
      'protection of children: inadequate',
      'CP_2012',
      { child_protection_arrangements: 'inadequate' },
    ],
    ['2012-10', 'safeguarding: adequate', 'CP_2012', { child_protection_arrangements: 'adequate' }],
    [
      '2013-02',
      'safeguarding / protection of children: good',
      'CP_2012',
      { child_protection_arrangements: 'good' },
    ],
    [
      '2013-02-25/2013-03-06',
      'protection of children: inadequate',
      'CP_2012',
      { child_protection_arrangements: 'inadequate' },
    ],
    ['2013-08', 'looked after children: good', 'LAC_2013', { looked_after: 'good' }],
    [
      '2011-03',
      'safeguarding: good; looked after children: adequate; overall: good',
      'SLAC_2009',
      { safeguarding: 'good', looked_after: 'adequate' },
    ],
    ['2010-06', 'safeguarding: outstanding overall', 'SLAC_2009', { safeguarding: 'outstanding' }],
  ])('%s, %s: %s', (date, detail, framework, areas) => {
    const grade = detail.includes(';') ? '' : (/: (\w+)/.exec(detail)?.[1] ?? '');
    expect(judged(afterRows(hackney(), earlier(date, detail, grade)))).toMatchObject([
      { framework, overall: null, areas },
    ]);
  });

  it.each([
    ['two frameworks ran side by side', '2012-05', 'safeguarding / protection of children: good', 'good'],
    ['two frameworks ran side by side', '2012-08', 'protection of children: adequate', 'adequate'],
    ['no framework ran', '2012-08', 'looked after children: good', 'good'],
    ['no framework ran', '2009-03', 'safeguarding: good', 'good'],
    [
      'the grade is not on the scale',
      '2012-05',
      'safeguarding and looked after children: satisfactory for both',
      'satisfactory',
    ],
    [
      'the grade is not on the scale',
      '2012-05',
      'safeguarding: requires improvement',
      'requires_improvement',
    ],
    [
      'one grade for two is not clear',
      '2010-05',
      'safeguarding and looked after children: good overall',
      'good',
    ],
    ['it is a service of its own', '2011-06', 'adoption service: good', 'good'],
    ['it is a service of its own', '2011-06', 'private fostering: inadequate', 'inadequate'],
    ['no framework is named', '2011-09', 'follow-up inspection of protection of children', ''],
    ['no framework is named', '2013-06', 'last Ofsted inspection (grade not repeated here)', ''],
  ])('is only a statement where %s (%s, %s)', (_why, date, detail, grade) => {
    const row = earlier(date, detail, grade);
    expect(types(told(hackney(), row))).toEqual(['ClaimMade']);
    expect(told(afterRows(hackney(), row), row)).toEqual([]);
  });

  it('judged the protection of children, side by side, where the older inspection is known at another time', () => {
    const known = afterRows(
      hackney(),
      earlier('2009-12', 'looked after children: good', 'good'),
      earlier('2012-07', 'protection of children: inadequate', 'inadequate'),
    );
    expect(held(known, 'InspectionCarriedOut').map(({ inspectionId }) => inspectionId)).toEqual([
      '2009-slac',
      '2012-cp',
    ]);
  });

  it('can be told without its grade, which another row may have', () => {
    const inspected = afterRows(
      hackney(),
      earlier('2013-01', 'child protection inspection (grade not repeated here)'),
    );
    expect(judged(inspected)).toEqual([]);
    const later = {
      ...earlier('2013-01', 'protection of children: inadequate', 'inadequate'),
      mentioned_in_published_date: '2019-12-20',
    };
    expect(judged(afterRows(inspected, later, later))).toMatchObject([{ inspectionId: '2013-cp' }]);
  });

  it('is dated otherwise by another row: a statement, and no second inspection', () => {
    const known = afterRows(hackney(), earlier('2010-09', 'looked after children: adequate', 'adequate'));
    const otherwise = earlier('2010-10', 'looked after children: adequate', 'adequate');
    expect(types(told(known, otherwise))).toEqual(['ClaimMade']);
    expect(told(afterRows(known, otherwise), otherwise)).toEqual([]);
  });

  it('is graded otherwise by another report: a statement that disagrees', () => {
    const known = afterRows(hackney(), safeguarding);
    const other = {
      ...earlier('2010-11', 'safeguarding: adequate', 'adequate'),
      mentioned_in_published_date: '2019-12-20',
    };
    expect(types(told(known, other))).toEqual(['ClaimMade']);
    expect(judged(afterRows(known, other, safeguarding, other))).toMatchObject([
      { areas: { safeguarding: 'good' } },
    ]);
  });

  it('has its grade corrected by a later delivery of the row, once', () => {
    const known = afterRows(hackney(), safeguarding, lookedAfter);
    const right = earlier('2010-11', 'safeguarding: adequate', 'adequate');
    const corrected = afterRows(known, right);
    expect(told(known, right)).toMatchObject([{ type: 'EventCorrected', data: { reason: 'source_error' } }]);
    expect(judged(corrected)).toMatchObject([
      { areas: { safeguarding: 'adequate', looked_after: 'adequate' } },
    ]);
    expect([...told(corrected, right), ...told(corrected, lookedAfter)]).toEqual([]);
  });

  it('gets its other grade also once later inspections are known', () => {
    const known = reported(afterRows(hackney(), safeguarding), hackney2016);
    expect(types(told(known, lookedAfter))).toEqual(['EventCorrected']);
  });
});
