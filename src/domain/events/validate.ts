import { z } from 'zod';
import type { Problem } from '../failure.ts';
import { eventTypeNames, eventTypeOf, isEventTypeName, type NewEvent } from './catalogue.ts';
import { caseIdSchema, disclosureSchema, occurredSchema, recorderSchema, sourceSchema } from './envelope.ts';

const NIL = '00000000-0000-0000-0000-000000000000';

/** The envelope as a recorder sends it; `data` is checked next, by the type's own schema. */
export const envelopeSchema = z.strictObject({
  id: z
    .uuid()
    .toLowerCase()
    .refine((id) => id !== NIL, 'must not be the nil UUID, which names nothing (RFC 9562, 5.9)'),
  type: z.string(),
  schema: z.int().positive().default(1),
  caseId: caseIdSchema,
  occurred: occurredSchema,
  disclosures: z.array(disclosureSchema),
  source: sourceSchema.optional(),
  data: z.unknown(),
  recordedBy: recorderSchema,
  correlationId: z.uuid().toLowerCase().optional(),
  causationId: z.uuid().toLowerCase().optional(),
});

export type Validated = { ok: true; event: NewEvent } | { ok: false; problems: readonly Problem[] };

/**
 * Data from outside becomes an event, or a list of all that is wrong with it. This is the one place where
 * event data is validated: on recording and on reading back.
 */
export function validateEvent(input: unknown): Validated {
  const envelope = envelopeSchema.safeParse(input);
  if (!envelope.success) return { ok: false, problems: problemsOf(envelope.error) };
  const { type, schema } = envelope.data;
  if (!isEventTypeName(type)) return refused('/type', `'${type}' is not an event type; ${nearest(type)}`);
  const known = eventTypeOf(type);
  if (schema !== known.schema)
    return refused('/schema', `${type} has schema ${known.schema}; schema ${schema} cannot be read`);
  const data = known.data.safeParse(envelope.data.data);
  if (!data.success) return { ok: false, problems: problemsOf(data.error, '/data') };
  envelope.data.data = data.data; // the copy that zod made: a spread would cost more than the check
  const event = envelope.data as NewEvent; // type and data were checked against each other just above
  return { ok: true, event };
}

/** The problems that zod found, with a JSON Pointer each. */
export function problemsOf(error: z.ZodError, under = ''): Problem[] {
  return error.issues.map((issue) => ({
    at: `${under}${issue.path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')}`,
    problem: issue.message,
  }));
}

function refused(at: string, problem: string): Validated {
  return { ok: false, problems: [{ at, problem }] };
}

/** The known type that a misspelt one most likely meant, or all of them. */
function nearest(wrong: string): string {
  const letters = wrong.toLowerCase().replace(/[^a-z]/g, '');
  const close = eventTypeNames.filter((name) => {
    const candidate = name.toLowerCase();
    return letters.length > 3 && (candidate.includes(letters) || letters.includes(candidate));
  });
  return close.length > 0
    ? `did you mean ${close.join(' or ')}?`
    : `known types are ${eventTypeNames.join(', ')}`;
}
