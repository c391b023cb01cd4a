import { setImmediate, setTimeout } from 'node:timers/promises';
import { Observable, type Subscriber, Subscription } from 'rxjs';
import type { EventTypeName, RecordedEvent } from '../domain/events/catalogue.ts';
import type { Position } from '../domain/events/envelope.ts';
import { CaselineError } from '../domain/failure.ts';
import type { Party } from '../domain/parties.ts';
import type { Instant } from '../domain/time/london.ts';
import { closedLog } from '../log/closed-log.ts';
import type { EventLog } from '../log/event-log.ts';
import type { Clock } from '../projections/live.ts';
import { beginning, comparePlaces, type Mark, type Place } from '../replay/place.ts';
import { amends, visibility } from '../replay/visible.ts';
import { Withheld } from '../replay/withheld.ts';
import { type CaughtUp, Feed, type Placed } from './feed.ts';
import { START } from './question.ts';
import { SteadyInstants } from './steady-instants.ts';

/** How many feeds are kept for viewers of whom nobody reads just now. */
const IDLE_FEEDS = 16;

/** After how many events another place to begin reading at is noted, and whoever else waits has a turn. */
const STRIDE = 1_000;

/** After how many events of those that were read again a socket may send them: given all at once, they would fill it. */
const HANDFUL = 8;

/** Milliseconds after which a log that could not be had is asked again. */
const TRY_AGAIN = 1_000;

const nothingYet: Mark = { ...beginning, id: START };

interface Awaiting {
  readonly position: Position;
  readonly arrived: () => void;
  readonly failed: (error: unknown) => void;
}

/** Where a reader begins. */
export interface Reading {
  readonly viewer: Party;
  /** The id of the last event that they have read, or 'start'; what comes from now on when absent. */
  readonly after?: string | undefined;
  /** Other types need not be read again from the log; what comes now is not narrowed. */
  readonly types?: readonly EventTypeName[] | undefined;
}

/**
 * The log as each viewer comes to know it. One subscription to the log serves everybody: it is read once from its
 * beginning, for what is still withheld from whom, and then followed.
 */
export class LiveLog {
  readonly #log: EventLog;
  readonly #clock: Clock;
  readonly #instants = new SteadyInstants();
  readonly #withheld = new Withheld();
  readonly #feeds = new Map<Party, { readonly feed: Feed; readers: number }>();
  readonly #stop = new AbortController();
  readonly #started: Promise<void>;
  /** The last event that everybody could read at once. */
  #lastOpen = nothingYet;
  /** Now and then: an event, and when it was recorded. */
  readonly #strides: Place[] = [];
  /** The last events of the log, and the position after which they come. */
  readonly #recent: RecordedEvent[] = [];
  #recentAfter: Position = '';
  #events = 0;
  #upTo: Position = '';
  /** When that was recorded. */
  #upToInstant = Number.NEGATIVE_INFINITY;
  #awaiting: Awaiting[] = [];
  /** One thing after the other. */
  #turn: Promise<unknown> = Promise.resolve();
  #lifting: { readonly at: Instant; readonly timer: Subscription } | undefined;
  #hasFailed = false;

  constructor(log: EventLog, clock: Clock) {
    this.#log = log;
    this.#clock = clock;
    this.#started = this.#readAll();
    this.#started.then(() => this.#follow()).catch((error: unknown) => this.#fail(error));
  }

  /** Whether the log could not be followed any further: another one has to begin anew. */
  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  /**
   * Every event that a viewer can read, once, in the order of their places, each when they can. Errors are those
   * of the log, and `unknown-position` where the viewer cannot read the event that they name.
   */
  events(reading: Reading): Observable<Placed | CaughtUp> {
    return new Observable((reader) => {
      this.#serve(reading, reader).catch((error: unknown) => reader.error(error));
    });
  }

  close(): void {
    this.#end(closedLog(), (feed) => feed.end());
  }

