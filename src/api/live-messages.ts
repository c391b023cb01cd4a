import { z } from 'zod';
import { basisSchema } from './questions.ts';

const hash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ description: 'SHA-256, hex, of the canonical JSON (RFC 8785) of a state.' });

/** The data of a message of type `state`. */
export const liveStateSchema = z
  .strictObject({
    basis: basisSchema,
    hash,
    state: z.unknown().meta({
      description:
        'What the same question for now is answered with under its own name (`case`, `journey`, `board`, …), without basis and links; of all deadlines the whole list.',
    }),
  })
  .meta({ id: 'LiveState', description: 'A whole state: forget what you have.' });

const pointer = z.string().meta({ description: 'JSON Pointer (RFC 6901).' });

/** The data of a message of type `patch`. */
export const livePatchSchema = z
  .strictObject({
    basis: basisSchema,
    before: hash.meta({ description: 'The hash of the state that this changes.' }),
    after: hash.meta({ description: 'The hash of the state that this makes.' }),
    patch: z.array(
      z.discriminatedUnion('op', [
        z.strictObject({ op: z.literal('add'), path: pointer, value: z.unknown() }),
        z.strictObject({ op: z.literal('replace'), path: pointer, value: z.unknown() }),
        z.strictObject({ op: z.literal('remove'), path: pointer }),
      ]),
    ),
  })
  .meta({ id: 'LivePatch', description: 'A JSON Patch (RFC 6902) from one state to the next.' });

/** The data of a message of type `end`. */
export const liveEndSchema = z
  .strictObject({
    reason: z.enum(['stopping', 'too-slow', 'token-ended', 'failed']),
    detail: z.string().meta({ description: 'What it means, and what to do.' }),
  })
  .meta({ id: 'LiveEnd', description: 'The last message of a stream that the service ends.' });
