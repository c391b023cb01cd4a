import type { Direction } from '../../domain/events/visits.ts';
import { inEnglish } from '../../domain/time/edtf-in-english.ts';
import type {
  Action,
  AreaForImprovement,
  Finding,
  ImprovementView,
} from '../../projections/improvement/view.ts';
import type { LinkFacts } from './fact-links.ts';

interface Line {
  readonly when: string;
  readonly text: string;
  readonly possibly: boolean;
  readonly href: string | null;
}

interface FindingLine extends Line {
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
  readonly plan: Line | null;
  readonly actions: readonly Line[];
  readonly seen: readonly FindingLine[];
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
  readonly otherFindings: readonly FindingLine[];
  readonly otherActions: readonly Line[];
}

export function improvementRows(view: ImprovementView, linkFacts: LinkFacts): ImprovementRows {
  const byInspection = new Map<string, AreaForImprovement[]>();
  for (const area of view.areas) {
    const { inspectionId } = area.raised;
    byInspection.set(inspectionId, [...(byInspection.get(inspectionId) ?? []), area]);
  }
  const href = (event: string): string | null => linkFacts([event])[0]?.href ?? null;
  const action = ({ date, action, certainty, event }: Action): Line => ({
    when: inEnglish(date),
    text: action,
    possibly: certainty === 'possible',
    href: href(event),
  });
  const finding = ({ date, area, direction, summary, certainty, event }: Finding): FindingLine => ({
    when: inEnglish(date, 'extent'),
    about: area,
    direction,
    text: summary,
    possibly: certainty === 'possible',
    href: href(event),
  });
  const row = (area: AreaForImprovement): AreaRow => ({
    text: area.text,
    status: area.status,
    direction: area.latestDirection,
    possibly: area.certainty === 'possible',
    again: area.raisedAgain.map(({ date }) => inEnglish(date)),
    plan: area.inPlan && {
      when: inEnglish(area.inPlan.date),
      text: 'In an improvement plan',
      possibly: area.inPlan.certainty === 'possible',
      href: href(area.inPlan.event),
    },
    actions: area.actions.map(action),
    seen: area.seen.map(finding),
  });
  return {
    raised: [...byInspection.values()].reverse().map((areas) => ({
      when: areas[0] ? inEnglish(areas[0].raised.date) : '',
      href: areas[0] ? href(areas[0].raised.event) : null,
      areas: areas.map(row),
    })),
    otherFindings: view.otherFindings.map(finding),
    otherActions: view.otherActions.map(action),
  };
}
