import { type Standing, standingOf } from '../projections/england/standing.ts';
import type { CaseHistory } from '../replay/case-history.ts';
import type { Fact } from '../replay/fact.ts';
import type { Resolved } from './question.ts';

/** The standing of every authority that was registered by the day asked about. */
export function standingsOf(
  histories: Iterable<CaseHistory>,
  { cut, perspective }: Resolved,
): readonly Standing[] {
  const found: Standing[] = [];
  for (const history of histories) {
    const standing = remembered(cut(history).facts(perspective));
    if (standing) found.push(standing);
  }
  return found;
}

/** A case hands out the same list for the same facts, and they stand the same way. */
const standings = new WeakMap<readonly Fact[], Standing>();

function remembered(facts: readonly Fact[]): Standing | undefined {
  const known = standings.get(facts);
  if (known) return known;
  const made = standingOf(facts);
  if (made) standings.set(facts, made);
  return made;
}
