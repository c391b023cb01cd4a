import { z } from 'zod';
import { endsAuthority } from '../../domain/events/authority.ts';
import type { Projection } from '../../replay/projection.ts';
import { edtfDate, eventId } from '../answer-fields.ts';

export const authorityViewSchema = z
  .strictObject({
    la: z.string().meta({ description: 'DfE local authority code.', example: '380' }),
    slug: z.string().meta({ example: 'bradford' }),
    name: z.string(),
    alsoKnownAs: z.array(z.string()),
    kind: z.string(),
    region: z.string(),
    since: edtfDate,
    succeeded: z
      .strictObject({ by: z.array(z.string()), on: edtfDate, event: eventId })
      .nullable()
      .meta({ description: 'Set once a reorganisation has ended the authority.' }),
  })
  .nullable();

export type AuthorityView = z.infer<typeof authorityViewSchema>;

export interface AuthorityState {
  authority: AuthorityView;
}

/** The authority whose case it is, and whether it still exists. */
export const authority: Projection<AuthorityState, AuthorityView> = {
  name: 'authority',
  version: 1,
  initial: () => ({ authority: null }),
  schema: authorityViewSchema,
  handlers: {
    AuthorityRegistered: (state, { event }) => {
      const { la, slug, name, alsoKnownAs, kind, region } = event.data;
      state.authority = {
        la,
        slug,
        name,
        alsoKnownAs,
        kind,
        region,
        since: event.occurred.date,
        succeeded: null,
      };
    },
    AuthoritySucceeded: (state, { event }) => {
      const { authority: one } = state;
      if (!one || !endsAuthority(event.data, one.la)) return;
      const by = event.data.successors.map(({ name }) => name);
      one.succeeded = { by, on: event.occurred.date, event: event.id };
    },
  },
  view: ({ certain }) => certain.authority,
};
