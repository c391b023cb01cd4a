import type { RecordedEvent } from '../../../domain/events/catalogue.ts';
import type { SourceReference } from '../../../domain/events/envelope.ts';
import type { LinkTo } from '../../shown.ts';
import { placeIn } from '../../words.ts';

/** Which document says so, and where in it. */
export interface SourceSaid {
  readonly title: string;
  /** Of the fact that captured it; null where that is this very fact, or is not known. */
  readonly href: string | null;
  readonly publisher: string | null;
  /** EDTF. */
  readonly dated: string | null;
  readonly licence: string | null;
  readonly place: string | undefined;
  readonly note: string | undefined;
  /** Whether a document of that name is in the record, as far as the viewer may know. */
  readonly isCaptured: boolean;
}

type Captured = RecordedEvent<'SourceCaptured'>;

/** The document that a fact cites, by what is captured of it. */
export function sourceSaid(
  source: SourceReference,
  captured: Captured | undefined,
  linkTo: LinkTo,
  self: string,
): SourceSaid {
  const { title, publisher = null, dated = null, licence = null } = captured?.data ?? {};
  return {
    title: title ?? source.id,
    href: captured && captured.id !== self ? linkTo(`/events/${captured.id}`) : null,
    publisher,
    dated,
    licence,
    place: placeIn(source),
    note: source.note,
    isCaptured: captured !== undefined,
  };
}
