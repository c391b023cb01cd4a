import type { CivilDay } from '../domain/time/civil-day.ts';
import type { Fact } from '../replay/fact.ts';
import { outlook, type Projection } from '../replay/projection.ts';
import { caseState } from './case/case.ts';
import { deadlines } from './deadlines/deadlines.ts';
import { improvement } from './improvement/improvement.ts';
import { journey } from './journey/journey.ts';
import { reconciliation } from './reconciliation/reconciliation.ts';

/** A projection without the type of its state: facts in, answer out. */
const answering = <State, View>(projection: Projection<State, View>) => ({
  schema: projection.schema,
  answer: (facts: readonly Fact[], validAt: CivilDay): View =>
    projection.view(outlook(projection, facts), { validAt }),
});

/** The projections of one case, by the name that questions use. */
export const projections = {
  case: answering(caseState),
  journey: answering(journey),
  deadlines: answering(deadlines),
  improvement: answering(improvement),
  reconciliation: answering(reconciliation),
};

export type ProjectionName = keyof typeof projections;
export type ViewOf<Name extends ProjectionName> = ReturnType<(typeof projections)[Name]['answer']>;

export const projectionNames = Object.keys(projections) as ProjectionName[]; // the keys of a const object are exactly its key type
