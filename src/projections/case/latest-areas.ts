import { z } from 'zod';
import type { Projection } from '../../replay/projection.ts';
import { certainty, edtfDate, eventId } from '../answer-fields.ts';

export const latestAreasSchema = z
  .strictObject({
    inspectionId: z.string(),
    set: edtfDate,
    certainty,
    event: eventId,
    areas: z.array(z.strictObject({ ref: z.string(), text: z.string() })),
  })
  .nullable()
  .meta({
    description: 'The areas for improvement that the latest report set. `improvement` follows each of them.',
  });

export type LatestAreasView = z.infer<typeof latestAreasSchema>;

export interface LatestAreasState {
  latest: LatestAreasView;
}

/** What has to become better, by the latest report that says so. */
export const latestAreas: Projection<LatestAreasState, LatestAreasView> = {
  name: 'latest-areas',
  version: 1,
  initial: () => ({ latest: null }),
  schema: latestAreasSchema,
  handlers: {
    AreasForImprovementSet: (state, { event, begun }) => {
      state.latest = {
        inspectionId: event.data.inspectionId,
        set: event.occurred.date,
        certainty: begun,
        event: event.id,
        areas: event.data.areas.map(({ ref, text }) => ({ ref, text })),
      };
    },
  },
  view: (state) => state.latest,
};
