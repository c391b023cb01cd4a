import { Observable } from 'rxjs';
import type { Instant } from '../domain/time/london.ts';
import type { Clock } from '../projections/live.ts';

/** How long is waited at most before the clock is looked at again: it may be set, and machines sleep. */
const lookAgain = 1_000;

/** A clock that can be waited for. */
export const clockOf = (now: () => Instant): Clock => ({
  now,
  at: (instant) =>
    new Observable((subscriber) => {
      let timer: NodeJS.Timeout | undefined;
      const look = (): void => {
        const left = instant - now();
        if (left <= 0) {
          subscriber.next(instant);
          subscriber.complete();
          return;
        }
        timer = setTimeout(look, Math.min(left, lookAgain));
        timer.unref(); // who waits for a day to end keeps no process alive
      };
      look();
      return () => clearTimeout(timer);
    }),
});
