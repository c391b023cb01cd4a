import { hackney, reported, told } from './mentions-case.ts';
import { hackney2016, types } from './tables.ts';

describe('an inspection that is known from its own report', () => {
  const known = reported(hackney(), hackney2016);
  const in2019 = { mentioned_in_published_date: '2019-12-20' };

  it.each([
    ['by its days', { date: '2016', detail: 'previous inspection (report published 2016-09-21)' }],
    [
      'with its grade',
      { date: '2016-07', grade: 'good', detail: 'previous inspection (report published 2016-09-21)' },
    ],
    ['by its publication', { date: '2016-09', detail: 'previous inspection (report published 2016-09-21)' }],
    ['overall', { date: '2016-07', grade: 'good', detail: 'single inspection: good overall' }],
    ['by its services', { date: '2016-07', detail: 'help and protection: good; looked after: good' }],
    ['by its report', { kind: 'previous_report_published', date: '2016-09', detail: 'previous report' }],
  ])('is corroborated %s, which records nothing', (_how, fields) => {
    expect(told(known, { ...in2019, ...fields })).toEqual([]);
  });

  it.each([
    ['another year', { date: '2014', detail: 'previous inspection (report published 2016-09-21)' }],
    [
      'another day of publication',
      { date: '2016', detail: 'previous inspection (report published 2016-09-20)' },
    ],
    [
      'another grade',
      { date: '2016', grade: 'inadequate', detail: 'previous inspection (report published 2016-09-21)' },
    ],
    [
      'another grade of a service',
      { date: '2016-07', grade: 'adequate', detail: 'looked after children: adequate' },
    ],
    ['another month', { date: '2015-05', detail: 'previous inspection as the report dates it' }],
    [
      'another month of publication',
      {
        kind: 'previous_report_published',
        date: '2016-06',
        detail: 'previous report; the report itself was published in September 2016',
      },
    ],
    [
      'another grade of the report',
      {
        kind: 'previous_report_published',
        date: '2016-09',
        grade: 'inadequate',
        detail: 'previous report (inadequate overall)',
      },
    ],
  ])('is contradicted by %s, which is a statement', (_how, fields) => {
    expect(types(told(known, { ...in2019, ...fields }))).toEqual(['ClaimMade']);
  });

  it('names a report of before the reports as a statement: the days of its inspection are not told', () => {
    const row = {
      kind: 'previous_report_published',
      date: '2012-03',
      grade: 'good',
      detail: 'looked after children: good',
    };
    expect(told(known, row)).toMatchObject([
      { type: 'ClaimMade', data: { topic: '2012-03-looked-after-children', value: 'good' } },
    ]);
  });
});
