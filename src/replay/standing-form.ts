import { eventTypeNames, eventTypeOf, type RecordedEvent } from '../domain/events/catalogue.ts';
import { endKey, orderKey } from '../domain/time/certainty.ts';
import { type Corrected, corrected } from './corrected.ts';
import type { Fact } from './fact.ts';
import type { Perspective } from './perspective.ts';

/**
 * The events of a case that stand when one set of its amendments is carried out, each in its last form, in
 * order: by the day from which each has certainly begun; then by its earliest possible day; then in the order
 * in which the catalogue tells the life of a case; then as recorded.
 *
 * Days lie side by side in one array of numbers: over ten thousand cases, following references to them is what
 * takes the time.
 */
export class StandingForm {
  readonly #events: readonly RecordedEvent[];
  readonly #corrections: Corrected['corrections'];
  /** Five numbers for each event: see the fields below. */
  readonly #numbers: Int32Array;
  /** The fact of each once it has certainly begun and ended, which of a moment is the same, and while both are possible. */
  readonly #certain: (Fact | undefined)[];
  readonly #possible: (Fact | undefined)[];
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
    this.#corrections = history.corrections;
    this.#numbers = Int32Array.from(
      placed.flatMap(({ at, order, end }) => [at, order.earliest, order.begins, end.earliest, end.ends]),
    );
    this.#certain = new Array<Fact | undefined>(placed.length).fill(undefined);
    this.#possible = new Array<Fact | undefined>(placed.length).fill(undefined);
  }

  /**
   * Of few events, the very same list for the same facts, so that whatever was worked out from it still holds.
   *
   * @param entitled by their place among all events, the instant from which the viewer may know each
   */
  facts(entitled: Float64Array, perspective: Perspective): readonly Fact[] {
    const count = this.#events.length;
    if (count > MOST_IN_A_KEY) return this.#listed(entitled, perspective);
    let key = 0;
    for (let n = 0; n < count; n += 1) key = key * WAYS + this.#way(n, entitled, perspective);
    const known = this.#lists.get(key);
    if (known) return known;
    if (this.#lists.size >= KEPT_LISTS) this.#dropEldest();
    const made = this.#listed(entitled, perspective);
    this.#lists.set(key, made);
    return made;
  }

  #dropEldest(): void {
    const eldest = this.#lists.keys().next();
    if (!eldest.done) this.#lists.delete(eldest.value);
  }

  #listed(entitled: Float64Array, perspective: Perspective): readonly Fact[] {
    const facts: Fact[] = [];
    for (let n = 0; n < this.#events.length; n += 1) {
      const way = this.#way(n, entitled, perspective);
      if (way !== ABSENT) facts.push(this.#fact(n, way));
    }
    return facts;
  }

  /** How the nth stands: absent, or one of the ways to have begun and ended. */
  #way(n: number, entitled: Float64Array, { knownAt, validAt, certainty }: Perspective): number {
    const numbers = this.#numbers;
    const first = n * FIELDS;
    if (numberAt(numbers, first + MAY_BEGIN) > validAt) return ABSENT;
    if (numberAt(entitled, numberAt(numbers, first + AT)) > knownAt) return ABSENT;
    const hasBegun = numberAt(numbers, first + BEGINS) <= validAt;
    if (!hasBegun && certainty === 'certain') return ABSENT;
    const mayHaveEnded = numberAt(numbers, first + MAY_END) <= validAt;
    const ended = numberAt(numbers, first + ENDS) <= validAt ? 0 : mayHaveEnded ? 1 : 2;
    return (hasBegun ? 0 : 3) + ended;
  }

  #fact(n: number, way: number): Fact {
    const kept = way === ALL_CERTAIN ? this.#certain : way === ALL_POSSIBLE ? this.#possible : undefined;
    const known = kept?.[n];
    if (known) return known;
    const event = this.#events[n];
    if (!event) throw new RangeError(`there is no event ${n}`);
    const made: Fact = {
      event,
      begun: way < 3 ? 'certain' : 'possible',
      ended: endings[way % 3] ?? 'no',
      corrections: this.#corrections.get(event.id) ?? uncorrected,
    };
    if (kept) kept[n] = made;
    return made;
  }
}

/** What is known of each event in numbers: its place among all events, and the days of its begin and end. */
const FIELDS = 5;
const AT = 0;
const MAY_BEGIN = 1;
const BEGINS = 2;
const MAY_END = 3;
const ENDS = 4;

/** Two ways to have begun by three to have ended, and the one more of not being there. */
const ABSENT = 6;
const WAYS = 7;
const ALL_CERTAIN = 0;
const ALL_POSSIBLE = 4;

/** So many digits of base 7 fit a number exactly. */
const MOST_IN_A_KEY = 18;

/** How many lists of one form are kept: enough for somebody who goes to and fro in time. */
const KEPT_LISTS = 8;

const endings = ['certain', 'possible', 'no'] as const;
const uncorrected: Fact['corrections'] = [];
const place = new Map(eventTypeNames.map((name, index) => [name, index]));

/** Indices here never leave their arrays. */
const numberAt = (numbers: Int32Array | Float64Array, n: number): number => numbers[n] ?? 0;
