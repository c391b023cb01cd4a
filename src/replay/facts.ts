import {
  type EventTypeName,
  eventTypeNames,
  eventTypeOf,
  type RecordedEvent,
} from '../domain/events/catalogue.ts';
import { begunBy, type Certainty, endedBy, orderKey } from '../domain/time/certainty.ts';
import type { CivilDay } from '../domain/time/civil-day.ts';
import { type Corrected, corrected } from './corrected.ts';
import type { Perspective } from './perspective.ts';
import { visible } from './visible.ts';

/** An event as one perspective has it: certainly or possibly begun by the day asked about. */
export interface Fact<Type extends EventTypeName = EventTypeName> {
  readonly event: RecordedEvent<Type>;
  readonly begun: 'certain' | 'possible';
  /** Whether it had ended by the day asked about: an inspection on site has begun and not ended. */
  readonly ended: Certainty;
  /** The corrections that shaped `event`, in log order. */
  readonly corrections: readonly RecordedEvent<'EventCorrected'>[];
}

/**
 * What a perspective holds of one case, in the order in which it happened:
 * visible to the viewer, then corrected, then ordered, then up to the day asked about.
 *
 * @param events the case in log order, up to the position asked about
 */
export function factsOf(events: readonly RecordedEvent[], perspective: Perspective): readonly Fact[] {
  return upTo(ordered(corrected(visible(events, perspective.viewer, perspective.knownAt))), perspective);
}

const place = new Map(eventTypeNames.map((name, index) => [name, index]));

/**
 * By the day from which each has certainly begun; then by its earliest possible day; then in the order in
 * which the catalogue tells the life of a case; then as recorded.
 */
function ordered(history: Corrected): Corrected {
  const keyed = history.events.map((event, index) => {
    const key = orderKey(event.when, eventTypeOf(event.type).reading);
    return { event, begins: key.begins, earliest: key.earliest, place: place.get(event.type) ?? 0, index };
  });
  keyed.sort(
    (a, b) => a.begins - b.begins || a.earliest - b.earliest || a.place - b.place || a.index - b.index,
  );
  return { ...history, events: keyed.map((entry) => entry.event) };
}

const none: readonly RecordedEvent<'EventCorrected'>[] = [];

function upTo(history: Corrected, { validAt, certainty }: Perspective): readonly Fact[] {
  const facts: Fact[] = [];
  for (const event of history.events) {
    const begun = begunOn(event, validAt);
    if (begun === 'no' || (begun === 'possible' && certainty === 'certain')) continue;
    const ended = endedBy(event.when, eventTypeOf(event.type).reading, validAt);
    facts.push({ event, begun, ended, corrections: history.corrections.get(event.id) ?? none });
  }
  return facts;
}

const begunOn = (event: RecordedEvent, day: CivilDay): Certainty =>
  begunBy(event.when, eventTypeOf(event.type).reading, day);
