import { z } from 'zod';
import { eventType } from './event-type.ts';
import { laCode, slug, text } from './fields.ts';

const authorityName = z.strictObject({ la: laCode, name: text });

export const authorityEvents = {
  AuthorityRegistered: eventType({
    process: 'authority',
    reading: 'moment',
    about: 'A local authority came to be responsible for children’s services: the first event of every case.',
    seenIn: 'Authority lookup of the Data to Insight ILACS project (authorities.csv)',
    data: z.strictObject({
      la: laCode,
      slug,
      name: text,
      alsoKnownAs: z.array(text).default([]),
      kind: z.enum(['unitary_authority', 'metropolitan_district', 'london_borough', 'county', 'sui_generis']),
      region: text,
      onsCode: z
        .string()
        .regex(/^E\d{8}$/)
        .optional(),
      ofstedUrn: z
        .string()
        .regex(/^\d{5,7}$/)
        .optional(),
    }),
    title: (d) => `${d.name} registered`,
  }),
  AuthoritySucceeded: eventType({
    process: 'authority',
    reading: 'moment',
    about:
      'A reorganisation ended authorities and others took over: recorded in the case of each predecessor and each successor.',
    seenIn: 'Ofsted reports on authorities made by reorganisation (Dorset 2019, Cumberland 2023)',
    data: z.strictObject({
      predecessors: z.array(authorityName).min(1),
      successors: z.array(authorityName).min(1),
      instrument: text.optional(),
    }),
    title: (d) =>
      `${d.predecessors.map((a) => a.name).join(', ')} succeeded by ${d.successors.map((a) => a.name).join(', ')}`,
  }),
};
