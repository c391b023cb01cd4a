import { z } from 'zod';
import { type Projection, sideBySide } from '../../replay/projection.ts';
import { deadlines } from '../deadlines/deadlines.ts';
import type { DeadlinesState } from '../deadlines/state.ts';
import { type Deadline, deadlinesSchema } from '../deadlines/view.ts';
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
      description:
        'What was still due on the day, and what is overdue of the latest inspection and of a notice.',
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
  view: ({ certain, possible }, at) => {
    const part = <Name extends keyof State>(name: Name) => ({
      certain: certain[name],
      possible: possible[name],
    });
    const judged = judgement.view(part('judgement'), at);
    return {
      authority: authority.view(part('authority'), at),
      judgement: judged,
      inspection: inspection.view(part('inspection'), at),
      intervention: intervention.view(part('intervention'), at),
      delivery: delivery.view(part('delivery'), at),
      officeHolders: people.view(part('people'), at),
      areasForImprovement: latestAreas.view(part('areas'), at),
      openDeadlines: deadlines
        .view(part('deadlines'), at)
        .deadlines.filter((one) => isOpen(one, judged.current?.inspectionId)),
    };
  },
};

/** Due, or overdue from the latest inspection: what an earlier report asked for is told by `deadlines`. */
const isOpen = ({ status, subject, obligation }: Deadline, latestInspection: string | undefined): boolean =>
  status === 'due' ||
  (status === 'overdue' && (!afterInspection.has(obligation) || subject === latestInspection));

const afterInspection = new Set<Deadline['obligation']>(['statement_of_action', 'report_publication']);
