import { inEnglish } from '../../domain/time/edtf-in-english.ts';
import type { Deadline, DeadlineBasis } from './view.ts';

/** How a deadline stands. Silence of this record does not say that nothing was done. */
export const statusInEnglish = ({ status, standing }: Pick<Deadline, 'status' | 'standing'>): string =>
  [
    status === 'overdue'
      ? 'overdue: nothing recorded that meets it'
      : status === 'not_recorded'
        ? 'whether it was met is not in this record'
        : status,
    ...(standing === 'proposed' ? ['proposed only'] : []),
  ].join(', ');

/** What it rests on: the stated day, the computed one, and whether they agree. */
export const basisInEnglish = ({ stated, computed, agree }: DeadlineBasis): readonly string[] => [
  ...(stated ? [`stated: ${inEnglish(stated.due)}${stated.source ? ` (${stated.source.id})` : ''}`] : []),
  ...(computed ? [`computed: ${inEnglish(computed.due)} (${computed.citation})`] : []),
  ...(agree === true ? ['they agree'] : []),
  ...(agree === false ? ['they DISAGREE'] : []),
];
