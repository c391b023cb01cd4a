import { z } from 'zod';
import type { Basis, Question } from '../caseline.ts';
import { type Party, partySchema } from '../domain/parties.ts';
import { firstYear, lastYear, parseDay } from '../domain/time/civil-day.ts';
import { parseInstant } from '../domain/time/london.ts';
import type { Parameters } from './links.ts';

const isDay = (text: string): boolean => parseDay(text) !== undefined;

const years = `in the years ${firstYear} to ${lastYear}`;

/** A day as a query writes it. */
export const date = z.string().refine(isDay, `must be a date such as 2018-10-26, ${years}`);

const dateOrInstant = z
  .string()
  // In a query '+' means a space; no date or instant holds one, so it can only be the sign of an offset.
  .overwrite((text) => text.replace(' ', '+'))
  .refine(
    (text) => isDay(text) || parseInstant(text) !== undefined,
    `must be a date such as 2018-10-26, or an instant such as 2018-10-26T09:00:00Z, ${years}`,
  );

/** What an answer, or a stream, can go on from. */
export const positionText = z
  .string()
  .refine(
    (text) => text === 'start' || z.uuid().safeParse(text).success,
    "must be the id of an event, or 'start'",
  );

const positionMeta = {
  description:
    "What the log held up to and with this event: the `position` of an earlier answer's `basis`, or 'start'.",
  example: '7f3f2a52-5d0e-8c56-9d0b-6f1c2f6f1d11',
};

const clocks = {
  validAt: date.optional().meta({
    description:
      'What had happened by the end of this London day. Today when absent; a day to come asks what is known to be due.',
    example: '2018-10-26',
  }),
  knownAt: dateOrInstant.optional().meta({
    description:
      'What the viewer could know by then: the end of a London day, or an instant. Now when absent.',
    example: '2018-10-26',
  }),
  asOf: date.optional().meta({
    description: 'Shorthand for `validAt` and `knownAt` together: what the viewer knew to be so on that day.',
    example: '2018-10-26',
  }),
  recordedAt: dateOrInstant.optional().meta({
    description:
      'What the log held at this instant, or at the end of this London day. All of it when absent.',
    example: '2026-01-31',
  }),
  position: positionText.optional().meta(positionMeta),
};

const certainty = z
  .enum(['possible', 'certain'], { error: "must be 'possible' or 'certain'" })
  .optional()
  .meta({ description: "'certain' leaves out what may not have happened yet. 'possible' when absent." });

/** The one parameter that every address about facts takes. */
const viewAs = partySchema.optional().meta({
  description:
    'Look as this party. It can only narrow: everybody may look as the public, auditors as anybody, others as themselves.',
});

export const viewerQuery = z.strictObject({ viewAs });
export const questionQuery = z.strictObject({ ...clocks, certainty, viewAs });

type Prefixed<Side extends string> = {
  [Clock in keyof typeof clocks as `${Side}.${Clock}`]: (typeof clocks)[Clock];
};

const side = <Side extends 'from' | 'to'>(name: Side): Prefixed<Side> => {
  const prefixed = Object.entries(clocks).map(([clock, schema]) => [`${name}.${clock}`, schema]);
  return Object.fromEntries(prefixed) as Prefixed<Side>; // the very keys that were just made
};

/** Two questions of one viewer. */
export const changesQuery = z.strictObject({ ...side('from'), ...side('to'), certainty, viewAs });

/** The questions that a query asks, seen by `viewer`. */
export const questionOf = (query: z.output<typeof questionQuery>, viewer: Party): Question => ({
  ...query,
  viewer,
});

export function questionsOf(
  query: z.output<typeof changesQuery>,
  viewer: Party,
): { readonly from: Question; readonly to: Question } {
  const common = { viewer, certainty: query.certainty };
  return {
    from: {
      ...common,
      validAt: query['from.validAt'],
      knownAt: query['from.knownAt'],
      asOf: query['from.asOf'],
      recordedAt: query['from.recordedAt'],
      position: query['from.position'],
    },
    to: {
      ...common,
      validAt: query['to.validAt'],
      knownAt: query['to.knownAt'],
      asOf: query['to.asOf'],
      recordedAt: query['to.recordedAt'],
      position: query['to.position'],
    },
  };
}

/** The question of a basis, resolved: asked again, it gives the same bytes for ever. */
export const resolvedParameters = (basis: Basis): Parameters => [
  ...clocksOf(basis),
  ['certainty', basis.certainty],
  ['viewAs', basis.viewer],
];

export const resolvedPair = (from: Basis, to: Basis): Parameters => [
  ...clocksOf(from).map(([name, value]) => [`from.${name}`, value] as const),
  ...clocksOf(to).map(([name, value]) => [`to.${name}`, value] as const),
  ['certainty', to.certainty],
  ['viewAs', to.viewer],
];

const clocksOf = ({ validAt, knownAt, position }: Basis): Parameters => [
  ['validAt', validAt],
  ['knownAt', knownAt],
  ['position', position],
];

export const basisSchema = z
  .strictObject({
    viewer: partySchema.meta({ description: 'As whom the answer was given.' }),
    validAt: z.iso.date(),
    knownAt: z.iso.datetime(),
    position: positionText.meta(positionMeta),
    recordedAt: z.iso
      .datetime()
      .nullable()
      .meta({ description: 'When that event was recorded; null for none.' }),
    certainty: z.enum(['possible', 'certain']),
  })
  .meta({
    id: 'Basis',
    description: 'What the answer rests on, resolved: the same basis gives the same bytes for ever.',
  }) satisfies z.ZodType<Basis>;