  /** Milliseconds for which an event has been in the log that has not arrived here, the first of them; 0 without any. */
  async lag(): Promise<number> {
    const after = this.#upTo;
    for await (const { recordedInstant } of this.#log.readAll({ ...(after !== '' && { after }), limit: 1 }))
      return Math.max(0, this.#clock.now() - recordedInstant);
    return 0;
  }

  async #serve({ viewer, after, types }: Reading, reader: Subscriber<Placed | CaughtUp>): Promise<void> {
    const feed = await this.#feedOf(viewer, reader);
    let place = after === undefined ? feed.last : await this.#placeOf(after, feed);
    while (!reader.closed && !feed.join(place, reader)) {
      const { last, upTo } = feed;
      let given = 0;
      for await (const placed of this.#between(viewer, place, upTo, types)) {
        if (reader.closed) return;
        reader.next(placed);
        given += 1;
        if (given % HANDFUL === 0) await setImmediate();
      }
      place = last;
    }
  }

  /** The feed of a viewer, up to date, for as long as a reader needs it. */
  async #feedOf(viewer: Party, reader: Subscriber<unknown>): Promise<Feed> {
    await this.#started;
    await this.#arrival(await this.#log.head());
    const settled = this.#hasLifted(viewer) ? await this.#settled() : Number.NEGATIVE_INFINITY;
    const kept = await this.#inTurn(async () => {
      this.#stop.signal.throwIfAborted();
      // What has arrived meanwhile came after that.
      const now = Math.max(settled, Math.min(this.#upToInstant, this.#clock.now()));
      const known = this.#feeds.get(viewer);
      if (known) await known.feed.lift(now);
      const served = known ?? { feed: await this.#made(viewer, now), readers: 0 };
      this.#feeds.set(viewer, served);
      served.readers += 1; // before anybody else's turn, who may forget those without readers
      return served;
    });
    this.#waitForLift();
    reader.add(() => {
      kept.readers -= 1;
      this.#forgetIdle();
    });
    return kept.feed;
  }

  /** Whether a viewer came to know something since the last event arrived: others may have been recorded before that. */
  #hasLifted(viewer: Party): boolean {
    const now = this.#clock.now();
    const known = this.#feeds.get(viewer)?.feed;
    if (known) return known.nextLift <= now;
    return this.#withheld.late(viewer, ({ from }) => from > this.#upToInstant && from <= now).length > 0;
  }

  #forgetIdle(): void {
    const idle = [...this.#feeds].filter(([, { readers }]) => readers === 0);
    for (const [viewer] of idle.slice(0, Math.max(0, idle.length - IDLE_FEEDS))) this.#feeds.delete(viewer);
  }

