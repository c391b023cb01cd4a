import { z } from 'zod';
import type { RecordedEvent } from '../domain/events/catalogue.ts';
import { occurredSchema, sourceSchema } from '../domain/events/envelope.ts';
import type { Fact } from '../replay/facts.ts';
import { amends } from '../replay/visible.ts';
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
  reason: z.string(),
  explanation: z.string().nullable(),
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
    corrected: z.array(
      z.strictObject({
        event: timelineEntrySchema,
        corrections: z.array(amendmentSchema),
        before: formSchema,
        after: formSchema,
      }),
    ),
    withdrawn: z.array(z.strictObject({ event: timelineEntrySchema, withdrawal: amendmentSchema })),
    noLonger: z.array(timelineEntrySchema).meta({
      description:
        'In the first answer and not in the second, though nobody withdrew it: the second basis looks earlier.',
    }),
    effects: z.array(differenceSchema).meta({ description: 'What that changed in the state of the case.' }),
  })
  .meta({ id: 'Changes' });

export type ChangesView = z.infer<typeof changesViewSchema>;

/** One side of a comparison. */
export interface Side {
  /** What the viewer may see at all, in log order, uncorrected. */
  readonly seen: readonly RecordedEvent[];
  readonly facts: readonly Fact[];
  /** The state of the case. */
  readonly state: unknown;
}

/** What happened between two answers to one viewer: which facts came, changed or went, and what that did. */
export function changesBetween(from: Side, to: Side): ChangesView {
  const before = new Map(from.facts.map((fact) => [fact.event.id, fact]));
  const after = new Map(to.facts.map((fact) => [fact.event.id, fact]));
  const seenBefore = new Set(from.seen.map((event) => event.id));
  const withdrawals = new Map(
    to.seen
      .filter(amends)
      .flatMap((event) => (event.type === 'EventWithdrawn' ? [[event.data.target, event] as const] : [])),
  );

  const arrived = to.facts.filter(({ event }) => !before.has(event.id));
  const gone = from.facts.filter(({ event }) => !after.has(event.id));
  // By what the two bases say, and nothing else: their permanent link then tells the same.
  const lastKnown = from.seen.at(-1)?.recordedInstant ?? Number.NEGATIVE_INFINITY;
  const isNew = ({ event }: Fact): boolean => event.recordedInstant > lastKnown;
  return {
    added: arrived.filter((fact) => !seenBefore.has(fact.event.id) && isNew(fact)).map(timelineEntry),
    disclosed: arrived.filter((fact) => !seenBefore.has(fact.event.id) && !isNew(fact)).map(timelineEntry),
    happened: arrived.filter((fact) => seenBefore.has(fact.event.id)).map(timelineEntry),
    corrected: to.facts.flatMap((fact) => correctedSince(before.get(fact.event.id), fact)),
    withdrawn: gone.flatMap((fact) => {
      const withdrawal = withdrawals.get(fact.event.id);
      return withdrawal ? [{ event: timelineEntry(fact), withdrawal: amendment(withdrawal) }] : [];
    }),
    noLonger: gone.filter((fact) => !withdrawals.has(fact.event.id)).map(timelineEntry),
    effects: differences(from.state, to.state),
  };
}

function correctedSince(before: Fact | undefined, after: Fact): ChangesView['corrected'] {
  if (!before) return [];
  const known = new Set(before.corrections.map((correction) => correction.id));
  const corrections = after.corrections.filter((correction) => !known.has(correction.id));
  if (corrections.length === 0 && before.corrections.length === after.corrections.length) return [];
  return [
    {
      event: timelineEntry(after),
      corrections: corrections.map(amendment),
      before: formOf(before.event),
      after: formOf(after.event),
    },
  ];
}

const formOf = ({ occurred, source, data }: RecordedEvent): z.infer<typeof formSchema> => ({
  occurred,
  source: source ?? null,
  data,
});

const amendment = (
  event: RecordedEvent<'EventCorrected' | 'EventWithdrawn'>,
): z.infer<typeof amendmentSchema> => ({
  by: event.id,
  reason: event.data.reason,
  explanation: event.data.explanation ?? null,
});
