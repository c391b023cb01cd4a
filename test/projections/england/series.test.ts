import { england } from '../../../src/projections/england/england.ts';
import { day } from '../../domain/time/dates.ts';
import { authority, judged, standingsOn, succeeded } from './given.ts';

describe('the series', () => {
  const histories = [
    authority(
      'Cumbria',
      '909',
      {},
      judged('2022-11-01', 'ILACS_2018', 'requires_improvement'),
      succeeded('2023-04-01', '909'),
    ),
    authority('Cumberland', '942', { since: '2023-04-01' }, judged('2024-05-10', 'ILACS_2023', 'inadequate')),
    authority('Leeds', '383', {}, judged('2022-05-01', 'ILACS_2018', 'outstanding')),
  ];
  const pointsTo = (validAt: string, asked: object) =>
    england.series.answer(standingsOn(validAt, histories), day(validAt), asked).points;

  it('has a point at the end of each period, and one on the day where its period is not over', () => {
    const since = day('2023-02-15');
    const days = (validAt: string, step: string) =>
      pointsTo(validAt, { since, step }).map((point) => point.day);
    expect(days('2023-05-20', 'month')).toEqual(['2023-02-28', '2023-03-31', '2023-04-30', '2023-05-20']);
    expect(days('2023-06-30', 'quarter')).toEqual(['2023-03-31', '2023-06-30']);
    expect(days('2025-01-01', 'year')).toEqual(['2023-12-31', '2024-12-31', '2025-01-01']);
    expect(days('2023-02-15', 'month')).toEqual(['2023-02-15']);
    expect(days('2023-02-14', 'month')).toEqual([]);
  });

  it('begins with January 2012, by months, unless told otherwise', () => {
    const points = pointsTo('2026-12-31', {});
    expect(points[0]?.day).toBe('2012-01-31');
    expect(points).toHaveLength(180);
  });

  it('counts successors from the day on which they were made, and predecessors until then', () => {
    const at = new Map(pointsTo('2024-06-30', {}).map((point) => [point.day, point.counts]));
    expect(at.get('2023-03-31')).toMatchObject({
      outstanding: 1,
      requires_improvement: 1,
      not_yet_judged: 0,
      authorities: 2,
    });
    expect(at.get('2023-04-30')).toMatchObject({
      outstanding: 1,
      requires_improvement: 0,
      not_yet_judged: 1,
      authorities: 2,
    });
    expect(at.get('2024-05-31')).toMatchObject({ outstanding: 1, inadequate: 1, not_yet_judged: 0 });
  });
});
