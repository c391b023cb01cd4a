import { z } from 'zod';
import { type Office, offices } from '../../domain/events/people.ts';
import type { Projection } from '../../replay/projection.ts';
import { certainty, edtfDate, eventId } from '../answer-fields.ts';

const holderSchema = z.strictObject({
  office: z.enum(offices),
  title: z.string().nullable(),
  name: z.string().nullable().meta({ description: 'Null where the source does not name the person.' }),
  interim: z.boolean(),
  since: edtfDate.nullable().meta({ description: 'Null where no source says since when.' }),
  namedOn: edtfDate.meta({ description: 'The date of the latest source that names the holder.' }),
  certainty,
  event: eventId,
});

export const peopleViewSchema = z.array(holderSchema).meta({
  description:
    'Who the latest sources name in each office, and who may have been named since, marked; a source is a witness of its own day only.',
});

export type PeopleView = z.infer<typeof peopleViewSchema>;
export type PeopleState = Partial<Record<Office, PeopleView[number]>>;

/** Who held which office, as far as the sources name them. */
export const people: Projection<PeopleState, PeopleView> = {
  name: 'people',
  version: 1,
  initial: () => ({}),
  schema: peopleViewSchema,
  handlers: {
    OfficeHolderNamed: (state, { event, begun }) => {
      const { office, title, name, interim, since } = event.data;
      const before = state[office];
      // A source that does not name the holder says nothing against one that did, unless somebody stands in.
      if (name === null && before && before.name !== null && !interim) return;
      const same = before?.name === name ? before : undefined;
      state[office] = {
        office,
        title: title ?? same?.title ?? null,
        name,
        interim,
        since: since ?? same?.since ?? null,
        namedOn: event.occurred.date,
        certainty: begun,
        event: event.id,
      };
    },
    OfficeVacated: (state, { event }) => {
      const { office, name } = event.data;
      const holder = state[office]?.name;
      if (!name || !holder || name === holder) delete state[office];
    },
  },
  view: ({ certain, possible }) =>
    offices.flatMap((office) => {
      const holder = certain[office];
      const perhaps = possible[office];
      return [...(holder ? [holder] : []), ...(perhaps && perhaps.event !== holder?.event ? [perhaps] : [])];
    }),
};
