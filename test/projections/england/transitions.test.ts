import { england } from '../../../src/projections/england/england.ts';
import { day } from '../../domain/time/dates.ts';
import { type AuthorityHistory, authority, judged, standingsOn } from './given.ts';

const transitionsOn = (validAt: string, ...histories: readonly AuthorityHistory[]) =>
  england.transitions.answer(standingsOn(validAt, histories), day(validAt), {});

describe('the transitions', () => {
  it('compare SIF with ILACS, and tell how many crossed from one framework to another', () => {
    const { cells, count, crossedFrameworks } = transitionsOn(
      '2024-01-01',
      authority(
        'Leeds',
        '383',
        {},
        judged('2015-03-27', 'SIF', 'good'),
        judged('2018-12-18', 'ILACS_2018', 'outstanding'),
      ),
      authority(
        'Kent',
        '886',
        {},
        judged('2018-05-01', 'ILACS_2018', 'good'),
        judged('2022-05-01', 'ILACS_2018', 'outstanding'),
      ),
    );
    expect({ count, crossedFrameworks }).toEqual({ count: 2, crossedFrameworks: 1 });
    expect(cells).toEqual([
      {
        from: { grade: 'good', scale: 'four_point' },
        to: { grade: 'outstanding', scale: 'four_point' },
        direction: 'better',
        comparable: true,
        count: 2,
        crossedFrameworks: 1,
        cases: [
          {
            la: '383',
            name: 'Leeds',
            from: { framework: 'SIF', inspectionId: 'inspected-2015-03-27-sif', published: '2015-03-27' },
            to: {
              framework: 'ILACS_2018',
              inspectionId: 'inspected-2018-12-18-ilacs-2018',
              published: '2018-12-18',
            },
          },
          expect.objectContaining({ la: '886', name: 'Kent' }),
        ],
      },
    ]);
  });

  it('keep the older scale in cells of its own: good to good is one thing on it and another off it', () => {
    const { cells } = transitionsOn(
      '2024-01-01',
      authority(
        'Essex',
        '881',
        {},
        judged('2012-09-01', 'CP_2012', 'good'),
        judged('2013-09-01', 'CP_2012', 'good'),
        judged('2015-01-10', 'SIF', 'good'),
        judged('2018-12-10', 'ILACS_2018', 'good'),
      ),
    );
    expect(cells.map(({ from, to, direction, comparable }) => [from, to, direction, comparable])).toEqual([
      [{ grade: 'good', scale: 'four_point' }, { grade: 'good', scale: 'four_point' }, 'same', true],
      [
        { grade: 'good', scale: 'before_november_2013' },
        { grade: 'good', scale: 'four_point' },
        'not_comparable',
        false,
      ],
      [
        { grade: 'good', scale: 'before_november_2013' },
        { grade: 'good', scale: 'before_november_2013' },
        'same',
        true,
      ],
    ]);
  });

  it('count a grade that was given again', () => {
    const { cells } = transitionsOn(
      '2024-01-01',
      authority(
        'Hull',
        '810',
        {},
        judged('2018-01-10', 'SIF', 'inadequate'),
        judged('2019-01-10', 'ILACS_2018', 'inadequate'),
      ),
    );
    expect(cells).toMatchObject([{ direction: 'same', count: 1, crossedFrameworks: 1 }]);
  });

  it('break where a whole inspection gave no overall judgement, not where one of one service did', () => {
    const between = (...report: Parameters<typeof judged>) =>
      transitionsOn(
        '2030-01-01',
        authority(
          'York',
          '816',
          {},
          judged('2022-01-10', 'ILACS_2018', 'good'),
          judged(...report),
          judged('2029-01-10', 'ILACS_2023', 'good'),
        ),
      ).count;
    expect(between('2026-06-01', 'ILACS_2026', null)).toBe(0);
    expect(between('2026-06-01', 'LAC_2013', null)).toBe(1);
  });
});
