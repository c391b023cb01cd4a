import { isEventTypeName, type RecordedEvent } from '../domain/events/catalogue.ts';
import type { CaseId } from '../domain/events/envelope.ts';
import type { Party } from '../domain/parties.ts';
import { parseEdtf } from '../domain/time/edtf.ts';
import { formatInstant, type Instant } from '../domain/time/london.ts';

/**
 * What tables over all cases read of an event, as it is written to a snapshot: a hundred thousand of them are
 * kept in memory, and are read again at every start.
 */
export type Kept = readonly [
  id: string,
  type: string,
  schema: number,
  revision: number,
  position: string,
  recorded: Instant,
  recordedBy: Party,
  date: string,
  /** Null for never: JSON has no infinity. */
  entitled: readonly (readonly [to: Party, from: Instant | null])[],
  data: unknown,
];

export const kept = ({
  id,
  type,
  schema,
  revision,
  position,
  recordedInstant,
  recordedBy,
  occurred,
  entitled,
  data,
}: RecordedEvent): Kept => [
  id,
  type,
  schema,
  revision,
  position,
  recordedInstant,
  recordedBy.party,
  occurred.date,
  entitled.map(({ to, from }) => [to, from]),
  data,
];

/** Gives back one object for all that say the same, for the events of one case. */
export class Interned {
  readonly #entitled = new Map<string, RecordedEvent['entitled'][number]>();
  readonly #recorders = new Map<Party, RecordedEvent['recordedBy']>();

  entitlement(to: Party, from: Instant): RecordedEvent['entitled'][number] {
    const key = `${to} ${from}`;
    const known = this.#entitled.get(key);
    if (known) return known;
    const made = { to, from };
    this.#entitled.set(key, made);
    return made;
  }

  recorder(party: Party): RecordedEvent['recordedBy'] {
    const known = this.#recorders.get(party);
    if (known) return known;
    const made = { name: party, party };
    this.#recorders.set(party, made);
    return made;
  }
}

/**
 * The event again, without what no such table reads: its source, the words of its date, its disclosures as they
 * were written and the name of its recorder.
 */
export function unpacked(
  caseId: CaseId,
  [id, type, schema, revision, position, recordedInstant, party, date, entitled, data]: Kept,
  interned: Interned,
): RecordedEvent {
  const when = parseEdtf(date);
  if (!when.ok || !isEventTypeName(type) || typeof data !== 'object' || data === null)
    throw new TypeError(`what was kept of ${id} is no event`);
  return {
    id,
    type,
    schema,
    caseId,
    occurred: { date },
    disclosures: none,
    data: withSharedGrades(data),
    recordedBy: interned.recorder(party),
    revision,
    position,
    recordedAt: formatInstant(recordedInstant),
    recordedInstant,
    when: when.value,
    entitled: entitled.map(([to, from]) => interned.entitlement(to, from ?? Number.POSITIVE_INFINITY)),
  } as RecordedEvent; // type and data were of one event when it was packed
}

const none: RecordedEvent['disclosures'] = [];

/** Judgements repeat a few dozen pairs of area and grade a hundred thousand times. */
function withSharedGrades(data: object): object {
  if (!('areas' in data) || !Array.isArray(data.areas)) return data;
  const areas = data.areas.map((one: { readonly area: string; readonly grade: string }) => {
    const key = `${one.area} ${one.grade}`;
    const known = gradedAreas.get(key) ?? one;
    gradedAreas.set(key, known);
    return known;
  });
  return { ...data, areas };
}

const gradedAreas = new Map<string, { readonly area: string; readonly grade: string }>();
