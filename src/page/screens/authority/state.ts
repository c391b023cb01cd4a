import { inEnglish } from '../../../domain/time/edtf-in-english.ts';
import type { CaseView } from '../../../projections/case/case.ts';
import { type DeliveryOn, deliveryOn } from './delivery-on.ts';
import { hrefOf, type LinkFacts } from './fact-links.ts';
import { type Holder, holders } from './holders.ts';
import { type InspectionOn, inspectionOn } from './inspection-on.ts';
import { type InterventionOn, interventionOn } from './intervention-on.ts';
import { onOrBetween, sinceWords } from './standing.ts';

/** How things stood on the day, part by part. */
export interface StateOn {
  readonly judgement: JudgementOn | null;
  readonly inspection: InspectionOn;
  readonly intervention: InterventionOn;
  readonly delivery: DeliveryOn;
  readonly holders: readonly Holder[];
}

interface JudgementOn {
  readonly grade: string;
  readonly since: string;
  readonly framework: string;
  readonly href: string | null;
  readonly limiting: string | null;
  readonly areas: readonly { readonly name: string; readonly grade: string; readonly since: string }[];
}

export function stateOn(state: CaseView, linkFacts: LinkFacts): StateOn {
  return {
    judgement: judgementOn(state.judgement.current, linkFacts),
    inspection: inspectionOn(state.inspection),
    intervention: interventionOn(state.intervention, linkFacts),
    delivery: deliveryOn(state.delivery, linkFacts),
    holders: holders(state.officeHolders, linkFacts),
  };
}

function judgementOn(current: CaseView['judgement']['current'], linkFacts: LinkFacts): JudgementOn | null {
  if (!current) return null;
  const { limiting, areas } = current;
  const limitingName = areas.find(({ area }) => area === limiting?.area)?.name;
  return {
    grade: current.overall ?? 'no_overall_judgement',
    since: `${sinceWords(current)}${current.published === null ? `; received ${onOrBetween(current.issued)}` : ''}`,
    framework: current.frameworkName,
    href: hrefOf(current.event, linkFacts),
    limiting: limitingName ? `Limited by: ${limitingName}. ${limiting?.note ?? ''}`.trim() : null,
    areas: areas.map(({ name, grade, since }) => ({ name, grade, since: inEnglish(since) })),
  };
}
