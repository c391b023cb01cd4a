import { type Travel, travel } from '../domain/frameworks/compare-grades.ts';
import type { Grade } from '../domain/frameworks/frameworks.ts';
import { replacesTheLast } from '../domain/frameworks/judged.ts';
import type { CivilDay } from '../domain/time/civil-day.ts';
import { lastDay, parseEdtf } from '../domain/time/edtf.ts';
import { type Judgement, type JudgementsState, publicationOf } from './judgements.ts';

/** A judgement that counts: it took the place of the one before, and its report was published. */
export interface Published {
  /** The day of publication, from which it counts; the last possible one where that is imprecise. */
  readonly from: CivilDay;
  /** Null where a whole inspection gave no overall judgement: it ends the spell before and begins none. */
  readonly overall: Grade | null;
  /** EDTF. */
  readonly published: string;
  readonly judgement: Judgement;
}

/** The judgements that count, by day of publication. */
export function publishedJudgements(state: JudgementsState): Published[] {
  const found = state.judgements.flatMap((judgement) => {
    const published = publicationOf(state, judgement);
    const parsed = published === null ? undefined : parseEdtf(published);
    const { overall } = judgement.data;
    if (published === null || !parsed?.ok || !replacesTheLast(judgement.data) || overall === 'not_judged')
      return [];
    return [{ from: lastDay(parsed.value), overall, published, judgement }];
  });
  return found.sort((a, b) => a.from - b.from);
}

/** Cut into runs of one grade on one scale: a later judgement of the same grade does not restart a spell. */
export function runsOf(published: readonly Published[]): Published[][] {
  const runs: Published[][] = [];
  for (const one of published) {
    const run = runs.at(-1);
    const previous = run?.at(-1);
    if (run && previous && travelBetween(previous, one) === 'same') run.push(one);
    else runs.push([one]);
  }
  return runs;
}

/** The direction of travel from one judgement to the next. */
export function travelBetween(before: Published, after: Published): Travel {
  if (before.overall === null || after.overall === null) return 'not_comparable';
  return travel(
    { framework: before.judgement.data.framework, grade: before.overall },
    { framework: after.judgement.data.framework, grade: after.overall },
  );
}
