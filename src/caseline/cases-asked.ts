import { checkNarrowing } from '../projections/england/asked.ts';
import type { CaseHistory } from '../replay/case-history.ts';
import { visible } from '../replay/visible.ts';
import { type AuthorityName, authorityName, mayName } from './authority-names.ts';
import type { Resolved } from './question.ts';

/** A case that a question is put to, beside others. */
export interface CaseAsked {
  /** As its viewer knew it. */
  readonly authority: AuthorityName;
  /** Up to the position asked about, hidden events included. */
  readonly history: CaseHistory;
}

/**
 * Of these cases those of authorities that the viewer could know of, and of the region asked for.
 *
 * @param everywhere all cases there are: a region is known where any of them is in it
 * @throws CaselineError `invalid-question` for a region that no authority has (facts: parameter)
 */
export function casesAsked(
  histories: readonly CaseHistory[],
  everywhere: Iterable<CaseHistory>,
  region: string | undefined,
  { cut, perspective: { viewer, knownAt } }: Resolved,
): readonly CaseAsked[] {
  const named = ({ events }: CaseHistory) => authorityName(visible(events.filter(mayName), viewer, knownAt));
  if (region !== undefined) {
    const known = [...everywhere].flatMap((history) => named(cut(history)) ?? []);
    checkNarrowing({ region }, known);
  }
  return histories.flatMap((whole) => {
    const history = cut(whole);
    const authority = named(history);
    const isAsked = authority && (region === undefined || authority.region === region);
    return isAsked ? [{ authority, history }] : [];
  });
}
