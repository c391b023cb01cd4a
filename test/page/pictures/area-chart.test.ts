import fc from 'fast-check';
import { areaChart, type Point } from '../../../src/page/pictures/area-chart.ts';
import { across } from '../../../src/page/pictures/strips.ts';
import { noCounts, type Place } from '../../../src/projections/england/counts.ts';
import { day } from '../../domain/time/dates.ts';

/** A thousand days, so that one is a thousandth across. */
const window = { from: day('2012-01-01'), to: day('2012-01-01') + 999 };
const time = across(window);
const shown: readonly Place[] = ['good', 'inadequate', 'not_yet_judged'];

const point = (days: number, counts: Partial<Record<Place, number>>): Point => ({
  day: window.from + days,
  counts: {
    ...noCounts(),
    ...counts,
    authorities: Object.values(counts).reduce((sum, count) => sum + count, 0),
  },
});

const points = [
  point(0, { not_yet_judged: 150 }),
  point(500, { good: 100, inadequate: 10, not_yet_judged: 40 }),
];

const chartOf = (some: readonly Point[], ends = window.to) => areaChart(some, shown, time, ends);
const layerOf = (place: Place, some = points) => chartOf(some).layers.find((layer) => layer.place === place);

/** Where a path turns. */
const corners = (path = ''): readonly (readonly number[])[] =>
  [...path.matchAll(/[ML]([\d.]+),([\d.]+)/g)]
    .filter(([, ...at], index, all) => index === 0 || all[index - 1]?.slice(1).join() !== at.join())
    .map(([, x, y]) => [Number(x), Number(y)]);

describe('an area chart', () => {
  it('is as high as there ever were authorities', () => {
    expect(chartOf(points).height).toBe(150);
    expect(chartOf([]).height).toBe(1);
  });

  it('holds each count until the next, and the last to the end', () => {
    expect(corners(layerOf('good')?.path)).toEqual([
      [0, 150],
      [500, 150],
      [500, 50],
      [1000, 50],
      [1000, 150],
      [500, 150],
      [0, 150],
    ]);
  });

  it('puts each count on top of those before it', () => {
    const top = corners(layerOf('not_yet_judged')?.path);
    expect(top.slice(0, 2)).toEqual([
      [0, 0],
      [500, 0],
    ]);
    expect(top).toContainEqual([500, 40]);
  });

  it('has no corner where nothing changes', () => {
    const more = [points[0], point(200, { not_yet_judged: 150 }), points[1]].flatMap((one) => one ?? []);
    expect(layerOf('good', more)).toEqual(layerOf('good'));
  });

  it('names each layer where it is thickest, and leaves out those that a name does not fit', () => {
    expect(layerOf('good')?.label).toEqual({ x: 75, y: expect.closeTo(66.67, 1) });
    expect(layerOf('not_yet_judged')?.label).toEqual({ x: 25, y: 50 });
    expect(layerOf('inadequate')?.label).toBeNull();
  });

  it('names nothing after the end of the record', () => {
    const { layers } = chartOf(points, window.from + 600);
    for (const { label } of layers) expect(label?.x ?? 0).toBeLessThan(60);
  });

  it('says at which height there are how many', () => {
    expect(chartOf(points).levels.map(({ count, y }) => [count, Math.round(y)])).toEqual([
      [0, 100],
      [50, 67],
      [100, 33],
      [150, 0],
    ]);
  });

  it('fills the whole height with the authorities that there were, on every day', () => {
    const count = fc.integer({ min: 0, max: 60 });
    const some = fc.array(fc.tuple(fc.integer({ min: 0, max: 999 }), count, count, count), { minLength: 1 });
    fc.assert(
      fc.property(some, (drawn) => {
        const sorted = new Map(drawn.map(([on, ...counts]) => [on, counts]));
        const made = [...sorted]
          .sort(([a], [b]) => a - b)
          .map(([on, [good = 0, inadequate = 0, not_yet_judged = 0]]) =>
            point(on, { good, inadequate, not_yet_judged }),
          );
        const { height, layers } = chartOf(made);
        const last = made.at(-1)?.counts ?? noCounts();
        const ys = layers.map(({ path }) => corners(path).find(([x]) => x === 1000)?.[1]);
        expect(ys).toEqual([
          height - last.good,
          height - last.good - last.inadequate,
          height - last.authorities,
        ]);
      }),
    );
  });
});
