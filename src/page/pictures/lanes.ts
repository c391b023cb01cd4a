import type { AreaId } from '../../domain/frameworks/frameworks.ts';
import { judgementsByArea } from './lanes/areas.ts';
import { delivery } from './lanes/delivery.ts';
import { due } from './lanes/due.ts';
import { type History, untilOf } from './lanes/history.ts';
import { intervention } from './lanes/intervention.ts';
import type { Item } from './lanes/item.ts';
import { factsIn } from './lanes/moments.ts';
import { overallJudgement } from './lanes/overall.ts';

export type { History } from './lanes/history.ts';
export type { Item, Shape } from './lanes/item.ts';

/** One process of the history, or one judgement area. */
export interface Lane {
  /** Unique in the picture. */
  readonly id: string;
  /** As it stands in the margin. */
  readonly name: string;
  /** The same in full, for who does not see the picture. */
  readonly label: string;
  /** The heading that it stands under, with its neighbours; null where it stands alone. */
  readonly under: string | null;
  /** What several of them are called. */
  readonly of: 'facts' | 'deadlines';
  readonly items: readonly Item[];
}

/** Names that fit a margin, in the order in which areas stand: what follows from one framework to the next is near. */
const areaNames: Readonly<Record<AreaId, string>> = {
  help_and_protection: 'Help and protection',
  child_protection_arrangements: 'Child protection',
  safeguarding: 'Safeguarding',
  in_care_and_care_leavers: 'In care, care leavers',
  in_care: 'In care',
  looked_after_and_permanence: 'Looked after',
  looked_after: 'Looked after services',
  adoption: 'Adoption',
  care_leavers: 'Care leavers',
  leadership: 'Leadership',
  lscb: 'Safeguarding board',
};
const areaOrder = Object.keys(areaNames);

/**
 * What is in which lane, from top to bottom. Every lane is there, also where nothing is known to be in it; areas
 * that were never judged are not. Facts about the record itself are in none.
 */
export function lanesOf(history: History): readonly Lane[] {
  const { facts, journey, deadlines, validAt } = history;
  const until = untilOf(history);
  const areas = judgementsByArea(facts, journey, until)
    .toSorted((a, b) => areaOrder.indexOf(a.area) - areaOrder.indexOf(b.area))
    .map(({ area, name, items }) => ({
      id: `area-${area}`,
      name: areaNames[area],
      label: `Judgement by area: ${name}`,
      under: 'Judgements by area',
      of: 'facts' as const,
      items,
    }));
  return [
    lane('overall', 'Overall judgement', overallJudgement(journey, until)),
    ...areas,
    lane('inspections', 'Inspections', factsIn('inspections', facts, validAt)),
    lane('visits', 'Visits', factsIn('visits', facts, validAt)),
    lane('intervention', 'Intervention', intervention(facts, journey, validAt, until)),
    lane('delivery', 'Who delivers', delivery(facts, validAt, until)),
    lane('improvement', 'Improvement', factsIn('improvement', facts, validAt)),
    lane('people', 'People', factsIn('people', facts, validAt)),
    lane('deadlines', 'Deadlines', due(deadlines)),
  ];
}

const lane = (id: string, name: string, items: readonly Item[]): Lane => ({
  id,
  name,
  label: name,
  under: null,
  of: id === 'deadlines' ? 'deadlines' : 'facts',
  items,
});
