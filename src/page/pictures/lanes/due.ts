import { lastDay } from '../../../domain/time/edtf.ts';
import { inEnglish } from '../../../domain/time/edtf-in-english.ts';
import { statusInEnglish } from '../../../projections/deadlines/in-english.ts';
import type { Deadline, DeadlinesView } from '../../../projections/deadlines/view.ts';
import { statusName } from '../../words.ts';
import { type Item, plain, readDate } from './item.ts';

/** What is owed or invited, on the day by which it is: that may be a day still to come. */
export const due = ({ deadlines }: DeadlinesView): Item[] => deadlines.flatMap(dueItem);

function dueItem(deadline: Deadline): Item[] {
  const [event] = deadline.events;
  if (event === undefined) return [];
  const { title, status, metOn } = deadline;
  const when = readDate(deadline.due);
  const possibly = deadline.certainty === 'possible' || deadline.statusCertainty === 'possible';
  const stands =
    status === 'due'
      ? possibly
        ? ', possibly no longer'
        : ''
      : `: ${possibly ? 'possibly ' : ''}${statusInEnglish(deadline)}`;
  const met = metOn === null ? '' : `, met ${inEnglish(metOn)}`;
  return [
    {
      ...plain,
      form: 'moment',
      event,
      id: deadline.id,
      name: `${title}, due ${inEnglish(deadline.due)}${stands}${met}`,
      texts: [`${title}: ${statusName(status).toLowerCase()}`, statusName(status)],
      spans: when.spans,
      mark: { shape: status, on: lastDay(when) },
      plan: deadline.standing === 'proposed',
      possible: deadline.certainty === 'possible',
      main: deadline.kind === 'duty' && deadline.standing === 'in_force',
    },
  ];
}
