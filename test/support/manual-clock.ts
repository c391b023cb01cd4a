import { Observable } from 'rxjs';
import type { Instant } from '../../src/domain/time/london.ts';
import type { Clock } from '../../src/projections/live.ts';

/** A clock that stands where a test puts it. */
export class ManualClock implements Clock {
  #now: Instant;
  readonly #alarms = new Set<{ readonly at: Instant; readonly ring: () => void }>();

  constructor(now: Instant) {
    this.#now = now;
  }

  readonly now = (): Instant => this.#now;

  readonly at = (instant: Instant): Observable<Instant> =>
    new Observable((subscriber) => {
      const alarm = {
        at: instant,
        ring: () => {
          this.#alarms.delete(alarm);
          subscriber.next(instant);
          subscriber.complete();
        },
      };
      if (instant <= this.#now) return alarm.ring();
      this.#alarms.add(alarm);
      return () => this.#alarms.delete(alarm);
    });

  /** How many wait for an instant. */
  get waiting(): number {
    return this.#alarms.size;
  }

  /** Puts it forward, or back, and tells those who waited for that; `before` they look, something may happen. */
  set(now: Instant, before = (): void => {}): void {
    this.#now = now;
    const due = [...this.#alarms].filter(({ at }) => at <= now);
    before();
    for (const alarm of due) alarm.ring();
  }
}