  /** With what a viewer came to know last, and what is to come to them of what was recorded. */
  async #made(viewer: Party, now: Instant): Promise<Feed> {
    if (this.#upToInstant <= now) {
      const withheld = this.#withheld.last(viewer, now);
      const last = withheld && comparePlaces(withheld, this.#lastOpen) > 0 ? withheld : this.#lastOpen;
      const toCome = this.#withheld.late(viewer, ({ from }) => from > now);
      return new Feed(viewer, last, toCome, this.#find);
    }
    // The clock was put back: what was recorded before that waits for it.
    const pending: Mark[] = [];
    let last = nothingYet;
    const end = { from: Number.POSITIVE_INFINITY, position: '' };
    for await (const { event, from, position } of this.#between(viewer, beginning, end)) {
      const mark = { from, position, id: event.id };
      if (from <= now) last = mark;
      else pending.push(mark);
    }
    return new Feed(viewer, last, pending, this.#find);
  }

  async #placeOf(after: string, feed: Feed): Promise<Mark> {
    if (after === START) return nothingYet;
    const found = await this.#log.find(after);
    if (found && found.position <= this.#upTo) {
      const event = this.#instants.of(found);
      const { id, position } = event;
      const place = { from: this.#withheld.readableFrom(event, feed.viewer), position, id };
      if (comparePlaces(place, feed.upTo) <= 0) return place;
      // The clock was put back: they may have read what is to come again.
      if (this.#upToInstant > this.#clock.now() && (await this.#isKnown(event, feed.viewer))) return place;
    }
    throw new CaselineError(
      'unknown-position',
      'no event that you may see has this id; take it from an event of this stream',
      { position: after },
    );
  }

  /** Whether a viewer may know an event now, whenever it was recorded. */
  async #isKnown({ id, caseId }: RecordedEvent, viewer: Party): Promise<boolean> {
    const isVisible = visibility(viewer, this.#clock.now());
    for await (const event of this.#log.readCase(caseId))
      if (isVisible(event) && event.id === id) return true;
    return false;
  }

  /** What a viewer came to know after one place and up to another, read from the log. */
  async *#between(
    viewer: Party,
    after: Place,
    upTo: Place,
    types?: readonly EventTypeName[],
  ): AsyncGenerator<Placed, void> {
    const isWithin = (place: Place): boolean =>
      comparePlaces(place, after) > 0 && comparePlaces(place, upTo) <= 0;
    const late = this.#withheld.late(viewer, isWithin);
    const begin = this.#readFrom(after);
    let read = 0;
    for await (const one of this.#after(begin, types)) {
      const event = this.#instants.of(one);
      read += 1;
      if (read % STRIDE === 0) await setImmediate();
      const { recordedInstant, position } = event;
      if (recordedInstant > upTo.from || position > this.#upTo) break;
      // What comes late has its own place, and what never comes has none.
      if (this.#withheld.readableFrom(event, viewer) !== recordedInstant) continue;
      const place = { from: recordedInstant, position };
      if (!isWithin(place)) continue;
      yield* this.#taken(late, (one) => comparePlaces(one, place) < 0);
      yield { event, ...place };
    }
    yield* this.#taken(late, () => true);
  }

  /** What was recorded of late is at hand, whatever its types: many come back together. */
  #after(
    position: Position | undefined,
    types?: readonly EventTypeName[],
  ): Iterable<RecordedEvent> | AsyncIterable<RecordedEvent> {
    const begin = position ?? '';
    if (begin >= this.#recentAfter) return this.#recent.filter((event) => event.position > begin);
    return this.#log.readAll({ ...(position && { after: position }), ...(types && { types }) });
  }

  async *#taken(late: Mark[], isDue: (one: Mark) => boolean): AsyncGenerator<Placed, void> {
    for (let next = late[0]; next && isDue(next); next = late[0]) {
      late.shift();
      yield { event: await this.#find(next.id), from: next.from, position: next.position };
    }
  }

  /** A position before everything that comes after a place without being late. */
  #readFrom(after: Place): Position | undefined {
    const stride = this.#strides.findLast(({ from }) => from < after.from);
    const { position } = stride && stride.position > after.position ? stride : after;
    return position === '' ? undefined : position;
  }

  async #readAll(): Promise<void> {
    for await (const event of this.#log.readAll()) {
      await this.#notice(this.#instants.next(event));
      if (this.#events % STRIDE === 0) await setImmediate();
    }
  }

  async #follow(): Promise<void> {
    const after = this.#upTo;
    const { signal } = this.#stop;
    for await (const event of this.#log.subscribe({ ...(after !== '' && { after }), signal }))
      if (event !== 'caught up') await this.#inTurn(() => this.#arrived(this.#instants.next(event)));
  }

  async #arrived(event: RecordedEvent): Promise<void> {
    if (this.#events % STRIDE === 0) await setImmediate();
    await this.#notice(event);
    for (const { feed } of this.#feeds.values())
      await feed.arrived(event, this.#withheld.readableFrom(event, feed.viewer), this.#clock.now());
    const arrived = this.#awaiting.filter(({ position }) => position <= this.#upTo);
    if (arrived.length > 0) this.#awaiting = this.#awaiting.filter(({ position }) => position > this.#upTo);
    for (const one of arrived) one.arrived();
    this.#waitForLift();
  }

  async #notice(event: RecordedEvent): Promise<void> {
    const { id, position, recordedInstant } = event;
    const target = amends(event) ? await this.#log.find(event.data.target) : undefined;
    const isThere = target?.caseId === event.caseId && target.position < position;
    if (!this.#withheld.add(event, isThere)) this.#lastOpen = { id, position, from: recordedInstant };
    if (this.#events % STRIDE === 0) this.#strides.push({ from: recordedInstant, position });
    this.#events += 1;
    this.#upTo = position;
    this.#upToInstant = recordedInstant;
    this.#recent.push(event);
    if (this.#recent.length <= 2 * STRIDE) return;
    this.#recentAfter = this.#recent.splice(0, STRIDE).at(-1)?.position ?? '';
  }

  readonly #find = async (id: string): Promise<RecordedEvent> => {
    const event = await this.#log.find(id);
    if (event) return this.#instants.of(event);
    throw new CaselineError('log-damaged', 'an event is no longer in the log', { event: id });
  };

  /** An instant, now, before which nothing was recorded that has not arrived here. */
  async #settled(): Promise<Instant> {
    const now = this.#clock.now();
    await this.#arrival(await this.#log.settled());
    return now;
  }

  /**
   * The same, however long another process takes. To end the streams instead would tell everybody that an embargo
   * lifted for somebody.
   */
  async #settledAtLast(): Promise<Instant> {
    for (;;)
      try {
        return await this.#settled();
      } catch (error) {
        const isPassing = error instanceof CaselineError && error.code === 'log-unavailable';
        if (!isPassing || this.#stop.signal.aborted) throw error;
        await setTimeout(TRY_AGAIN, undefined, { ref: false });
      }
  }

  /** Resolves once the event at a position, and all before it, have arrived here. */
  async #arrival(position: Position | undefined): Promise<void> {
    if (position === undefined || position <= this.#upTo) return;
    await new Promise<void>((arrived, failed) => {
      this.#awaiting.push({ position, arrived, failed });
      if (this.#stop.signal.aborted) failed(this.#stop.signal.reason);
    });
  }

  /** Sets the alarm for the next embargo that lifts for anybody. */
  #waitForLift(): void {
    const at = Math.min(...[...this.#feeds.values()].map(({ feed }) => feed.nextLift));
    if (at === this.#lifting?.at) return;
    this.#lifting?.timer.unsubscribe();
    this.#lifting = undefined;
    if (at === Number.POSITIVE_INFINITY) return;
    const timer = new Subscription();
    this.#lifting = { at, timer };
    timer.add(this.#clock.at(at).subscribe(() => this.#lift().catch((error: unknown) => this.#fail(error))));
  }

  async #lift(): Promise<void> {
    const now = await this.#settledAtLast();
    await this.#inTurn(async () => {
      for (const { feed } of this.#feeds.values()) await feed.lift(now);
    });
    // The alarm has rung: it is set again, even for the same instant, which the clock may have been put back before.
    this.#lifting?.timer.unsubscribe();
    this.#lifting = undefined;
    this.#waitForLift();
  }

  #inTurn<Result>(task: () => Promise<Result>): Promise<Result> {
    const done = this.#turn.then(task);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  #fail(error: unknown): void {
    if (this.#stop.signal.aborted) return;
    this.#hasFailed = true;
    this.#end(error, (feed) => feed.fail(error));
  }

  #end(reason: unknown, endOf: (feed: Feed) => void): void {
    this.#stop.abort(reason);
    this.#lifting?.timer.unsubscribe();
    for (const { failed } of this.#awaiting) failed(reason);
    for (const { feed } of this.#feeds.values()) endOf(feed);
    this.#feeds.clear();
  }
}
