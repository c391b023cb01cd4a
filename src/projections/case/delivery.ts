import { z } from 'zod';
import { deliveryModels } from '../../domain/events/intervention.ts';
import type { Outlook, Projection } from '../../replay/projection.ts';
import { certainty, edtfDate, eventId } from '../answer-fields.ts';

const delivererSchema = z.strictObject({
  by: z.enum(['council', 'trust']),
  name: z.string().nullable(),
  since: edtfDate
    .nullable()
    .meta({ description: 'Null for a council that has delivered since it was registered.' }),
  event: eventId.nullable(),
});

export const deliveryViewSchema = z.strictObject({
  ...delivererSchema.shape,
  possibly: delivererSchema
    .nullable()
    .meta({ description: 'Who may have taken over by then, where the dates allow it and do not say so.' }),
  agreed: z
    .strictObject({
      trustId: z.string(),
      name: z.string(),
      voluntary: z.boolean(),
      date: edtfDate,
      certainty,
      event: eventId,
    })
    .nullable()
    .meta({ description: 'The latest agreement to hand the services to a trust.' }),
  planned: z
    .array(
      z.strictObject({
        trustId: z.string(),
        name: z.string().nullable(),
        for: edtfDate,
        verbatim: z.string().nullable(),
        statedOn: edtfDate,
        certainty,
        event: eventId,
      }),
    )
    .meta({
      description: 'Go-live dates planned for trusts that are not live. A plan is not its occurrence.',
    }),
  decided: z
    .strictObject({
      model: z.enum(deliveryModels),
      by: z.string(),
      declined: z.string().nullable(),
      date: edtfDate,
      certainty,
      event: eventId,
    })
    .nullable()
    .meta({ description: 'The latest decision on who shall deliver.' }),
});

export type DeliveryView = z.infer<typeof deliveryViewSchema>;

export interface DeliveryState {
  deliverer: z.infer<typeof delivererSchema>;
  live: string[];
  agreed: DeliveryView['agreed'];
  planned: DeliveryView['planned'];
  decided: DeliveryView['decided'];
}

/** Who delivers the services on the day: the council, or a trust that has certainly gone live. */
export const delivery: Projection<DeliveryState, DeliveryView> = {
  name: 'delivery',
  version: 1,
  initial: () => ({
    deliverer: { by: 'council', name: null, since: null, event: null },
    live: [],
    agreed: null,
    planned: [],
    decided: null,
  }),
  schema: deliveryViewSchema,
  handlers: {
    TrustAgreed: (state, { event, begun }) => {
      const { trustId, name, voluntary } = event.data;
      const date = event.occurred.date;
      state.agreed = { trustId, name, voluntary, date, certainty: begun, event: event.id };
    },
    TrustGoLivePlanned: (state, { event, begun }) => {
      const { trustId, name, for: date, verbatim } = event.data;
      state.planned.push({
        trustId,
        name: name ?? null,
        for: date,
        verbatim: verbatim ?? null,
        statedOn: event.occurred.date,
        certainty: begun,
        event: event.id,
      });
    },
    TrustWentLive: (state, { event }) => {
      const { trustId, name } = event.data;
      state.deliverer = { by: 'trust', name, since: event.occurred.date, event: event.id };
      state.live.push(trustId);
    },
    ServicesReturned: (state, { event }) => {
      state.deliverer = { by: 'council', name: null, since: event.occurred.date, event: event.id };
      state.live = state.live.filter((id) => id !== event.data.trustId);
    },
    DeliveryModelDecided: (state, { event, begun }) => {
      const { model, by, declined = null } = event.data;
      const date = event.occurred.date;
      state.decided = { model, by, declined, date, certainty: begun, event: event.id };
    },
  },
  view: ({ certain, possible }) => ({
    ...delivererOn({ certain, possible }),
    agreed: certain.agreed ?? possible.agreed,
    planned: possible.planned.filter((plan) => !certain.live.includes(plan.trustId)),
    decided: certain.decided ?? possible.decided,
  }),
};

/** Who delivers, and who may have taken over. */
export function delivererOn({
  certain,
  possible,
}: Outlook<DeliveryState>): Pick<DeliveryView, 'by' | 'name' | 'since' | 'event' | 'possibly'> {
  const possibly = possible.deliverer.event === certain.deliverer.event ? null : possible.deliverer;
  const { by, name, since, event } = certain.deliverer;
  return { by, name, since, event, possibly }; // written out, so that all have one shape
}
