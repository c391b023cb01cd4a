import type { RecordedEvent } from '../domain/events/catalogue.ts';
import { type Party, PUBLIC } from '../domain/parties.ts';
import type { Instant } from '../domain/time/london.ts';
import { comparePlaces, type Mark, type Place } from './place.ts';
import { amends, type Entitling, entitledFrom } from './visible.ts';

/** Of an event, what says who may read it when. */
interface Held extends Entitling, Pick<RecordedEvent, 'id' | 'position'> {
  /** Of an amendment: what it amends, where that is withheld too; 'nothing' where there is no such event. */
  readonly target: Held | 'nothing' | undefined;
}

/**
 * The events of a log that not everybody could read at once, in log order. All others need not be remembered:
 * whoever asks, their instant is that of their recording.
 */
export class Withheld {
  readonly #held = new Map<string, Held>();

  /**
   * @param event every event of the log comes by here, in log order
   * @param targetExists of an amendment: whether what it amends was recorded before it, in the same case
   * @returns whether it was withheld from anybody
   */
  add(event: RecordedEvent, targetExists: boolean): boolean {
    const target = amends(event) ? (targetExists ? this.#held.get(event.data.target) : 'nothing') : undefined;
    if (target === undefined && entitledFrom(event, PUBLIC) <= event.recordedInstant) return false;
    const { id, position, recordedInstant, entitled, recordedBy } = event;
    this.#held.set(id, { id, position, recordedInstant, entitled, recordedBy, target });
    return true;
  }

  /** The instant from which a viewer can read an event of the log; Infinity for never. */
  readableFrom(event: Pick<RecordedEvent, 'id' | 'recordedInstant'>, viewer: Party): Instant {
    const held = this.#held.get(event.id);
    return held ? readableFrom(held, viewer) : event.recordedInstant;
  }

  /** What comes late to a viewer, of all that or of what `isWanted`, in the order in which it comes. */
  late(viewer: Party, isWanted: (place: Place) => boolean = () => true): Mark[] {
    const found: Mark[] = [];
    for (const held of this.#held.values()) {
      const from = readableFrom(held, viewer);
      const mark = { from, position: held.position, id: held.id };
      if (from > held.recordedInstant && from < Number.POSITIVE_INFINITY && isWanted(mark)) found.push(mark);
    }
    return found.sort(comparePlaces);
  }

  /** The last event that a viewer can read at an instant, of those that are remembered here. */
  last(viewer: Party, instant: Instant): Mark | undefined {
    let last: Mark | undefined;
    for (const held of this.#held.values()) {
      const from = readableFrom(held, viewer);
      if (from > instant) continue;
      const place = { from, position: held.position, id: held.id };
      if (!last || comparePlaces(place, last) > 0) last = place;
    }
    return last;
  }
}

/** What amends an event would say that there is one: it is not read before that. */
function readableFrom(held: Held, viewer: Party): Instant {
  if (held.target === 'nothing') return Number.POSITIVE_INFINITY;
  const own = Math.max(held.recordedInstant, entitledFrom(held, viewer));
  return held.target ? Math.max(own, readableFrom(held.target, viewer)) : own;
}
