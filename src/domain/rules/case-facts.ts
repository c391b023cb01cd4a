import type { EventTypeName, NewEvent } from '../events/catalogue.ts';
import type { ImpreciseDate } from '../time/edtf.ts';

/** An event with its date resolved: recorded already, or about to be. */
export type DatedEvent<Type extends EventTypeName = EventTypeName> = {
  [T in Type]: Extract<NewEvent, { type: T }> & { readonly when: ImpreciseDate };
}[Type];

const subjectKeys = ['inspectionId', 'visitId', 'noticeId', 'trustId'] as const;

/** The inspection, visit, notice or trust that an event speaks of, such as 'inspectionId:2018-ilacs'. */
export function subjectOf(event: NewEvent): string | undefined {
  const data: Readonly<Record<string, unknown>> = event.data;
  for (const key of subjectKeys) if (typeof data[key] === 'string') return `${key}:${data[key]}`;
  return undefined;
}

/**
 * What rules know of one case: its standing events (corrected, without the withdrawn), found by id, by type
 * and by subject without a search. It grows as events are recorded.
 */
export class CaseFacts {
  readonly #byId = new Map<string, DatedEvent>();
  readonly #byType = new Map<EventTypeName, DatedEvent[]>();
  readonly #bySubject = new Map<string, DatedEvent[]>();

  constructor(events: Iterable<DatedEvent> = []) {
    for (const event of events) this.add(event);
  }

  add(event: DatedEvent): void {
    this.#byId.set(event.id, event);
    entry(this.#byType, event.type).push(event);
    const subject = subjectOf(event);
    if (subject) entry(this.#bySubject, subject).push(event);
  }

  /** Takes back the last event added: recording tries an event before it is known whether it stands. */
  removeLast(event: DatedEvent): void {
    this.#byId.delete(event.id);
    this.#byType.get(event.type)?.pop();
    const subject = subjectOf(event);
    if (subject) this.#bySubject.get(subject)?.pop();
  }

  has(id: string): boolean {
    return this.#byId.has(id);
  }

  find(id: string): DatedEvent | undefined {
    return this.#byId.get(id);
  }

  all(): Iterable<DatedEvent> {
    return this.#byId.values();
  }

  ofType<Type extends EventTypeName>(type: Type): readonly DatedEvent<Type>[] {
    return (this.#byType.get(type) ?? []) as unknown as readonly DatedEvent<Type>[]; // filed by this very type
  }

  /** The events that speak of the same inspection, visit, notice or trust, itself included once it is added. */
  sameSubject(event: NewEvent): readonly DatedEvent[] {
    const subject = subjectOf(event);
    return subject ? (this.#bySubject.get(subject) ?? []) : [];
  }

  /** Of the same subject, those of one type. */
  related<Type extends EventTypeName>(event: NewEvent, type: Type): readonly DatedEvent<Type>[] {
    return this.sameSubject(event).filter((other): other is DatedEvent<Type> => other.type === type);
  }
}

function entry<Key>(map: Map<Key, DatedEvent[]>, key: Key): DatedEvent[] {
  const existing = map.get(key);
  if (existing) return existing;
  const made: DatedEvent[] = [];
  map.set(key, made);
  return made;
}
