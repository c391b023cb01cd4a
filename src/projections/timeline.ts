import { z } from 'zod';
import { eventTypeOf, titleOf } from '../domain/events/catalogue.ts';
import { sourceSchema } from '../domain/events/envelope.ts';
import { describe } from '../domain/time/edtf-in-english.ts';
import type { Fact } from '../replay/fact.ts';
import { certainty as beginning, edtfDate } from './answer-fields.ts';

export const timelineEntrySchema = z
  .strictObject({
    id: z.uuid(),
    type: z.string(),
    process: z.string(),
    title: z.string(),
    date: edtfDate,
    when: z.string().meta({ description: 'The date in English.' }),
    verbatim: z.string().nullable().meta({ description: "The source's own words for the date." }),
    certainty: beginning,
    ended: z
      .enum(['certain', 'possible', 'no'])
      .meta({ description: "'no' while an inspection or visit is still on." }),
    source: sourceSchema.nullable().meta({ description: 'Null: unsourced.' }),
    correctedBy: z.array(z.uuid()).meta({ description: 'The corrections that shaped it.' }),
  })
  .meta({ id: 'TimelineEntry' });

export type TimelineEntry = z.infer<typeof timelineEntrySchema>;

/** One line of a timeline: a fact as a person reads it. A case hands out the same fact again and again. */
export function timelineEntry(fact: Fact): TimelineEntry {
  const known = entriesBefore.get(fact);
  if (known) return known;
  const made = Object.freeze(newEntry(fact));
  entriesBefore.set(fact, made);
  return made;
}

const entriesBefore = new WeakMap<Fact, TimelineEntry>();

function newEntry({ event, begun, ended, corrections }: Fact): TimelineEntry {
  const { process, reading } = eventTypeOf(event.type);
  return {
    id: event.id,
    type: event.type,
    process,
    title: titleOf(event),
    date: event.occurred.date,
    when: describe(event.when, reading),
    verbatim: event.occurred.verbatim ?? null,
    certainty: begun,
    ended,
    source: event.source ?? null,
    correctedBy: corrections.map((correction) => correction.id),
  };
}
