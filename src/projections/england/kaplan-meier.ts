/** How long something was watched, and whether it ended in the event or the watching just stopped (censored). */
export interface Observed {
  /** Whole days, 0 or more. */
  readonly days: number;
  readonly event: boolean;
}

/** The curve at one of the days on which something ended; it is flat from there to the next. */
export interface SurvivalStep {
  readonly days: number;
  /** Still watched just before. */
  readonly atRisk: number;
  readonly events: number;
  readonly censored: number;
  /** S(days): the estimated share that lasts longer than `days`. */
  readonly survival: number;
  /** Greenwood's, of `survival`; null once the curve is at 0. */
  readonly standardError: number | null;
  /** The pointwise 95 % interval; null once the curve is at 0. */
  readonly lower: number | null;
  readonly upper: number | null;
}

/** A Kaplan-Meier curve with its median; the days of the median are null where a curve never comes down to a half. */
export interface Survival {
  readonly n: number;
  readonly events: number;
  readonly median: {
    readonly days: number | null;
    readonly lower: number | null;
    readonly upper: number | null;
  };
  readonly steps: readonly SurvivalStep[];
}

/** The standard normal deviate of a two-sided 95 % interval. */
const z = 1.959964;

/** A product of fractions that is exactly a half may come out a rounding error above it. */
const half = 0.5 + 1e-12;

/**
 * The Kaplan-Meier (product limit) estimate with R's defaults (`survfit`, `conf.type = "log"`), so that both can
 * be compared: Greenwood's variance, and S * exp(±z * sqrt(sum d / (n (n - d)))) for the 95 % interval with
 * z = 1.959964, its upper limit capped at 1. What is censored on the day of an event was still at risk of it:
 * events come before censorings. The median is the smallest time with S <= 0.5, its limits the smallest times at
 * which the lower and the upper band are there. (R takes the middle of a stretch on which S is exactly 0.5.)
 * After Collett, Modelling Survival Data in Medical Research, chapter 2.
 */
export function kaplanMeier(observed: readonly Observed[]): Survival {
  const steps: SurvivalStep[] = [];
  let atRisk = observed.length;
  let survival = 1;
  let greenwood = 0;
  for (const [days, { events, censored }] of byDay(observed)) {
    survival *= (atRisk - events) / atRisk;
    // Infinite once nothing is left at risk: survival is 0 then, and its error is not known.
    greenwood += events / (atRisk * (atRisk - events));
    steps.push({ days, atRisk, events, censored, survival, ...bandOf(survival, greenwood) });
    atRisk -= events + censored;
  }
  const firstDay = (of: (step: SurvivalStep) => number | null): number | null =>
    steps.find((step) => (of(step) ?? 1) <= half)?.days ?? null;
  return {
    n: observed.length,
    events: observed.filter(({ event }) => event).length,
    median: {
      days: firstDay((step) => step.survival),
      lower: firstDay((step) => step.lower),
      upper: firstDay((step) => step.upper),
    },
    steps,
  };
}

type Ended = { events: number; censored: number };

/** How many ended how on each day, the first day first. */
function byDay(observed: readonly Observed[]): [number, Ended][] {
  const ends = new Map<number, Ended>();
  for (const { days, event } of observed) {
    const end = ends.get(days) ?? { events: 0, censored: 0 };
    ends.set(days, end);
    if (event) end.events += 1;
    else end.censored += 1;
  }
  return [...ends].sort(([a], [b]) => a - b);
}

function bandOf(
  survival: number,
  greenwood: number,
): Pick<SurvivalStep, 'standardError' | 'lower' | 'upper'> {
  if (survival === 0) return { standardError: null, lower: null, upper: null };
  const ofLog = Math.sqrt(greenwood);
  return {
    standardError: survival * ofLog,
    lower: survival * Math.exp(-z * ofLog),
    upper: Math.min(1, survival * Math.exp(z * ofLog)),
  };
}
