import { z } from 'zod';
import { eventType } from './event-type.ts';
import { laCode, slug, text } from './fields.ts';

const authorityName = z.strictObject({ la: laCode, name: text });

interface Succession {
  readonly predecessors: readonly { readonly la: string }[];
  readonly successors: readonly { readonly la: string }[];
}

/** Whether a succession ended the authority: one named on both sides was reorganised under its own code. */
export const endsAuthority = ({ predecessors, successors }: Succession, la: string): boolean =>
  predecessors.some((authority) => authority.la === la) &&
  !successors.some((authority) => authority.la === la);

export const authorityEvents = {
  AuthorityRegistered: eventType({
    process: 'authority',
    reading: 'moment',
    about: 'A local authority came to be responsible for children’s services: the first event of every case.',
    seenIn: 'Authority lookup of the Data to Insight ILACS project (authorities.csv)',
    data: z.strictObject({
      la: laCode,
      slug: slug.refine((name) => !/^\d+$/.test(name), 'a name of digits alone would pass for a code'),
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
