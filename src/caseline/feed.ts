import { Subject, type Subscriber, skipWhile } from 'rxjs';
import type { RecordedEvent } from '../domain/events/catalogue.ts';
import type { Party } from '../domain/parties.ts';
import type { Instant } from '../domain/time/london.ts';
import { comparePlaces, type Mark, type Place } from '../replay/place.ts';

/** An event where it stands in what a viewer comes to know. */
export interface Placed extends Place {
  readonly event: RecordedEvent;
}

/** Said once what went before has been given. */
export interface CaughtUp {
  /** The id of the event that the viewer came to know last; 'start' for none. */
  readonly caughtUp: string;
}

/** How many events a feed remembers for those who come back, or could not keep up. */
const REMEMBERED = 1_000;

/**
 * What one viewer comes to know, as they do: events as they are recorded, and those under embargo when it lifts.
 * Who joins gets every event after their place once, in order.
 */
export class Feed {
  readonly viewer: Party;
  readonly #find: (id: string) => Promise<RecordedEvent>;
  /** What is to come to this viewer later, in that order. */
  readonly #pending: Mark[];
  readonly #arriving = new Subject<Placed>();
  #remembered: Placed[] = [];
  /** The last place before what is remembered. */
  #floor: Place;
  #last: Mark;
  #upTo: Place;

  /**
   * @param last what the viewer came to know last
   * @param pending what is to come to them, in order
   */
  constructor(
    viewer: Party,
    last: Mark,
    pending: readonly Mark[],
    find: (id: string) => Promise<RecordedEvent>,
  ) {
    this.viewer = viewer;
    this.#last = last;
    this.#upTo = last;
    this.#floor = last;
    this.#pending = [...pending];
    this.#find = find;
  }

  /** What the viewer came to know last. */
  get last(): Mark {
    return this.#last;
  }

  /** The last place of all that they came to know: that of `last`, unless the clock was put back in between. */
  get upTo(): Place {
    return this.#upTo;
  }

  /** When the next embargo lifts for this viewer; Infinity where none is to. */
  get nextLift(): Instant {
    return this.#pending[0]?.from ?? Number.POSITIVE_INFINITY;
  }

  /** Takes an event that was just recorded, with the instant from which the viewer can read it. */
  async arrived(event: RecordedEvent, from: Instant, now: Instant): Promise<void> {
    if (from === Number.POSITIVE_INFINITY) return;
    const { position, id } = event;
    if (from > event.recordedInstant || from > now) {
      const at = this.#pending.findIndex((one) => comparePlaces(one, { from, position }) > 0);
      this.#pending.splice(at < 0 ? this.#pending.length : at, 0, { from, position, id });
      return;
    }
    await this.#lift((one) => comparePlaces(one, { from, position }) < 0);
    this.#deliver({ event, from, position });
  }

  /**
   * Delivers what the viewer may know from now on.
   *
   * @param now everything that was recorded before has arrived
   */
  lift(now: Instant): Promise<void> {
    return this.#lift(({ from }) => from <= now);
  }

  /**
   * Gives a reader everything that is remembered after an event, tells them that they have caught up, and then
   * gives them what comes. False where more came since than is remembered: nothing was given.
   */
  join(after: Mark, reader: Subscriber<Placed | CaughtUp>): boolean {
    const read = this.#remembered.findLastIndex(({ event }) => event.id === after.id);
    if (read < 0 && comparePlaces(after, this.#floor) < 0) return false;
    const isNew = (placed: Placed): boolean => comparePlaces(placed, after) > 0;
    for (const placed of read < 0 ? this.#remembered.filter(isNew) : this.#remembered.slice(read + 1)) {
      if (reader.closed) return true;
      reader.next(placed);
    }
    // Where the clock was put back, they may have read what is to come again.
    const isAhead = comparePlaces(after, this.#upTo) > 0;
    reader.next({ caughtUp: isAhead ? after.id : this.#last.id });
    const arriving = isAhead ? this.#arriving.pipe(skipWhile((placed) => !isNew(placed))) : this.#arriving;
    arriving.subscribe(reader);
    return true;
  }

  fail(error: unknown): void {
    this.#arriving.error(error);
  }

  end(): void {
    this.#arriving.complete();
  }

  async #lift(isDue: (one: Mark) => boolean): Promise<void> {
    for (let next = this.#pending[0]; next && isDue(next); next = this.#pending[0]) {
      const event = await this.#find(next.id);
      this.#pending.shift();
      this.#deliver({ event, from: next.from, position: next.position });
    }
  }

  #deliver(placed: Placed): void {
    this.#remembered.push(placed);
    if (this.#remembered.length > 2 * REMEMBERED) {
      const forgotten = this.#remembered.splice(0, REMEMBERED).at(-1);
      if (forgotten) this.#floor = forgotten;
    }
    this.#last = { from: placed.from, position: placed.position, id: placed.event.id };
    if (comparePlaces(placed, this.#upTo) > 0) this.#upTo = placed;
    this.#arriving.next(placed);
  }
}
