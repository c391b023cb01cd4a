import { z } from 'zod';
import { type Party, PUBLIC, partySchema } from '../parties.ts';
import type { ImpreciseDate } from '../time/edtf.ts';
import type { Instant } from '../time/london.ts';
import { dateOrInstant, edtf, slug, text } from './fields.ts';

export const occurredSchema = z
  .strictObject({
    date: edtf,
    /** The source's own words for the date. */
    verbatim: text.optional(),
  })
  .meta({ id: 'Occurred', description: 'When it happened, as precisely as the source has it.' });

export const sourceSchema = z
  .strictObject({
    id: slug,
    page: z.int().positive().optional(),
    paragraph: text.optional(),
    note: text.optional(),
  })
  .meta({ id: 'SourceReference', description: 'Which captured source says so, and where in it.' });

export const disclosureSchema = z
  .strictObject({ to: partySchema, from: dateOrInstant })
  .meta({ id: 'Disclosure', description: 'Who is entitled to know the fact, and from when.' });

export const recorderSchema = z
  .strictObject({
    name: text,
    // Whoever records sees what it recorded: nothing recorded as the public could be hidden from anybody.
    party: partySchema.refine((party) => party !== PUBLIC, 'the public records nothing'),
  })
  .meta({ id: 'Recorder', description: 'Who wrote the event down, and for which party.' });

export const caseIdSchema = z
  .string()
  .regex(/^authority-\d{3,6}$/, "a case is named 'authority-380', by DfE code");
export type CaseId = z.infer<typeof caseIdSchema>;
export const caseIdOf = (la: string): CaseId => `authority-${la}`;
export const laOf = (caseId: CaseId): string => caseId.slice('authority-'.length);

export type Occurred = z.infer<typeof occurredSchema>;
export type SourceReference = z.infer<typeof sourceSchema>;
export type Disclosure = z.infer<typeof disclosureSchema>;
export type Recorder = z.infer<typeof recorderSchema>;

/** What every event carries, whatever its type. `data` is typed by the catalogue. */
export interface Envelope<Type extends string, Data> {
  /** UUID chosen by the recorder: it makes recording idempotent. */
  readonly id: string;
  readonly type: Type;
  readonly schema: number;
  readonly caseId: CaseId;
  readonly occurred: Occurred;
  /** Who may know, and from when. Empty: the recorder's party and auditors only. */
  readonly disclosures: readonly Disclosure[];
  /** Absent: accepted, and flagged as unsourced. */
  readonly source?: SourceReference;
  readonly data: Data;
  readonly recordedBy: Recorder;
  readonly correlationId?: string;
  readonly causationId?: string;
}

/**
 * A place in the whole log. Opaque: only the adapter that gave it reads it. Two positions of one log compare
 * as strings in the order in which their events were recorded.
 */
export type Position = string;

/** What the log adds when an event is recorded, and what is read off its texts once, on decoding. */
export interface Recorded {
  /** Place in its case, from 0. Counts hidden events: never shown to anybody but auditors. */
  readonly revision: number;
  readonly position: Position;
  /** RFC 3339, UTC, milliseconds. Never earlier than that of the event recorded before. */
  readonly recordedAt: string;
  /** `occurred.date`, resolved. */
  readonly when: ImpreciseDate;
  /** `disclosures`, resolved: the instant from which each party may know. */
  readonly entitled: readonly { readonly to: Party; readonly from: Instant }[];
  /** `recordedAt`, as an instant. */
  readonly recordedInstant: Instant;
}
