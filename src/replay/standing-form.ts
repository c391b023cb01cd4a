import { eventTypeNames, eventTypeOf, type RecordedEvent } from '../domain/events/catalogue.ts';
import { endKey, orderKey } from '../domain/time/certainty.ts';
import { corrected } from './corrected.ts';
import type { Fact } from './fact.ts';
import type { Perspective } from './perspective.ts';

/**
 * The events of a case that stand when one set of its amendments is carried out, each in its last form, in
 * order: by the day from which each has certainly begun; then by its earliest possible day; then in the order
 * in which the catalogue tells the life of a case; then as recorded.
 *
 * Days lie side by side in arrays of numbers: over ten thousand cases, following references to them is what
 * takes the time.
 */
export class StandingForm {
  readonly #events: readonly RecordedEvent[];
  readonly #corrections: readonly Fact['corrections'][];
  /** Where each stands in the list of all events that this was made from. */
  readonly #at: Int32Array;
  readonly #begins: Int32Array;
  readonly #mayBegin: Int32Array;
  readonly #ends: Int32Array;
  readonly #mayEnd: Int32Array;
  /** The facts that were made of each, one for each way in which it can have begun and ended. */
  readonly #facts: (Fact | undefined)[] = [];
  /** Lists of facts that were handed out, by what is in them. */
  readonly #lists = new Map<number, readonly Fact[]>();

  /** @param all the events of a case in log order; those that are `hidden` are left out */
  constructor(all: readonly RecordedEvent[], hidden: ReadonlySet<string>) {
    const history = corrected(hidden.size === 0 ? all : all.filter(({ id }) => !hidden.has(id)));
    const index = new Map(all.map(({ id }, at) => [id, at]));
    const placed = history.events.map((event) => {
      const { reading } = eventTypeOf(event.type);
      const order = orderKey(event.when, reading);
      const end = endKey(event.when, reading);
      return { event, order, end, place: place.get(event.type) ?? 0, at: index.get(event.id) ?? 0 };
    });
    placed.sort(
      (a, b) =>
        a.order.begins - b.order.begins ||
        a.order.earliest - b.order.earliest ||
        a.place - b.place ||
        a.at - b.at,
    );
    this.#events = placed.map(({ event }) => event);
    this.#corrections = placed.map(({ event }) => history.corrections.get(event.id) ?? uncorrected);
    this.#at = Int32Array.from(placed, ({ at }) => at);
    this.#begins = Int32Array.from(placed, ({ order }) => order.begins);
    this.#mayBegin = Int32Array.from(placed, ({ order }) => order.earliest);
    this.#ends = Int32Array.from(placed, ({ end }) => end.ends);
    this.#mayEnd = Int32Array.from(placed, ({ end }) => end.earliest);
  }

  /**
   * Of few events, the very same list for the same facts, so that whatever was worked out from it still holds.
   *
   * @param entitled by their place among all events, the instant from which the viewer may know each
   */
  facts(entitled: Float64Array, perspective: Perspective): readonly Fact[] {
    const count = this.#at.length;
    if (count > MOST_IN_A_KEY) return this.#listed(entitled, perspective);
    let key = 0;
    for (let n = 0; n < count; n += 1) key = key * WAYS + this.#way(n, entitled, perspective);
    const known = this.#lists.get(key);
    if (known) return known;
    if (this.#lists.size >= KEPT_LISTS) this.#lists.clear();
    const made = this.#listed(entitled, perspective);
    this.#lists.set(key, made);
    return made;
  }

  #listed(entitled: Float64Array, perspective: Perspective): readonly Fact[] {
    const facts: Fact[] = [];
    for (let n = 0; n < this.#at.length; n += 1) {
      const way = this.#way(n, entitled, perspective);
      if (way !== ABSENT) facts.push(this.#fact(n, way));
    }
    return facts;
  }

  /** How the nth stands: absent, or one of the ways to have begun and ended. */
  #way(n: number, entitled: Float64Array, { knownAt, validAt, certainty }: Perspective): number {
    if (numberAt(this.#mayBegin, n) > validAt) return ABSENT;
    if (numberAt(entitled, numberAt(this.#at, n)) > knownAt) return ABSENT;
    const hasBegun = numberAt(this.#begins, n) <= validAt;
    if (!hasBegun && certainty === 'certain') return ABSENT;
    const ended = numberAt(this.#ends, n) <= validAt ? 0 : numberAt(this.#mayEnd, n) <= validAt ? 1 : 2;
    return (hasBegun ? 0 : 3) + ended;
  }

  #fact(n: number, way: number): Fact {
    const known = this.#facts[n * ABSENT + way];
    if (known) return known;
    const event = this.#events[n];
    if (!event) throw new RangeError(`there is no event ${n}`);
    const made: Fact = {
      event,
      begun: way < 3 ? 'certain' : 'possible',
      ended: endings[way % 3] ?? 'no',
      corrections: this.#corrections[n] ?? uncorrected,
    };
    this.#facts[n * ABSENT + way] = made;
    return made;
  }
}

/** Two ways to have begun by three to have ended, and the one more of not being there. */
const ABSENT = 6;
const WAYS = 7;

/** So many digits of base 7 fit a number exactly. */
const MOST_IN_A_KEY = 18;

/** How many lists of one form are kept: a case over ten years changes about so often. */
const KEPT_LISTS = 8;

const endings = ['certain', 'possible', 'no'] as const;
const uncorrected: Fact['corrections'] = [];
const place = new Map(eventTypeNames.map((name, index) => [name, index]));

/** Indices here never leave their arrays. */
const numberAt = (numbers: Int32Array | Float64Array, n: number): number => numbers[n] ?? 0;
