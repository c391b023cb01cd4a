import { z } from 'zod';
import { limitParameter } from '../../../api/pages.ts';
import { questionQuery } from '../../../api/questions.ts';
import { deadlinesNarrowing } from '../../../api/routes/deadlines.ts';
import type { AuthorityName } from '../../../caseline.ts';
import type { DeadlineStatus } from '../../../projections/deadlines/view.ts';
import { filled } from '../../form.ts';
import type { LinkTo } from '../../shown.ts';

/** The question of the screen: that of the API, from a form whose fields may also be left empty. */
export const deadlinesQuery = z.strictObject({
  ...questionQuery.shape,
  validAt: filled(questionQuery.shape.validAt),
  asOf: filled(questionQuery.shape.asOf),
  authority: filled(deadlinesNarrowing.authority),
  region: filled(deadlinesNarrowing.region),
  status: filled(deadlinesNarrowing.status),
  limit: limitParameter.default(50),
  after: z.string().optional(),
});

export type DeadlinesAsked = z.output<typeof deadlinesQuery>;

/** What is listed where no status is asked for. All the others are counted, and a link away. */
export const pressing: readonly DeadlineStatus[] = ['due', 'overdue'];

/** The names of authorities in a row. */
export const namesOf = (codes: readonly string[], authorities: readonly AuthorityName[]): string =>
  authorities
    .filter(({ la }) => codes.includes(la))
    .map(({ name }) => name)
    .join(', ');

/** The address of this screen for a question, from its first page. */
export const addressOf = (
  linkTo: LinkTo,
  {
    validAt,
    asOf,
    knownAt,
    recordedAt,
    position,
    certainty,
    authority,
    region,
    status,
  }: Partial<DeadlinesAsked>,
): string =>
  linkTo('/deadlines', [
    ['validAt', validAt],
    ['asOf', asOf],
    ['knownAt', knownAt],
    ['recordedAt', recordedAt],
    ['position', position],
    ['certainty', certainty],
    ['authority', authority?.join()],
    ['region', region],
    ['status', status?.join()],
  ]);
