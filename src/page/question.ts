import type { Parameters } from '../api/links.ts';
import type { Question } from '../caseline.ts';

type Asked = Omit<Question, 'viewer'>;

/** Whether a question leaves nothing to come out: its answer moves with what is recorded. */
export const isOpen = ({ asOf, knownAt, recordedAt, position }: Asked): boolean =>
  [asOf, knownAt, recordedAt, position].every((clock) => clock === undefined);

/** The days of a question, as an address has them. */
export const daysOf = ({ asOf, validAt, knownAt }: Asked): Parameters => [
  ['asOf', asOf],
  ['validAt', validAt],
  ['knownAt', knownAt],
];

/** What a question keeps while the days of it move. */
export const keptOf = ({ certainty, recordedAt, position }: Asked): Parameters => [
  ['certainty', certainty === 'possible' ? undefined : certainty],
  ['recordedAt', recordedAt],
  ['position', position],
];
