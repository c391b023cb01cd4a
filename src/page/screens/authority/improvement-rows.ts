import type { Direction } from '../../../domain/events/visits.ts';
import { inEnglish } from '../../../domain/time/edtf-in-english.ts';
import type {
  Action,
  AreaForImprovement,
  Finding,
  ImprovementView,
} from '../../../projections/improvement/view.ts';
import { hrefOf, type LinkFacts } from './fact-links.ts';
import { type Step, stepOf } from './step.ts';

interface FindingStep extends Step {
  readonly about: string;
  readonly direction: Direction;
}

/** An area for improvement, and what became of it. */
interface AreaRow {
  readonly text: string;
  readonly status: AreaForImprovement['status'];
  readonly direction: Direction | null;
  readonly possibly: boolean;
  readonly again: readonly string[];
  readonly plan: Step | null;
  readonly actions: readonly Step[];
  readonly seen: readonly FindingStep[];
}

/** The areas that one inspection raised. */
interface Raised {
  readonly when: string;
  readonly href: string | null;
  readonly areas: readonly AreaRow[];
}

export interface ImprovementRows {
  /** The latest inspection first. */
  readonly raised: readonly Raised[];
  readonly otherFindings: readonly FindingStep[];
  readonly otherActions: readonly Step[];
}

export function improvementRows(view: ImprovementView, linkFacts: LinkFacts): ImprovementRows {
  const byInspection = new Map<string, AreaForImprovement[]>();
  for (const area of view.areas) {
    const { inspectionId } = area.raised;
    byInspection.set(inspectionId, [...(byInspection.get(inspectionId) ?? []), area]);
  }
  const action = (one: Action): Step => stepOf(one.action, one, linkFacts);
  const finding = (one: Finding): FindingStep => ({
    ...stepOf(one.summary, one, linkFacts),
    when: inEnglish(one.date, 'extent'),
    about: one.area,
    direction: one.direction,
  });
  const row = (area: AreaForImprovement): AreaRow => ({
    text: area.text,
    status: area.status,
    direction: area.latestDirection,
    possibly: area.certainty === 'possible',
    again: area.raisedAgain.map(({ date }) => inEnglish(date)),
    plan: area.inPlan && stepOf('In an improvement plan', area.inPlan, linkFacts),
    actions: area.actions.map(action),
    seen: area.seen.map(finding),
  });
  return {
    raised: [...byInspection.values()].reverse().map((areas) => ({
      when: areas[0] ? inEnglish(areas[0].raised.date) : '',
      href: areas[0] ? hrefOf(areas[0].raised.event, linkFacts) : null,
      areas: areas.map(row),
    })),
    otherFindings: view.otherFindings.map(finding),
    otherActions: view.otherActions.map(action),
  };
}
