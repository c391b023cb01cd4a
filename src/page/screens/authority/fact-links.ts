import type { Fact } from '../../../caseline.ts';
import { timelineEntry } from '../../../projections/timeline.ts';

/** A fact that something rests on. */
export interface FactLink {
  readonly title: string;
  readonly when: string;
  readonly href: string;
}

/** The facts of these ids, for as many of them as are shown. */
export type LinkFacts = (ids: readonly string[]) => readonly FactLink[];

/** The page of one fact; null where it is not shown. */
export const hrefOf = (event: string, linkFacts: LinkFacts): string | null =>
  linkFacts([event])[0]?.href ?? null;

/** Links to the pages of facts, by what they say and when it happened. */
export function factLinks(facts: readonly Fact[], hrefOf: (id: string) => string): LinkFacts {
  const known = new Map(facts.map((fact) => [fact.event.id, fact]));
  return (ids) =>
    [...new Set(ids)].flatMap((id) => {
      const fact = known.get(id);
      if (!fact) return [];
      const { title, when } = timelineEntry(fact);
      return [{ title, when, href: hrefOf(id) }];
    });
}
