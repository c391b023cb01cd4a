import { timeScale } from '../../../src/page/pictures/time-scale.ts';
import { day } from '../../domain/time/dates.ts';

const room = { left: 100, right: 1100 };
const over = (from: string, to: string) => timeScale({ from: day(from), to: day(to) }, room);
const labels = (from: string, to: string) => over(from, to).ticks.map(({ label }) => label);

describe('a scale of time', () => {
  it('gives each day its stretch, the first and the last included', () => {
    const scale = over('2018-10-01', '2018-10-10');
    expect(scale.startOf(day('2018-10-01'))).toBe(100);
    expect(scale.middleOf(day('2018-10-01'))).toBe(150);
    expect(scale.endOf(day('2018-10-01'))).toBe(200);
    expect(scale.endOf(day('2018-10-10'))).toBe(1100);
  });

  it('knows no summer time', () => {
    const scale = over('2018-03-21', '2018-03-30');
    expect(scale.endOf(day('2018-03-25')) - scale.startOf(day('2018-03-25'))).toBe(100);
  });

  it('counts in years, in months or in days, by how much it shows', () => {
    expect(labels('2012-01-01', '2019-12-31').join(' ')).toBe('2012 2013 2014 2015 2016 2017 2018 2019 2020');
    expect(labels('2018-08-01', '2019-02-28')).toEqual([
      'Aug',
      'Sep',
      'Oct',
      'Nov',
      'Dec',
      '2019',
      'Feb',
      'Mar',
    ]);
    expect(labels('2018-10-29', '2018-10-31')).toEqual(['29 Oct', '30 Oct', '31 Oct', '1 Nov']);
  });

  it('marks where a year begins', () => {
    const strong = over('2018-08-01', '2019-02-28').ticks.filter(({ strong }) => strong);
    expect(strong.map(({ label }) => label)).toEqual(['2019']);
  });

  it.each([
    ['2018-10-26', '2018-10-26'],
    ['2018-10-01', '2018-12-31'],
    ['2018-07-01', '2019-03-31'],
    ['2015-01-01', '2017-12-31'],
    ['1974-04-01', '2026-12-31'],
  ])('leaves room for its labels from %s to %s', (from, to) => {
    const { ticks } = over(from, to);
    const apart = ticks.slice(1).map(({ x }, index) => x - (ticks[index]?.x ?? 0));
    expect(ticks.length).toBeGreaterThan(1);
    expect(Math.min(...apart)).toBeGreaterThanOrEqual(34);
  });
});
