import { z } from 'zod';
import { type AuthorityName, type Caseline, CaselineError, type Question } from '../caseline.ts';
import type { EnglandAsked } from '../projections/england/england.ts';

export const narrowing = {
  region: z.string().optional().meta({ description: 'Only authorities of this region.', example: 'London' }),
  kind: z.string().optional().meta({ description: 'Only authorities of this kind.', example: 'county' }),
};

type Narrowed = Pick<EnglandAsked, 'region' | 'kind'>;
type Given = { readonly [Field in keyof Narrowed]?: string | undefined };

/** Without what was not given. */
export const narrowedBy = ({ region, kind }: Given): Narrowed => ({
  ...(region !== undefined && { region }),
  ...(kind !== undefined && { kind }),
});

/**
 * Refuses a region or a kind that no authority has which the viewer may know of, and says which there are.
 *
 * @throws CaselineError `invalid-question`
 */
export async function checkNarrowing(caseline: Caseline, question: Question, asked: Narrowed): Promise<void> {
  const given = (['region', 'kind'] as const).filter((field) => asked[field] !== undefined);
  if (given.length === 0) return;
  const known = await caseline.authorities(question.viewer);
  const strange = given.filter((field) => !known.some((one) => one[field] === asked[field]));
  if (strange.length === 0) return;
  // A permanent link may name what was corrected since: the board that it rests on knows it.
  const { board } = await caseline.england('board', question);
  for (const field of strange)
    if (!board.rows.some((one) => one[field] === asked[field])) {
      const problem = `no authority that you may know of has '${asked[field]}'; ${those(known, field)}`;
      throw new CaselineError('invalid-question', `${field}: ${problem}`, { parameter: field });
    }
}

function those(known: readonly AuthorityName[], field: 'region' | 'kind'): string {
  const all = [...new Set(known.map((one) => one[field]))].sort();
  return all.length === 0 ? 'there are none' : `there are: ${all.join('; ')}`;
}
