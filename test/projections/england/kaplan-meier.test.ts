import fc from 'fast-check';
import { kaplanMeier, type Observed } from '../../../src/projections/england/kaplan-meier.ts';

/** `9 13 13+`: three observed for so long, the last of them censored. */
const observed = (written: string): Observed[] =>
  written.split(' ').map((one) => ({ days: Number.parseInt(one, 10), event: !one.endsWith('+') }));

describe('the Kaplan-Meier estimate', () => {
  it('is what one works out by hand', () => {
    // 100: 5 at risk, 1 ends: S = 4/5 = .8; sum d/(n(n-d)) = 1/20 = .05, and .8 * sqrt(.05) = .1789
    // 200: 4 at risk, 1 ends, then 1 is censored: S = .8 * 3/4 = .6; .05 + 1/12 = .1333, .6 * sqrt(.1333) = .2191
    // 300: 2 at risk, 1 ends: S = .6 * 1/2 = .3; .1333 + 1/2 = .6333, .3 * sqrt(.6333) = .2387
    // 400: 1 at risk, censored: S stays .3
    // The lower limits: .8 * exp(-1.96 * sqrt(.05)) = .5161, .6 * exp(-1.96 * sqrt(.1333)) = .2933,
    // .3 * exp(-1.96 * sqrt(.6333)) = .0631; the upper ones all come out above 1.
    // So the median is 300; its lower limit is 200, and its upper one is never reached.
    const { n, events, median, steps } = kaplanMeier(observed('300 100 200+ 400+ 200'));
    expect({ n, events, median }).toEqual({
      n: 5,
      events: 3,
      median: { days: 300, lower: 200, upper: null },
    });
    expect(steps.map(({ days, atRisk, events: ended, censored }) => [days, atRisk, ended, censored])).toEqual(
      [
        [100, 5, 1, 0],
        [200, 4, 1, 1],
        [300, 2, 1, 0],
        [400, 1, 0, 1],
      ],
    );
    expect(fixed(steps.map((step) => step.survival))).toEqual(['0.8000', '0.6000', '0.3000', '0.3000']);
    expect(fixed(steps.map((step) => step.standardError))).toEqual(['0.1789', '0.2191', '0.2387', '0.2387']);
    expect(fixed(steps.map((step) => step.lower))).toEqual(['0.5161', '0.2933', '0.0631', '0.0631']);
    expect(steps.map((step) => step.upper)).toEqual([1, 1, 1, 1]);
  });

  it('counts a half as a half, whatever rounding does to the product', () => {
    for (let n = 2; n <= 200; n += 2) {
      const all = Array.from({ length: n }, (_, index) => ({ days: index + 1, event: true }));
      expect(kaplanMeier(all).median.days).toBe(n / 2);
    }
  });

  it('of nothing is no curve', () => {
    expect(kaplanMeier([])).toEqual({
      n: 0,
      events: 0,
      median: { days: null, lower: null, upper: null },
      steps: [],
    });
  });
});

