import type { CivilDay } from '../../domain/time/civil-day.ts';
import { firstDay, lastDay } from '../../domain/time/edtf.ts';
import type { Noted } from './state.ts';
import type { Deadline } from './view.ts';

/** What decides how a deadline stands on a day. */
export interface Standing {
  /** The day due lies between these two; they are equal where it is known. */
  readonly due: { readonly earliest: CivilDay; readonly latest: CivilDay };
  readonly met: Noted | null;
  /** What took away the ground that it rested on. */
  readonly ended: Noted | null;
  /** A duty in force, and not an invitation or the term of a draft. */
  readonly binds: boolean;
  /** Whether this record would hold what met it. */
  readonly followed: boolean;
}

type Status = Pick<Deadline, 'status' | 'statusCertainty'>;

/**
 * How a deadline stands at the end of a day. Its own day still counts as due. In doubt it says the least: it is
 * overdue or late only when no reading of the dates allows anything else, and what may have been met or lifted
 * stays due until its day is over.
 */
export function statusOn(validAt: CivilDay, { due, met, ended, binds, followed }: Standing): Status {
  const over = validAt > due.latest;
  if (met && (met.begun === 'certain' || (over && ended?.begun !== 'certain'))) return metBy(met, due);
  if (ended && (ended.begun === 'certain' || over))
    return answer('lapsed', ended.begun === 'certain' && !met);
  if (!over) return answer('due', validAt <= due.earliest && !met && !ended);
  return answer(!binds ? 'passed' : followed ? 'overdue' : 'not_recorded', true);
}

function metBy(met: Noted, due: Standing['due']): Status {
  const late = firstDay(met.when) > due.latest;
  const inTime = lastDay(met.when) <= due.earliest;
  return answer(late ? 'late' : 'met', met.begun === 'certain' && (late || inTime));
}

const answer = (status: Status['status'], certain: boolean): Status => ({
  status,
  statusCertainty: certain ? 'certain' : 'possible',
});
