import { z } from 'zod';
import { type Projection, sideBySide } from '../../replay/projection.ts';
import { deadlines } from '../deadlines.ts';
import type { DeadlinesState } from '../deadlines-state.ts';
import { deadlinesSchema } from '../deadlines-view.ts';
import type { JudgementsState } from '../judgements.ts';
import { type AuthorityState, authority, authorityViewSchema } from './authority.ts';
import { type DeliveryState, delivery, deliveryViewSchema } from './delivery.ts';
import { type InspectionState, inspection, inspectionViewSchema } from './inspection.ts';
import { type InterventionState, intervention, interventionViewSchema } from './intervention.ts';
import { judgement, judgementViewSchema } from './judgement.ts';
import { type LatestAreasState, latestAreas, latestAreasSchema } from './latest-areas.ts';
import { type PeopleState, people, peopleViewSchema } from './people.ts';

export const caseViewSchema = z
  .strictObject({
    authority: authorityViewSchema,
    judgement: judgementViewSchema,
    inspection: inspectionViewSchema,
    intervention: interventionViewSchema,
    delivery: deliveryViewSchema,
    officeHolders: peopleViewSchema,
    areasForImprovement: latestAreasSchema,
    openDeadlines: deadlinesSchema.shape.deadlines.meta({
      description: 'What was still due, or overdue, on the day.',
    }),
  })
  .meta({ id: 'Case', description: 'The state of one authority’s case on the day.' });

export type CaseView = z.infer<typeof caseViewSchema>;

interface State {
  authority: AuthorityState;
  judgement: JudgementsState;
  inspection: InspectionState;
  intervention: InterventionState;
  delivery: DeliveryState;
  people: PeopleState;
  areas: LatestAreasState;
  deadlines: DeadlinesState;
}

const parts = sideBySide<State>({
  authority,
  judgement,
  inspection,
  intervention,
  delivery,
  people,
  areas: latestAreas,
  deadlines,
});

/** The state of a case on the day: what it was judged, what was under way, who delivered, what was due. */
export const caseState: Projection<State, CaseView> = {
  name: 'case',
  version: 1,
  ...parts,
  schema: caseViewSchema,
  view: (state, at) => ({
    authority: authority.view(state.authority, at),
    judgement: judgement.view(state.judgement, at),
    inspection: inspection.view(state.inspection, at),
    intervention: intervention.view(state.intervention, at),
    delivery: delivery.view(state.delivery, at),
    officeHolders: people.view(state.people, at),
    areasForImprovement: latestAreas.view(state.areas, at),
    openDeadlines: deadlines
      .view(state.deadlines, at)
      .deadlines.filter(({ status }) => status === 'due' || status === 'overdue'),
  }),
};
