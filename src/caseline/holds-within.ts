import {
  defer,
  EMPTY,
  exhaustMap,
  filter,
  firstValueFrom,
  fromEvent,
  merge,
  repeat,
  takeUntil,
  timer,
} from 'rxjs';

/** What is a moment away is met soon; what stays away is looked for ten times a second. */
const shortestPause = 5;
const longestPause = 100;

/**
 * Whether a condition comes to hold within so many milliseconds. Where it does not, that is said when the time is up,
 * however long the looks took; the first of them may take longer than that. A look that fails is told at once.
 *
 * @param signal gives up early: false
 */
export async function holdsWithin(
  ms: number,
  condition: () => Promise<boolean>,
  signal?: AbortSignal,
): Promise<boolean> {
  const began = performance.now();
  // The first look has all the time that it takes: what is there already is never missed because a machine is slow.
  if (await condition()) return true;
  if (signal?.aborted) return false;
  const lookingAgain = defer(condition).pipe(
    repeat({ delay: (looks) => timer(Math.min(longestPause, shortestPause * 2 ** looks)) }),
  );
  const timeIsUp = timer(Math.max(0, ms - (performance.now() - began)));
  const givenUp = signal ? fromEvent(signal, 'abort') : EMPTY;
  return firstValueFrom(
    timer(shortestPause).pipe(
      exhaustMap(() => lookingAgain),
      filter((holds) => holds),
      takeUntil(merge(timeIsUp, givenUp)),
    ),
    { defaultValue: false },
  );
}
