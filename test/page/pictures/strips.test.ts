import fc from 'fast-check';
import { across, bars, type Stretch } from '../../../src/page/pictures/strips.ts';
import { places } from '../../../src/projections/england/counts.ts';
import { day } from '../../domain/time/dates.ts';

/** A thousand days, so that one is a tenth of a per cent. */
const window = { from: day('2012-01-01'), to: day('2012-01-01') + 999 };
const time = across(window);
const at = (days: number): number => window.from + days;

const stretch = (place: Stretch['place'], from: number, to: number | null): Stretch => ({
  place,
  from: at(from),
  to: to === null ? null : at(to),
});

describe('a strip', () => {
  it('cuts time where the judgement changes, on the day of publication', () => {
    const drawn = bars(
      [
        stretch('not_yet_judged', -5000, 100),
        stretch('requires_improvement', 100, 400),
        stretch('inadequate', 400, null),
      ],
      time,
      at(999),
    );
    expect(drawn.map(({ place, x, width }) => [place, x, width])).toEqual([
      ['not_yet_judged', 0, 10],
      ['requires_improvement', 10, 30],
      ['inadequate', 40, 60],
    ]);
  });

  it('keeps the days as they are, also those before the picture', () => {
    const [before] = bars([stretch('good', -365, null)], time, at(999));
    expect(before).toMatchObject({ from: '2011-01-01', to: null, x: 0, width: 100 });
  });

  it('leaves out what is not within the picture', () => {
    expect(bars([stretch('good', -10, 0), stretch('good', 1000, null)], time, at(999))).toEqual([]);
  });

  it('is only as good as the record: what goes on after it is drawn otherwise', () => {
    const drawn = bars([stretch('good', 200, 600), stretch('inadequate', 600, null)], time, at(699));
    expect(drawn.map(({ x, width, after }) => [x, width, after])).toEqual([
      [20, 40, null],
      [60, 10, { x: 70, width: 30 }],
    ]);
  });

  it('knows nothing where the record is empty', () => {
    const [only] = bars([stretch('not_yet_judged', 500, null)], time, null);
    expect(only).toMatchObject({ x: 50, width: 0, after: { x: 50, width: 50 }, letters: null });
  });

  it('has letters that tell grades apart without colour, where there is room', () => {
    const drawn = bars(
      [stretch('requires_improvement', 0, 40), stretch('inadequate', 40, 80)],
      time,
      at(999),
    );
    expect(drawn.map(({ letters }) => letters)).toEqual([null, { text: 'I', x: 4.7 }]);
  });

  it('has each year where it begins', () => {
    expect(time.years.map(({ label, x }) => [label, x])).toEqual([
      ['2012', 0],
      ['2013', 36.6],
      ['2014', 73.1],
    ]);
  });

  it('leaves no day out and draws none twice', () => {
    const cuts = fc.uniqueArray(fc.integer({ min: -50, max: 1050 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(cuts, fc.integer({ min: 0, max: 999 }), (unsorted, end) => {
        const sorted = unsorted.toSorted((a, b) => a - b);
        const stretches = sorted.map((from, index) =>
          stretch(places[index % places.length] ?? 'good', from, sorted[index + 1] ?? null),
        );
        const drawn = bars(stretches, time, at(end));
        let reached = Math.min(Math.max((sorted[0] ?? 0) / 10, 0), 100);
        for (const { x, width, after } of drawn) {
          expect(x).toBeCloseTo(reached, 5);
          if (after && width > 0) expect(after.x).toBeCloseTo(x + width, 5);
          reached = after ? after.x + after.width : x + width;
        }
        expect(reached).toBeCloseTo(100, 5);
      }),
    );
  });
});
