import type { CaseHistory } from '../replay/case-history.ts';
import { type AuthorityName, authorityName, namingEvents } from './authority-names.ts';
import type { Resolved } from './question.ts';

/** A case that a question is put to, beside others. */
export interface CaseAsked {
  /** As its viewer knew it. */
  readonly authority: AuthorityName;
  /** Up to the position asked about, hidden events included. */
  readonly history: CaseHistory;
}

/** Of these cases those of authorities that the viewer could know of, and in the region asked for. */
export function casesAsked(
  histories: readonly CaseHistory[],
  region: string | undefined,
  { cut, perspective: { viewer, knownAt } }: Resolved,
): readonly CaseAsked[] {
  return histories.flatMap((whole) => {
    const history = cut(whole);
    const authority = authorityName(namingEvents(history.events, viewer, knownAt));
    const isAsked = authority && (region === undefined || authority.region === region);
    return isAsked ? [{ authority, history }] : [];
  });
}
