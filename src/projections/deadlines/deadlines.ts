import { type CivilDay, formatDay } from '../../domain/time/civil-day.ts';
import type { Projection } from '../../replay/projection.ts';
import { owedAfterInspection } from './after-inspection.ts';
import type { Owed } from './owed.ts';
import { type DeadlinesState, deadlinesHandlers, noDeadlines } from './state.ts';
import { statusOn } from './status.ts';
import { owedUnderNotice } from './under-notice.ts';
import { type Deadline, type DeadlinesView, deadlinesSchema } from './view.ts';

/**
 * Every obligation of a case: what is owed or invited, by whom, on which basis, by which day, and how it stands
 * on the day asked about. What a source only plans or describes (a go-live date, a habit of reporting) is none.
 */
export const deadlines: Projection<DeadlinesState, DeadlinesView> = {
  name: 'deadlines',
  version: 1,
  initial: noDeadlines,
  handlers: deadlinesHandlers,
  schema: deadlinesSchema,
  view: ({ possible: { inspections, notices, succeeded } }, { validAt }) => {
    const everything = [
      ...inspections.flatMap((inspection) => owedAfterInspection(inspection, succeeded)),
      ...notices.flatMap((notice) => owedUnderNotice(notice, succeeded)),
    ];
    const rows = everything.filter((one) => one !== null).map((one) => rowOf(one, validAt));
    return { deadlines: rows.sort((a, b) => compare(a.dueLatest, b.dueLatest) || compare(a.id, b.id)) };
  },
};

function rowOf(owed: Owed, validAt: CivilDay): Deadline {
  const { ground, also, met, ended, followed, ...said } = owed;
  const { basis, days, governs } = ground;
  const binds = owed.kind === 'duty' && owed.standing === 'in_force';
  const standing = statusOn(validAt, { due: days, met, ended, binds, followed });
  const isMet = standing.status === 'met' || standing.status === 'late';
  const restsOn = [basis.stated, basis.computed, ...also, met, isMet ? null : ended];
  const isPossible = [governs, ...also].some((one) => one.begun === 'possible');
  return {
    id: `${owed.subject}/${owed.obligation.replaceAll('_', '-')}`,
    ...said,
    due: ground.due,
    dueLatest: formatDay(days.latest),
    basis,
    ...standing,
    metOn: met?.when.edtf ?? null,
    daysLeft: days.latest - validAt,
    certainty: isPossible ? 'possible' : 'certain',
    events: [...new Set(restsOn.filter((one) => one !== null).map((one) => one.event))],
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
