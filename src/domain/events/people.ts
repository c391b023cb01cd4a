import { z } from 'zod';
import { inEnglish } from '../time/edtf-in-english.ts';
import { eventType } from './event-type.ts';
import { edtf, personName, text } from './fields.ts';

export const offices = [
  'director_of_childrens_services',
  'lead_member',
  'council_leader',
  'chief_executive',
  'commissioner',
  'improvement_board_chair',
  'safeguarding_board_chair',
  'trust_chief_executive',
  'trust_chair',
] as const;
export type Office = (typeof offices)[number];

/** The usual title, where a source prints none. */
export const officeNames: Readonly<Record<Office, string>> = {
  director_of_childrens_services: 'director of children’s services',
  lead_member: 'lead member for children',
  council_leader: 'leader of the council',
  chief_executive: 'chief executive of the council',
  commissioner: 'commissioner',
  improvement_board_chair: 'chair of the improvement board',
  safeguarding_board_chair: 'chair of the local safeguarding children board',
  trust_chief_executive: 'chief executive of the trust',
  trust_chair: 'chair of the trust',
};

const office = z.enum(offices);

const capitalised = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

export const peopleEvents = {
  OfficeHolderNamed: eventType({
    process: 'people',
    reading: 'moment',
    about: 'A source names who holds an office. When it says since when, `since` holds that.',
    seenIn: 'Each of the five Bradford documents',
    data: z.strictObject({
      office,
      /** The title as the source prints it. */
      title: text.optional(),
      name: personName.nullable(),
      interim: z.boolean().default(false),
      since: edtf.optional(),
    }),
    title: (d) =>
      d.name === null
        ? `${capitalised(d.title ?? officeNames[d.office])} in post, not named${d.since ? `: since ${inEnglish(d.since)}` : ''}`
        : `${d.name} named as ${d.title ?? officeNames[d.office]}`,
  }),
  OfficeVacated: eventType({
    process: 'people',
    reading: 'moment',
    about: 'Somebody left an office.',
    seenIn: 'Ofsted reports that mention a change of leadership (events_mentioned.csv)',
    data: z.strictObject({ office, name: personName.optional(), reason: text.optional() }),
    title: (d) => `Office of ${officeNames[d.office]} vacated${d.name ? ` by ${d.name}` : ''}`,
  }),
};
