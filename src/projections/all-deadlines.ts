import { z } from 'zod';
import type { CivilDay } from '../domain/time/civil-day.ts';
import type { Fact } from '../replay/fact.ts';
import { ownOutlook } from '../replay/projection.ts';
import { deadlines } from './deadlines/deadlines.ts';
import { type DeadlineStatus, deadlineSchema } from './deadlines/view.ts';
import { byText } from './england/asked.ts';

/** Which of all deadlines are asked for; all where a field is absent. */
export interface DeadlinesAsked {
  /** DfE codes, or names in URLs. */
  readonly authorities?: readonly string[] | undefined;
  /** Exactly as the authority was registered with it. */
  readonly region?: string | undefined;
  readonly status?: readonly DeadlineStatus[] | undefined;
}

/** The case of one authority, as a perspective has it. */
export interface CaseOfAuthority {
  /** DfE code. */
  readonly la: string;
  readonly name: string;
  readonly facts: readonly Fact[];
}

export const authorityDeadlineSchema = z
  .strictObject({
    la: z.string().meta({ description: 'DfE code of the authority whose case it is of.', example: '380' }),
    authority: z.string().meta({ description: 'The name of that authority.', example: 'Bradford' }),
    ...deadlineSchema.shape,
  })
  .meta({ id: 'AuthorityDeadline', description: 'One obligation, of one of several authorities.' });

export type AuthorityDeadline = z.infer<typeof authorityDeadlineSchema>;

/** The deadlines of several authorities: by `dueLatest`, then by `la`, then by `id`. */
export type AllDeadlinesView = readonly AuthorityDeadline[];

/** What is owed in each of these cases, and how it stands on the day. */
export function allDeadlines(
  cases: readonly CaseOfAuthority[],
  validAt: CivilDay,
  status?: DeadlinesAsked['status'],
): AllDeadlinesView {
  return cases
    .flatMap(({ la, name, facts }) =>
      deadlines
        .view(ownOutlook(deadlines, facts), { validAt })
        .deadlines.map((row): AuthorityDeadline => ({ la, authority: name, ...row })),
    )
    .filter((row) => status === undefined || status.includes(row.status))
    .sort((a, b) => byText(a.dueLatest, b.dueLatest) || byText(a.la, b.la) || byText(a.id, b.id));
}
