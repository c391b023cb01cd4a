import type { Fact } from '../../../caseline.ts';
import type { AreaId } from '../../../domain/frameworks/frameworks.ts';
import { replacesTheLast } from '../../../domain/frameworks/judged.ts';
import { type ImpreciseDate, lastDay } from '../../../domain/time/edtf.ts';
import type { JourneyView } from '../../../projections/journey/journey.ts';
import { gradeName } from '../../words.ts';
import { type Item, lasts, plain, readDate, type Until } from './item.ts';
import { gradeTexts, lastsInWords } from './words.ts';

/** One judgement area: its name in full, and its grades one after the other. */
export interface AreaLane {
  readonly area: AreaId;
  readonly name: string;
  readonly items: readonly Item[];
}

/** Each area that was ever judged; a grade lasts until another judgement of the whole takes its place. */
export function judgementsByArea(facts: readonly Fact[], journey: JourneyView, until: Until): AreaLane[] {
  const judged = facts.flatMap(({ event, begun }) =>
    event.type === 'JudgementsIssued' && begun === 'certain' ? event : [],
  );
  const counts = whenItCounts(journey);
  const unpublished = new Set(journey.awaitingPublication.map(({ event }) => event));

  return journey.areas.map(({ area, name, grades }) => ({
    area,
    name,
    items: grades.flatMap(({ grade, inspectionId, from }): Item[] => {
      const index = judged.findIndex(
        ({ data }) => data.inspectionId === inspectionId && data.areas.some((one) => one.area === area),
      );
      const event = judged[index]?.id;
      if (event === undefined) return [];
      const replaced = judged
        .slice(index + 1)
        .filter(({ data }) => replacesTheLast(data) || data.areas.some((one) => one.area === area))
        .flatMap(({ data }) => counts.get(data.inspectionId) ?? []);
      const end = earliest(replaced.map(readDate));
      const plan = unpublished.has(event);
      const inWords = `${gradeName(grade)}, ${lastsInWords(from, end?.edtf ?? null)}`;
      return [
        {
          ...plain,
          ...lasts(readDate(from), end, until),
          event,
          name: plan ? `${inWords}, not yet published` : inWords,
          texts: gradeTexts(grade),
          grade,
          plan,
        },
      ];
    }),
  }));
}

/** By inspection, the day from which its judgements count; EDTF. */
const whenItCounts = ({ spells, awaitingPublication, areas }: JourneyView): ReadonlyMap<string, string> =>
  new Map([
    ...awaitingPublication.map(({ inspectionId, issued }) => [inspectionId, issued] as const),
    ...areas.flatMap(({ grades }) => grades.map(({ inspectionId, from }) => [inspectionId, from] as const)),
    ...spells.flatMap(({ judgements }) =>
      judgements.map(({ inspectionId, published }) => [inspectionId, published] as const),
    ),
  ]);

const earliest = (dates: readonly ImpreciseDate[]): ImpreciseDate | null =>
  dates.toSorted((a, b) => lastDay(a) - lastDay(b))[0] ?? null;
