import type { EventTypeName, RecordedEvent } from '../domain/events/catalogue.ts';
import type { Certainty } from '../domain/time/certainty.ts';

/** An event as one perspective has it: certainly or possibly begun by the day asked about. */
export interface Fact<Type extends EventTypeName = EventTypeName> {
  readonly event: RecordedEvent<Type>;
  readonly begun: 'certain' | 'possible';
  /** Whether it had ended by the day asked about: an inspection on site has begun and not ended. */
  readonly ended: Certainty;
  /** The corrections that shaped `event`, in log order. */
  readonly corrections: readonly RecordedEvent<'EventCorrected'>[];
}
