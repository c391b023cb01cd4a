import { z } from 'zod';
import type { RecordedEvent } from '../domain/events/catalogue.ts';
import { occurredSchema, sourceSchema } from '../domain/events/envelope.ts';
import type { Fact } from '../replay/fact.ts';
import { type Amendment, amends } from '../replay/visible.ts';
import { eventId } from './answer-fields.ts';
import { differences } from './difference.ts';
import { timelineEntry, timelineEntrySchema } from './timeline.ts';

const formSchema = z.strictObject({
  occurred: occurredSchema,
  source: sourceSchema.nullable(),
  data: z.record(z.string(), z.unknown()),
});

const differenceSchema = z.strictObject({
  path: z
    .string()
    .meta({ description: 'JSON Pointer into the case; members of lists are named, not numbered.' }),
  before: z.unknown(),
  after: z.unknown(),
});

const amendmentSchema = z.strictObject({
  by: eventId,
  type: z.enum(['EventCorrected', 'EventWithdrawn']),
  reason: z.string(),
  explanation: z.string().nullable(),
});

const amendedSchema = z.strictObject({
  event: eventId,
  type: z.string(),
  amendments: z.array(amendmentSchema).meta({
    description:
      'The corrections and withdrawals between the two, of the event or of its corrections. Empty where the second basis looks earlier.',
  }),
  before: formSchema.nullable().meta({ description: 'Null where it did not stand.' }),
  after: formSchema.nullable().meta({ description: 'Null where it does not stand.' }),
});

export const changesViewSchema = z
  .strictObject({
    added: z.array(timelineEntrySchema).meta({ description: 'Recorded after the first position.' }),
    disclosed: z
      .array(timelineEntrySchema)
      .meta({ description: 'Recorded before it, and known to the viewer only at the second basis.' }),
    happened: z
      .array(timelineEntrySchema)
      .meta({ description: 'Known at both, and begun only by the second day.' }),
    corrected: z.array(amendedSchema).meta({ description: 'Stands at both, in another form.' }),
    withdrawn: z.array(amendedSchema).meta({ description: 'Stood at the first, and no longer does.' }),
    restored: z.array(amendedSchema).meta({ description: 'Was withdrawn at the first, and stands again.' }),
    noLonger: z.array(timelineEntrySchema).meta({
      description:
        'In the first answer and not in the second, though nobody withdrew it: the second basis looks earlier.',
    }),
    effects: z.array(differenceSchema).meta({ description: 'What that changed in the state of the case.' }),
  })
  .meta({ id: 'Changes' });

export type ChangesView = z.infer<typeof changesViewSchema>;
type Amended = z.infer<typeof amendedSchema>;

/** One side of a comparison. */
export interface Side {
  /** What the viewer may see at all, in log order, uncorrected. */
  readonly seen: readonly RecordedEvent[];
  /** The same, corrected and without the withdrawn, whatever the day. */
  readonly standing: readonly RecordedEvent[];
  /** What of it had begun by the day. */
  readonly facts: readonly Fact[];
  /** The state of the case. */
  readonly state: unknown;
}

/** What happened between two answers to one viewer: which facts came, changed or went, why, and what that did. */
export function changesBetween(from: Side, to: Side): ChangesView {
  const amended = amendedBetween(from, to);
  const isAmended = new Set(amended.map(({ event }) => event));
  const before = new Set(from.facts.map(({ event }) => event.id));
  const after = new Set(to.facts.map(({ event }) => event.id));
  const seenBefore = new Set(from.seen.map(({ id }) => id));
  // By what the two bases say, and nothing else: their permanent link then tells the same.
  const lastKnown = from.seen.at(-1)?.recordedInstant ?? Number.NEGATIVE_INFINITY;
  const isNew = ({ event }: Fact): boolean => event.recordedInstant > lastKnown;
  const isKnown = ({ event }: Fact): boolean => seenBefore.has(event.id);

  const arrived = to.facts.filter(({ event }) => !before.has(event.id) && !isAmended.has(event.id));
  const gone = from.facts.filter(({ event }) => !after.has(event.id) && !isAmended.has(event.id));
  return {
    added: arrived.filter((fact) => !isKnown(fact) && isNew(fact)).map(timelineEntry),
    disclosed: arrived.filter((fact) => !isKnown(fact) && !isNew(fact)).map(timelineEntry),
    happened: arrived.filter(isKnown).map(timelineEntry),
    corrected: amended.filter((one) => one.before && one.after),
    withdrawn: amended.filter((one) => one.before && !one.after),
    restored: amended.filter((one) => !one.before && one.after),
    noLonger: gone.map(timelineEntry),
    effects: differences(from.state, to.state),
  };
}

/** The events seen on both sides that amendments on one side only have given another form, or taken out. */
function amendedBetween(from: Side, to: Side): Amended[] {
  const seenTo = new Map(to.seen.map((event) => [event.id, event]));
  const between = new Map<string, Amendment[]>();
  for (const [side, other] of [
    [to, from],
    [from, to],
  ] as const) {
    const there = new Set(other.seen.map(({ id }) => id));
    const events = new Map(side.seen.map((event) => [event.id, event]));
    for (const event of side.seen) {
      if (!amends(event) || there.has(event.id)) continue;
      const root = rootOf(event, events);
      between.set(root, [...(between.get(root) ?? []), event]);
    }
  }
  const standingFrom = new Map(from.standing.map((event) => [event.id, event]));
  const standingTo = new Map(to.standing.map((event) => [event.id, event]));
  return from.seen.flatMap(({ id, type }) => {
    const amendments = between.get(id);
    if (!amendments || !seenTo.has(id)) return [];
    const [before, after] = [formOf(standingFrom.get(id)), formOf(standingTo.get(id))];
    if (JSON.stringify(before) === JSON.stringify(after)) return [];
    const told = amendments.filter((event) => seenTo.has(event.id)).map(amendment);
    return [{ event: id, type, amendments: told, before, after }];
  });
}

/** The event that an amendment is of in the end: its target, or that of the amendment which it amends. */
function rootOf(amendment: Amendment, events: ReadonlyMap<string, RecordedEvent>): string {
  const target = events.get(amendment.data.target);
  return target && amends(target) ? rootOf(target, events) : amendment.data.target;
}

const formOf = (event: RecordedEvent | undefined): z.infer<typeof formSchema> | null =>
  event ? { occurred: event.occurred, source: event.source ?? null, data: event.data } : null;

const amendment = ({ id, type, data }: Amendment): z.infer<typeof amendmentSchema> => ({
  by: id,
  type,
  reason: data.reason,
  explanation: data.explanation ?? null,
});