// What R's survival package prints for its own data, in its tests/doaml.Rout.save (github.com/therneau/survival).
describe("the Kaplan-Meier estimate of R's aml data", () => {
  it('is that of the maintained group', () => {
    const { n, events, median, steps } = kaplanMeier(observed('9 13 13+ 18 23 28+ 31 34 45+ 48 161+'));
    expect({ n, events, median }).toEqual({ n: 11, events: 7, median: { days: 31, lower: 18, upper: null } });
    const printed = steps.filter((step) => step.events > 0);
    expect(printed.map((step) => [step.days, step.atRisk])).toEqual([
      [9, 11],
      [13, 10],
      [18, 8],
      [23, 7],
      [31, 5],
      [34, 4],
      [48, 2],
    ]);
    const survival = [0.909, 0.818, 0.716, 0.614, 0.491, 0.368, 0.184];
    const standardError = [0.0867, 0.1163, 0.1397, 0.1526, 0.1642, 0.1627, 0.1535];
    const lower = [0.7541, 0.6192, 0.4884, 0.3769, 0.2549, 0.1549, 0.0359];
    const upper = [1, 1, 1, 0.999, 0.946, 0.875, 0.944];
    expect(
      fixed(
        printed.map((step) => step.survival),
        3,
      ),
    ).toEqual(fixed(survival, 3));
    expect(fixed(printed.map((step) => step.standardError))).toEqual(fixed(standardError));
    expect(fixed(printed.map((step) => step.lower))).toEqual(fixed(lower));
    expect(
      fixed(
        printed.map((step) => step.upper),
        3,
      ),
    ).toEqual(fixed(upper, 3));
  });

  it('is that of the group that was not maintained, whose curve comes down to 0', () => {
    const { n, events, median, steps } = kaplanMeier(observed('5 5 8 8 12 16+ 23 27 30 33 43 45'));
    expect({ n, events, median }).toEqual({ n: 12, events: 11, median: { days: 23, lower: 8, upper: null } });
    const printed = steps.filter((step) => step.events > 0);
    const survival = [0.8333, 0.6667, 0.5833, 0.4861, 0.3889, 0.2917, 0.1944, 0.0972, 0];
    const standardError = [0.1076, 0.1361, 0.1423, 0.1481, 0.147, 0.1387, 0.1219, 0.0919, null];
    const lower = [0.647, 0.4468, 0.3616, 0.2675, 0.1854, 0.1148, 0.0569, 0.0153, null];
    const upper = [1, 0.995, 0.941, 0.883, 0.816, 0.741, 0.664, 0.62, null];
    expect(fixed(printed.map((step) => step.survival))).toEqual(fixed(survival));
    expect(fixed(printed.map((step) => step.standardError))).toEqual(fixed(standardError));
    expect(fixed(printed.map((step) => step.lower))).toEqual(fixed(lower));
    expect(
      fixed(
        printed.map((step) => step.upper),
        3,
      ),
    ).toEqual(fixed(upper, 3));
  });
});

// The remission times of Gehan (1965), as in R's MASS::gehan, with the medians that survfit prints for them.
describe("the Kaplan-Meier estimate of Gehan's data", () => {
  it.each([
    ['6-MP', '6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+', 9, 23, 16, null],
    ['control', '1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23', 21, 8, 4, 12],
  ])('has the median of %s', (_, times, events, days, lower, upper) => {
    expect(kaplanMeier(observed(times))).toMatchObject({ n: 21, events, median: { days, lower, upper } });
  });
});

describe('every Kaplan-Meier curve', () => {
  const anyObserved = fc.array(fc.record({ days: fc.nat(60), event: fc.boolean() }), { maxLength: 40 });

  it('never rises, lies in its band, and accounts for everyone', () => {
    fc.assert(
      fc.property(anyObserved, (all) => {
        const { n, events, steps } = kaplanMeier(all);
        let last = 1;
        let left = n;
        for (const step of steps) {
          expect(step.survival).toBeLessThanOrEqual(last);
          expect(step.atRisk).toBe(left);
          expect(step.lower ?? 0).toBeLessThanOrEqual(step.survival);
          expect(step.upper ?? 1).toBeGreaterThanOrEqual(step.survival);
          last = step.survival;
          left -= step.events + step.censored;
        }
        expect(left).toBe(0);
        expect(events).toBe(steps.reduce((sum, step) => sum + step.events, 0));
      }),
    );
  });

  it('is the plain share of those who last longer where nothing is censored', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { minLength: 1 }), (all) => {
        for (const { days, survival } of kaplanMeier(all.map((one) => ({ days: one, event: true }))).steps)
          expect(survival).toBeCloseTo(all.filter((one) => one > days).length / all.length, 10);
      }),
    );
  });

  it('has no median where everything is censored', () => {
    fc.assert(
      fc.property(anyObserved, (all) => {
        const { median, steps } = kaplanMeier(all.map(({ days }) => ({ days, event: false })));
        expect(median).toEqual({ days: null, lower: null, upper: null });
        expect(
          steps.every(({ survival, lower, upper }) => survival === 1 && lower === 1 && upper === 1),
        ).toBe(true);
      }),
    );
  });
});

function fixed(figures: readonly (number | null)[], places = 4): (string | null)[] {
  return figures.map((figure) => figure?.toFixed(places) ?? null);
}
