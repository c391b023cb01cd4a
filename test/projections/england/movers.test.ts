import { england } from '../../../src/projections/england/england.ts';
import { day } from '../../domain/time/dates.ts';
import { type AuthorityHistory, authority, judged, standingsOn, succeeded } from './given.ts';

const moversBetween = (since: string, validAt: string, ...histories: readonly AuthorityHistory[]) =>
  england.movers.answer(standingsOn(validAt, histories), day(validAt), { since: day(since) });

describe('the movers', () => {
  it('are those whose judgement in force is of another grade', () => {
    const { movers, counts } = moversBetween(
      '2017-12-31',
      '2019-12-31',
      authority(
        'Ayton',
        '301',
        {},
        judged('2015-01-10', 'SIF', 'inadequate'),
        judged('2019-01-10', 'ILACS_2018', 'good'),
      ),
      authority(
        'Beeton',
        '302',
        {},
        judged('2015-01-10', 'SIF', 'good'),
        judged('2019-01-10', 'ILACS_2018', 'inadequate'),
      ),
      authority(
        'Ceeton',
        '303',
        {},
        judged('2015-01-10', 'SIF', 'requires_improvement'),
        judged('2019-01-10', 'ILACS_2018', 'requires_improvement'),
      ),
      authority('Deeton', '304', {}),
    );
    expect(counts).toEqual({
      better: 1,
      worse: 1,
      not_comparable: 0,
      without_overall: 0,
      first_judged: 0,
      same: 2,
    });
    expect(movers[0]).toEqual({
      la: '301',
      name: 'Ayton',
      region: 'London',
      before: { overall: 'inadequate', framework: 'SIF', published: '2015-01-10', since: '2015-01-10' },
      after: { overall: 'good', framework: 'ILACS_2018', published: '2019-01-10', since: '2019-01-10' },
      direction: 'better',
    });
  });

  it('are compared on the two days, whatever was published between', () => {
    const there = authority(
      'Ayton',
      '301',
      {},
      judged('2018-01-10', 'ILACS_2018', 'good'),
      judged('2020-01-10', 'ILACS_2018', 'inadequate'),
      judged('2022-01-10', 'ILACS_2018', 'good'),
    );
    expect(moversBetween('2019-01-01', '2023-01-01', there).movers).toEqual([]);
    expect(moversBetween('2021-01-01', '2023-01-01', there).movers).toMatchObject([{ direction: 'better' }]);
  });

  it('are told apart where grades cannot be compared', () => {
    const directionOf = (...reports: Parameters<typeof authority>[3][]) =>
      moversBetween('2016-01-01', '2027-01-01', authority('Ayton', '301', {}, ...reports)).movers.map(
        ({ direction }) => direction,
      );
    const sif = judged('2015-01-10', 'SIF', 'good');
    const old = judged('2013-01-10', 'CP_2012', 'good');
    expect(directionOf(old, judged('2018-01-10', 'ILACS_2018', 'good'))).toEqual(['not_comparable']);
    expect(directionOf(sif, judged('2026-06-10', 'ILACS_2026', null))).toEqual(['without_overall']);
    expect(directionOf(judged('2018-01-10', 'ILACS_2018', 'good'))).toEqual(['first_judged']);
    expect(directionOf(judged('2026-06-10', 'ILACS_2026', null))).toEqual(['first_judged']);
    expect(directionOf(judged('2012-01-10', 'SLAC_2009', null), sif.slice(0, 1))).toEqual([]);
  });

  it('exist on the later day', () => {
    const ended = authority(
      'Old',
      '301',
      {},
      judged('2015-01-10', 'SIF', 'good'),
      judged('2018-01-10', 'ILACS_2018', 'inadequate'),
      succeeded('2019-04-01', '301'),
    );
    const made = authority('New', '302', { since: '2019-04-01' }, judged('2020-01-10', 'ILACS_2018', 'good'));
    expect(moversBetween('2016-01-01', '2021-01-01', ended, made).movers).toMatchObject([
      { la: '302', before: null, direction: 'first_judged' },
    ]);
  });

  it('need the earlier day', () => {
    expect(() => england.movers.answer([], day('2020-01-01'), {})).toThrow('since');
  });
});
