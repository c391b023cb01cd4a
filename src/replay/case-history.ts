import type { RecordedEvent } from '../domain/events/catalogue.ts';
import type { Party } from '../domain/parties.ts';
import type { Instant } from '../domain/time/london.ts';
import type { Fact } from './fact.ts';
import type { Perspective } from './perspective.ts';
import { StandingForm } from './standing-form.ts';
import { type Amendment, amends, entitledFrom } from './visible.ts';

/** What a viewer has seen last of a case. */
export interface LastSeen {
  /** The last event in the log that they may know. */
  readonly event: RecordedEvent;
  /** The instant at which they last came to know any. */
  readonly entitled: Instant;
}

/** How many forms of a case are kept: nearly always there is one, since amendments become known together. */
const KEPT_FORMS = 4;

/** For how many viewers a case keeps when they may know what. */
const KEPT_VIEWERS = 2;

/**
 * One case, to be asked again and again. Which amendments a viewer may see decides what stands, in which form and
 * order; that is worked out once for each set of them. What else is hidden is then left out, which changes
 * neither: a visible amendment never has a hidden target.
 */
export class CaseHistory {
  /** In log order; never changed. */
  readonly events: readonly RecordedEvent[];
  /** Each amendment with the event that it amends. */
  readonly #amendments: readonly {
    readonly amendment: Amendment;
    readonly target: RecordedEvent | undefined;
  }[];
  readonly #forms = new Map<string, StandingForm>();
  readonly #entitled = new Map<Party, Float64Array>();

  constructor(events: readonly RecordedEvent[]) {
    this.events = events;
    this.#amendments = events
      .filter(amends)
      .map((amendment) => ({ amendment, target: events.find(({ id }) => id === amendment.data.target) }));
  }

  /**
   * What a perspective holds of the case, in the order in which it happened: visible to the viewer, then
   * corrected, then ordered, then up to the day asked about.
   */
  facts(perspective: Perspective): readonly Fact[] {
    const { viewer, knownAt } = perspective;
    const hidden = this.#hiddenAmendments(viewer, knownAt);
    return this.#form(hidden).facts(this.#entitlements(viewer), perspective);
  }

  /** Undefined while the viewer may know none of it. */
  lastSeen(viewer: Party, instant: Instant): LastSeen | undefined {
    const hidden = this.#hiddenAmendments(viewer, instant);
    const entitlements = this.#entitlements(viewer);
    let last: RecordedEvent | undefined;
    let entitled = Number.NEGATIVE_INFINITY;
    for (const [at, event] of this.events.entries()) {
      const from = entitlements[at] ?? Number.POSITIVE_INFINITY;
      if (from > instant || hidden.has(event.id)) continue;
      if (from > entitled) entitled = from;
      last = event;
    }
    return last && { event: last, entitled };
  }

  /** From when a viewer may know each event. */
  #entitlements(viewer: Party): Float64Array {
    const known = this.#entitled.get(viewer);
    if (known) return known;
    if (this.#entitled.size >= KEPT_VIEWERS) this.#entitled.clear();
    const made = Float64Array.from(this.events, (event) => entitledFrom(event, viewer));
    this.#entitled.set(viewer, made);
    return made;
  }

  #form(hidden: ReadonlySet<string>): StandingForm {
    const key = hidden.size === 0 ? '' : [...hidden].join();
    const known = this.#forms.get(key);
    if (known) return known;
    if (this.#forms.size >= KEPT_FORMS) this.#forms.clear();
    const made = new StandingForm(this.events, hidden);
    this.#forms.set(key, made);
    return made;
  }

  /** The amendments that the viewer may not know, or whose target they may not. */
  #hiddenAmendments(viewer: Party, instant: Instant): ReadonlySet<string> {
    if (this.#amendments.length === 0) return none;
    const hidden = new Set<string>();
    const mayKnow = (event: RecordedEvent): boolean => entitledFrom(event, viewer) <= instant;
    for (const { amendment, target } of this.#amendments) {
      const isKnown = target && !hidden.has(target.id) && mayKnow(target) && mayKnow(amendment);
      if (!isKnown) hidden.add(amendment.id);
    }
    return hidden;
  }
}

const none: ReadonlySet<string> = new Set();
