import fc from 'fast-check';

/** Draws at random. What was drawn is drawn again from the same seed. */
export interface Draw {
  /** A whole number from 0 to `most`. */
  upTo(most: number): number;
  /** One of these; twice as often what stands there twice. */
  one<T>(of: readonly T[]): T;
  /** True so many times in a hundred. */
  chance(percent: number): boolean;
}

const largest = 0x7fffffff;
const number = (): fc.Arbitrary<number> => fc.noBias(fc.nat(largest));

const drawing = (value: fc.GeneratorValue): Draw => {
  const upTo = (most: number): number => value(number) % (most + 1);
  return {
    upTo,
    one: <T>(of: readonly T[]): T => {
      if (of.length === 0) throw new RangeError('there is nothing to draw from');
      return of[upTo(of.length - 1)] as T; // an index of this very list
    },
    chance: (percent) => upTo(99) < percent,
  };
};

/** How often a property is tried: CASELINE_RUNS where it is given. */
const runs = (usual: number): number => Number(process.env.CASELINE_RUNS || usual);

/** How long a test of so many tries may take, in milliseconds: a failure is looked into as well. */
export const patience = (usual: number): number => 60_000 + runs(usual) * 10_000;

/**
 * Tries a property with what is drawn at random. A failure says how to see it again: by CASELINE_SEED, set to what
 * it names.
 *
 * @param atOnce how many tries go on at the same time, for those that mostly wait
 */
export async function holds(
  usual: number,
  property: (draw: Draw) => Promise<void>,
  atOnce = 1,
): Promise<void> {
  const [seed, path] = (process.env.CASELINE_SEED ?? '').split('@');
  const again = { ...(seed && { seed: Number(seed) }), ...(path && { path }) };
  const together = seed ? 1 : atOnce;
  const each = path ? 1 : Math.ceil(runs(usual) / together);
  const tried = Array.from({ length: together }, () => firstFailure(each, property, again));
  const failure = (await Promise.all(tried)).find((one) => one !== undefined);
  if (failure !== undefined) throw new Error(failure);
}

/** What is said of the first try that fails; undefined where none does. */
export async function firstFailure(
  numRuns: number,
  property: (draw: Draw) => Promise<void>,
  again: { readonly seed?: number; readonly path?: string } = {},
): Promise<string | undefined> {
  // A smaller example is looked for where one is found, by taking events away: see `smallest`.
  const options = { numRuns, endOnFailure: true, ...again };
  const found = await fc.check(
    fc.asyncProperty(fc.gen(), (value) => property(drawing(value))),
    options,
  );
  if (!found.failed) return undefined;
  const { errorInstance: error } = found;
  const said = error instanceof Error ? (error.stack ?? error.message) : error;
  return `try ${found.numRuns} failed; to see it again: CASELINE_SEED=${found.seed}@${found.counterexamplePath}\n${said}`;
}
