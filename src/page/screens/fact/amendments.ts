import type { Fact } from '../../../caseline.ts';
import type { RecordedEvent } from '../../../domain/events/catalogue.ts';
import { inWords } from '../../field-labels.ts';
import type { LinkTo } from '../../shown.ts';

export type Amendment = RecordedEvent<'EventCorrected' | 'EventWithdrawn'>;

export const isAmendment = (event: RecordedEvent): event is Amendment =>
  event.type === 'EventCorrected' || event.type === 'EventWithdrawn';

/** A correction or withdrawal as a reader meets it, and what became of it in turn. */
export interface AmendmentLine {
  readonly href: string;
  readonly withdraws: boolean;
  readonly reason: string;
  readonly explanation: string | undefined;
  readonly recordedAt: string;
  readonly recordedBy: string;
  /** Whether it has been withdrawn itself. */
  readonly isWithdrawn: boolean;
  readonly amendments: readonly AmendmentLine[];
}

/** What one viewer may see of a case: as it was recorded, and in the form that stands. */
export interface Seen {
  readonly events: readonly RecordedEvent[];
  /** By id, in the order in which they happened. */
  readonly standing: ReadonlyMap<string, Fact>;
}

/** The corrections and withdrawals of an event, in the order in which they were recorded, each with its own. */
export const amendmentsOf = (id: string, seen: Seen, linkTo: LinkTo): readonly AmendmentLine[] =>
  seen.events
    .filter(isAmendment)
    .filter(({ data }) => data.target === id)
    .map((recorded) => {
      const stands = seen.standing.get(recorded.id);
      const { data } = stands && isAmendment(stands.event) ? stands.event : recorded;
      return {
        href: linkTo(`/events/${recorded.id}`),
        withdraws: recorded.type === 'EventWithdrawn',
        reason: inWords(data.reason),
        explanation: data.explanation,
        recordedAt: recorded.recordedAt,
        recordedBy: recorded.recordedBy.name,
        isWithdrawn: !stands,
        amendments: amendmentsOf(recorded.id, seen, linkTo),
      };
    });
