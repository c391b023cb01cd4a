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
    description:
      'The areas for improvement that the latest report set; null where none of it are recorded. `improvement` follows each.',
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
    // What an earlier report asked for is no longer the latest; until this one's areas are recorded, none are known.
    JudgementsIssued: (state, { event }) => {
      if (state.latest?.inspectionId !== event.data.inspectionId) state.latest = null;
    },
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
  view: ({ certain }) => certain.latest,
};
