import type { Basis, Caseline, Fact, Question } from '../../../caseline.ts';
import type { CaseView } from '../../../projections/case/case.ts';
import type { DeadlinesView } from '../../../projections/deadlines/view.ts';
import type { ImprovementView } from '../../../projections/improvement/view.ts';
import type { JourneyView } from '../../../projections/journey/journey.ts';
import type { ReconciliationView } from '../../../projections/reconciliation/view.ts';

/** Everything that the screen of one authority tells of it: each part rests on the very same. */
export interface Answers {
  readonly basis: Basis;
  /** Corrected, in order. */
  readonly facts: readonly Fact[];
  readonly state: CaseView;
  readonly journey: JourneyView;
  readonly deadlines: DeadlinesView;
  readonly improvement: ImprovementView;
  readonly reconciliation: ReconciliationView;
}

/** Asks for the facts first, and for the rest with what those turned out to rest on. */
export async function answersTo(caseline: Caseline, la: string, question: Question): Promise<Answers> {
  const { basis, facts } = await caseline.facts(la, question);
  const { viewer, validAt, knownAt, position, certainty } = basis;
  const same: Question = { viewer, validAt, knownAt, position, certainty };
  const [{ case: state }, { journey }, { deadlines }, { improvement }, { reconciliation }] =
    await Promise.all([
      caseline.replay('case', la, same),
      caseline.replay('journey', la, same),
      caseline.replay('deadlines', la, same),
      caseline.replay('improvement', la, same),
      caseline.replay('reconciliation', la, same),
    ]);
  return { basis, facts, state, journey, deadlines, improvement, reconciliation };
}
