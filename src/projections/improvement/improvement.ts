import type { Fact } from '../../replay/fact.ts';
import type { Projection } from '../../replay/projection.ts';
import {
  type Action,
  type AreaForImprovement,
  type Finding,
  type ImprovementView,
  improvementSchema,
  type Raised,
} from './view.ts';

interface RaisedArea extends Pick<AreaForImprovement, 'ref' | 'text' | 'judgementArea' | 'raised'> {}

interface Plan extends NonNullable<AreaForImprovement['inPlan']> {
  readonly covers: readonly string[];
}

/** What happened, in order. Areas meet actions and findings in the view: an action may come before the report. */
export interface ImprovementState {
  raised: RaisedArea[];
  actions: Action[];
  findings: Omit<Finding, 'date'>[];
  plans: Plan[];
  visits: { readonly visitId: string; readonly date: string }[];
}

/** Each area for improvement of a case: who raised it, what was done about it, what visits then saw. */
export const improvement: Projection<ImprovementState, ImprovementView> = {
  name: 'improvement',
  version: 1,
  initial: () => ({ raised: [], actions: [], findings: [], plans: [], visits: [] }),
  schema: improvementSchema,
  handlers: {
    AreasForImprovementSet: (state, fact) => {
      const { inspectionId, areas } = fact.event.data;
      for (const { ref, text, judgementArea = null } of areas) {
        state.raised.push({ ref, text, judgementArea, raised: { inspectionId, ...said(fact) } });
      }
    },
    ImprovementActionTaken: (state, fact) => {
      const { action, addresses } = fact.event.data;
      state.actions.push({ action, addresses, ...said(fact) });
    },
    ImprovementPlanAdopted: (state, fact) => {
      const { date, event, certainty } = said(fact);
      state.plans.push({ date, event, certainty, covers: fact.event.data.covers });
    },
    VisitCarriedOut: (state, { event }) => {
      state.visits.push({ visitId: event.data.visitId, date: event.occurred.date });
    },
    VisitFindingsPublished: (state, fact) => {
      const { visitId, findings } = fact.event.data;
      const { date: published, ...rest } = said(fact);
      for (const { area, direction, summary, addresses } of findings) {
        state.findings.push({ visitId, published, area, direction, summary, addresses, ...rest });
      }
    },
  },
  view: ({ possible: state }) => {
    const raised = new Map<string, RaisedArea[]>();
    for (const one of state.raised) raised.set(one.ref, [...(raised.get(one.ref) ?? []), one]);
    const findings = state.findings.map((finding) => ({ ...finding, date: daysOfVisit(state, finding) }));
    const isOther = ({ addresses }: Action | Finding) => !addresses.some((ref) => raised.has(ref));
    return {
      areas: [...raised.values()].flatMap((times) => areaOf(times, { ...state, findings })),
      otherFindings: findings.filter(isOther),
      otherActions: state.actions.filter(isOther),
    };
  },
};

const said = ({ event, begun }: Fact) => ({
  date: event.occurred.date,
  event: event.id,
  source: event.source ?? null,
  certainty: begun,
});

const daysOfVisit = ({ visits }: ImprovementState, { visitId, published }: Omit<Finding, 'date'>): string =>
  visits.find((visit) => visit.visitId === visitId)?.date ?? published;

interface Happened extends Pick<ImprovementState, 'actions' | 'plans'> {
  readonly findings: readonly Finding[];
}

function areaOf([first, ...again]: readonly RaisedArea[], happened: Happened): readonly AreaForImprovement[] {
  if (!first) return [];
  const actions = happened.actions.filter(({ addresses }) => addresses.includes(first.ref));
  const seen = happened.findings.filter(({ addresses }) => addresses.includes(first.ref));
  const plan = happened.plans.find(({ covers }) => covers.includes(first.ref));
  const stated = seen.filter((finding) => isCertain(finding) && finding.direction !== 'not_stated');
  return [
    {
      ...first,
      raisedAgain: again.map(({ raised }) => raised),
      actions,
      seen,
      inPlan: plan ? { date: plan.date, event: plan.event, certainty: plan.certainty } : null,
      latestDirection: stated.at(-1)?.direction ?? null,
      status: seen.some(isCertain) ? 'seen_again' : actions.some(isCertain) ? 'acted_on' : 'raised',
      certainty: first.raised.certainty,
    },
  ];
}

const isCertain = ({ certainty }: { readonly certainty: Raised['certainty'] }): boolean =>
  certainty === 'certain';
