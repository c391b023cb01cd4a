import { z } from 'zod';
import { eventJson } from '../caseline.ts';
import { eventTypeNames, eventTypeOf, type RecordedEvent } from '../domain/events/catalogue.ts';
import {
  caseIdSchema,
  disclosureSchema,
  occurredSchema,
  recorderSchema,
  sourceSchema,
} from '../domain/events/envelope.ts';

/** An event as it goes out, in a list of its own as the schema has it. */
export const eventForm = (event: RecordedEvent): z.infer<typeof eventFormSchema> => ({
  ...eventJson(event),
  disclosures: [...event.disclosures],
});

const told = {
  occurred: occurredSchema,
  disclosures: z.array(disclosureSchema).meta({
    description: "Who may know it, and from when. Empty: the recorder's party and auditors only.",
  }),
  source: sourceSchema.optional(),
};
const traced = {
  correlationId: z.uuid().optional().meta({ description: 'Shared by events that belong together.' }),
  causationId: z.uuid().optional().meta({ description: 'The event that led to this one.' }),
};

const description = (name: (typeof eventTypeNames)[number]): string => {
  const { about, seenIn } = eventTypeOf(name);
  return `${about} Seen in: ${seenIn}.`;
};

const recordedOf = (name: (typeof eventTypeNames)[number]) =>
  z
    .strictObject({
      id: z.uuid(),
      type: z.literal(name),
      schema: z.int().positive().meta({ description: 'The version of `data`.' }),
      caseId: caseIdSchema,
      ...told,
      data: eventTypeOf(name).data,
      recordedAt: z.iso.datetime(),
      recordedBy: recorderSchema,
      ...traced,
    })
    .meta({ id: name, description: description(name) });

const newOf = (name: (typeof eventTypeNames)[number]) =>
  z
    .strictObject({
      id: z.uuid().optional().meta({
        description:
          'Makes recording idempotent. Absent: derived from Idempotency-Key, or given by the service.',
      }),
      type: z.literal(name),
      schema: z
        .int()
        .positive()
        .optional()
        .meta({ description: 'The version of `data`; the latest when absent.' }),
      ...told,
      data: eventTypeOf(name).data,
      ...traced,
    })
    .meta({ id: `New${name}`, description: description(name) });

type Union = [ReturnType<typeof recordedOf>, ...ReturnType<typeof recordedOf>[]];
type NewUnion = [ReturnType<typeof newOf>, ...ReturnType<typeof newOf>[]];

/** An event of any type of the catalogue, as it goes out. */
export const eventFormSchema = z
  .discriminatedUnion('type', eventTypeNames.map(recordedOf) as Union) // the catalogue is not empty
  .meta({ id: 'RecordedEvent', description: 'An event as it was recorded: never corrected, never changed.' });

/** An event of any type of the catalogue, as its recorder sends it. */
export const newEventSchema = z
  .discriminatedUnion('type', eventTypeNames.map(newOf) as NewUnion) // the catalogue is not empty
  .meta({ id: 'NewEvent', description: 'Something that happened, to be recorded.' });
